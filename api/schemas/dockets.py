"""A docket: called, filled, and decided on, each dossier for itself."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi.encoders import jsonable_encoder
from pydantic import AfterValidator, Field

from api.problems import title_of
from api.schemas.assignments import ReceiptOut
from api.schemas.parties import BodyOut
from api.schemas.words import Code, Day, DecisionNumber, In, Out, Reason, Search, Title
from approvals.commands.decide import Decide, Receipt
from approvals.commands.numbering import Numbered
from approvals.queries.docket_entries import Wanted
from approvals.queries.dockets import DocketRow, Item, Part
from approvals.queries.dossier_filters import Filters
from approvals.queries.inbox import TOGETHER
from core.refusal import Refusal
from models.enums import Choice, DossierState, GateState

DossierCode = Annotated[Code, AfterValidator(str.upper)]


class DocketOut(Out):
    """`open` dossiers have no answer yet; `waiting` are for you to decide on."""

    id: UUID
    url: str
    title: str
    sitting_on: date
    body: BodyOut
    total: int
    open: int
    waiting: int

    @classmethod
    def of(cls, row: DocketRow) -> Self:
        return cls(**_fields(row))


class DocketItemOut(Out):
    """One dossier on a docket, at the gate where it is taken."""

    dossier: str = Field(examples=["HS-2026-000123"])
    dossier_url: str
    nominee: str | None = Field(description="Null: erased.")
    award: str = Field(description="The award's code.")
    submission: str = Field(description="The submission's number.")
    nominated_by: BodyOut
    gate: str = Field(examples=["unit:1"])
    gate_state: GateState
    dossier_state: DossierState
    version: int = Field(description="Send it back when you decide.")

    @classmethod
    def of(cls, part: Part, item: Item) -> Self:
        return cls(
            dossier=item.dossier.code,
            dossier_url=f"/api/v1/dossiers/{item.dossier.code}",
            nominee=None if item.nominee.erased_at else item.nominee.name,
            award=item.award.code,
            submission=part.submission.number,
            nominated_by=BodyOut.model_validate(part.nominated_by),
            gate=item.gate.key,
            gate_state=item.gate.state,
            dossier_state=item.dossier.state,
            version=item.dossier.version,
        )


class WholeDocket(DocketOut):
    """With its dossiers, in the order in which they are taken."""

    items: list[DocketItemOut]

    @classmethod
    def with_items(cls, row: DocketRow, parts: list[Part]) -> Self:
        items = [DocketItemOut.of(part, item) for part in parts for item in part.items]
        return cls(**_fields(row), items=items)


class DocketIn(In):
    """`body_id` is that of a body whose dockets you keep."""

    body_id: UUID
    title: Title = Field(examples=["Phiên họp Hội đồng quý IV"])
    sitting_on: Day


class AdditionIn(In):
    """What fits all of these is added; with nothing given, whatever waits before the body."""

    dossiers: list[DossierCode] = Field(default=[], max_length=TOGETHER, description="Their codes.")
    award: str = Field(default="", max_length=80, description="An award's code.")
    submission_id: UUID | None = None
    search: Search = ""

    def wanted(self) -> Wanted:
        filters = Filters(search=self.search, award=self.award, submission_id=self.submission_id)
        return Wanted(filters=filters, codes=tuple(self.dossiers))


class RemovalIn(In):
    """Dossiers by their codes, or all of a submission."""

    dossiers: list[DossierCode] = Field(default=[], max_length=TOGETHER, description="Their codes.")
    submission_id: UUID | None = None


class ChangedDocket(Out):
    """How many dossiers were added or taken off, and the docket as it is then."""

    count: int
    docket: DocketOut


class DecidedDossierIn(In):
    """A dossier and the version of it that you read; `choice` and `reason` where they differ."""

    dossier: DossierCode = Field(examples=["HS-2026-000123"])
    version: int = Field(ge=1)
    choice: Choice | None = None
    reason: Reason = ""


class DocketDecisionIn(In):
    """`choice` holds for every dossier that has none of its own. What is not named is left.

    All that is awarded here has one number: `decision_number`, or with `take_number` the next of
    the body's series.
    """

    choice: Choice
    reason: Reason = ""
    decision_number: DecisionNumber = Field(default="", examples=["574/QĐ-TTg"])
    take_number: bool = False
    dossiers: list[DecidedDossierIn] = Field(min_length=1, max_length=200)

    def commands(
        self, assignments: Mapping[str, UUID], person_id: UUID, *, login_waived: bool
    ) -> dict[str, Decide]:
        """By the dossier's code; `assignments` are the person's own."""
        numbered = Numbered(typed=self.decision_number, take=self.take_number)
        return {
            one.dossier: Decide(
                assignment_id=assignments[one.dossier],
                person_id=person_id,
                choice=one.choice or self.choice,
                reason=one.reason if one.choice else self.reason,
                numbered=numbered,
                if_version=one.version,
                via="api",
                login_waived=login_waived,
            )
            for one in self.dossiers
            if one.dossier in assignments
        }


class RefusedOut(Out):
    """Why one of them was not recorded: a problem, as it would be answered alone."""

    code: str
    title: str
    detail: str
    facts: dict[str, object]

    @classmethod
    def of(cls, refusal: Refusal, detail: str) -> Self:
        return cls(
            code=refusal.code,
            title=title_of(refusal.code),
            detail=detail,
            facts=jsonable_encoder(dict(refusal.facts)),
        )


class DecidedDossierOut(Out):
    """What came of one dossier: a receipt, or why not."""

    dossier: str
    receipt: ReceiptOut | None
    refused: RefusedOut | None

    @classmethod
    def of(cls, code: str, answer: Receipt | Refusal, say: Callable[[Refusal], str]) -> Self:
        if isinstance(answer, Refusal):
            refused = RefusedOut.of(answer, say(answer))
            return cls(dossier=code, receipt=None, refused=refused)
        return cls(dossier=code, receipt=ReceiptOut.of(answer), refused=None)


class DocketDecisionOut(Out):
    """Each dossier for itself, in the order of the request."""

    recorded: int
    repeated: int
    refused: int
    dossiers: list[DecidedDossierOut]

    @classmethod
    def of(cls, dossiers: list[DecidedDossierOut]) -> Self:
        receipts = [one.receipt for one in dossiers if one.receipt]
        repeated = sum(receipt.repeated for receipt in receipts)
        return cls(
            recorded=len(receipts) - repeated,
            repeated=repeated,
            refused=len(dossiers) - len(receipts),
            dossiers=dossiers,
        )


def _fields(row: DocketRow) -> dict[str, object]:
    return {
        "id": row.docket.id,
        "url": f"/api/v1/dockets/{row.docket.id}",
        "title": row.docket.title,
        "sitting_on": row.docket.sitting_on,
        "body": BodyOut.model_validate(row.body),
        "total": row.total,
        "open": row.open,
        "waiting": row.waiting,
    }
