"""What is looked at after a cell besides the invariants: decisions, mails, the record."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from approvals.history.checking_checkpoints import Kept
from approvals.history.sealer import sealer_of
from approvals.history.verifying import Checked, verify
from approvals.queries.verification import as_one_snapshot
from cli.audit_verify import published
from core.database import transaction
from core.settings import Settings
from tests.notifications.mailers.stub import Stub
from tests.running_system import RunningSystem

_RECORDED = text(
    "SELECT email FROM assignment JOIN gate ON gate.id = gate_id"
    " JOIN person ON person.id = decided_by_id"
    " WHERE assignment.state = 'decided' AND dossier_id = ANY(:ids)"
)
_TOLD = text(
    "SELECT count(*) FROM event WHERE kind = 'assignment.decided' AND chain_id = ANY(:ids)"
    " GROUP BY chain_id, convert_from(body, 'UTF8')::jsonb #>> '{facts,assignment}'"
)
_BREAKS_SHOWN = 3


def database_answers(engine: Engine) -> bool:
    with suppress(DBAPIError), transaction(engine) as session:
        return bool(session.execute(text("SELECT true")).scalar())
    return False


def recorded_by_address(engine: Engine, ids: Sequence[UUID]) -> Counter[str]:
    """How many decisions there are of whom, on these dossiers."""
    with transaction(engine) as session:
        return Counter(session.execute(_RECORDED, {"ids": list(ids)}).scalars())


def doubled(engine: Engine, ids: Sequence[UUID]) -> int:
    """How many decisions the history tells too often."""
    with transaction(engine) as session:
        told: list[int] = list(session.execute(_TOLD, {"ids": list(ids)}).scalars())
    return sum(times - 1 for times in told)


def taken(stub: Stub, *, since: int = 0) -> Counter[tuple[str, str]]:
    """How often each mail was taken by the provider, by our id and its address."""
    tos = [request["personalizations"][0] for request in stub.out[since:]]
    return Counter((to["custom_args"]["message_id"], to["to"][0]["email"]) for to in tos)


def audit(engine: Engine, system: RunningSystem) -> list[str]:
    """What `audit verify` finds: chains, the log, and the tables against the history."""
    files = sealer_of(Settings(home=system.home, port=system.port)).files
    before = published(files)
    with transaction(engine) as session:
        as_one_snapshot(session)
        found = verify(session, Kept(before, lambda: published(files)), Checked())
        return [f"audit verify: {one}" for one in found][:_BREAKS_SHOWN]
