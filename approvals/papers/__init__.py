"""Papers to print and sign: what a query found, set by Typst."""
