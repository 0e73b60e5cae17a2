"""Open dossiers as a dry run needs them: all of some rules, in one query."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session

from approvals.domain.dry_run import Running
from approvals.queries.bare import fetch
from core.clock import local_date
from models.enums import DossierState, NomineeKind, Stage

_OPEN = """
    SELECT dossier.id, dossier.code, dossier.rule_set_id, dossier.edition, dossier.award_code,
           nominee.kind, dossier.state, dossier.stage, gate.opened_at,
           coalesce(gate.due_on, gate.stopped_due_on), gate.members,
           (SELECT count(*) FROM assignment WHERE gate_id = gate.id AND state = 'excluded'),
           (SELECT count(*) FROM assignment WHERE gate_id = gate.id AND state = 'decided')
    FROM dossier
    JOIN nominee ON nominee.id = dossier.nominee_id
    LEFT JOIN gate ON gate.dossier_id = dossier.id AND gate.state = 'open'
    WHERE dossier.state IN ('under_review', 'returned') AND dossier.rule_set_id = %(rule_set)s
      AND (%(codes)s::text[] IS NULL OR dossier.code = ANY(%(codes)s))
    ORDER BY dossier.code
"""


def running_under(
    session: Session, rule_set_id: str, *, codes: Collection[str] | None = None
) -> dict[UUID, Running]:
    """Every open dossier of a rule set, whatever its edition, by id; or those of some codes."""
    values = {"rule_set": rule_set_id, "codes": None if codes is None else list(codes)}
    found = {}
    for id_, code, rule_set, edition, award, kind, state, stage, *gate in fetch(
        session, _OPEN, values
    ):
        opened_at, due, members, excluded, votes = gate
        opened_on: date | None = local_date(opened_at) if opened_at else None
        found[id_] = Running(
            code=code,
            under=(rule_set, edition),
            award=award,
            kind=NomineeKind(kind),
            state=DossierState(state),
            stage=Stage(stage),
            opened_on=opened_on,
            due=due,
            members=members or 1,
            excluded=excluded,
            votes=votes,
        )
    return found


def open_by_edition(session: Session, rule_set_id: str) -> dict[int, int]:
    """How many open dossiers go by each edition."""
    counted = """
        SELECT edition, count(*) FROM dossier
        WHERE state IN ('under_review', 'returned') AND rule_set_id = %s GROUP BY edition
    """
    return dict(fetch(session, counted, (rule_set_id,)))
