"""Measurements: optional, never imported by the product, each prints the figures that the documents quote."""
