"""Feeds that keep a corpus fresh: read, polled politely, remembered."""
