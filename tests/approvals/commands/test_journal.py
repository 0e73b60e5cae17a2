"""The journal: who was entered and who left, covers, rules; each once, with what was done."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.administer import (
    add_bloc_member,
    add_body,
    add_campaign,
    add_person,
    add_seat,
    deactivate_person,
    end_seat,
)
from approvals.commands.begin_cover import lapse_cover
from approvals.commands.end_cover import end_cover
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.history.chain import first_break
from approvals.queries import events
from approvals.queries.journal import JOURNAL
from approvals.rules import loader
from core.database import transaction
from models.bodies import Body, Person, Seat
from models.enums import BlocRole, BodyKind, EventKind, Office
from models.history import Event
from models.rules import Award, RuleSet
from tests.approvals.commands.ministry import a_ministry
from tests.builders import BLOC, MINISTRY, NOW, TODAY, a_country

Line = tuple[str, dict[str, object], dict[str, str]]


def journal(session: Session) -> list[Line]:
    """(kind, facts, texts) of each line, oldest first."""
    session.flush()
    lines = events.timeline(session, JOURNAL)
    assert first_break(events.chain_of(session, JOURNAL)) is None
    return [(line.kind.value, dict(line.facts), dict(line.texts)) for line in lines]


def enter(session: Session) -> tuple[Body, Person, Seat]:
    """A department of the ministry with its head."""
    body = add_body(
        session,
        slug="cuc-con-nuoi",
        kind=BodyKind.UNIT,
        name="Cục Con nuôi",
        parent_slug=MINISTRY,
        valid_from=TODAY,
        now=NOW,
    )
    add_bloc_member(
        session,
        bloc_slug=BLOC,
        member_slug="cuc-con-nuoi",
        year=2024,
        role=BlocRole.MEMBER,
        now=NOW,
    )
    person = add_person(session, name="Lê Thị Thu", email="thu@bangvang.example", now=NOW)
    seat = add_seat(
        session,
        body_slug=body.slug,
        office=Office.HEAD,
        email=person.email,
        valid_from=TODAY,
        title="Cục trưởng",
        now=NOW,
    )
    return body, person, seat


def test_who_is_entered_and_who_leaves(session: Session) -> None:
    country = a_country(session)
    before = len(journal(session))
    enter(session)
    body, person, seat = enter(session)  # what is there already is not entered again
    tomorrow = TODAY + timedelta(days=1)
    for _ in range(2):
        end_seat(session, seat.id, last_day=tomorrow, now=NOW)
        deactivate_person(session, person.email, now=NOW)
    campaign = add_campaign(
        session,
        slug="dot-xuat",
        name="Đột xuất",
        year=2024,
        opens_on=TODAY,
        closes_on=tomorrow,
        now=NOW,
    )
    days = {"valid_from": "2024-11-26", "valid_to": None}
    held = {
        "seat": str(seat.id),
        "body": str(body.id),
        "office": "head",
        "person": str(person.id),
    }
    assert journal(session)[before:] == [
        (
            "body.added",
            {
                "body": str(body.id),
                "slug": "cuc-con-nuoi",
                "kind": "unit",
                "parent": str(country.bodies[MINISTRY].id),
                **days,
            },
            {"name": "Cục Con nuôi"},
        ),
        (
            "bloc.joined",
            {
                "bloc": str(country.bodies[BLOC].id),
                "member": str(body.id),
                "year": 2024,
                "role": "member",
            },
            {},
        ),
        (
            "person.added",
            {"person": str(person.id), "language": "vi"},
            {"name": "Lê Thị Thu", "address": "thu@bangvang.example"},
        ),
        ("seat.given", {**held, **days}, {"title": "Cục trưởng"}),
        ("seat.ended", {**held, "last_day": "2024-11-27"}, {}),
        ("person.deactivated", {"person": str(person.id)}, {}),
        (
            "campaign.added",
            {
                "campaign": str(campaign.id),
                "slug": "dot-xuat",
                "year": 2024,
                "opens_on": "2024-11-26",
                "closes_on": "2024-11-27",
            },
            {"name": "Đột xuất"},
        ),
    ]


def test_a_dry_run_leaves_no_line(engine: Engine) -> None:
    def fall_over(session: Session) -> None:
        add_person(session, name="Lê Thị Thu", email="thu@bangvang.example", now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        fall_over(session)
    with transaction(engine) as session:
        assert journal(session) == []


def test_covers_begin_by_somebody_and_end_by_somebody_or_by_themselves(session: Session) -> None:
    ministry = a_ministry(session)
    country, minister = ministry.country, ministry.country["minister"].id
    before = len(journal(session))
    ended = ministry.covers(document="12/GUQ")
    for _ in range(2):
        end_cover(session, ended.id, by_person_id=minister, now=NOW)
    lapsed = ministry.covers()
    for _ in range(2):
        lapse_cover(session, lapsed.id, now=NOW + timedelta(days=99))
    lines = session.exec(
        select(Event).where(Event.chain_id == JOURNAL).order_by(col(Event.seq))
    ).all()[before:]
    assert [(line.kind, line.actor_id) for line in lines] == [
        (EventKind.COVER_NAMED, minister),
        (EventKind.COVER_ENDED, minister),
        (EventKind.COVER_NAMED, minister),
        (EventKind.COVER_ENDED, None),
    ]
    who = {
        "cover": str(ended.id),
        "absent": str(minister),
        "acting": str(country["deputy"].id),
        "body": None,
    }
    days = {"starts_on": "2024-11-26", "ends_on": "2024-12-03"}
    assert journal(session)[before : before + 2] == [
        ("cover.named", {**who, **days}, {"document": "12/GUQ"}),
        ("cover.ended", who, {}),
    ]


def test_a_rule_set_enters_with_the_hash_of_its_file_once(session: Session) -> None:
    for table in (Award, RuleSet):
        for row in session.exec(select(table)).all():
            session.delete(row)
        session.flush()
    before = len(journal(session))
    for _ in range(2):
        load_rule_sets(session, now=NOW)
    lines = journal(session)[before:]
    assert [(kind, facts["rule_set"], facts["sha256"]) for kind, facts, _ in lines] == [
        ("rule_set.loaded", rule_set.id, digest) for rule_set, _, digest in loader.built_in()
    ]
