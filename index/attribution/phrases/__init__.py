"""Tokens, names and noun phrases."""
