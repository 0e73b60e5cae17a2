"""Everything one dossier's page shows, as far as the viewer may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, select

from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from approvals.queries import (
    agency_opinions,
    consultations,
    dossiers,
    events,
    holds,
    opinions,
    revocations,
    rules,
    standing_in,
)
from approvals.queries.bloc.registrations import registered_in
from approvals.queries.disclosure import disclosed
from approvals.queries.dossier_list import route_of
from approvals.queries.holders import are_named
from approvals.queries.reach import newest_mail
from approvals.queries.visibility import Viewer, visible_to
from core.vietnamese import clean
from models.bodies import Body, Person, Seat
from models.dossiers import Attachment, Dossier, Nominee, Submission
from models.enums import GONE, AssignmentState, Choice, EventKind, GateMethod, GateState, Stage
from models.gates import Assignment, Ballot, Gate
from models.holds import Hold, Revocation
from models.mail import Message
from models.rules import Campaign


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who was asked. `said` is None for secret ballots, and while a ballot is open."""

    assignment: Assignment
    person: Person
    seat: Seat
    said: Choice | None
    written: opinions.Written | None = None  # what they sent, where they were absent
    acting: Person | None = None  # who may decide for them today, or did


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStory:
    """One gate. `named`: whether the viewer learns who was asked; else `duties` has but their own.

    `votes` are (members, yes, no) of a settled ballot.
    """

    gate: Gate
    body: Body
    rule: StageRule
    named: bool
    duties: Sequence[Duty]
    active: int  # people whose turn it is
    answered: int
    envelopes: int  # of absent members, sealed until everybody else has voted
    votes: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    dossier: Dossier
    nominee: Nominee
    submission: Submission
    body: Body
    campaign: Campaign
    rules: RuleSet
    award: AwardRule
    route: tuple[Stage, ...]
    gates: Sequence[GateStory]
    attachments: Sequence[Attachment]
    timeline: Sequence[events.Entry]
    people: Mapping[UUID, Person] = field(default_factory=dict)  # whom the timeline may name
    mail: Mapping[UUID, Message] = field(default_factory=dict)  # the last about each duty
    registered_in: Body | None = None  # the bloc in which it was registered for the year

    holds: Sequence[Hold] = ()  # that stand, for whoever may know why
    opinions: Sequence[agency_opinions.Told] = ()  # of other bodies; why, for whoever may know
    revocation: Revocation | None = None  # the last proposal to take the award back
    consultation: consultations.Digest | None = None  # what came of the last one

    @property
    def open_gate(self) -> GateStory | None:
        return next((story for story in self.gates if story.gate.state is GateState.OPEN), None)


