"""What is known of nominees besides their dossier: what they were given, and what is open.

One query of each sort for a whole list; who is who, `Identity` says afterwards.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from approvals.domain.guards.identity import Identity, Likeness
from approvals.domain.guards.nominated import OpenDossier, PastAward
from core.clock import local_date
from models.bodies import Body
from models.commendation import Paper
from models.dossiers import Attachment, Dossier, Nominee, Submission
from models.enums import BodyKind, DossierState
from models.past_awards import PastAward as ListedAward
from models.rules import Campaign

_GONE = (DossierState.DECLINED, DossierState.WITHDRAWN, DossierState.SETTLED_HERE)
_DEEPEST = 10  # bodies above a body


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that may be about some nominees, by what it can be found by."""

    record: Mapping[object, Sequence[tuple[Identity, PastAward]]]
    open: Mapping[object, Sequence[tuple[Identity, OpenDossier]]]

    def record_of(self, who: Identity) -> tuple[PastAward, ...]:
        """What was given to them, or to somebody of their name; the oldest first."""
        found = {}
        for other, past in _about(self.record, who):
            likeness = who.like(other)
            if likeness is not None:
                found[id(past)] = replace(past, likeness=likeness)
        return tuple(sorted(found.values(), key=lambda past: past.year))

    def open_of(self, who: Identity, *, before: str | None = None) -> tuple[OpenDossier, ...]:
        """Dossiers under review about them; only those filed `before` a dossier, where given.

        So of two that are the same, the later one is held up, and not each by the other.
        """
        found = {}
        for other, dossier in _about(self.open, who):
            likeness = who.like(other)
            earlier = before is None or dossier.code < before
            if likeness is not None and earlier:
                found[dossier.code] = replace(dossier, likeness=likeness)
        return tuple(found[code] for code in sorted(found))


def known_of(session: Session, nominees: Collection[Identity]) -> Known:
    """In three queries, however many nominees."""
    return Known(
        record=_by_key([*_own_awards(session, nominees), *_listed_awards(session, nominees)]),
        open=_by_key(_open(session, nominees)),
    )


def identity_of(nominee: Nominee) -> Identity:
    """Who a stored nominee is; whose data were erased is nobody."""
    return Identity.of(
        nominee.kind,
        nominee.name,
        nominee.position,
        email=nominee.email,
        body_id=nominee.body_id,
    )


def papers_of(session: Session, dossier_ids: Collection[UUID]) -> dict[UUID, frozenset[Paper]]:
    """What the files of dossiers are said to be."""
    found: dict[UUID, set[Paper]] = {}
    query = select(Attachment.dossier_id, col(Attachment.paper)).where(
        col(Attachment.dossier_id).in_(dossier_ids), col(Attachment.paper).is_not(None)
    )
    for dossier_id, paper in session.exec(query):
        if paper is not None:
            found.setdefault(dossier_id, set()).add(paper)
    return {one: frozenset(found.get(one, ())) for one in dossier_ids}


def given_in_year(
    session: Session, body_id: UUID, year: int, awards: Collection[str]
) -> dict[str, int]:
    """How many nominees a body put forward for each award in a year, and were not turned down."""
    rows = session.exec(
        select(Dossier.award_code, func.count())
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .where(
            Submission.body_id == body_id,
            Campaign.year == year,
            col(Dossier.award_code).in_(awards),
            col(Dossier.state).not_in(_GONE),
        )
        .group_by(col(Dossier.award_code))
    ).all()
    return dict(rows)


def ministry_name(session: Session, body_id: UUID) -> str:
    """The name of the ministry that a body is, or belongs to; empty without one."""
    body = session.get(Body, body_id)
    for _ in range(_DEEPEST):
        if body is None or body.kind is BodyKind.MINISTRY:
            break
        body = session.get(Body, body.parent_id) if body.parent_id else None
    return body.name if body else ""


def _own_awards(
    session: Session, nominees: Collection[Identity]
) -> list[tuple[Identity, PastAward]]:
    """Of dossiers that were awarded; the award is theirs for as long as they are."""
    rows = session.exec(
        select(Nominee, Dossier, Campaign.year)
        .join(Dossier, col(Dossier.nominee_id) == col(Nominee.id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .where(col(Dossier.state) == DossierState.AWARDED, _named_like(Nominee, nominees))
    ).all()
    return [
        (
            identity_of(nominee),
            PastAward(
                award=dossier.award_code,
                year=year,
                decided_on=local_date(dossier.closed_at) if dossier.closed_at else None,
                decision_number=dossier.decision_number or dossier.code,
                kind=dossier.award_kind,
                achievements=dossier.achievements,
            ),
        )
        for nominee, dossier, year in rows
    ]


def _listed_awards(
    session: Session, nominees: Collection[Identity]
) -> list[tuple[Identity, PastAward]]:
    rows = session.exec(select(ListedAward).where(_named_like(ListedAward, nominees))).all()
    return [
        (
            Identity.of(row.kind, row.name, row.position, body_id=row.body_id),
            PastAward(
                award=row.award_code,
                year=row.year,
                decided_on=row.decided_on,
                decision_number=row.decision_number,
                kind=row.award_kind,
                achievements=row.achievements,
            ),
        )
        for row in rows
    ]


def _open(session: Session, nominees: Collection[Identity]) -> list[tuple[Identity, OpenDossier]]:
    rows = session.exec(
        select(Nominee, Dossier, Campaign.year, Submission.body_id)
        .join(Dossier, col(Dossier.nominee_id) == col(Nominee.id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .where(col(Dossier.closed_at).is_(None), _named_like(Nominee, nominees))
    ).all()
    return [
        (
            identity_of(nominee),
            OpenDossier(
                code=dossier.code,
                body_id=body_id,
                award=dossier.award_code,
                year=year,
                likeness=Likeness.BY_NAME,
            ),
        )
        for nominee, dossier, year, body_id in rows
    ]


def _named_like(table: Any, nominees: Collection[Identity]) -> ColumnElement[bool]:  # noqa: ANN401 -- either table
    """Rows of the same name without diacritics, or of the same body."""
    names = {who.name_key for who in nominees if who.name_key}
    bodies = {who.body_id for who in nominees if who.body_id}
    return or_(col(table.search_key).in_(names), col(table.body_id).in_(bodies))


def _by_key(found: Sequence[Any]) -> dict[object, list[Any]]:
    keyed: dict[object, list[Any]] = {}
    for one in found:
        who: Identity = one[0]
        for key in filter(None, (who.name_key, who.body_id)):
            keyed.setdefault(key, []).append(one)
    return keyed


def _about(keyed: Mapping[object, Sequence[Any]], who: Identity) -> list[Any]:
    return [*keyed.get(who.name_key, ()), *(keyed.get(who.body_id, ()) if who.body_id else ())]
