"""A page in HTML -> the words of its article and what it says of itself; nothing here opens a file."""
