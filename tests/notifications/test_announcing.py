"""Who is told what, once."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.commands.reassign import Reassign, reassign
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.sign_in import request_sign_in
from approvals.commands.withdraw import Withdraw, withdraw
from models.dossiers import Dossier
from models.enums import Choice, MessageState, Office
from models.mail import Message
from notifications import announcing, sending_codes
from tests.builders import (
    MINISTRY,
    NOW,
    Country,
    a_country,
    a_dossier,
    a_person_in,
    active,
    decide_as,
    pass_gate,
)


def told(session: Session, ids: list[UUID]) -> list[tuple[str, str]]:
    """(message, address) of these messages, in the order they were queued."""
    found = session.exec(select(Message).where(col(Message.id).in_(ids)).order_by(col(Message.id)))
    return [(message.template, message.address) for message in found]


def addresses(country: Country, *names: str) -> list[str]:
    return [country[name].email for name in names]


def a_signed_dossier(session: Session, country: Country) -> Dossier:
    """At a gate where one person signs: the minister, after the council."""
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    return dossier


def test_an_open_gate_is_announced_to_everybody_whose_turn_it_is(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)

    ids = announcing.announce(session, dossier.id, now=NOW)

    assert told(session, ids) == [
        ("gate_opened", address) for address in addresses(country, "chair", "member1", "member2")
    ]
    messages = session.exec(select(Message)).all()
    assert {message.state for message in messages} == {MessageState.QUEUED}
    assert {message.next_attempt_at for message in messages} == {NOW}
    assert {message.dossier_id for message in messages} == {dossier.id}
    assert {message.assignment_id for message in messages} == {
        assignment.id for assignment, _ in active(session, dossier)
    }


def test_announcing_again_tells_nobody_twice(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    first = announcing.announce(session, dossier.id, now=NOW)

    again = announcing.announce(session, dossier.id, now=NOW + timedelta(days=1))

    assert (len(first), again) == (3, [])


def test_only_the_next_in_turn_is_told_once_the_report_is_in(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    assert told(session, announcing.announce(session, dossier.id, now=NOW)) == [
        ("gate_opened", country["appraiser"].email)
    ]

    decide_as(session, dossier)

    assert told(session, announcing.announce(session, dossier.id, now=NOW)) == [
        ("gate_opened", country["board_head"].email)
    ]


def test_whoever_takes_over_is_told(session: Session) -> None:
    country = a_country(session, council=3)
    deputy = a_person_in(session, country, "deputy", "Mạc Thị Rằm", MINISTRY, Office.COUNCIL_MEMBER)
    session.flush()
    dossier = a_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    taken, _ = active(session, dossier)[-1]
    newcomer = a_person_in(session, country, "new", "Mạc Thị Sen", MINISTRY, Office.COUNCIL_MEMBER)
    reassign(
        session,
        Reassign(
            assignment_id=taken.id,
            to_person_id=newcomer.id,
            by_person_id=country["secretariat"].id,
        ),
        now=NOW,
    )

    ids = announcing.announce(session, dossier.id, now=NOW)

    assert told(session, ids) == [("gate_opened", newcomer.email)]
    assert deputy.email not in {address for _, address in told(session, ids)}


def test_somebody_who_left_is_not_written_to(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    country["member1"].active = False

    ids = announcing.announce(session, dossier.id, now=NOW)

    assert [address for _, address in told(session, ids)] == addresses(country, "chair", "member2")


def test_a_return_is_told_to_the_nominator_in_each_round(session: Session) -> None:
    country = a_country(session)
    dossier = a_signed_dossier(session, country)
    decide_as(session, dossier, Choice.RETURN)
    first = announcing.announce(session, dossier.id, now=NOW)
    resubmit(session, Resubmit(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)
    decide_as(session, dossier, Choice.RETURN)

    second = announcing.announce(session, dossier.id, now=NOW)

    assert told(session, first) == told(session, second) == [("returned", country["alice"].email)]
    assert announcing.announce(session, dossier.id, now=NOW) == []


def test_an_outcome_is_told_to_the_nominator_alone(session: Session) -> None:
    country = a_country(session)
    awarded, declined = a_signed_dossier(session, country), None
    pass_gate(session, awarded)
    declined = a_dossier(session, country, number="110/TTr-BTP")
    pass_gate(session, declined)
    decide_as(session, declined, Choice.REJECT)

    for dossier in (awarded, declined):
        ids = announcing.announce(session, dossier.id, now=NOW)
        assert told(session, ids) == [("outcome", country["alice"].email)]
        assert announcing.announce(session, dossier.id, now=NOW) == []


def test_once_the_nominator_has_left_the_bodys_secretary_is_told(session: Session) -> None:
    country = a_country(session)
    successor = a_person_in(session, country, "anh", "Nguyễn Đức Anh", MINISTRY, Office.SECRETARY)
    dossier = a_signed_dossier(session, country)
    pass_gate(session, dossier)
    country["alice"].active = False

    ids = announcing.announce(session, dossier.id, now=NOW)

    assert told(session, ids) == [("outcome", successor.email)]


def test_a_withdrawal_needs_no_mail(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    withdraw(session, Withdraw(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)

    assert announcing.announce(session, dossier.id, now=NOW) == []


def test_a_reminder_goes_to_those_still_asked_and_once_a_day(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    asked = [assignment.id for assignment, _ in active(session, dossier)]
    decide_as(session, dossier)

    first = announcing.remind(session, asked, now=NOW)
    same_day = announcing.remind(session, asked, now=NOW + timedelta(hours=5))
    next_day = announcing.remind(session, asked, now=NOW + timedelta(days=1))

    reminded = [("reminder", address) for address in addresses(country, "member1", "member2")]
    assert told(session, first) == told(session, next_day) == reminded
    assert same_day == []


def test_a_code_to_sign_in_goes_to_whoever_asked(session: Session) -> None:
    country = a_country(session)
    sign_in = request_sign_in(session, country["alice"].email, now=NOW)
    assert sign_in is not None

    ids = sending_codes.sign_in_code(session, sign_in.id, now=NOW)

    assert told(session, ids) == [("sign_in_code", country["alice"].email)]
    assert sending_codes.sign_in_code(session, sign_in.id, now=NOW) == []


def test_the_queue_holds_ids_and_nothing_people_wrote(session: Session) -> None:
    country = a_country(session)
    dossier = a_signed_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    decide_as(session, dossier, Choice.RETURN, reason="Bí mật")
    announcing.announce(session, dossier.id, now=NOW)

    contexts = [message.context for message in session.exec(select(Message)).all()]
    assert contexts
    for context in contexts:
        assert [str(UUID(value)) for value in context.values()] == list(context.values())
