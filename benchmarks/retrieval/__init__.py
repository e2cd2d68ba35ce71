"""What is split, embedded and found, before anything is read."""
