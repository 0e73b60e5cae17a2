"""The dossier while events are folded into it: what `replay` writes on, and nobody else sees.

Drafts are plain namespaces with the fields of their classes in `dossier_then`, so that each field
is declared once; a field that is not declared there is refused when the draft is made final.
"""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from approvals.domain.shown import Part, Shown, rules_shown
from approvals.history.agency_then import AgencyOpinionThen
from approvals.history.conduct_then import (
    CommentThen,
    ConsultationThen,
    HoldThen,
    RevocationThen,
)
from approvals.history.dossier_then import (
    AssignmentThen,
    BoxThen,
    DossierThen,
    ErasedText,
    FileThen,
    GateThen,
    MailThen,
    NomineeThen,
    SubmissionThen,
)
from approvals.history.told import known_id
from models.enums import AssignmentState, Choice, GateState

_UNANSWERED = (AssignmentState.ACTIVE, AssignmentState.WAITING)


class GateDraft(SimpleNamespace):
    """A gate, its duties by id, and the box of a secret ballot."""

    state: GateState
    closed_at: datetime | None

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 -- the fields of `GateThen`
        super().__init__(**fields)
        self.duties: dict[UUID, SimpleNamespace] = {}
        self.in_box = 0
        self.counted: tuple[int, int] | None = None  # the box: in favour, against

    def duty(self, written: str) -> SimpleNamespace:
        """By the id that an event gives."""
        return self.duties[known_id(written)]

    def in_state(self, *states: AssignmentState) -> list[SimpleNamespace]:
        return [duty for duty in self.duties.values() if duty.state in states]

    def close(self, state: GateState, at: datetime) -> None:
        """Nobody is asked there any more."""
        self.state, self.closed_at = state, at
        for duty in self.in_state(*_UNANSWERED):
            duty.state = AssignmentState.CLOSED

    def named_votes(self, choice: Choice) -> int:
        """Votes by name that were not taken back."""
        said = [
            duty.decision or duty.opinion
            for duty in self.duties.values()
            if duty.state is not AssignmentState.UNDONE
        ]
        return sum(one is not None and one.choice is choice for one in said)

    def final(self) -> GateThen:
        fields = dict(vars(self))
        duties, in_box, counted = fields.pop("duties"), fields.pop("in_box"), fields.pop("counted")
        yes, no = counted if in_box and counted else (None, None) if in_box else (0, 0)
        return GateThen(
            **fields,
            box=BoxThen(votes=in_box, yes=yes, no=no),
            assignments=tuple(AssignmentThen(**vars(duty)) for duty in duties.values()),
        )


class Draft(SimpleNamespace):
    """The dossier: its own fields, and in time's order its files, gates and mails."""

    def __init__(self) -> None:
        super().__init__(seq=0)
        self.files: dict[UUID, FileThen] = {}
        self.gates: dict[UUID, GateDraft] = {}
        self.holds: dict[UUID, SimpleNamespace] = {}
        self.revocations: dict[UUID, SimpleNamespace] = {}
        self.consultation: SimpleNamespace | None = None
        self.comments: dict[UUID, SimpleNamespace] = {}
        self.opinions: dict[UUID, SimpleNamespace] = {}
        self.mails: dict[UUID, SimpleNamespace] = {}
        self.erased: list[ErasedText] = []
        self._by_key: dict[str, GateDraft] = {}
        self._shown: str | None = None

    def open(self, gate: GateDraft) -> None:
        """The newest of its name; one of the same name before it was undone."""
        self.gates[gate.id] = self._by_key[f"{gate.stage}:{gate.round}"] = gate

    def gate(self, key: str) -> GateDraft:
        return self._by_key[key]

    def mail(
        self, message: str, notice: str, person: str, gate: str | None, assignment: str | None
    ) -> SimpleNamespace:
        """The mail that an event tells of, which may be the first to do so."""
        return self.mails.setdefault(
            known_id(message),
            SimpleNamespace(
                message_id=known_id(message),
                notice=notice,
                person_id=known_id(person),
                gate=gate,
                assignment_id=known_id(assignment) if assignment else None,
            ),
        )

    def contents_changed(self) -> None:
        """What a reviewer is shown from now on is something else."""
        self._shown = None

    def shown(self) -> str | None:
        """The digest of what a reviewer is shown; None where some of it was erased."""
        if self._shown is None:
            contents = self._contents()
            if None in contents.values():
                return None
            self._shown = Shown.of({part: text or "" for part, text in contents.items()}).digest
        return self._shown

    def _contents(self) -> Mapping[Part, str | None]:
        return {
            Part.NOMINEE: self.nominee.name,
            Part.POSITION: self.nominee.position,
            Part.AWARD: self.award_code,
            Part.RULES: rules_shown(self.rule_set_id, self.edition),
            Part.ACHIEVEMENTS: self.achievements,
            Part.FILES: "\n".join(sorted(file.sha256 for file in self.files.values())),
        }

    def final(self) -> DossierThen:
        fields = {name: value for name, value in vars(self).items() if name[0] != "_"}
        fields |= {
            "submission": SubmissionThen(**vars(self.submission)),
            "nominee": NomineeThen(**vars(self.nominee)),
            "files": tuple(self.files.values()),
            "gates": tuple(gate.final() for gate in self.gates.values()),
            "holds": tuple(HoldThen(**vars(one)) for one in self.holds.values()),
            "revocations": tuple(RevocationThen(**vars(one)) for one in self.revocations.values()),
            "consultation": self.consultation and ConsultationThen(**vars(self.consultation)),
            "comments": tuple(CommentThen(**vars(one)) for one in self.comments.values()),
            "opinions": tuple(AgencyOpinionThen(**vars(one)) for one in self.opinions.values()),
            "mails": tuple(MailThen(**vars(mail)) for mail in self.mails.values()),
            "erased": tuple(self.erased),
        }
        return DossierThen(**fields)
