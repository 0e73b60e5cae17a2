"""Every SELECT and every guarded UPDATE.

Whoever asks for one table knows them all: they refer to each other, and each process uses others.
"""

import models.tables  # noqa: F401 -- loaded, not handed on
