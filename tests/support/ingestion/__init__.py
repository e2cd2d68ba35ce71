"""A web on the loopback, and pages to read."""
