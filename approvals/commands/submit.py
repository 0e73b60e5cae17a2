"""A body submits its list of nominees: each becomes a dossier at its first gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.filing import Filing, Nomination, file
from approvals.commands.roll import Roll
from approvals.domain.guards.finding import Finding
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.filing import (
    AwardUnknown,
    CampaignClosed,
    FileAlreadySubmitted,
    NominationStopped,
    NothingNominated,
    RecipientNotAllowed,
    SubmissionNumberTaken,
)
from approvals.domain.refusals.missing import BodyNotFound, CampaignNotFound
from approvals.domain.refusals.movements import MovementNotYours
from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.queries import bodies, dossiers, movements, rules, visibility
from approvals.queries.findings import findings_of_list
from core.clock import local_date
from core.vietnamese import clean
from models.dossiers import Submission
from models.enums import Office

__all__ = ["FILING", "Filed", "Nomination", "Submit", "submit", "submit_examined"]

# Who may file for a body: its secretary, or its head in person.
FILING = (Office.SECRETARY, Office.HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """`file_sha256` is that of the spreadsheet the list came from, in hex.

    `movement_id`: the movement that the list answers, if it says one.
    """

    body_id: UUID
    campaign_id: UUID
    number: str
    dated_on: date
    submitted_by_id: UUID
    nominations: tuple[Nomination, ...]
    file_sha256: str | None = None
    movement_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A submission, and what guards pointed out about it."""

    submission: Submission
    findings: tuple[Finding, ...]


def submit(session: Session, command: Submit, *, now: datetime) -> Submission:
    """File a submission and open the first gate of every dossier in it; all or nothing.

    The rules in force today go with each dossier for good. Raises `SubmissionNumberTaken` or
    `FileAlreadySubmitted` when the same was filed before, so a repeated request does no harm, and
    `NominationStopped` for what the rules stop.
    """
    return submit_examined(session, command, now=now).submission


def submit_examined(session: Session, command: Submit, *, now: datetime) -> Filed:
    """The same, with what guards pointed out; each dossier's history keeps the codes of its own."""
    _ensure_may_file(session, command, now=now)
    _ensure_new(session, command)
    today = local_date(now)
    rule_set = rules.rule_set_in_force(session, today)
    submission = Submission(
        body_id=command.body_id,
        campaign_id=command.campaign_id,
        number=clean(command.number),
        dated_on=command.dated_on,
        submitted_by_id=command.submitted_by_id,
        submitted_at=now,
        file_sha256=command.file_sha256,
        movement_id=command.movement_id,
    )
    roll = Roll(session, on=today)
    _ensure_route(session, command, submission, rule_set, roll)
    findings = findings_of_list(
        session,
        command.nominations,
        rule_set,
        body_id=command.body_id,
        campaign_id=command.campaign_id,
        on=today,
    )
    _ensure_nothing_stops(command, findings)
    numbers = dossiers.take_numbers(session, today.year, len(command.nominations))
    session.add(submission)
    filing = Filing(session, submission, rule_set, roll, now)
    codes: dict[int | None, list[str]] = {}
    for finding in findings:
        codes.setdefault(finding.line, []).append(finding.code)
    with session.no_autoflush:  # all rows go to the database at once, at the end
        listed = zip(numbers, command.nominations, strict=True)
        for line, (number, nomination) in enumerate(listed):
            file(filing, nomination, number, codes.get(None, []) + codes.get(line, []))
    return Filed(submission, tuple(findings))


def _ensure_nothing_stops(command: Submit, findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.stops and finding.line is not None:
            raise NominationStopped(
                row=finding.line + 1,
                name=clean(command.nominations[finding.line].name),
                finding=finding.code,
            ).at(f"nominations.{finding.line}")


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
    if command.movement_id is not None:
        answered = {one.id for one in movements.open_to(session, command.body_id, on=today)}
        if command.movement_id not in answered:
            raise MovementNotYours


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
