"""Where a dossier is judged: the gate it is at, those it has met, and who is asked there."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from api.schemas.parties import BodyOut, PersonOut
from api.schemas.words import Out
from approvals.queries.dossier_list import DossierRow
from approvals.queries.dossier_page import Duty, GateStory
from models.bodies import Body, Person
from models.enums import AssignmentState, Choice, GateMethod, GateState, Role, Stage
from models.gates import Gate


class GateNow(Out):
    """Where a dossier is, was returned from, or has ended. `holders`: those named to you."""

    key: str = Field(examples=["unit:1"])
    body: BodyOut
    method: GateMethod
    state: GateState
    opened_at: datetime
    due_on: date | None = Field(description="The last working day; null: no time limit.")
    due_at: datetime | None
    closed_at: datetime | None
    waiting_for: int = Field(description="How many people are still asked.")
    holders: list[PersonOut]

    @classmethod
    def of_row(cls, row: DossierRow) -> Self:
        return cls._of(row.gate, row.at, row.holders.people, row.holders.count)

    @classmethod
    def of_story(cls, story: GateStory) -> Self:
        active = [d.person for d in story.duties if d.assignment.state is AssignmentState.ACTIVE]
        return cls._of(story.gate, story.body, active, story.active)

    @classmethod
    def _of(cls, gate: Gate, body: Body, holders: Sequence[Person], waiting_for: int) -> Self:
        return cls(
            key=gate.key,
            body=BodyOut.model_validate(body),
            method=gate.method,
            state=gate.state,
            opened_at=gate.opened_at,
            due_on=gate.due_on,
            due_at=gate.due_at,
            closed_at=gate.closed_at,
            waiting_for=waiting_for,
            holders=[PersonOut.model_validate(person) for person in holders],
        )


class DutyOut(Out):
    """Somebody who was asked. `said` is null for secret ballots, and while a ballot is open."""

    id: UUID = Field(description="The assignment: what is decided on, or handed over.")
    person: PersonOut
    acting: PersonOut | None = Field(description="Who may decide for them today, or did.")
    role: Role
    state: AssignmentState
    excluded_because: str | None
    decided_at: datetime | None
    said: Choice | None

    @classmethod
    def of(cls, duty: Duty) -> Self:
        assignment = duty.assignment
        return cls(
            id=assignment.id,
            person=PersonOut.model_validate(duty.person),
            acting=PersonOut.model_validate(duty.acting) if duty.acting else None,
            role=assignment.role,
            state=assignment.state,
            excluded_because=assignment.excluded_because,
            decided_at=assignment.decided_at,
            said=duty.said,
        )


class Votes(Out):
    """A settled ballot. `members` is everybody, whether or not they voted."""

    members: int
    yes: int
    no: int

    @classmethod
    def of(cls, votes: tuple[int, int, int] | None) -> Self | None:
        return cls(members=votes[0], yes=votes[1], no=votes[2]) if votes else None


class GateOut(Out):
    """One gate. `assignments` holds your own alone, unless the people there are named to you."""

    key: str = Field(examples=["unit:1"])
    stage: Stage
    round: int
    body: BodyOut
    method: GateMethod
    state: GateState
    opened_at: datetime
    due_on: date | None
    closed_at: datetime | None
    members: int
    answered: int
    votes: Votes | None
    assignments: list[DutyOut]

    @classmethod
    def of(cls, story: GateStory) -> Self:
        gate = story.gate
        return cls(
            key=gate.key,
            stage=gate.stage,
            round=gate.round,
            body=BodyOut.model_validate(story.body),
            method=gate.method,
            state=gate.state,
            opened_at=gate.opened_at,
            due_on=gate.due_on,
            closed_at=gate.closed_at,
            members=gate.members,
            answered=story.answered,
            votes=Votes.of(story.votes),
            assignments=[DutyOut.of(duty) for duty in story.duties],
        )
