"""What a bloc does in its year, one verb a file."""
