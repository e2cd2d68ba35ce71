"""What moderators do: /corpus and everything below it."""
