"""Articles in, attributed quotations out. Knows nothing of Discord."""
