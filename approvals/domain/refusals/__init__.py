"""Everything the project refuses to do, as the sentence a person reads: what is wrong, what to do.

The facts are passed by keyword: `raise GateAlreadyClosed(gate="unit:1")`.
"""
