"""Which snapshot serves, and searching with it."""
