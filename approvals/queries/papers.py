"""What decisions, certificates and submission letters state, for whoever may have them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.refusals.missing import DocumentNotFound
from approvals.domain.route import stage_after
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.queries import bodies, documents, gates, rules
from approvals.queries.cases import Case, cases_of
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.holders import are_named
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body, Person, Seat
from models.dockets import DocketEntry
from models.document_kinds import DocumentKind
from models.documents import Document
from models.dossiers import Dossier, Nominee, Submission
from models.enums import DossierState, GateState, Office
from models.gates import Gate


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier on a paper."""

    dossier: Dossier
    nominee: Nominee
    award: AwardRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A paper and who issues it. A draft has no document; its `signatory` is who is to sign."""

    body: Body
    above: Body | None
    lines: Sequence[Line]
    rule_sets: Sequence[RuleSet]
    submissions: Sequence[tuple[Submission, Body]]
    document: Document | None
    signatory: str
    office: str  # as printed; empty where the seat has no title

    @property
    def draft(self) -> bool:
        return self.document is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """`register` is the certificate's own document; the award is given by `decision`."""

    decision: Issue
    line: Line
    register: Document | None


def may_read(session: Session, viewer: Viewer, document: Document) -> bool:
    """Whoever issued it, whoever sees every dossier, and whoever sees each that it names."""
    if viewer.national or document.body_id in viewer.bodies:
        return True
    named = {one.id for one in documents.dossiers_of(session, document.id)}
    seen = select(Dossier.id).where(col(Dossier.id).in_(named), visible_to(viewer))
    return set(session.exec(seen).all()) == named


def decision(session: Session, viewer: Viewer, document_id: UUID) -> Issue:
    """A decision in the register; raises `DocumentNotFound` also where it is not theirs to read."""
    document = documents.document(session, document_id)
    if document is None or document.kind is not DocumentKind.DECISION or document.voided_at:
        raise DocumentNotFound(document=document_id)
    if not may_read(session, viewer, document):
        raise DocumentNotFound(document=document_id)
    return _issue(session, document, documents.dossiers_of(session, document.id))


def draft(session: Session, viewer: Viewer, code: str) -> Issue:
    """The decision that a dossier at its last gate is waiting for.

    Raises `DossierNotFound`, and `DocumentNotFound` where it is at no such gate, or the viewer
    does not run the desk of whoever decides.
    """
    dossier = visible_dossier(session, viewer, code)
    return _draft(session, viewer, [dossier], named=code)


def draft_on_docket(session: Session, viewer: Viewer, docket_id: UUID) -> Issue:
    """One decision on all that waits for the last signature on a docket; raises as `draft` does."""
    waiting = session.exec(
        select(Dossier)
        .join(Gate, col(Gate.dossier_id) == col(Dossier.id))
        .join(DocketEntry, col(DocketEntry.gate_id) == col(Gate.id))
        .where(DocketEntry.docket_id == docket_id, Gate.state == GateState.OPEN, visible_to(viewer))
        .order_by(col(DocketEntry.place), col(Dossier.code))
    ).all()
    return _draft(session, viewer, waiting, named=docket_id)


def awaits_decision(case: Case, gate: Gate) -> bool:
    """Whether passing this gate gives the award."""
    after = stage_after(case.award, case.nominee.kind, gate.stage)
    return gate.state is GateState.OPEN and after is None


def certificate(session: Session, viewer: Viewer, code: str) -> Certificate:
    """Raises `DossierNotFound`, and `DocumentNotFound` where no numbered decision awards it."""
    dossier = visible_dossier(session, viewer, code)
    document = documents.about(session, dossier.id, DocumentKind.DECISION)
    if document is None or dossier.state is not DossierState.AWARDED:
        raise DocumentNotFound(document=code)
    issue = _issue(session, document, [dossier])
    register = documents.about(session, dossier.id, DocumentKind.CERTIFICATE)
    return Certificate(decision=issue, line=issue.lines[0], register=register)


def letter(session: Session, submission: Submission) -> Issue:
    """A submission as it went out. Whether somebody may have it is for the caller to know."""
    filed = session.exec(
        select(Dossier).where(Dossier.submission_id == submission.id).order_by(col(Dossier.code))
    ).all()
    body = session.get_one(Body, submission.body_id)
    known = documents.of_submission(session, submission.id)
    signs = _head(session, body.id, on=submission.dated_on)
    return _of(session, body, filed, known, signs)


def _draft(
    session: Session, viewer: Viewer, waiting: Collection[Dossier], *, named: UUID | str
) -> Issue:
    cases = cases_of(session, list(waiting))
    at = {one.id: gates.open_gate(session, one.id) for one in waiting}
    last = [one for one in waiting if (gate := at[one.id]) and awaits_decision(cases[one.id], gate)]
    body_ids = {gate.body_id for one in last if (gate := at[one.id])}
    if len(body_ids) != 1 or not are_named(viewer, body_id := body_ids.pop()):
        raise DocumentNotFound(document=named)
    body = session.get_one(Body, body_id)
    return _of(session, body, last, None, _head(session, body_id, on=viewer.on))


def _issue(session: Session, document: Document, about: Sequence[Dossier]) -> Issue:
    body = session.get_one(Body, document.body_id)
    person = session.get(Person, document.signed_by_id) if document.signed_by_id else None
    held = _seat_of(session, person.id, body.id, on=document.dated_on) if person else None
    signs = (person.name if person else "", held.title if held else "")
    return _of(session, body, about, document, signs)


def _of(
    session: Session,
    body: Body,
    about: Sequence[Dossier],
    document: Document | None,
    signs: tuple[str, str],
) -> Issue:
    cases = cases_of(session, list(about))
    submissions = {case.submission.id: case.submission for case in cases.values()}
    filed_by = session.exec(
        select(Body).where(col(Body.id).in_({one.body_id for one in submissions.values()}))
    )
    bodies_by_id = {one.id: one for one in filed_by}
    return Issue(
        body=body,
        above=session.get(Body, body.parent_id) if body.parent_id else None,
        lines=[Line(one, cases[one.id].nominee, cases[one.id].award) for one in about],
        rule_sets=[under for _, under in sorted(rules.rules_of_all(session, about).items())],
        submissions=[(one, bodies_by_id[one.body_id]) for one in submissions.values()],
        document=document,
        signatory=signs[0],
        office=signs[1],
    )


def _head(session: Session, body_id: UUID, *, on: date) -> tuple[str, str]:
    heads = bodies.seats_in(session, body_id, (Office.HEAD,), on=on)
    return (heads[0][1].name, heads[0][0].title) if heads else ("", "")


def _seat_of(session: Session, person_id: UUID, body_id: UUID, *, on: date) -> Seat | None:
    seats = bodies.seats_in(session, body_id, (Office.HEAD,), on=on)
    return next((seat for seat, person in seats if person.id == person_id), None)
