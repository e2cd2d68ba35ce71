"""The Discord half: asks `index` and shows its answers. Begins with the next issue."""
