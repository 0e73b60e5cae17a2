"""A dossier: as lists show it, and as a whole."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from api.schemas.agency_opinions import AgencyOpinionOut
from api.schemas.conduct import HoldOut, RevocationOut
from api.schemas.gates import GateNow, GateOut
from api.schemas.parties import BodyOut, CampaignOut
from api.schemas.words import Code, Erasable, In, Out, Position, Reason, Story, Why
from approvals.queries.dossier_list import DossierRow
from approvals.queries.dossier_page import DossierPage
from models.commendation import AwardKind, Paper
from models.dossiers import Attachment
from models.enums import DossierState, NomineeKind, Stage


class AwardName(Out):
    """`rule_set` is the one the dossier was submitted under, and is judged by for good."""

    code: str
    name: str
    name_en: str
    rule_set: str


class NomineeOut(Erasable):
    kind: NomineeKind
    name: str | None
    position: str | None


class OfSubmission(Out):
    """The submission a dossier came with, and the body that sent it."""

    id: UUID
    url: str
    number: str
    dated_on: date
    body: BodyOut


class DossierOut(Out):
    """One nominee for one award.

    `version` grows with every change: a decision's If-Match is `"{version}"`.
    """

    id: UUID
    code: str = Field(examples=["HS-2026-000123"])
    url: str
    version: int
    state: DossierState
    stage: Stage
    round: int
    route: list[Stage] = Field(description="The stages this nominee meets for this award.")
    award: AwardName
    award_kind: AwardKind
    nominee: NomineeOut
    submission: OfSubmission
    gate: GateNow
    held_since: datetime | None = Field(description="Nothing can be decided while it is set.")
    settled_from_id: UUID | None = Field(
        description="The dossier that its body did not propose upward, giving this award instead."
    )
    decision_number: str | None
    submitted_at: datetime
    changed_at: datetime
    closed_at: datetime | None

    @classmethod
    def of_row(cls, row: DossierRow) -> Self:
        return cls(**_shared(row), gate=GateNow.of_row(row))


class AttachmentOut(Out):
    """An evidence file; `url` gives its content."""

    id: UUID
    url: str
    name: str | None = Field(description="Null: erased, and the content with it.")
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str
    paper: Paper | None = Field(description="What it is said to be; null: nothing was said.")
    added_at: datetime

    @classmethod
    def of(cls, attachment: Attachment) -> Self:
        return cls(
            id=attachment.id,
            url=f"/api/v1/attachments/{attachment.id}",
            name=attachment.name or None,
            media_type=attachment.media_type,
            size=attachment.size,
            sha256=attachment.sha256,
            paper=attachment.paper,
            added_at=attachment.added_at,
        )


class WholeDossier(DossierOut):
    """Everything about one dossier that you may know, except its history."""

    campaign: CampaignOut
    achievements: str | None = Field(description="Null: erased with the nominee's data.")
    gates: list[GateOut] = Field(description="Every gate it has met, in order.")
    attachments: list[AttachmentOut]
    holds: list[HoldOut] = Field(description="Those that stand, where you may know why.")
    opinions: list[AgencyOpinionOut] = Field(description="Of other bodies that were asked.")
    revocation: RevocationOut | None = Field(description="The last proposal to take it back.")

    @classmethod
    def of(cls, page: DossierPage) -> Self:
        return cls(
            **_shared(page),
            gate=GateNow.of_story(page.gates[-1]),
            campaign=CampaignOut.model_validate(page.campaign),
            achievements=None if page.nominee.erased_at else page.dossier.achievements,
            gates=[GateOut.of(story) for story in page.gates],
            attachments=[AttachmentOut.of(one) for one in page.attachments],
            holds=[HoldOut.model_validate(one) for one in page.holds],
            opinions=[AgencyOpinionOut.of(one) for one in page.opinions],
            revocation=page.revocation,
        )


class ResubmitIn(In):
    """`note` says what was supplemented; texts left out, or null, stay as they are."""

    note: Reason = ""
    achievements: Story | None = None
    position: Position | None = None


class WithdrawIn(In):
    reason: Reason = ""


class SettleIn(In):
    award: Code = Field(description="One that this body gives itself.")
    reason: Why


def _shared(found: DossierRow | DossierPage) -> dict[str, Any]:
    dossier, submission = found.dossier, found.submission
    return {
        "id": dossier.id,
        "code": dossier.code,
        "url": f"/api/v1/dossiers/{dossier.code}",
        "version": dossier.version,
        "state": dossier.state,
        "stage": dossier.stage,
        "round": dossier.round,
        "route": found.route,
        "award": {
            "code": found.award.code,
            "name": found.award.name,
            "name_en": found.award.name_en,
            "rule_set": dossier.rule_set_id,
        },
        "award_kind": dossier.award_kind,
        "nominee": found.nominee,
        "submission": {
            "id": submission.id,
            "url": f"/api/v1/submissions/{submission.id}",
            "number": submission.number,
            "dated_on": submission.dated_on,
            "body": found.body,
        },
        "held_since": dossier.held_since,
        "settled_from_id": dossier.settled_from_id,
        "decision_number": dossier.decision_number,
        "submitted_at": dossier.submitted_at,
        "changed_at": dossier.changed_at,
        "closed_at": dossier.closed_at,
    }
