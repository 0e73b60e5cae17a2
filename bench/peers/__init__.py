"""Other engines doing the work that ours does, each a program in an environment of its own.

None of it is the product's: `make bench-peers` installs what stands in requirements-peers.txt.
"""
