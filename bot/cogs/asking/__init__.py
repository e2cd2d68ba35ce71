"""Asking, however it is done, and the buttons of answers."""
