"""The work that every peer does: what is asked of it, and the tables that it must leave behind.

Four gates one after another. Each vote is a ballot and an entry in the record, counted under the
lock of its gate. The vote that settles closes the gate, opens the next one, says so in the record
and queues a wake-up. Plain SQL, planned once, without what an ORM would cost.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter, sleep

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

CLIENTS = 8
PATIENCE = 300.0  # seconds

TABLES = """
    CREATE TABLE gate (
        dossier text, number int, needed int NOT NULL, state text NOT NULL DEFAULT 'open',
        opened_at timestamptz NOT NULL DEFAULT now(), closed_at timestamptz,
        PRIMARY KEY (dossier, number)
    );
    CREATE TABLE ballot (
        id bigserial PRIMARY KEY, dossier text NOT NULL, gate int NOT NULL, voter int NOT NULL,
        choice text NOT NULL, cast_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (dossier, gate, voter), FOREIGN KEY (dossier, gate) REFERENCES gate
    );
    CREATE TABLE event (
        id bigserial PRIMARY KEY, dossier text NOT NULL, kind text NOT NULL, facts jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE wake (id bigserial PRIMARY KEY, dossier text NOT NULL, gate int NOT NULL);
"""
_OPEN = text("INSERT INTO gate (dossier, number, needed) VALUES (:dossier, :gate, :needed)")
_LOCK = text("SELECT needed FROM gate WHERE dossier = :dossier AND number = :gate FOR UPDATE")
_CAST = text(
    "INSERT INTO ballot (dossier, gate, voter, choice) VALUES (:dossier, :gate, :voter, 'pass')"
)
_COUNT = text(
    "SELECT count(*) FROM ballot WHERE dossier = :dossier AND gate = :gate AND choice = 'pass'"
)
_CLOSE = text(
    "UPDATE gate SET state = 'passed', closed_at = now()"
    " WHERE dossier = :dossier AND number = :gate AND state = 'open'"
)
_RECORD = text("INSERT INTO event (dossier, kind, facts) VALUES (:dossier, :kind, :facts)")
_WAKE = text("INSERT INTO wake (dossier, gate) VALUES (:dossier, :gate)")
_PASSED = text("SELECT count(*) FROM gate WHERE number = :gate AND state = 'passed'")
_BEGUN = text("SELECT count(*) FROM gate WHERE number = 0 AND dossier LIKE :like")

Within = Connection | Session


@dataclass(frozen=True, slots=True)
class Round:
    """So many dossiers, and how many votes each gate takes."""

    name: str
    dossiers: int
    votes: Sequence[int]

    @property
    def codes(self) -> list[str]:
        return [f"{self.name}-{number}" for number in range(self.dossiers)]


def rounds() -> Iterator[Round]:
    """As they are asked for, a line of JSON each, until nobody asks any more."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        yield Round(**json.loads(line))


def answer(found: object) -> None:
    print(json.dumps(found), flush=True)


def database(url: str) -> Engine:
    """With our tables in it."""
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=20, max_overflow=10
    )
    with engine.begin() as connection:
        connection.execute(text(TABLES))
    return engine


def open_gate(within: Within, dossier: str, gate: int, needed: int) -> None:
    within.execute(_OPEN, {"dossier": dossier, "gate": gate, "needed": needed})


def cast(within: Within, dossier: str, gate: int, voter: int) -> bool:
    """Write a ballot and say so in the record; whether it settles the gate."""
    at = {"dossier": dossier, "gate": gate}
    needed = within.execute(_LOCK, at).scalar_one()
    within.execute(_CAST, at | {"voter": voter})
    record(within, dossier, "assignment.decided", gate=gate, voter=voter, choice="pass")
    return bool(within.execute(_COUNT, at).scalar_one() >= needed)


def close(within: Within, dossier: str, gate: int, votes: Sequence[int]) -> None:
    """Close a gate, open the next one, and queue a wake-up."""
    at = {"dossier": dossier, "gate": gate}
    within.execute(_CLOSE, at)
    record(within, dossier, "gate.closed", gate=gate, state="passed")
    if gate + 1 < len(votes):
        open_gate(within, dossier, gate + 1, votes[gate + 1])
        record(within, dossier, "gate.opened", gate=gate + 1)
    within.execute(_WAKE, at)


def record(within: Within, dossier: str, kind: str, **facts: object) -> None:
    within.execute(_RECORD, {"dossier": dossier, "kind": kind, "facts": json.dumps(facts)})


def timed(engine: Engine, asked: Round, vote: Callable[[str, int, int], None]) -> float:
    """Seconds until all dossiers have passed all gates, carried by so many clients."""
    seconds = 0.0
    with ThreadPoolExecutor(CLIENTS) as clients, engine.connect() as watching:
        before = [_passed(watching, gate) for gate in range(len(asked.votes))]
        for gate, needed in enumerate(asked.votes):

            def carry(code: str, gate: int = gate, needed: int = needed) -> None:
                for voter in range(needed):
                    vote(code, gate, voter)

            began = perf_counter()
            list(clients.map(carry, asked.codes))
            while _passed(watching, gate) - before[gate] < asked.dossiers:
                if perf_counter() - began > PATIENCE:
                    raise TimeoutError("dossiers do not get on")
                sleep(0.002)
            seconds += perf_counter() - began
    return seconds


def wait_for_first_gates(engine: Engine, asked: Round) -> None:
    """Until each dossier is where its first votes are cast, which is not timed."""
    began = perf_counter()
    while perf_counter() - began < PATIENCE:
        with engine.begin() as connection:
            found = connection.execute(_BEGUN, {"like": f"{asked.name}-%"}).scalar_one()
        if found == asked.dossiers:
            return
        sleep(0.05)
    raise TimeoutError("dossiers do not begin")


def _passed(watching: Connection, gate: int) -> int:
    with watching.begin():
        return int(watching.execute(_PASSED, {"gate": gate}).scalar_one())
