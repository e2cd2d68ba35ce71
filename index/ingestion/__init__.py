"""A file, page or address becomes a draft of an article, or one clear reason why not."""
