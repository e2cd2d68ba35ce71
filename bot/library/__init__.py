"""What moderators do to the corpus while the bot serves."""
