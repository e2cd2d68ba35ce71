"""Whether a test notices when a line is broken."""
