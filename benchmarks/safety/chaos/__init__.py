"""The real process on the loopback, while everything goes wrong at once."""
