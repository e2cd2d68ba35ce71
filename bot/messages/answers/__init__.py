"""An answer, its context and its sources -> messages; pure functions."""
