"""Corpora, embedders and rerankers that need no model."""
