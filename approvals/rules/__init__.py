"""Rule sets as data, and their loader."""
