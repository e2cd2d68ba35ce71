"""A corpus becomes a snapshot."""
