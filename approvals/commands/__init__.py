"""One verb a file: load, ask the domain, write, record."""
