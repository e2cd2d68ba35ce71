"""Who said it, on gold labels."""
