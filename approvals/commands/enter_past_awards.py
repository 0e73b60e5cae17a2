"""Awards that were decided elsewhere join the record, so that guards know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from approvals.commands.journaling import past_awards_entered
from approvals.queries import bodies, journal, past_awards
from core.vietnamese import clean, search_key
from models.commendation import AwardKind
from models.enums import NomineeKind
from models.past_awards import PastAward


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One recipient of one decision, as a list has it; `year` is the one it counts for."""

    kind: NomineeKind
    name: str
    award_code: str
    decision_number: str
    decided_on: date
    year: int
    position: str = ""
    award_kind: AwardKind = AwardKind.MERIT
    achievements: str = ""
    body_slug: str | None = None


def enter_past_awards(
    session: Session, awards: Sequence[Given], *, file_sha256: str, now: datetime
) -> int:
    """Add what is not there yet, and say how many; entering a list twice is entering it once."""
    slugs = {one.body_slug for one in awards if one.body_slug}
    known = {slug: bodies.body_by_slug(session, slug) for slug in slugs}
    rows = []
    for one in awards:
        body = known.get(one.body_slug or "")
        name = clean(one.name)
        rows.append(
            PastAward(
                kind=one.kind,
                name=name,
                position=clean(one.position),
                body_id=body.id if body else None,
                search_key=search_key(name),
                award_code=one.award_code,
                award_kind=one.award_kind,
                year=one.year,
                decision_number=clean(one.decision_number),
                decided_on=one.decided_on,
                achievements=one.achievements,
                file_sha256=file_sha256,
                added_at=now,
            )
        )
    chain = journal.for_update(session)
    added = past_awards.add_new(session, rows)
    past_awards_entered(session, chain, file=file_sha256, listed=len(rows), added=added, now=now)
    return added
