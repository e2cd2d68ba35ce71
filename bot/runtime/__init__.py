"""From settings to a running bot and back down."""
