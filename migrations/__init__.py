"""The past of the tables, step by step; run by `bangvang migrate`."""
