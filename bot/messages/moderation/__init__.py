"""What moderators see -> messages; pure functions."""
