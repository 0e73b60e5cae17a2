"""A year of the whole country: stories played by commands, then multiplied to 110,435 dossiers."""
