"""A dossier that changes at an open gate: its reviewers get one new link, and only where needed."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, select

from approvals.commands.attach import Attach, attach
from models.dossiers import Dossier
from models.enums import Choice
from models.mail import Link, Message
from notifications import announcing
from tests.builders import NOW, Country, a_country, a_dossier, decide_as
from tests.notifications.making import composed
from tests.notifications.test_announcing import addresses, told

SOON = NOW + timedelta(hours=1)


def supplement(
    session: Session, country: Country, dossier: Dossier, file: Path, *, now: datetime = SOON
) -> None:
    """Alice adds a file."""
    added = Attach(
        dossier_id=dossier.id,
        person_id=country["alice"].id,
        name=file.name,
        content=b"%PDF-1.7 " + file.name.encode(),
    )
    attach(session, added, folder=file.parent, limit_mb=1, now=now)


def written_to(session: Session, dossier: Dossier) -> None:
    """Everybody's mail went out, each with a link."""
    for message_id in announcing.announce(session, dossier.id, now=NOW):
        composed(session, message_id)
    session.flush()


def test_whoever_was_written_to_is_told_of_a_change_once(session: Session, tmp_path: Path) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    written_to(session, dossier)
    decide_as(session, dossier, Choice.PASS, now=NOW)

    queued = []
    for number in range(3):
        supplement(session, country, dossier, tmp_path / f"{number}.pdf")
        queued += announcing.announce(session, dossier.id, now=SOON)

    people = addresses(country, "member1", "member2")
    assert told(session, queued) == [("changed", address) for address in people]


def test_it_leaves_some_minutes_later_since_files_come_in_several(
    session: Session, tmp_path: Path
) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    written_to(session, dossier)
    supplement(session, country, dossier, tmp_path / "a.pdf")
    (message_id,) = announcing.announce(session, dossier.id, now=SOON)
    message = session.exec(select(Message).where(Message.id == message_id)).one()
    assert message.next_attempt_at == SOON + timedelta(minutes=5)


def test_after_that_mail_the_next_change_is_told_too(session: Session, tmp_path: Path) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    written_to(session, dossier)
    for number in (1, 2):
        at = NOW + timedelta(hours=number)
        supplement(session, country, dossier, tmp_path / f"{number}.pdf", now=at)
        (message_id,) = announcing.announce(session, dossier.id, now=at)
        composed(session, message_id, now=at + timedelta(minutes=5))
        session.flush()
        assert announcing.announce(session, dossier.id, now=at + timedelta(minutes=6)) == []


def test_whoever_was_not_written_to_yet_needs_no_second_mail(
    session: Session, tmp_path: Path
) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    supplement(session, country, dossier, tmp_path / "a.pdf")
    assert announcing.announce(session, dossier.id, now=SOON) == []


def test_a_new_link_is_queued_once_until_it_is_made(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    written_to(session, dossier)
    link = session.exec(select(Link)).one()

    (first,) = announcing.new_link(session, link.assignment_id, now=SOON)
    assert announcing.new_link(session, link.assignment_id, now=SOON) == []
    composed(session, first, now=SOON)
    session.flush()

    assert told(session, [first]) == [("new_link", country["chair"].email)]
    assert len(announcing.new_link(session, link.assignment_id, now=SOON)) == 1


def test_no_new_link_where_none_was_mailed_before(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    (message_id,) = announcing.announce(session, dossier.id, now=NOW)
    message = session.exec(select(Message).where(Message.id == message_id)).one()
    assert message.assignment_id is not None
    assert announcing.new_link(session, message.assignment_id, now=NOW) == []
