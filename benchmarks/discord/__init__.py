"""The bot on Discord: speed under load, messages within the limits, a picture."""
