"""Auditors leave lines in the journal: what they read, looked for, and took away."""

import json

from sqlmodel import Session, col, select

from approvals.commands.read_history import note_export, note_read, note_search
from approvals.history.chain import first_break
from approvals.queries import events
from approvals.queries.journal import JOURNAL
from models.enums import EventKind
from models.history import Event
from tests.builders import NOW, a_country, a_dossier


def test_reading_searching_and_taking_away_are_in_the_journal(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    auditor = country["auditor"].id
    note_read(session, auditor, dossier, None, NOW)
    note_read(session, auditor, dossier, 1, NOW)
    note_read(session, auditor, dossier, NOW, NOW)
    note_search(session, auditor, "nominee=Cao+Thị+Quỳnh", NOW)
    note_export(session, auditor, "bundle", {"code": dossier.code, "sha256": "ab" * 32}, NOW)
    session.flush()
    newest = (EventKind.HISTORY_READ, EventKind.HISTORY_SEARCHED, EventKind.RECORD_EXPORTED)
    lines = session.exec(
        select(Event)
        .where(Event.chain_id == JOURNAL, col(Event.kind).in_(newest))
        .order_by(col(Event.seq))
    ).all()
    assert [line.actor_id for line in lines] == [auditor] * 5
    about = str(dossier.id)
    assert [json.loads(line.body)["facts"] for line in lines] == [
        {"dossier": about, "at": dossier.last_seq},
        {"dossier": about, "at": 1},
        {"dossier": about, "at": "2024-11-26T02:00:00+00:00"},
        {},
        {"what": "bundle", "code": dossier.code, "sha256": "ab" * 32},
    ]
    assert b"Qu" not in lines[3].body  # the name stands beside it, and may be erased
    assert first_break(events.chain_of(session, JOURNAL)) is None
