"""`bangvang doctor`: whether this system is able to work."""

import json
import sys
from dataclasses import asdict

from cli.checks import findings
from cli.options import AsJson
from core.settings import load_settings


def doctor(*, as_json: AsJson = False) -> None:
    """Check settings, database, migrations, worker, engine, mail, files and disk.

    Changes nothing. Exits with 0 only when everything holds.
    """
    found = findings(load_settings())
    holds = all(finding.holds for finding in found)
    if as_json:
        checks = [asdict(finding) for finding in found]
        print(json.dumps({"holds": holds, "checks": checks}, ensure_ascii=False))
    else:
        for finding in found:
            print(f"{'✓' if finding.holds else '✗'} {finding.check:<11} {finding.sentence}")
    if not holds:
        sys.exit(1)
