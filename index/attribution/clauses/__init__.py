"""Reporting clauses: who says what of whom."""
