"""What is found of where dossiers stand: each cause as the database shows it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlmodel import Session

from approvals.queries import errands, gates, rules
from approvals.queries.standing import Placed, stuck
from core.engine_presence import SPACE, WORKER
from models.bodies import Person
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Choice, Delivery, Language, MessageState
from models.gates import Assignment
from models.mail import Message
from tests.builders import NOW, a_country, a_dossier, active, decide_as, pass_gate
from tests.letters import by_letter
from tests.opening import everybody_opens

SOON, LATER = NOW + timedelta(days=2), NOW + timedelta(days=90)


def why(session: Session, dossier: Dossier, now: datetime) -> tuple[str, dict[str, Any]] | None:
    """Once the engine has looked at it."""
    session.flush()
    session.execute(delete(Wake))
    award = rules.rules_of(session, dossier).award(dossier.award_code)
    gate = gates.gates_of(session, dossier.id)[-1]
    found = stuck(session, [Placed(dossier, gate, award)], now=now).get(dossier.id)
    return (found.cause.code, dict(found.facts)) if found else None


def mailed(
    session: Session,
    asked: tuple[Assignment, Person],
    state: MessageState,
    delivery: Delivery | None = None,
) -> None:
    assignment, person = asked
    message = Message(
        template="gate_opened",
        dedupe_key=f"gate_opened:{assignment.id}",
        person_id=person.id,
        assignment_id=assignment.id,
        address=person.email,
        language=Language.VI,
        context={},
        next_attempt_at=NOW,
        created_at=NOW,
        state=state,
        accepted_at=NOW if state is MessageState.ACCEPTED else None,
        delivery=delivery,
    )
    session.add(message)


def test_what_is_in_time_moves_and_what_is_over_is_not_stuck(session: Session) -> None:
    dossier = a_dossier(session, a_country(session), "bk-bo")
    assert why(session, dossier, SOON) is None
    while dossier.closed_at is None:
        pass_gate(session, dossier)
    assert why(session, dossier, LATER) is None


def test_a_late_ballot_lacks_votes_until_it_has_its_quorum(session: Session) -> None:
    """Five members, of whom two thirds must vote: four."""
    country = a_country(session, council=5)
    dossier = a_dossier(session, country, "bk-ttg")
    everybody_opens(session, dossier)
    lacking = []
    for name in ("chair", "member1", "member2", "member3"):
        lacking.append(why(session, dossier, LATER))
        decide_as(session, dossier, person_id=country[name].id)
    due_on = gates.gates_of(session, dossier.id)[-1].due_on
    assert lacking == [
        ("quorum_short", {"due_on": due_on, "votes": votes}) for votes in (4, 3, 2, 1)
    ]
    ((_, last),) = active(session, dossier)
    left = {"names": (last.name,), "due_on": due_on}
    assert why(session, dossier, LATER) == ("opened_undecided", left)


def test_mail_that_fails_or_does_not_arrive(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    first, second, *_ = active(session, dossier)
    mailed(session, second, MessageState.ACCEPTED, Delivery.DEFERRED)
    assert why(session, dossier, NOW + timedelta(hours=24)) is None
    late = ("mail_not_delivered", {"names": (second[1].name,)})
    assert why(session, dossier, SOON) == late
    mailed(session, first, MessageState.REJECTED)
    assert why(session, dossier, SOON) == ("mail_failed", {"names": (first[1].name,)})
    decide_as(session, dossier, person_id=first[1].id)
    assert why(session, dossier, SOON) == late


def test_a_provider_that_says_nothing_is_no_cause(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    mailed(session, active(session, dossier)[0], MessageState.ACCEPTED)
    assert why(session, dossier, SOON) is None


def test_envelopes_wait_and_a_returned_dossier_too(session: Session) -> None:
    country = a_country(session, council=2)
    sealed = a_dossier(session, country, "bk-ttg", number="1/TTr")
    by_letter(session, country, sealed, "member1", None)
    decide_as(session, sealed)
    assert why(session, sealed, SOON) == ("envelopes_sealed", {"count": 1})
    returned = a_dossier(session, country, "bk-bo", number="2/TTr")
    decide_as(session, returned, Choice.RETURN, person_id=country["chair"].id)
    code, facts = why(session, returned, SOON) or ("", {})
    assert (code, list(facts)) == ("waiting_for_unit", ["since"])


def test_who_waits_in_line_for_an_engine_at_work_is_not_stuck(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes them on in turn: many at once may wait for long, and nothing is wrong."""
    monkeypatch.setattr(errands, "TAKEN_ON", 1)
    country = a_country(session)
    first, second = (
        a_dossier(session, country, number=f"{minutes}/TTr", now=NOW + timedelta(minutes=minutes))
        for minutes in (0, 1)
    )
    session.flush()
    award = rules.rules_of(session, first).award(first.award_code)
    placed = [Placed(one, gates.gates_of(session, one.id)[-1], award) for one in (first, second)]
    late = NOW + timedelta(hours=1)
    assert stuck(session, placed, now=late).keys() == {first.id, second.id}
    session.execute(text(f"SELECT pg_advisory_xact_lock_shared({SPACE}, {WORKER})"))
    found = stuck(session, placed, now=late)
    assert {id_: one.cause.code for id_, one in found.items()} == {first.id: "engine_not_running"}
