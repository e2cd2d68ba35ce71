"""Words of Russian and Ukrainian -> English words: tables of this project, read once."""
