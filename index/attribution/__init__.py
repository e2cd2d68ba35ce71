"""Who said a sentence."""
