"""Who may not judge a dossier."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from approvals.domain.rule_set import StageRule


class Exclusion(StrEnum):
    """Why somebody may not judge; stored with the assignment."""

    OWN_NOMINATION = "own_nomination"
    OWN_BODY = "own_body"
    JUDGED_EARLIER = "judged_earlier"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who holds a seat that is asked at a gate."""

    person_id: UUID
    email: str
    body_ids: frozenset[UUID]  # of every seat they hold: a bloc's member has one at home


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """What matters of a dossier for the question who may judge it."""

    nominator_id: UUID
    nominee_email: str | None = None
    nominee_body_id: UUID | None = None
    judged_by: frozenset[UUID] = frozenset()  # whoever decided at an earlier stage
    recused: frozenset[UUID] = frozenset()  # whoever stepped back from it, at any gate


def exclusion(candidate: Candidate, nomination: Nomination, rule: StageRule) -> Exclusion | None:
    """Why this person may not judge this dossier at this stage; None when they may.

    No legal rule on conflicts of interest was found, so nobody judges what they nominated, are
    nominated for or have stepped back from, always, and the other two are settings of the stage.
    """
    if candidate.person_id in nomination.recused:
        return Exclusion.RECUSED
    if _is_own(candidate, nomination):
        return Exclusion.OWN_NOMINATION
    if not rule.own_body.value and nomination.nominee_body_id in candidate.body_ids:
        return Exclusion.OWN_BODY
    if not rule.repeat_reviewer.value and candidate.person_id in nomination.judged_by:
        return Exclusion.JUDGED_EARLIER
    return None


def _is_own(candidate: Candidate, nomination: Nomination) -> bool:
    address = (nomination.nominee_email or "").strip().casefold()
    is_nominee = address != "" and address == candidate.email.casefold()
    return is_nominee or candidate.person_id == nomination.nominator_id
