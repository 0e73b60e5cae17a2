"""Decisions get their numbers: the one typed, or the next of the body's series.

What one person decides together is one decision: one number, one paper, a list beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.document_numbers import ensure_number
from approvals.domain.refusals.numbering import NumberTaken, SeriesMissing
from approvals.queries import documents, series
from core.clock import local_date
from core.ids import uuid7
from models.bodies import Body
from models.document_kinds import DocumentKind
from models.documents import Document, DocumentEntry
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """How a decision gets its number. `typed` wins; else the series' next where `take` is set.

    `sitting_id` holds together what is decided in several transactions.
    """

    typed: str = ""
    take: bool = False
    sitting_id: UUID | None = None


UNNUMBERED = Numbered()


class Numbers:
    """The decisions that one transaction numbers."""

    def __init__(self, session: Session, *, now: datetime) -> None:
        self._session, self._now = session, now
        self._own = uuid7()  # of what is decided in this transaction alone
        self._found: dict[tuple[UUID, Numbered], Document] = {}
        self._without_certificates: set[UUID] = set()

    def give(self, gate: Gate, asked: Numbered, *, signed_by_id: UUID) -> str | None:
        """The number of the decision on a dossier at its last gate; None: it has none yet.

        Raises `NumberMalformed`, `NumberTaken`, `SeriesMissing`.
        """
        if not asked.typed.strip() and not asked.take:
            return None
        key = (gate.body_id, asked)
        if key not in self._found:
            self._found[key] = self._document(gate.body_id, asked, signed_by_id)
        found = self._found[key]
        self._session.add(DocumentEntry(document_id=found.id, dossier_id=gate.dossier_id))
        self._certify(gate, signed_by_id)
        return found.number

    def _document(self, body_id: UUID, asked: Numbered, signed_by_id: UUID) -> Document:
        body = self._session.get_one(Body, body_id)
        today = local_date(self._now)
        if asked.typed.strip():
            number = ensure_number(asked.typed, DocumentKind.DECISION)
            fresh = self._new(DocumentKind.DECISION, body_id, number, signed_by_id)
            if documents.enter(self._session, fresh):
                return fresh
            known = documents.with_number(self._session, fresh)
            # The same person on the same day: one more dossier under one decision.
            if known and (known.signed_by_id, known.dated_on) == (signed_by_id, today):
                return _anew(known)
            raise NumberTaken(number=number, body=body.name, year=today.year)
        sitting_id = asked.sitting_id or self._own
        together = documents.of_sitting(self._session, body_id, sitting_id)
        if together is not None:
            return _anew(together)
        taken = series.take_number(self._session, body, DocumentKind.DECISION, year=today.year)
        if taken is None:
            raise SeriesMissing(body=body.name)
        fresh = self._new(DocumentKind.DECISION, body_id, taken, signed_by_id)
        fresh.sitting_id = sitting_id
        documents.enter(self._session, fresh)
        return fresh

    def _certify(self, gate: Gate, signed_by_id: UUID) -> None:
        """A certificate with a number of its own, where the body numbers these."""
        kind = DocumentKind.CERTIFICATE
        if gate.body_id in self._without_certificates:
            return
        body = self._session.get_one(Body, gate.body_id)
        number = series.take_number(self._session, body, kind, year=local_date(self._now).year)
        if number is None:
            self._without_certificates.add(body.id)
            return
        certificate = self._new(kind, body.id, number, signed_by_id)
        documents.enter(self._session, certificate)
        entry = DocumentEntry(document_id=certificate.id, dossier_id=gate.dossier_id)
        self._session.add(entry)

    def _new(self, kind: DocumentKind, body_id: UUID, number: str, signed_by_id: UUID) -> Document:
        today = local_date(self._now)
        return Document(
            kind=kind,
            body_id=body_id,
            year=today.year,
            number=number,
            dated_on=today,
            signed_by_id=signed_by_id,
            issued_at=self._now,
        )


def _anew(document: Document) -> Document:
    """There is one more dossier on it, so a paper that was made already does no more."""
    document.sha256 = None
    return document
