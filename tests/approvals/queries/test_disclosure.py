"""What of the mail about a dossier is told to whom."""

from uuid import UUID

from sqlmodel import Session

from approvals.commands.accept_message import accept_message
from approvals.commands.repair_run import note_cancelled
from approvals.commands.undo import Undo, undo
from approvals.queries import mail
from approvals.queries.dossier_page import dossier_page
from approvals.queries.events import Entry
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import EventKind, Proof
from notifications import announcing
from tests.builders import NOW, Country, a_country, a_dossier, active, decide_as, pass_gate
from tests.listing import seen_by

QUEUED, ACCEPTED = EventKind.MESSAGES_QUEUED, EventKind.MESSAGE_ACCEPTED


def told(session: Session, country: Country, name: str, dossier: Dossier) -> list[Entry]:
    session.flush()
    page = dossier_page(session, seen_by(session, country, name), dossier.code)
    kinds = (QUEUED, ACCEPTED, EventKind.RUN_REPAIRED)
    return [entry for entry in page.timeline if entry.kind in kinds]


def sent(session: Session, dossier: Dossier) -> list[UUID]:
    """Announced, and taken by the provider."""
    ids = announcing.announce(session, dossier.id, now=NOW)
    for message_id in ids:
        mail.claim(session, message_id, now=NOW, until=NOW)
        accept_message(session, message_id, attempt=1, provider_id="1", now=NOW)
    return ids


def test_that_a_council_was_written_to_is_told_and_to_whom_only_there(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country, "bk-ttg")
    pass_gate(session, dossier)  # from the ministry's council to the board
    sent(session, dossier)
    (alone,) = told(session, country, "alice", dossier)
    assert (alone.kind, alone.facts) == (
        QUEUED,
        {"gate": "central_board:1", "notice": "gate_opened"},
    )
    queued, *taken = told(session, country, "secretariat", dossier)
    assert len(queued.facts["messages"]) == len(taken) == len(active(session, dossier))


def test_who_was_told_of_what_is_void_is_told_to_the_boards_offices_only(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    sent(session, dossier)
    (signed,) = [one for one, _ in active(session, dossier)]
    decide_as(session, dossier, proof=Proof.PASSKEY)
    sent(session, dossier)
    undo(session, Undo(assignment_id=signed.id, person_id=signed.person_id), now=NOW)
    sent(session, dossier)
    note_cancelled(session, dossier.id, uuid7(), now=NOW)

    def notices(name: str) -> list[str]:
        entries = told(session, country, name, dossier)
        return [entry.facts["notice"] for entry in entries if entry.kind is QUEUED]

    assert notices("auditor") == ["gate_opened", "outcome", "taken_back", "gate_opened"]
    assert notices("minister") == [*notices("auditor")[:2], "gate_opened"]
    repaired = {
        name: EventKind.RUN_REPAIRED in [one.kind for one in told(session, country, name, dossier)]
        for name in ("auditor", "minister")
    }
    assert repaired == {"auditor": True, "minister": False}
