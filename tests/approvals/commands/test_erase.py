"""Erasing a nominee: what was written is gone, and the record still holds."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from approvals.commands.attach import Attach, attach, path_of
from approvals.commands.reapply_erasures import remove_erased_files
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.history.chain import first_break
from approvals.history.comparing import tables_against_events
from approvals.queries import data_requests, dossier_list, journal, visibility
from approvals.queries.dossier_filters import Filters
from approvals.queries.events import chain_of
from core.vietnamese import search_key
from models.access import Idempotency
from models.dossiers import Attachment, Dossier, Nominee
from models.enums import DossierState, EventKind
from models.history import Event, EventText
from models.mail import LocalMail
from models.searches import SavedSearch, Searched
from tests.approvals.commands.data_subject import (
    DEEDS,
    EMAIL,
    LATER,
    NAME,
    asked,
    ended_dossier,
    everything,
    fulfilled,
)
from tests.builders import NOW, Country, a_country, a_dossier


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def test_nothing_of_the_person_is_left_in_any_table(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    _repeated_elsewhere(session, country, dossier)
    before = everything(session)
    for told in (NAME, search_key(NAME), EMAIL, DEEDS):
        assert told in before
    fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    after = everything(session)
    for told in (NAME, NAME.upper(), search_key(NAME), EMAIL, DEEDS, "thiếu xác nhận"):
        assert told not in after, told


def _repeated_elsewhere(session: Session, country: Country, dossier: Dossier) -> None:
    """Where their name comes to stand besides: kept answers, kept searches, local mail."""
    secretariat = country["secretariat"].id
    session.add_all(
        [
            Idempotency(
                person_id=secretariat,
                key="a",
                fingerprint="f",
                status=200,
                body={"code": dossier.code, "nominee": {"name": NAME}},
                created_at=NOW,
            ),
            SavedSearch(
                person_id=secretariat,
                searched=Searched.DECISIONS,
                name="một",
                parameters="q=Ki%E1%BB%81u+Th%E1%BB%8B+Xuy%E1%BA%BFn",
                saved_at=NOW,
            ),
            SavedSearch(
                person_id=secretariat,
                searched=Searched.DOSSIERS,
                name="hai",
                parameters="q=An",
                saved_at=NOW,
            ),
            LocalMail(
                message_id=dossier.id, to="a@b.vn", subject=NAME, text="", html="", sent_at=NOW
            ),
        ]
    )


def test_chains_hold_and_say_which_texts_are_gone(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    hashes = [event.hash for event in _events(session, dossier)]
    texts = _texts(session, dossier)
    erasure = fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    assert first_break(chain_of(session, dossier.id)) is None
    assert first_break(chain_of(session, journal.JOURNAL)) is None
    *same, last = _events(session, dossier)
    assert [event.hash for event in same] == hashes
    assert last.kind == EventKind.TEXTS_ERASED
    assert last.actor_id == country["administrator"].id
    assert data_requests.erasure_of(session, dossier.nominee_id) == erasure
    told = _facts(last)
    assert {(one["seq"], one["name"]) for one in told["texts"]} == texts
    assert (told["erasure"], told["about"]) == (str(erasure.id), str(dossier.nominee_id))
    assert _texts(session, dossier) == {(last.seq, "ground")}


def test_nothing_else_changes(session: Session, country: Country, tmp_path: Path) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    other = a_dossier(session, country, name="Kiều Thị Xuân", number="2/TTr")
    session.flush()
    untouched = _rows(session, other)
    request = asked(session, country, nominee_id=dossier.nominee_id)
    fulfilled(session, country, request)
    assert _rows(session, other) == untouched
    session.refresh(dossier)
    assert (dossier.state, dossier.achievements) == (DossierState.WITHDRAWN, "")
    nominee = session.get_one(Nominee, dossier.nominee_id)
    assert (nominee.position, nominee.email, nominee.sort_key, nominee.search_key) == (
        "",
        None,
        "",
        "",
    )
    assert nominee.name == f"đã xoá ngày {LATER:%d/%m/%Y}"
    assert nominee.erased_at == LATER


def test_tables_still_say_what_the_events_say(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    assert list(tables_against_events(session)) == []


def test_a_search_for_the_old_name_finds_nothing(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    session.flush()
    assert _found(session, country, NAME) == [dossier.code]
    fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    assert _found(session, country, NAME) == _found(session, country, "đã xoá") == []


def test_the_files_go_unless_another_dossier_has_them(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path, content=b"%PDF-1.7 chung")
    session.flush()
    (file,) = _files(session, dossier)
    other = ended_dossier_like(session, country, tmp_path)
    fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    assert remove_erased_files(session, tmp_path) == 0
    assert path_of(tmp_path, file.sha256).exists()
    fulfilled(session, country, asked(session, country, nominee_id=other.nominee_id))
    assert remove_erased_files(session, tmp_path) == 1
    assert not path_of(tmp_path, file.sha256).exists()
    assert remove_erased_files(session, tmp_path) == 0
    assert [one.name for one in _files(session, dossier)] == [""]


def ended_dossier_like(session: Session, country: Country, folder: Path) -> Dossier:
    """Another one with the same file."""
    alice = country["alice"].id
    other = a_dossier(session, country, name="Lương Văn Yên", number="7/TTr")
    file = Attach(dossier_id=other.id, person_id=alice, name="chung.pdf", content=b"%PDF-1.7 chung")
    attach(session, file, folder=folder, limit_mb=1, now=NOW)
    withdraw(session, Withdraw(dossier_id=other.id, person_id=alice), now=NOW)
    session.flush()
    return other


def _events(session: Session, dossier: Dossier) -> list[Event]:
    session.flush()
    query = select(Event).where(Event.chain_id == dossier.id).order_by(col(Event.seq))
    return list(session.exec(query).all())


def _texts(session: Session, dossier: Dossier) -> set[tuple[int, str]]:
    session.flush()
    found = session.exec(select(EventText).where(EventText.chain_id == dossier.id)).all()
    return {(one.seq, one.name) for one in found}


def _facts(event: Event) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(event.body)["facts"]
    return facts


def _files(session: Session, dossier: Dossier) -> list[Attachment]:
    query = select(Attachment).where(Attachment.dossier_id == dossier.id)
    return list(session.exec(query.execution_options(populate_existing=True)).all())


def _found(session: Session, country: Country, search: str) -> list[str]:
    viewer = visibility.viewer_of(session, country["secretariat"].id, on=LATER.date())
    assert viewer is not None
    page = dossier_list.dossiers(session, viewer, Filters(search=search), now=LATER)
    return [row.dossier.code for row in page.rows]


def _rows(session: Session, dossier: Dossier) -> list[object]:
    session.flush()
    nominee = session.get_one(Nominee, dossier.nominee_id)
    return [
        nominee.model_dump(),
        dossier.model_dump(),
        _texts(session, dossier),
        [event.hash for event in _events(session, dossier)],
    ]
