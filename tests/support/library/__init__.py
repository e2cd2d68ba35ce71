"""The moderators' library: the real one over a small corpus, and a fake."""
