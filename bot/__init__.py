"""The Discord half: asks `index` and shows its answers."""
