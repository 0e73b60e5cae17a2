"""Writes examples/*.xlsx from the lists beside them: `python examples/make.py`.

The same lists give the same bytes. A test holds the files against their lists.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from approvals.rules.loader import built_in  # noqa: E402 -- needs the path above
from cli.example_lists import read_list  # noqa: E402

LISTS = ("noi-chinh-2019-bo-tu-phap", "tong-hop-2018-bo-noi-vu")


def workbooks() -> Iterator[tuple[Path, bytes]]:
    """Each file and what is in it."""
    rules = built_in()[-1].rules
    for name in LISTS:
        written = read_list(HERE / f"{name}.toml")
        assert written.dated_on is not None, f"{name}.toml says no day"
        yield HERE / f"{name}.xlsx", written.workbook(rules, written.dated_on)


if __name__ == "__main__":
    for path, content in workbooks():
        path.write_bytes(content)
        print(path.relative_to(HERE.parent))
