"""What somebody is asked to decide: in an inbox, as a task, and the receipt of a decision."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from api.schemas.dossiers import AttachmentOut, AwardName, NomineeOut
from api.schemas.parties import BodyOut, PersonOut
from api.schemas.words import DecisionNumber, In, Out, Reason, Why
from approvals.commands.decide import Receipt
from approvals.commands.numbering import Numbered
from approvals.domain.choices import choices_offered, is_secret, reason_needed
from approvals.queries.inbox import Waiting
from approvals.queries.task_page import Task
from models.enums import AssignmentState, Choice, GateMethod, GateState, Role
from models.gates import Assignment


class WaitingOut(Out):
    """One line of an inbox, the most urgent first."""

    id: UUID = Field(description="The assignment.")
    url: str
    role: Role
    gate: str = Field(examples=["unit:1"])
    due_on: date | None
    dossier: str = Field(examples=["HS-2026-000123"])
    award: str
    nominee: NomineeOut
    nominated_by: BodyOut

    @classmethod
    def of(cls, waiting: Waiting) -> Self:
        return cls(
            id=waiting.assignment.id,
            url=f"/api/v1/assignments/{waiting.assignment.id}",
            role=waiting.assignment.role,
            gate=waiting.gate.key,
            due_on=waiting.gate.due_on,
            dossier=waiting.dossier.code,
            award=waiting.award.code,
            nominee=NomineeOut.model_validate(waiting.nominee),
            nominated_by=BodyOut.model_validate(waiting.nominated_by),
        )


class Offer(Out):
    """What you may choose, and whether it needs a reason."""

    choice: Choice
    reason_needed: bool


class TaskOut(Out):
    """Your duty at a gate. `said` is null before you decided, and always for a secret ballot."""

    id: UUID
    url: str
    state: AssignmentState
    role: Role
    acts_for: PersonOut | None = Field(description="Whose duty it is, where you act for them.")
    excluded_because: str | None
    decided_at: datetime | None
    said: Choice | None
    offers: list[Offer]
    secret: bool = Field(description="Whether nobody will know which way you voted.")
    gate: str = Field(examples=["unit:1"])
    gate_state: GateState
    method: GateMethod
    body: BodyOut
    due_on: date | None
    dossier: str = Field(examples=["HS-2026-000123"])
    dossier_url: str
    version: int = Field(description="Send it back as If-Match when you decide.")
    award: AwardName
    nominee: NomineeOut
    nominated_by: BodyOut
    achievements: str | None = Field(description="Null: erased with the nominee's data.")
    attachments: list[AttachmentOut]

    @classmethod
    def of(cls, task: Task) -> Self:
        assignment, gate, dossier = task.assignment, task.gate, task.dossier
        return cls(
            id=assignment.id,
            url=f"/api/v1/assignments/{assignment.id}",
            state=assignment.state,
            role=assignment.role,
            acts_for=PersonOut.model_validate(task.person)
            if task.reader.id != task.person.id
            else None,
            excluded_because=assignment.excluded_because,
            decided_at=assignment.decided_at,
            said=task.said,
            offers=_offers(task),
            secret=is_secret(task.rule, Choice.PASS),
            gate=gate.key,
            gate_state=gate.state,
            method=gate.method,
            body=BodyOut.model_validate(task.body),
            due_on=gate.due_on,
            dossier=dossier.code,
            dossier_url=f"/api/v1/dossiers/{dossier.code}",
            version=dossier.version,
            award=AwardName(
                code=task.award.code,
                name=task.award.name,
                name_en=task.award.name_en,
                rule_set=dossier.rule_set_id,
            ),
            nominee=NomineeOut.model_validate(task.nominee),
            nominated_by=BodyOut.model_validate(task.nominated_by),
            achievements=None if task.nominee.erased_at else dossier.achievements,
            attachments=[AttachmentOut.of(one) for one in task.attachments],
        )


class DecideIn(In):
    """How the decision is numbered, where the last signatory awards.

    `decision_number` is that of the signed paper; without one, `take_number` takes the next of the
    body's series.
    """

    choice: Choice
    reason: Reason = ""
    decision_number: DecisionNumber = Field(default="", examples=["574/QĐ-TTg"])
    take_number: bool = False

    def numbered(self) -> Numbered:
        return Numbered(typed=self.decision_number, take=self.take_number)


class ReceiptOut(Out):
    """What was decided. `choice` is null for a secret ballot."""

    dossier: str
    gate: str
    choice: Choice | None
    decided_at: datetime
    gate_state: GateState
    repeated: bool = Field(description="Whether this very decision had been recorded before.")

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        return cls(
            dossier=receipt.dossier_code,
            gate=receipt.gate_key,
            choice=receipt.choice,
            decided_at=receipt.decided_at,
            gate_state=receipt.gate_state,
            repeated=receipt.repeated,
        )


class RecuseIn(In):
    """Why you step back; kept in the dossier's history."""

    reason: Why


class RecusedOut(Out):
    """Who is asked instead, where one person decides; null where nobody is, and for councils."""

    successor: UUID | None = Field(description="Their assignment.")


class ReassignIn(In):
    """To somebody who holds a seat in the same body."""

    to_person_id: UUID
    reason: Reason = ""


class ReassignedOut(Out):
    """The duty as the other person has it now."""

    id: UUID
    url: str
    person_id: UUID
    role: Role
    state: AssignmentState
    replaces_id: UUID | None

    @classmethod
    def of(cls, assignment: Assignment) -> Self:
        return cls(
            id=assignment.id,
            url=f"/api/v1/assignments/{assignment.id}",
            person_id=assignment.person_id,
            role=assignment.role,
            state=assignment.state,
            replaces_id=assignment.replaces_id,
        )


def _offers(task: Task) -> list[Offer]:
    role = task.assignment.role
    return [
        Offer(choice=choice, reason_needed=reason_needed(task.rule, role, choice))
        for choice in choices_offered(task.rule, role)
    ]
