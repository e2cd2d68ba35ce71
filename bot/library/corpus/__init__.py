"""The article files: changed all or not at all, and backed up."""
