"""`python -m cli`: the same as `bangvang`, for processes that start one another."""

from cli.main import main

main()
