"""Hostile pages and addresses."""
