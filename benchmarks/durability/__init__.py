"""What a kill or a damaged file leaves of the library."""
