"""Answers, lists, forms and previews as Discord components."""
