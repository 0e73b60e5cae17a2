"""The `bangvang` command, one command a file."""
