"""Few among all dossiers: what a search, a body or failing mail leads to, each by its index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, union_all
from sqlmodel import Session, col, select

from approvals.queries.dossier_filters import Filters, Trouble, filed_with
from approvals.queries.reach import unreached_ids
from core.vietnamese import clean, search_key
from models.dossiers import Dossier, Nominee, Submission
from models.enums import AssignmentState
from models.gates import Assignment, Gate

_FEW = 2_000
_SHORTEST = 3  # characters that an index of parts of words can find


@dataclass(frozen=True, slots=True)
class Few:
    """The only dossiers that can fit, and the filters that are left to be tried on them."""

    ids: Sequence[UUID]
    left: Filters


def few_matching(session: Session, filters: Filters) -> Few | None:
    """What a search finds, or else a body, campaign or submission has; None when it is a lot.

    Of many, some come soon in any order, so whoever asks walks along and looks at each.
    """
    key = search_key(filters.search)
    if len(key) >= _SHORTEST:
        ids = _at_most(session, _found_by(key, clean(filters.search)))
        if ids is not None:
            return Few(ids, replace(filters, search=""))
    filed = list(filed_with(filters))
    if filed:
        ids = _at_most(session, select(Dossier.id).where(*filed))
        if ids is not None:
            return Few(ids, replace(filters, submission_id=None, body="", campaign=""))
    if filters.trouble is Trouble.MAIL_REFUSED:
        ids = _at_most(session, _asked(unreached_ids(session)))
        return None if ids is None else Few(ids, filters)
    return None


def _asked(people: Sequence[UUID]) -> "Select[tuple[UUID]]":
    return (
        select(Gate.dossier_id)
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(col(Assignment.person_id).in_(people), Assignment.state == AssignmentState.ACTIVE)
    )


def _found_by(key: str, text: str) -> "CompoundSelect[tuple[UUID]]":
    named = (
        select(Dossier.id)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(col(Nominee.search_key).contains(key, autoescape=True))
    )
    coded = select(Dossier.id).where(col(Dossier.code).contains(key.upper(), autoescape=True))
    filed = (
        select(Dossier.id)
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .where(col(Submission.number).icontains(text, autoescape=True))
    )
    return union_all(named, coded, filed)


def _at_most(
    session: Session, found: "Select[tuple[UUID]] | CompoundSelect[tuple[UUID]]"
) -> Sequence[UUID] | None:
    ids = session.execute(found.limit(_FEW + 1)).scalars().all()
    return None if len(ids) > _FEW else list(dict.fromkeys(ids))
