"""`bangvang reconcile` needs the engine, and says so."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_without_the_engine_it_is_refused(database_url: str, tmp_path: Path) -> None:
    """In a process of its own, since it tells Prefect where its server is for good."""
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "cli", "reconcile", "--json"],
        env=os.environ
        | {
            "BANGVANG_HOME": str(tmp_path),
            "BANGVANG_DATABASE_URL": database_url,
            "BANGVANG_ENGINE_API_URL": "http://127.0.0.1:9/api",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["code"] == "engine_unreachable"
