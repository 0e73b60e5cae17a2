"""`bangvang reconcile`: the engine is brought back to what the database says."""

import importlib
import os
from dataclasses import asdict
from typing import Any

from cli.access import database
from cli.listing import tell
from cli.options import AsJson
from core.engine_environment import client_environment
from core.settings import load_settings


def reconcile(*, as_json: AsJson = False) -> None:
    """Bring every open dossier back to its gate in the engine, with no message sent twice.

    For after the engine's database was lost or restored, or to be sure. Needs the engine
    running (`bangvang up`). Changes nothing in our own database that is not overdue, and is
    safe to repeat.
    """
    settings = load_settings()
    with database(settings):
        # Read when Prefect is first imported, which the next line does.
        os.environ.update(client_environment(settings))
        found = importlib.import_module("flows.reconcile").reconcile_now(settings)
    tell(_sentence(found), asdict(found), as_json=as_json)


def _sentence(found: Any) -> str:  # noqa: ANN401 -- flows are imported late, in reconcile()
    sentence = (
        f"Woken: {found.woken.done}; stray runs cancelled: {found.cancelled.done}; "
        f"vacant gates seated: {found.seated.done}; mails sent: {found.delivered.done}."
    )
    return sentence + (f" Still waiting: {found.waiting}." if found.waiting else "")
