"""Limits, escaping, controls and translation: what any message needs."""
