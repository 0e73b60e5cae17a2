"""DBOS: from the vote that settles a gate until its workflow has queued the next messages."""

import sys
from time import perf_counter, sleep

from dbos import DBOS, DBOSClient, SetWorkflowID, SQLAlchemyDatasource
from sqlalchemy import text

from bench.peers import work

_WAITS = 100_000.0  # seconds
_QUEUE = text("INSERT INTO message (dossier, gate, reviewer) VALUES (:dossier, :gate, :reviewer)")
_QUEUED = text("SELECT count(*) FROM message WHERE dossier = :dossier AND gate = :gate")

[url] = sys.argv[1:]
engine = work.database(url)
with engine.begin() as setting_up:
    setting_up.execute(text("CREATE TABLE message (dossier text, gate int, reviewer int)"))
    setting_up.execute(text("CREATE INDEX ON message (dossier, gate)"))
DBOS(
    config={
        "name": "clicks",
        "system_database_url": url,
        "run_admin_server": False,
        "log_level": "WARNING",
    }
)
source = SQLAlchemyDatasource.create(url, engine=engine)


@source.transaction(isolation_level="READ COMMITTED")
def begin(dossier: str, needed: int) -> None:
    work.open_gate(source.sql_session(), dossier, 0, needed)


@source.transaction(isolation_level="READ COMMITTED")
def announce(dossier: str, gate: int, reviewers: int) -> None:
    for reviewer in range(reviewers):
        at = {"dossier": dossier, "gate": gate, "reviewer": reviewer}
        source.sql_session().execute(_QUEUE, at)


@DBOS.workflow()
def nomination(dossier: str, votes: list[int]) -> None:
    begin(dossier, votes[0])
    for gate in range(len(votes) - 1):
        DBOS.recv(str(gate), timeout_seconds=_WAITS)
        announce(dossier, gate + 1, votes[gate + 1])


def click(dossier: str, votes: list[int]) -> float:
    """Seconds."""
    for voter in range(votes[0] - 1):
        with engine.begin() as connection:
            work.cast(connection, dossier, 0, voter)
    with engine.connect() as watching:
        began = perf_counter()
        with engine.begin() as connection:
            work.cast(connection, dossier, 0, votes[0] - 1)
            work.close(connection, dossier, 0, votes)
            client.send_in_transaction(connection, dossier, "passed", topic="0")
        while True:
            with watching.begin():
                at = {"dossier": dossier, "gate": 1}
                if watching.execute(_QUEUED, at).scalar_one() == votes[1]:
                    return perf_counter() - began
            sleep(0.001)


DBOS.launch()
client = DBOSClient(system_database_engine=engine)
for asked in work.rounds():
    for code in asked.codes:
        with SetWorkflowID(code):
            DBOS.start_workflow(nomination, code, asked.votes)
    work.wait_for_first_gates(engine, asked)
    sleep(0.5)  # all of them wait for their message
    work.answer([click(code, list(asked.votes)) for code in asked.codes])
DBOS.destroy()
