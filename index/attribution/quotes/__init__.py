"""Quotation marks, dashes, transcripts."""
