"""Where rows are found: vectors and words."""
