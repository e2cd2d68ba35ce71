"""The Discord client, permissions, rate limit."""
