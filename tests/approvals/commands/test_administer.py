"""Entering people, bodies and seats; and what ends when somebody leaves."""

import pytest
from sqlmodel import Session

from approvals.commands.administer import add_person, add_seat, deactivate_person
from approvals.commands.sign_in import signed_in, start_session
from approvals.domain.refusals.missing import BodyNotFound, PersonNotFound
from models.enums import Office, SessionKind
from tests.approvals.commands.test_reassign import a_link, at_the_minister
from tests.builders import MINISTRY, NOW, a_country

KEY = b"k" * 32


def test_an_address_is_one_person_however_it_is_written(session: Session) -> None:
    one = add_person(session, name=" Nguyễn  Thị An ", email="An@Example.vn ", now=NOW)
    other = add_person(session, name="Ai khác", email="an@example.vn", now=NOW)
    assert one is other
    assert (one.name, one.email) == ("Nguyễn Thị An", "an@example.vn")


@pytest.mark.parametrize(
    ("body", "email", "refusal", "field"),
    [
        ("khong-co", "alice@bangvang.example", BodyNotFound, "body"),
        (MINISTRY, "nobody@bangvang.example", PersonNotFound, "email"),
    ],
)
def test_a_seat_needs_a_body_and_a_person(
    session: Session, body: str, email: str, refusal: type[BodyNotFound], field: str
) -> None:
    a_country(session)
    with pytest.raises(refusal) as refused:
        add_seat(
            session, body_slug=body, office=Office.HEAD, email=email, valid_from=NOW.date(), now=NOW
        )
    assert refused.value.field == field


def test_whoever_leaves_is_signed_out_and_their_mailed_links_end(session: Session) -> None:
    country = a_country(session)
    link = a_link(session, at_the_minister(session, country))
    minister = country["minister"]
    token = start_session(session, minister.id, SessionKind.BROWSER, key=KEY, now=NOW)
    assert signed_in(session, token, SessionKind.BROWSER, key=KEY, now=NOW)

    deactivate_person(session, minister.email, now=NOW)
    session.refresh(link)
    assert link.revoked_at == NOW
    assert signed_in(session, token, SessionKind.BROWSER, key=KEY, now=NOW) is None
