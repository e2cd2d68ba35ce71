"""What people can do; a cog asks the rest of `bot` and never another cog."""
