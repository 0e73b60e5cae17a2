"""What guards find of a list that is to be filed, or of dossiers that are judged."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.guards.examining import examine_list, examine_one
from approvals.domain.guards.finding import Finding
from approvals.domain.guards.identity import Identity
from approvals.domain.guards.nominated import Nominated
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.queries import rules as stored
from approvals.queries.bloc.leaders import Asked, led_bloc
from approvals.queries.cases import Case
from approvals.queries.nominee_record import (
    given_in_year,
    identity_of,
    known_of,
    ministry_name,
    papers_of,
)
from models.bodies import Body
from models.commendation import AwardKind
from models.dossiers import Submission
from models.enums import NomineeKind
from models.rules import Campaign


class Line(Protocol):
    """A nomination as a list has it."""

    @property
    def kind(self) -> NomineeKind: ...
    @property
    def name(self) -> str: ...
    @property
    def award_code(self) -> str: ...
    @property
    def award_kind(self) -> AwardKind: ...
    @property
    def position(self) -> str: ...
    @property
    def achievements(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def body_slug(self) -> str | None: ...


def findings_of_list(  # noqa: PLR0913 -- a list, and what it is filed for
    session: Session,
    lines: Sequence[Line],
    rules: RuleSet,
    *,
    body_id: UUID,
    campaign_id: UUID,
    on: date,
) -> list[Finding]:
    """About the list, then line by line; its awards are known to the rules.

    What is known of nominees is asked in as many queries for one line as for thousands.
    """
    year = session.get_one(Campaign, campaign_id).year
    bodies = _bodies(session, lines)
    people = [
        Identity.of(
            line.kind,
            line.name,
            line.position,
            email=line.email,
            body_id=bodies.get(line.body_slug or ""),
        )
        for line in lines
    ]
    known = known_of(session, people)
    awards = [rules.award(line.award_code) for line in lines]
    asked = [_asked_of(who, award, year) for who, award in zip(people, awards, strict=True)]
    leads = led_bloc(session, {one for one in asked if one})
    nominations = [
        Nominated(
            award=award,
            who=who,
            year=year,
            body_id=body_id,
            on=on,
            line=place,
            award_kind=line.award_kind,
            achievements=line.achievements,
            record=known.record_of(who),
            others=known.open_of(who),
            leads_bloc=leads.get(voted) if voted else None,
        )
        for place, (line, who, award, voted) in enumerate(
            zip(lines, people, awards, asked, strict=True)
        )
    ]
    given = _given(session, rules, nominations, body_id=body_id, year=year)
    ministry = ministry_name(session, body_id) if rules.ratios else ""
    return examine_list(rules, nominations, given, ministry=ministry)


def findings_of_cases(
    session: Session, cases: Sequence[Case], *, on: date
) -> dict[UUID, list[Finding]]:
    """By dossier, as things are today; none of a dossier that has ended."""
    open_cases = [case for case in cases if case.dossier.closed_at is None]
    if not open_cases:
        return {}
    people = [identity_of(case.nominee) for case in open_cases]
    known = known_of(session, people)
    papers = papers_of(session, [case.dossier.id for case in open_cases])
    years = _years(session, {case.submission.id for case in open_cases})
    asked = [
        _asked_of(who, case.award, years[case.submission.id])
        for case, who in zip(open_cases, people, strict=True)
    ]
    leads = led_bloc(session, {one for one in asked if one})
    found = {}
    for case, who, voted in zip(open_cases, people, asked, strict=True):
        dossier = case.dossier
        nominated = Nominated(
            award=case.award,
            who=who,
            year=years[case.submission.id],
            body_id=case.submission.body_id,
            on=on,
            award_kind=dossier.award_kind,
            achievements=dossier.achievements,
            papers=papers[dossier.id],
            record=known.record_of(who),
            others=known.open_of(who, before=dossier.code),
            leads_bloc=leads.get(voted) if voted else None,
        )
        found[dossier.id] = examine_one(stored.rules_of(session, dossier), nominated)
    return found


def _asked_of(who: Identity, award: AwardRule, year: int) -> Asked | None:
    """What to ask of the votes of blocs: None where the award asks for no leader of a bloc."""
    matters = any(way.value.leads_bloc for way in award.prerequisites)
    return Asked(who.body_id, year, award.code) if matters and who.body_id else None


def _bodies(session: Session, lines: Sequence[Line]) -> dict[str, UUID]:
    """The bodies that lines name, by their codes."""
    slugs = {line.body_slug for line in lines if line.body_slug}
    if not slugs:
        return {}
    return dict(session.exec(select(Body.slug, Body.id).where(col(Body.slug).in_(slugs))).all())


def _given(
    session: Session, rules: RuleSet, nominations: Sequence[Nominated], *, body_id: UUID, year: int
) -> dict[str, int]:
    """By award, what a body has put forward in the year, with this list."""
    counted = {one.value.award for one in rules.ratios} | {one.value.among for one in rules.ratios}
    if not counted:
        return {}
    given = given_in_year(session, body_id, year, counted)
    for one in nominations:
        given[one.award.code] = given.get(one.award.code, 0) + 1
    return given


def _years(session: Session, submission_ids: set[UUID]) -> dict[UUID, int]:
    """Of the campaigns that these submissions are for."""
    return dict(
        session.exec(
            select(Submission.id, Campaign.year)
            .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
            .where(col(Submission.id).in_(submission_ids))
        ).all()
    )