def dossier_page(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """One dossier by its code; raises `DossierNotFound` also when it is not theirs to see."""
    dossier, nominee, submission, body, campaign = _found(session, viewer, code)
    under = rules.rules_of(session, dossier)
    award = under.award(dossier.award_code)
    timeline = events.timeline(session, dossier.id)
    gates = _gates(session, viewer, dossier, award, timeline)
    named = [duty for story in gates for duty in story.duties]
    return DossierPage(
        dossier=dossier,
        nominee=nominee,
        submission=submission,
        body=body,
        campaign=campaign,
        rules=under,
        award=award,
        route=route_of(award, nominee),
        gates=[_without_replaced(story) for story in gates],
        attachments=dossiers.attachments_of(session, dossier.id),
        timeline=disclosed(timeline, viewer, {s.gate.key: (s.gate, s.named) for s in gates}),
        people={duty.person.id: duty.person for duty in named},
        mail=newest_mail(session, [duty.assignment.id for duty in named]),
        holds=holds.told_to(session, dossier.id, viewer) if dossier.held_since else (),
        consultation=consultations.digest(session, dossier),
        opinions=_opinions(session, viewer, dossier, gates),
        revocation=revocations.newest(session, dossier.id) if dossier.closed_at else None,
        registered_in=registered_in(
            session, dossier, nominee, filed_by=body.id, year=campaign.year
        ),
    )


def visible_dossier(session: Session, viewer: Viewer, code: str) -> Dossier:
    """The dossier of a code; raises `DossierNotFound` also when it is not theirs to see."""
    return _found(session, viewer, code)[0]


def _found(
    session: Session, viewer: Viewer, code: str
) -> tuple[Dossier, Nominee, Submission, Body, Campaign]:
    found = session.execute(
        select_rows(Dossier, Nominee, Submission, Body, Campaign)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .where(col(Dossier.code) == clean(code).upper(), visible_to(viewer))
    ).first()
    if found is None:
        raise DossierNotFound(dossier=clean(code))
    dossier, nominee, submission, body, campaign = found
    return dossier, nominee, submission, body, campaign


def _gates(
    session: Session,
    viewer: Viewer,
    dossier: Dossier,
    award: AwardRule,
    timeline: Sequence[events.Entry],
) -> list[GateStory]:
    """Every gate it has met, in order, with everybody who may be named there."""
    duties = _duties(session, dossier.id, on=viewer.on)
    votes = {str(entry.facts["gate"]): _votes(entry) for entry in timeline if _settles(entry)}
    return [
        _story(viewer, gate, body, award, duties.get(gate.id, []), votes.get(gate.key))
        for gate, body in session.exec(
            select(Gate, Body)
            .join(Body, col(Body.id) == col(Gate.body_id))
            .where(Gate.dossier_id == dossier.id)
            .order_by(col(Gate.opened_at), col(Gate.id))
        ).all()
    ]


def _story(  # noqa: PLR0913, PLR0917 -- what a gate's story is made of
    viewer: Viewer,
    gate: Gate,
    body: Body,
    award: AwardRule,
    duties: Sequence[Duty],
    votes: tuple[int, int, int] | None,
) -> GateStory:
    named = are_named(viewer, body.id)
    states = [duty.assignment.state for duty in duties]
    rule = award.rule_at(gate.stage)
    seals = rule.secret and gate.state is GateState.OPEN
    return GateStory(
        gate=gate,
        body=body,
        rule=rule,
        named=named,
        duties=[duty for duty in duties if named or duty.person.id == viewer.person.id],
        active=states.count(AssignmentState.ACTIVE),
        answered=states.count(AssignmentState.DECIDED),
        envelopes=sum(duty.written is not None for duty in duties) if seals else 0,
        votes=votes,
    )


def _duties(session: Session, dossier_id: UUID, *, on: date) -> dict[UUID, list[Duty]]:
    """Everybody ever asked about a dossier, by gate, in the order they were asked."""
    settled_or_signed = (col(Gate.state) != GateState.OPEN) | (
        col(Gate.method) != GateMethod.BALLOT
    )
    written = opinions.of_dossier(session, dossier_id)
    standing = standing_in.of_dossier(session, dossier_id, on=on)
    acting = {assignment_id: found.person for assignment_id, found in standing.items()}
    found: dict[UUID, list[Duty]] = {}
    for assignment, person, seat, said in session.exec(
        select(Assignment, Person, Seat, col(Ballot.choice))
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Seat, col(Seat.id) == col(Assignment.seat_id))
        .outerjoin(Ballot, (col(Ballot.assignment_id) == col(Assignment.id)) & settled_or_signed)
        .where(Gate.dossier_id == dossier_id)
        .order_by(col(Assignment.id))
    ).all():
        decided_by_id = assignment.decided_by_id
        if decided_by_id not in {None, person.id}:
            acting[assignment.id] = session.get_one(Person, decided_by_id)
        wrote, acts = written.get(assignment.id), acting.get(assignment.id)
        duty = Duty(assignment, person, seat, said, wrote, acts)
        found.setdefault(assignment.gate_id, []).append(duty)
    return found


def _opinions(
    session: Session, viewer: Viewer, dossier: Dossier, gates: Sequence[GateStory]
) -> list[agency_opinions.Told]:
    """What was written is for the desk where it was asked, for later ones, and for who wrote it."""
    order = {story.gate.id: place for place, story in enumerate(gates)}
    told = []
    for one in agency_opinions.told_of(session, dossier.id):
        later = gates[order[one.opinion.gate_id] :]
        knows = agency_opinions.may_answer(viewer, one.opinion.body_id) or any(
            story.named for story in later
        )
        told.append(one if knows else replace(one, question="", reason=""))
    return told


def _without_replaced(story: GateStory) -> GateStory:
    """Who handed a duty over is in the timeline; at the gate stands who has it."""
    kept = [d for d in story.duties if d.assignment.state not in GONE]
    return replace(story, duties=kept)


def _settles(entry: events.Entry) -> bool:
    return entry.kind is EventKind.GATE_SETTLED and "yes" in entry.facts


def _votes(entry: events.Entry) -> tuple[int, int, int]:
    return entry.facts["members"], entry.facts["yes"], entry.facts["no"]
