"""One line of a submitted list becomes a dossier at its first gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import open_gate
from approvals.commands.roll import Roll
from approvals.commands.settling import finish
from approvals.domain.route import first_stage
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from approvals.history.recording import record
from approvals.queries import bodies
from approvals.queries.cases import Case
from core.clock import local_date
from core.vietnamese import clean, person_sort_key, search_key, sort_key
from models.commendation import AwardKind
from models.dossiers import Dossier, Nominee, Submission
from models.enums import DossierState, EventKind, NomineeKind

# What is somebody's own is a text even where it is a word of two: texts can be erased.
_YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """One line of the list. `body_slug` names a collective that is a body of its own."""

    kind: NomineeKind
    name: str
    award_code: str
    position: str = ""
    achievements: str = ""
    email: str | None = None
    body_slug: str | None = None
    direct_worker: bool = False
    woman: bool | None = None
    award_kind: AwardKind = AwardKind.MERIT


@dataclass(frozen=True, slots=True)
class Filing:
    """What all dossiers of a submission share."""

    session: Session
    submission: Submission
    rule_set: RuleSet
    roll: Roll
    now: datetime


def file(filing: Filing, nomination: Nomination, number: int, findings: Sequence[str]) -> None:
    """Make one line of the list a dossier; `findings` are codes of what was pointed out."""
    submission, now = filing.submission, filing.now
    nominee = _nominee(filing.session, nomination)
    award = filing.rule_set.award(nomination.award_code)
    first = first_stage(award, nomination.kind)
    dossier = Dossier(
        code=f"HS-{local_date(now).year}-{number:06d}",
        submission_id=submission.id,
        nominee_id=nominee.id,
        rule_set_id=filing.rule_set.id,
        edition=filing.rule_set.edition,
        award_code=nomination.award_code,
        award_kind=nomination.award_kind,
        achievements=nomination.achievements.strip(),
        state=DossierState.UNDER_REVIEW,
        stage=first.stage,
        submitted_at=now,
        changed_at=now,
    )
    begin(
        filing,
        dossier,
        nominee,
        award,
        first,
        actor_id=submission.submitted_by_id,
        facts={"findings": list(findings), "settled_from": None},
    )


def begin(  # noqa: PLR0913 -- whose dossier begins where, and what its first event says besides
    filing: Filing,
    dossier: Dossier,
    nominee: Nominee,
    award: AwardRule,
    first: StageRule,
    *,
    actor_id: UUID,
    facts: Mapping[str, Any],
) -> None:
    """A dossier's history begins, and its first gate opens."""
    session, submission, now = filing.session, filing.submission, filing.now
    session.add_all([nominee, dossier])
    filing.roll.filed(dossier.id)
    record(
        session,
        dossier,
        EventKind.DOSSIER_SUBMITTED,
        actor_id=actor_id,
        now=now,
        facts={
            "code": dossier.code,
            "submission": str(submission.id),
            "body": str(submission.body_id),
            "campaign": str(submission.campaign_id),
            "number": submission.number,
            "dated_on": submission.dated_on.isoformat(),
            "file": submission.file_sha256,
            "movement": str(submission.movement_id) if submission.movement_id else None,
            "nominee": str(nominee.id),
            "kind": nominee.kind,
            "nominee_body": str(nominee.body_id) if nominee.body_id else None,
            "direct_worker": nominee.direct_worker,
            "award": dossier.award_code,
            "award_kind": dossier.award_kind,
            "rule_set": filing.rule_set.id,
            "edition": filing.rule_set.edition,
            "stage": first.stage,
            **facts,
        },
        texts={
            "name": nominee.name,
            "position": nominee.position,
            "email": nominee.email or "",
            "woman": "" if nominee.woman is None else _YES_NO[nominee.woman],
            "achievements": dossier.achievements,
        },
    )
    case = Case(dossier, nominee, submission, award)
    open_gate(session, case, first, roll=filing.roll, now=now)
    finish(session, dossier, now=now)


def _nominee(session: Session, nomination: Nomination) -> Nominee:
    name = clean(nomination.name)
    individual = nomination.kind is NomineeKind.INDIVIDUAL
    known = bodies.body_by_slug(session, nomination.body_slug) if nomination.body_slug else None
    return Nominee(
        kind=nomination.kind,
        name=name,
        position=clean(nomination.position),
        email=nomination.email.strip().lower() if nomination.email else None,
        body_id=known.id if known else None,
        direct_worker=nomination.direct_worker,
        woman=nomination.woman,
        sort_key=person_sort_key(name) if individual else sort_key(name),
        search_key=search_key(name),
    )
