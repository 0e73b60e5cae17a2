"""A body submits its list of nominees: each becomes a dossier at its first gate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import open_gate
from approvals.commands.roll import Roll
from approvals.commands.settling import finish
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.filing import (
    AwardUnknown,
    CampaignClosed,
    FileAlreadySubmitted,
    NothingNominated,
    RecipientNotAllowed,
    SubmissionNumberTaken,
)
from approvals.domain.refusals.missing import BodyNotFound, CampaignNotFound
from approvals.domain.route import first_stage, stages_for
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.history.recording import record
from approvals.queries import bodies, dossiers, rules, visibility
from approvals.queries.cases import Case
from core.clock import local_date
from core.vietnamese import clean, person_sort_key, search_key, sort_key
from models.dossiers import Dossier, Nominee, Submission
from models.enums import DossierState, EventKind, NomineeKind, Office

# Who may file for a body: its secretary, or its head in person.
FILING = (Office.SECRETARY, Office.HEAD)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """`file_sha256` is that of the spreadsheet the list came from, in hex."""

    body_id: UUID
    campaign_id: UUID
    number: str
    dated_on: date
    submitted_by_id: UUID
    nominations: tuple[Nomination, ...]
    file_sha256: str | None = None


def submit(session: Session, command: Submit, *, now: datetime) -> Submission:
    """File a submission and open the first gate of every dossier in it; all or nothing.

    The rules in force today go with each dossier for good. Raises `SubmissionNumberTaken` or
    `FileAlreadySubmitted` when the same was filed before, so a repeated request does no harm.
    """
    _ensure_may_file(session, command, now=now)
    _ensure_new(session, command)
    rule_set = rules.rule_set_in_force(session, local_date(now))
    submission = Submission(
        body_id=command.body_id,
        campaign_id=command.campaign_id,
        number=clean(command.number),
        dated_on=command.dated_on,
        submitted_by_id=command.submitted_by_id,
        submitted_at=now,
        file_sha256=command.file_sha256,
    )
    roll = Roll(session, on=local_date(now))
    _ensure_route(session, command, submission, rule_set, roll)
    numbers = dossiers.take_numbers(session, local_date(now).year, len(command.nominations))
    session.add(submission)
    filing = _Filing(session, submission, rule_set, roll, now)
    with session.no_autoflush:  # all rows go to the database at once, at the end
        for number, nomination in zip(numbers, command.nominations, strict=True):
            _file(filing, nomination, number)
    return submission


@dataclass(frozen=True, slots=True)
class _Filing:
    """What all dossiers of a submission share."""

    session: Session
    submission: Submission
    rule_set: RuleSet
    roll: Roll
    now: datetime


def _ensure_may_file(session: Session, command: Submit, *, now: datetime) -> None:
    today = local_date(now)
    if bodies.body(session, command.body_id) is None:
        raise BodyNotFound(body=command.body_id)
    viewer = visibility.viewer_of(session, command.submitted_by_id, on=today)
    if viewer is None or not viewer.holds_in(command.body_id, *FILING):
        raise NotAllowedHere
    campaign = bodies.campaign(session, command.campaign_id)
    if campaign is None:
        raise CampaignNotFound(campaign=command.campaign_id)
    if not campaign.opens_on <= today <= campaign.closes_on:
        raise CampaignClosed(opens_on=campaign.opens_on, closes_on=campaign.closes_on)


def _ensure_new(session: Session, command: Submit) -> None:
    number = clean(command.number)
    if dossiers.submission_with_number(session, command.body_id, number, command.dated_on):
        raise SubmissionNumberTaken(number=number, dated_on=command.dated_on)
    if command.file_sha256 is not None:
        same = dossiers.submission_of_file(
            session, command.body_id, command.campaign_id, command.file_sha256
        )
        if same is not None:
            raise FileAlreadySubmitted(number=same.number)


def _ensure_route(
    session: Session, command: Submit, submission: Submission, rule_set: RuleSet, roll: Roll
) -> None:
    """Refuse now what would otherwise get stuck at a later stage."""
    if not command.nominations:
        raise NothingNominated
    checked = set()
    for index, nomination in enumerate(command.nominations):
        award = _award(rule_set, nomination, index)
        _ensure_body(session, nomination, index)
        if nomination.kind not in award.recipients:
            raise RecipientNotAllowed(
                award=award.name, kind=nomination.kind, allowed=award.recipients
            ).at(f"nominations.{index}.kind")
        for rule in stages_for(award, nomination.kind):
            if rule.at not in checked:
                roll.judging_body(submission, rule)
                checked.add(rule.at)


def _award(rule_set: RuleSet, nomination: Nomination, index: int) -> AwardRule:
    """The award of a line of the list; a refusal names the line."""
    try:
        return rule_set.offer(nomination.award_code)
    except AwardUnknown as unknown:
        raise unknown.at(f"nominations.{index}.award_code") from None


def _ensure_body(session: Session, nomination: Nomination, index: int) -> None:
    slug = nomination.body_slug
    if slug and bodies.body_by_slug(session, slug) is None:
        raise BodyNotFound(body=slug).at(f"nominations.{index}.body_slug")


def _file(filing: _Filing, nomination: Nomination, number: int) -> None:
    session, submission, now = filing.session, filing.submission, filing.now
    nominee = _nominee(session, nomination)
    award = filing.rule_set.award(nomination.award_code)
    first = first_stage(award, nomination.kind)
    dossier = Dossier(
        code=f"HS-{local_date(now).year}-{number:06d}",
        submission_id=submission.id,
        nominee_id=nominee.id,
        rule_set_id=filing.rule_set.id,
        award_code=nomination.award_code,
        achievements=nomination.achievements.strip(),
        state=DossierState.UNDER_REVIEW,
        stage=first.stage,
        submitted_at=now,
        changed_at=now,
    )
    session.add_all([nominee, dossier])
    filing.roll.filed(dossier.id)
    record(
        session,
        dossier,
        EventKind.DOSSIER_SUBMITTED,
        actor_id=submission.submitted_by_id,
        now=now,
        facts={
            "code": dossier.code,
            "submission": str(submission.id),
            "body": str(submission.body_id),
            "campaign": str(submission.campaign_id),
            "number": submission.number,
            "dated_on": submission.dated_on.isoformat(),
            "file": submission.file_sha256,
            "nominee": str(nominee.id),
            "kind": nominee.kind,
            "nominee_body": str(nominee.body_id) if nominee.body_id else None,
            "direct_worker": nominee.direct_worker,
            "award": dossier.award_code,
            "rule_set": filing.rule_set.id,
            "stage": first.stage,
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
