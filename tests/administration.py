"""Everything that may be entered and ended, once each, for tests of what the journal says."""

from datetime import timedelta

from sqlmodel import Session, select

from approvals.commands.administer import (
    add_bloc_member,
    add_body,
    add_campaign,
    add_person,
    add_seat,
    deactivate_person,
    end_seat,
)
from approvals.commands.cover import StandIn, cover
from approvals.commands.end_absence import end_absence
from approvals.commands.end_cover import end_cover
from approvals.commands.enter_absence import BeAway, enter_absence
from approvals.commands.enter_past_awards import Given, enter_past_awards
from approvals.commands.fill_seat import FillSeat, fill_seat
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.note_restore import Restored, note_restore
from approvals.commands.set_series import set_series
from approvals.commands.take_back_seat import take_back_seat
from models.document_kinds import DocumentKind
from models.enums import BlocRole, BodyKind, NomineeKind, Office
from models.rules import Award, RuleSet
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country, a_dossier, pass_gate

_TOMORROW = TODAY + timedelta(days=1)


def reload_rules(session: Session) -> None:
    """The rule sets enter anew; before there are dossiers."""
    for table in (Award, RuleSet):
        for row in session.exec(select(table)).all():
            session.delete(row)
        session.flush()  # awards refer to their rule set
    load_rule_sets(session, now=NOW)


def everything_is_administered(session: Session, country: Country) -> None:
    body = add_body(
        session,
        slug="cuc-con-nuoi",
        kind=BodyKind.UNIT,
        name="Cục Con nuôi",
        name_en="Department of Adoption",
        symbol="CN",
        parent_slug=MINISTRY,
        valid_from=TODAY,
        now=NOW,
    )
    add_bloc_member(
        session,
        bloc_slug=BLOC,
        member_slug=body.slug,
        year=TODAY.year,
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
    end_seat(session, seat.id, last_day=_TOMORROW, now=NOW)
    deactivate_person(session, person.email, now=NOW)
    add_campaign(
        session,
        slug="dot-xuat",
        name="Đột xuất",
        name_en="Ad hoc",
        year=TODAY.year,
        opens_on=TODAY,
        closes_on=_TOMORROW,
        now=NOW,
    )
    kind = DocumentKind.DECISION
    set_series(session, body_slug=body.slug, kind=kind, year=TODAY.year, last=40, now=NOW)
    past = Given(
        kind=NomineeKind.INDIVIDUAL,
        name="Cao Thị Quỳnh",
        award_code="bk-bo",
        decision_number="12/QĐ-BTP",
        decided_on=TODAY,
        year=TODAY.year,
    )
    enter_past_awards(session, [past], file_sha256="0" * 64, now=NOW)
    minister = country["minister"].id
    absence = StandIn(
        absent_id=minister,
        acting_id=country["chair"].id,
        by_person_id=minister,
        starts_on=TODAY,
        ends_on=_TOMORROW,
        document="12/GUQ-BTP",
    )
    for entered in cover(session, absence, now=NOW):
        end_cover(session, entered.id, by_person_id=minister, now=NOW)
    away = BeAway(person_id=minister, by_person_id=minister, starts_on=TODAY, ends_on=_TOMORROW)
    for _ in range(2):
        end_absence(
            session, enter_absence(session, away, now=NOW).id, by_person_id=minister, now=NOW
        )
    _restored(session)


def _restored(session: Session) -> None:
    """From a backup that is older than a checkpoint that was shown."""
    from_backup = Restored(
        made_at=NOW.isoformat(),
        manifest_sha256="ab" * 32,
        program="1.0",
        revision="0030",
        in_doubt=2,
        shown=40,
        lost=3,
    )
    note_restore(session, from_backup, now=NOW)


def a_seat_by_mistake(session: Session, country: Country) -> None:
    """Nobody signs for the ministry any more; the seat goes to a wrong person."""
    country["minister"].active = False
    session.flush()  # so that nobody holds the seat
    dossier = a_dossier(session, country, number="183/TTr")
    pass_gate(session, dossier)
    by = country["administrator"].id
    command = FillSeat(
        dossier_id=dossier.id,
        office=Office.HEAD,
        to=country["bloc_head"].id,
        valid_from=TODAY,
        by_person_id=by,
    )
    filled = fill_seat(session, command, now=NOW)
    take_back_seat(session, filled.seat.id, by_person_id=by, now=NOW)
