"""What a bloc did in a year, and who owes what."""
