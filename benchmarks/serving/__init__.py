"""What building and asking cost."""
