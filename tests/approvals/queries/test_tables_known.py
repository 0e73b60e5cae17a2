"""A process that uses some tables knows all: they refer to each other."""

import subprocess
import sys

_UNKNOWN = """
import approvals.queries.dossiers
from models.base import METADATA
refers = (key for table in METADATA.tables.values() for key in table.foreign_keys)
print({key.target_fullname for key in refers if key.column.table.name not in METADATA.tables})
"""


def test_whoever_asks_for_one_knows_what_it_refers_to() -> None:
    told = subprocess.run(  # noqa: S603 -- ours
        [sys.executable, "-c", _UNKNOWN], capture_output=True, text=True, check=False
    )
    assert (told.stdout.strip(), told.stderr) == ("set()", "")
