"""How sure we are that the first sentence answers."""
