"""Look again at dossiers that changed or whose time came, for the dashboard."""

from datetime import datetime

from sqlmodel import Session

from approvals.domain.standing import Standing
from approvals.domain.why_stuck import changes_at, why_stuck
from approvals.queries import open_dossiers, rules, standing
from approvals.queries.open_dossiers import Version
from approvals.queries.standing import Placed
from models.dossiers import Submission
from models.open_dossiers import OpenDossier

BATCH = 500
AT_A_LOOK = 50  # while somebody waits for a page; more are left to the sweep


def survey(session: Session, *, now: datetime, limit: int = BATCH) -> int:
    """Bring up to so many rows of `open_dossier` up to date; how many were looked at.

    0 when all are, or when somebody else is at it. Repeating it changes nothing.
    """
    if not open_dossiers.claim(session):
        return 0
    ids = open_dossiers.take_changed(session, limit=limit)
    ids |= open_dossiers.due_ids(session, now=now, limit=limit)
    if not ids:
        return 0
    found = open_dossiers.with_gates(session, ids)
    placed = [
        Placed(dossier, gate, rules.rules_of(session, dossier).award(dossier.award_code))
        for dossier, gate, _ in found
    ]
    standings = standing.standings(session, placed, now=now)
    rows = [
        _row(one, submission, standings[one.dossier.id])
        for one, (_, _, submission) in zip(placed, found, strict=True)
    ]
    open_dossiers.write(session, rows)
    open_dossiers.remove(session, ids - {row.dossier_id for row in rows})
    open_dossiers.note(session)
    return len(ids)


def surveyed(session: Session, *, now: datetime) -> Version | None:
    """Bring the rows up to date, as far as a page may wait for; their version.

    What was read of one version is true of all dossiers until there is another. None while more
    changed than a page waits for, or somebody else is at it.
    """
    known = open_dossiers.version(session, now=now)
    if known is None and survey(session, now=now, limit=AT_A_LOOK):
        known = open_dossiers.version(session, now=now)
    return known


def _row(one: Placed, submission: Submission, at: Standing) -> OpenDossier:
    stuck = why_stuck(at)
    return OpenDossier(
        dossier_id=one.dossier.id,
        campaign_id=submission.campaign_id,
        body_id=submission.body_id,
        award_code=one.dossier.award_code,
        state=one.dossier.state,
        stage=one.dossier.stage,
        at_id=one.gate.body_id,
        since=at.since,
        due_at=at.due_at,
        cause=stuck.cause.code if stuck else None,
        stuck_since=at.now if stuck else None,
        look_again_at=changes_at(at),
    )
