"""A process that can compute and nothing else, in which everything that a stranger wrote is parsed."""
