"""Where dossiers stand, many at once: what `why_stuck` judges."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypedDict
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from approvals.domain.consulting import posting_of
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.standing import Asked, Standing, Usual
from approvals.domain.tally import Tally, needed
from approvals.domain.why_stuck import Stuck, why_stuck
from approvals.queries import errands, rules, uncovered
from approvals.queries.gates import tallies
from approvals.queries.reach import cannot_be_reached, newest_mail
from approvals.queries.usual_ages import usual_ages
from core.clock import end_of, local_date
from core.engine_presence import engine_is_up
from models.bodies import Person
from models.dockets import DocketEntry
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import AssignmentState, Delivery, GateState, MessageState, Stage
from models.gates import Assignment, Gate, WrittenOpinion
from models.mail import Message


class PostedAt(TypedDict, total=False):
    unposted: bool
    posted_until: date
    posting_over_at: datetime


_UNDER_WAY = frozenset({Delivery.PROCESSED, Delivery.DEFERRED})


class Placed(NamedTuple):
    """A dossier, the gate where it is or was returned from, and the rules of its award."""

    dossier: Dossier
    gate: Gate
    rule: AwardRule

    @property
    def may_be_covered(self) -> bool:
        """Whether somebody may decide there for whoever is away."""
        return self.rule.rule_at(self.gate.stage).may_be_covered


def stuck(session: Session, placed: Sequence[Placed], *, now: datetime) -> dict[UUID, Stuck]:
    """Why each of these dossiers does not move, by their ids; those that move are left out.

    It names whoever is asked: show it only to whoever may know them (`holders.are_named`).
    """
    causes = {id_: why_stuck(at) for id_, at in standings(session, placed, now=now).items()}
    return {dossier_id: cause for dossier_id, cause in causes.items() if cause is not None}


def standings(session: Session, placed: Sequence[Placed], *, now: datetime) -> dict[UUID, Standing]:
    """Where each of these dossiers stands, by their ids."""
    unheeded = _unheeded(session, [one.dossier.id for one in placed])
    at_open = [one for one in placed if one.gate.state is GateState.OPEN]
    open_gates = [one.gate for one in at_open]
    facts = _Facts(
        now=now,
        asked=_asked(session, at_open, now=now),
        envelopes=_envelopes(session, [gate.id for gate in open_gates]),
        tallies=tallies(session, open_gates),
        unheeded=unheeded,
        first=_first_in_line(session) if unheeded else None,
        usual=usual_ages(session),
        rules=rules.rules_of_all(session, [one.dossier for one in at_open]),
    )
    return {one.dossier.id: facts.standing(one) for one in placed}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """By gates' ids; `unheeded` by dossiers', `usual` by stage and award.

    `first`: whose turn it is where the engine is at work; None where it is not.
    """

    now: datetime
    asked: Mapping[UUID, Sequence[Asked]]
    envelopes: Mapping[UUID, int]
    tallies: Mapping[UUID, Tally]
    unheeded: Mapping[UUID, datetime]
    first: Collection[UUID] | None
    usual: Mapping[tuple[Stage, str], Usual]
    rules: Mapping[tuple[str, int], RuleSet]  # by id and edition

    def standing(self, one: Placed) -> Standing:
        gate, is_open = one.gate, one.gate.state is GateState.OPEN
        return Standing(
            now=self.now,
            state=one.dossier.state,
            since=gate.closed_at or gate.opened_at,
            held_since=one.dossier.held_since,
            **self._posting(one),
            opinion_due_on=gate.opinion_due_on if is_open else None,
            due_on=gate.due_on if is_open else None,
            due_at=gate.due_at if is_open else None,
            asked=self.asked.get(gate.id, ()),
            envelopes=self.envelopes.get(gate.id, 0),
            short=_short(one, self.tallies.get(gate.id)),
            unheeded_since=self.unheeded.get(one.dossier.id),
            in_line=self.first is not None and one.dossier.id not in self.first,
            usual=self.usual.get((gate.stage, one.dossier.award_code)),
        )

    def _posting(self, one: Placed) -> PostedAt:
        """What a council waits for where the rules ask for a consultation before it votes."""
        until, under = one.dossier.consulted_until, self.rules.get(one.dossier.edition_key)
        votes = under is not None and one.rule.rule_at(one.gate.stage).ballot is not None
        if under is None or not votes or posting_of(under, one.rule) is None:
            return {}
        if until is None:
            return {"unposted": True}
        return {"posted_until": until, "posting_over_at": end_of(until)}


def _short(one: Placed, tally: Tally | None) -> int:
    ballot = one.rule.rule_at(one.gate.stage).ballot
    if tally is None or ballot is None:
        return 0
    return max(0, needed(tally.base(ballot), ballot.quorum_percent.value) - tally.cast)


def _asked(session: Session, placed: Sequence[Placed], *, now: datetime) -> dict[UUID, list[Asked]]:
    """Whose turn it is at these open gates, in the order they were asked."""
    at = {one.gate.id: one for one in placed}
    today = local_date(now)
    rows = session.exec(
        select(Assignment, Person.name, cannot_be_reached())
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .where(col(Assignment.gate_id).in_(at), Assignment.state == AssignmentState.ACTIVE)
        .order_by(col(Assignment.id))
    ).all()
    mail = newest_mail(session, [assignment.id for assignment, _, _ in rows])
    covered = [
        (assignment, at[assignment.gate_id].gate.body_id)
        for assignment, _, _ in rows
        if at[assignment.gate_id].may_be_covered
    ]
    away = uncovered.away(session, covered, on=today)
    in_sittings = _listed(session, at)
    found: dict[UUID, list[Asked]] = {}
    for assignment, name, unreachable in rows:
        one = Asked(
            name=name,
            assignment_id=assignment.id,
            asked_at=None if assignment.gate_id in in_sittings else assignment.activated_at,
            opened=assignment.opened_at is not None,
            unreachable=unreachable,
            on_its_way_since=_on_its_way_since(mail.get(assignment.id)),
            away=away.get(assignment.id),
            away_changes_at=end_of(today) if assignment.id in away else None,
        )
        found.setdefault(assignment.gate_id, []).append(one)
    return found


def _listed(session: Session, gate_ids: Collection[UUID]) -> frozenset[UUID]:
    """Gates on a docket: what is on them is looked at in the sitting, not task by task."""
    on_dockets = select(DocketEntry.gate_id).where(col(DocketEntry.gate_id).in_(gate_ids))
    return frozenset(session.exec(on_dockets))


def _on_its_way_since(mail: Message | None) -> datetime | None:
    """None too where the provider says nothing at all: then nobody knows."""
    if mail is None or mail.state is not MessageState.ACCEPTED:
        return None
    return mail.accepted_at if mail.delivery in _UNDER_WAY else None


def _envelopes(session: Session, gate_ids: Collection[UUID]) -> dict[UUID, int]:
    return dict(
        session.exec(
            select(Assignment.gate_id, func.count())
            .join(WrittenOpinion, col(WrittenOpinion.assignment_id) == col(Assignment.id))
            .where(
                col(Assignment.gate_id).in_(gate_ids), Assignment.state == AssignmentState.DECIDED
            )
            .group_by(col(Assignment.gate_id))
        ).all()
    )


def _unheeded(session: Session, dossier_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Since when the engine was to look at a dossier, and has not."""
    return dict(
        session.exec(
            select(Wake.dossier_id, func.min(Wake.created_at))
            .where(col(Wake.dossier_id).in_(dossier_ids))
            .group_by(col(Wake.dossier_id))
        ).all()
    )


def _first_in_line(session: Session) -> frozenset[UUID] | None:
    """Whom an engine at work serves next: it takes on so many at one time, the oldest first."""
    if not engine_is_up(session):
        return None
    return frozenset(errands.waiting_ids(session, besides=(), limit=errands.TAKEN_ON))
