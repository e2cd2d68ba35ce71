"""Across sentences: people, mentions, coreference."""
