"""What is vendored is what its list says."""

import hashlib

from api.assets import FOLDER

VENDOR = FOLDER / "vendor"


def test_vendored_files_are_those_of_the_list() -> None:
    listed = {
        name: digest
        for digest, _, name in (
            line.partition("  ") for line in (VENDOR / "README.md").read_text().splitlines()
        )
        if len(digest) == 64
    }
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.suffix in {".css", ".js", ".woff2"}
    }
    assert listed == found
