"""What several packages need to read text: words, numerals, aliases."""
