"""What is said of many dossiers at once: a verdict for all, and exceptions with their reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from api.pages.dossier_search import uuid_in
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import AnswerMissing, TextTooLong
from approvals.commands.decide import Decide
from approvals.commands.numbering import Numbered
from approvals.domain.choices import choices_offered, reason_needed
from approvals.domain.document_numbers import ensure_number
from approvals.domain.refusals.deciding import ChoiceNotOffered, ReasonNeeded
from approvals.domain.refusals.numbering import NumberMalformed
from approvals.queries.inbox import Duty
from core.ids import uuid7
from core.refusal import Refusal
from models.document_kinds import DocumentKind
from models.enums import Choice, Proof

LATER = "later"  # said of one that is left out: it goes on waiting


@dataclass(frozen=True, slots=True)
class Said:
    """One word, and why; an empty word is that of all."""

    choice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A form as it was filled in. `shown`: by assignment, what the page showed of the dossier."""

    of_all: Said = Said()
    others: Mapping[UUID, Said] = field(default_factory=dict)
    shown: Mapping[UUID, str] = field(default_factory=dict)
    decision_number: str = ""  # of the paper that gives all these awards
    take_number: bool = True  # the next of the series, where there is one
    step: str = ""
    docket_id: UUID | None = None

    @property
    def shown_field(self) -> str:
        """`shown` as one hidden field of the form."""
        return " ".join(f"{id_}:{text}" for id_, text in self.shown.items())

    def of(self, duty: Duty) -> Said:
        """What is said of one dossier."""
        other = self.others.get(duty.line.assignment.id, Said())
        return other if other.choice else self.of_all

    def is_other(self, duty: Duty) -> bool:
        return bool(self.others.get(duty.line.assignment.id, Said()).choice)

    def decided(self, duties: Sequence[Duty]) -> list[Duty]:
        """Those that are not left for later."""
        return [duty for duty in duties if self.of(duty).choice != LATER]

    def faults(self, duties: Sequence[Duty]) -> Iterator[Refusal]:
        """What is missing or not offered, all at once, each named by its field."""
        named = set()
        try:
            if self.decision_number:
                ensure_number(self.decision_number, DocumentKind.DECISION)
        except NumberMalformed as malformed:
            yield malformed
        for duty in self.decided(duties):
            field_ = f"-{duty.line.assignment.id}" if self.is_other(duty) else ""
            for refusal in _faults(self.of(duty), duty):
                refusal.field = f"{refusal.field}{field_}"
                if refusal.field not in named:  # what all lack is said once
                    yield refusal
                named.add(refusal.field)

    def commands(
        self, duties: Sequence[Duty], person_id: UUID, *, proof: Proof, login_waived: bool
    ) -> list[Decide]:
        """The decisions, each for itself, on what was shown."""
        numbered = Numbered(typed=self.decision_number, take=self.take_number, sitting_id=uuid7())
        return [
            Decide(
                assignment_id=duty.line.assignment.id,
                person_id=person_id,
                choice=Choice(self.of(duty).choice),
                reason=self.of(duty).reason,
                numbered=numbered,
                shown=self.shown[duty.line.assignment.id],
                via="docket" if self.docket_id else "inbox",
                proof=proof,
                login_waived=login_waived,
            )
            for duty in self.decided(duties)
        ]


def shown_now(duties: Sequence[Duty]) -> dict[UUID, str]:
    """What a page shows of these dossiers."""
    return {duty.line.assignment.id: duty.case.shown.text for duty in duties}


async def read_verdicts(request: Request) -> Verdicts:
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    pairs = (part.partition(":")[::2] for part in form.get("shown", "").split())
    shown = {id_: text for written, text in pairs if (id_ := uuid_in(written)) is not None}
    return Verdicts(
        of_all=Said(form.get("choice", ""), clean_lines(form.get("reason", ""))),
        others={
            id_: Said(form.get(f"choice-{id_}", ""), clean_lines(form.get(f"reason-{id_}", "")))
            for id_ in shown
        },
        shown=shown,
        decision_number=clean_lines(form.get("decision_number", ""))[:80],
        take_number=bool(form.get("take_number")),
        step=form.get("step", ""),
        docket_id=uuid_in(form.get("docket", "")),
    )


VerdictsOfForm = Annotated[Verdicts, Depends(read_verdicts)]


def _faults(said: Said, duty: Duty) -> Iterator[Refusal]:
    role = duty.line.assignment.role
    if said.choice not in set(Choice):
        yield AnswerMissing()
        return
    choice, offered = Choice(said.choice), choices_offered(duty.rule, role)
    if choice not in offered:
        yield ChoiceNotOffered(choice=choice, offered=offered)
    elif reason_needed(duty.rule, role, choice) and not said.reason:
        yield ReasonNeeded(choice=choice)
    if len(said.reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)
