"""Whatever ends or changes a task ends its links in the same transaction."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from approvals.commands.administer import deactivate_person, end_seat
from approvals.commands.attach import Attach, attach
from approvals.commands.issue_link import issue_link
from approvals.commands.open_link import is_live
from approvals.commands.reassign import Reassign, reassign
from approvals.commands.withdraw import Withdraw, withdraw
from core.clock import end_of
from models.dossiers import Dossier
from models.enums import Choice, Office
from models.mail import Link, Message
from notifications import announcing
from tests.builders import (
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    a_person_in,
    active,
    decide_as,
    pass_gate,
)

KEY = b"a key for tests"
LATER = NOW + timedelta(hours=1)


def at_the_minister(session: Session, country: Country, number: str = "1/TTr") -> Dossier:
    """A dossier that waits for one signature, with two links mailed for it."""
    dossier = a_dossier(session, country, number=number)
    pass_gate(session, dossier)
    announcing.announce(session, dossier.id, now=NOW)
    [(assignment, _)] = active(session, dossier)
    message = session.exec(select(Message).where(Message.assignment_id == assignment.id)).one()
    for _ in range(2):
        issue_link(session, assignment_id=assignment.id, message_id=message.id, key=KEY, now=NOW)
    session.flush()
    return dossier


def live(session: Session, dossier: Dossier) -> int:
    """How many links to a dossier still lead to a decision."""
    session.flush()
    session.expire_all()
    links = session.exec(
        select(Link)
        .join(Message, Message.id == Link.message_id)  # type: ignore[arg-type]
        .where(Message.dossier_id == dossier.id)
    ).all()
    assert links
    return sum(is_live(link, now=LATER) for link in links)


def _decide(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    assert country["minister"]
    decide_as(session, dossier, Choice.PASS, now=LATER)


def _return(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    assert country["minister"]
    decide_as(session, dossier, Choice.RETURN, now=LATER)


def _withdraw(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    wish = Withdraw(dossier_id=dossier.id, person_id=country["alice"].id, reason="Nhầm")
    withdraw(session, wish, now=LATER)


def _hand_over(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD)
    [(assignment, _)] = active(session, dossier)
    change = Reassign(
        assignment_id=assignment.id,
        to_person_id=deputy.id,
        by_person_id=country["secretariat"].id,
        reason="Đi công tác",
    )
    reassign(session, change, now=LATER)


def _add_a_file(session: Session, country: Country, dossier: Dossier, folder: Path) -> None:
    file = Attach(
        dossier_id=dossier.id, person_id=country["alice"].id, name="a.pdf", content=b"%PDF-1.7"
    )
    attach(session, file, folder=folder, limit_mb=1, now=LATER)


def _leave(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    assert dossier
    deactivate_person(session, country["minister"].email, now=LATER)


def _leave_the_seat(session: Session, country: Country, dossier: Dossier, _folder: Path) -> None:
    assert country
    [(assignment, _)] = active(session, dossier)
    end_seat(session, assignment.seat_id, last_day=TODAY - timedelta(days=1), now=NOW)


Happening = Callable[[Session, Country, Dossier, Path], None]


@pytest.mark.parametrize(
    "happening",
    [_decide, _return, _withdraw, _hand_over, _add_a_file, _leave, _leave_the_seat],
    ids=lambda happening: happening.__name__.strip("_"),
)
def test_a_whole_family_ends_and_no_other(
    session: Session, tmp_path: Path, happening: Happening
) -> None:
    country = a_country(session, council=1)
    dossier = at_the_minister(session, country)
    other = a_dossier(session, country, number="2/TTr")
    announcing.announce(session, other.id, now=NOW)
    [(assignment, _)] = active(session, other)
    message = session.exec(select(Message).where(Message.assignment_id == assignment.id)).one()
    issue_link(session, assignment_id=assignment.id, message_id=message.id, key=KEY, now=NOW)
    assert (live(session, dossier), live(session, other)) == (2, 1)

    happening(session, country, dossier, tmp_path)

    assert (live(session, dossier), live(session, other)) == (0, 1)


def test_the_same_file_again_changes_nothing(session: Session, tmp_path: Path) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    _add_a_file(session, country, dossier, tmp_path)
    announcing.announce(session, dossier.id, now=NOW)
    [(assignment, _)] = active(session, dossier)
    message = session.exec(select(Message).where(Message.assignment_id == assignment.id)).one()
    issue_link(session, assignment_id=assignment.id, message_id=message.id, key=KEY, now=NOW)

    _add_a_file(session, country, dossier, tmp_path)

    assert live(session, dossier) == 1


def test_a_link_lives_as_long_as_the_seat_is_held(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = at_the_minister(session, country)
    [(assignment, _)] = active(session, dossier)
    last_day = TODAY + timedelta(days=2)

    end_seat(session, assignment.seat_id, last_day=last_day, now=NOW)
    message = session.exec(select(Message).where(Message.assignment_id == assignment.id)).one()
    issue_link(session, assignment_id=assignment.id, message_id=message.id, key=KEY, now=NOW)

    session.flush()
    session.expire_all()
    links = session.exec(select(Link).where(Link.assignment_id == assignment.id)).all()
    assert [link.expires_at for link in links] == [end_of(last_day)] * 3


def test_links_mailed_to_who_acts_for_somebody_end_when_they_leave(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = at_the_minister(session, country)
    [(assignment, minister)] = active(session, dossier)
    own = session.exec(select(Message).where(Message.assignment_id == assignment.id)).one()
    theirs = Message(**own.model_dump(exclude={"id"}) | {"person_id": country["chair"].id})
    session.add(theirs)
    session.flush()
    issue_link(session, assignment_id=assignment.id, message_id=theirs.id, key=KEY, now=NOW)
    assert live(session, dossier) == 3

    deactivate_person(session, country["chair"].email, now=LATER)

    assert live(session, dossier) == 2
    deactivate_person(session, minister.email, now=LATER)
    assert live(session, dossier) == 0
