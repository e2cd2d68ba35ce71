"""Reported speech: what is quoted, which clause reports it, and whom its words mean."""
