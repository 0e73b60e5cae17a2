"""A submission: filed with all its nominations at once, and followed as a whole."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field, StrictBool

from api.schemas.parties import BodyOut, CampaignOut, PersonOut
from api.schemas.words import Code, Day, Email, In, Name, Number, Out, Position, Slug, Story
from approvals.commands.submit import Nomination, Submit
from approvals.domain.guards.finding import Finding
from approvals.domain.sourced import Strength
from approvals.intake.limits import LIMITS
from approvals.queries.submission_list import SubmissionRow
from models.commendation import AwardKind
from models.enums import DossierState, NomineeKind


class NominationIn(In):
    """One line of the list. `body_slug` names a collective that is a body of its own."""

    kind: NomineeKind
    name: Name = Field(examples=["Cao Thị Quỳnh"])
    award_code: Code = Field(examples=["bk-ttg"])
    position: Position = Field(default="", examples=["Chuyên viên, Vụ Pháp luật"])
    achievements: Story = ""
    email: Email | None = None
    body_slug: Slug | None = None
    direct_worker: StrictBool = Field(default=False, description="Holds no leading office.")
    woman: StrictBool | None = Field(default=None, description="Null where it is not stated.")
    award_kind: AwardKind = Field(default=AwardKind.MERIT, description="What it is given for.")


class SubmissionIn(In):
    """All of it is taken, or nothing. `body_id` is that of a seat of yours (GET /me)."""

    body_id: UUID
    campaign_id: UUID
    number: Number = Field(examples=["109/TTr-BTP"])
    dated_on: Day
    movement_id: UUID | None = Field(
        default=None, description="The movement that it answers: GET /movements."
    )
    nominations: list[NominationIn] = Field(min_length=1, max_length=LIMITS.nominees)

    def command(self, submitted_by_id: UUID) -> Submit:
        return Submit(
            body_id=self.body_id,
            campaign_id=self.campaign_id,
            number=self.number,
            dated_on=self.dated_on,
            submitted_by_id=submitted_by_id,
            movement_id=self.movement_id,
            nominations=tuple(Nomination(**one.model_dump()) for one in self.nominations),
        )


class SubmissionOut(Out):
    """`states` counts the dossiers that you may see; `dossiers_url` lists them."""

    id: UUID
    url: str
    number: str
    dated_on: date
    body: BodyOut
    campaign: CampaignOut
    movement_id: UUID | None
    submitted_by: PersonOut
    submitted_at: datetime
    states: dict[DossierState, int]
    overdue: int
    dossiers_url: str

    @classmethod
    def of(cls, row: SubmissionRow) -> Self:
        submission = row.submission
        return cls(
            id=submission.id,
            url=f"/api/v1/submissions/{submission.id}",
            number=submission.number,
            dated_on=submission.dated_on,
            body=BodyOut.model_validate(row.body),
            campaign=CampaignOut.model_validate(row.campaign),
            movement_id=submission.movement_id,
            submitted_by=PersonOut.model_validate(row.filed_by),
            submitted_at=submission.submitted_at,
            states=dict(row.progress.states),
            overdue=row.progress.overdue,
            dossiers_url=f"/api/v1/dossiers?submission_id={submission.id}",
        )


class WarningOut(Out):
    """What a guard pointed out. `nomination` counts from 0; null: it is about the whole list."""

    nomination: int | None
    code: str = Field(examples=["won_missing"])
    sentence: str
    basis: str = Field(description="The text and article it rests on.")
    strength: Strength

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(
            nomination=finding.line,
            code=finding.code,
            sentence=finding.sentence,
            basis=finding.basis,
            strength=finding.strength,
        )


class FiledOut(SubmissionOut):
    """`warnings`: what its reviewers will see pointed out; the history keeps the codes."""

    warnings: list[WarningOut]
