"""Counts for tables of figures: one query a table, within what a viewer may see."""
