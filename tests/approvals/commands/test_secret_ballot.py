"""Secret ballots: everything the database keeps, searched for who voted how.

The same council votes twice with the same sums, each time other members against. Whatever could
join a vote to its voter (a row, a moment, an order, the transaction that wrote it) would differ.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from approvals.commands.decide import Decide, Receipt, decide
from core.database import connect, transaction
from models.bodies import Person
from models.enums import Choice, GateState
from models.gates import Assignment, Gate
from tests.builders import NOW, a_country, a_dossier, active
from tests.conftest import fresh_database

PASS, REJECT = Choice.PASS, Choice.REJECT
_RANDOM = re.compile(r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<="texts":){[^}]*}')
_FOLLOWING = "- 'hash' - 'prev_hash' - 'last_hash' - 'body' - 'salt'"  # from the rest, or random


@pytest.fixture
def database(maintenance: Engine) -> Iterator[Engine]:
    """One that nothing else was ever written to."""
    with fresh_database(maintenance) as url:
        engine = connect(url)
        yield engine
        engine.dispose()


another = database


def vote(engine: Engine, choices: Sequence[Choice]) -> list[Receipt]:
    """A council of as many members, each voting in a transaction of their own."""
    with transaction(engine) as session:
        dossier = a_dossier(session, a_country(session, council=len(choices)), "bk-ttg")
        asked = [(duty.id, person.id) for duty, person in active(session, dossier)]
    receipts = []
    for (duty_id, person_id), choice in zip(asked, choices, strict=True):
        command = Decide(assignment_id=duty_id, person_id=person_id, choice=choice)
        with transaction(engine) as session:
            receipts.append(decide(session, command, now=NOW))
    return receipts


def traces(engine: Engine) -> list[str]:
    """Every row of every table with the transaction that wrote it.

    People and their duties stand by name, transactions by whose vote they were; other ids and
    salted hashes of texts, which are random, are left out.
    """
    names, votes = _names(engine), _votes(engine)
    with engine.connect() as connection:
        tables = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        return sorted(
            f"{table} {votes.get(xmin, '')} {_RANDOM.sub(lambda id_: names.get(id_[0], ''), row)}"
            for table in list(tables)
            for xmin, row in connection.execute(text(_rows_of(table)))
        )


def _rows_of(table: str) -> str:
    body = "|| convert_from(body, 'UTF8')" if table == "event" else ""
    return f'SELECT xmin::text, (to_jsonb(t) {_FOLLOWING})::text {body} FROM "{table}" t'  # noqa: S608 -- names from the catalogue


def _names(engine: Engine) -> Mapping[str, str]:
    with transaction(engine) as session:
        people = {person.id: person.email for person in session.exec(select(Person)).all()}
        duties = {
            duty.id: people[duty.person_id] for duty in session.exec(select(Assignment)).all()
        }
    return {str(id_): name for id_, name in (people | duties).items()}


def _votes(engine: Engine) -> Mapping[str, str]:
    """Whose vote each transaction was: told by what anybody may know, that they have voted."""
    with engine.connect() as connection:
        return dict(
            connection.execute(
                text(
                    "SELECT a.xmin::text, p.email FROM assignment a "
                    "JOIN person p ON p.id = a.person_id WHERE a.state = 'decided'"
                )
            ).all()  # type: ignore[arg-type] # rows are pairs
        )


def test_the_database_looks_the_same_whoever_voted_against(
    database: Engine, another: Engine
) -> None:
    vote(database, [PASS, PASS, PASS, PASS, REJECT])
    vote(another, [REJECT, PASS, PASS, PASS, PASS])
    assert any("member1" in trace for trace in traces(database))
    assert traces(database) == traces(another)


def test_a_single_vote_leaves_its_trace_in_the_sums_alone(
    database: Engine, another: Engine
) -> None:
    vote(database, [PASS, REJECT])
    vote(another, [REJECT, REJECT])
    differing = set(traces(database)) ^ set(traces(another))
    assert {trace.partition(" ")[0] for trace in differing} <= {"gate", "event"}
    assert all('"box_yes"' in trace or '"gate.settled"' in trace for trace in differing)


@pytest.mark.parametrize("last", [PASS, REJECT])
def test_the_end_of_a_ballot_does_not_tell_how_the_last_member_voted(
    database: Engine, last: Choice
) -> None:
    """80 % of five are four: with two against, nothing can change; the count still waits."""
    receipts = vote(database, [REJECT, REJECT, PASS, PASS, last])
    assert [receipt.gate_state for receipt in receipts] == [GateState.OPEN] * 4 + [
        GateState.REJECTED
    ]


def test_receipts_do_not_repeat_a_secret_vote(database: Engine) -> None:
    assert {receipt.choice for receipt in vote(database, [PASS, REJECT, PASS])} == {None}


def test_the_box_is_empty_where_votes_have_names(database: Engine) -> None:
    with transaction(database) as session:
        dossier = a_dossier(session, a_country(session), "bk-bo")
        (duty, person), *_ = active(session, dossier)
        decide(session, Decide(assignment_id=duty.id, person_id=person.id, choice=PASS), now=NOW)
        gate = session.get_one(Gate, duty.gate_id)
        assert (gate.box_yes, gate.box_no) == (0, 0)
