"""An article file becomes text, sections and sentences; who the curated speakers are."""
