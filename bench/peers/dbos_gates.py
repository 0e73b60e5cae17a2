"""DBOS: a workflow for each dossier, which waits at each gate for what people send it.

`messages`: each vote is sent, and the workflow writes it down and counts.
`tables`: who votes writes the ballot and counts; the vote that settles is sent in its transaction.
DBOS is a library of the web's own process, hence clients are threads of it.
"""

import sys
from collections.abc import Sequence

from dbos import DBOS, DBOSClient, SetWorkflowID, SQLAlchemyDatasource

from bench.peers import work

_WAITS = 100_000.0  # seconds
_THREADS = 2_000

url, manner = sys.argv[1:]
engine = work.database(url)
dbos = DBOS(
    config={
        "name": "nominations",
        "system_database_url": url,
        "run_admin_server": False,
        "log_level": "WARNING",
        "max_executor_threads": _THREADS,
    }
)
source = SQLAlchemyDatasource.create(url, engine=engine)


@source.transaction(isolation_level="READ COMMITTED")
def begin(dossier: str, needed: int) -> None:
    work.open_gate(source.sql_session(), dossier, 0, needed)


@source.transaction(isolation_level="READ COMMITTED")
def write_down(dossier: str, gate: int, voter: int, votes: Sequence[int]) -> bool:
    within = source.sql_session()
    if settled := work.cast(within, dossier, gate, voter):
        work.close(within, dossier, gate, votes)
    return settled


@source.transaction(isolation_level="READ COMMITTED")
def move_on(dossier: str, gate: int, votes: Sequence[int]) -> None:
    work.close(source.sql_session(), dossier, gate, votes)


@DBOS.workflow()
def by_messages(dossier: str, votes: Sequence[int]) -> None:
    begin(dossier, votes[0])
    for gate in range(len(votes)):
        settled = False
        while not settled:
            voter = DBOS.recv(str(gate), timeout_seconds=_WAITS)
            settled = write_down(dossier, gate, voter, votes)


@DBOS.workflow()
def by_tables(dossier: str, votes: Sequence[int]) -> None:
    begin(dossier, votes[0])
    for gate in range(len(votes)):
        DBOS.recv(str(gate), timeout_seconds=_WAITS)
        move_on(dossier, gate, votes)


def send(dossier: str, gate: int, voter: int) -> None:
    DBOS.send(dossier, voter, topic=str(gate))


def vote(dossier: str, gate: int, voter: int) -> None:
    with engine.begin() as connection:
        if work.cast(connection, dossier, gate, voter):
            client.send_in_transaction(connection, dossier, "passed", topic=str(gate))


DBOS.launch()
client = DBOSClient(system_database_engine=engine)
for asked in work.rounds():
    for code in asked.codes:
        with SetWorkflowID(code):
            DBOS.start_workflow(
                {"messages": by_messages, "tables": by_tables}[manner], code, asked.votes
            )
    work.wait_for_first_gates(engine, asked)
    work.answer(work.timed(engine, asked, {"messages": send, "tables": vote}[manner]))
DBOS.destroy()
