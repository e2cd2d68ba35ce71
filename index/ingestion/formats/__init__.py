"""A file of a kind -> its text and what it says of itself."""
