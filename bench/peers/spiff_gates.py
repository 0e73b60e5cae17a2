"""SpiffWorkflow: a BPMN process for each dossier, kept as JSON in the database.

The library keeps nothing itself. As its authors advise, each request reads the process, completes
a user task, runs what follows, and writes the process back, here within one transaction.
"""

import io
import json
import sys

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from sqlalchemy import text

from bench.peers import work

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_TABLE = text("CREATE TABLE process (dossier text PRIMARY KEY, state jsonb NOT NULL)")
_BEGIN = text("INSERT INTO process (dossier, state) VALUES (:dossier, :state)")
_READ = text("SELECT state FROM process WHERE dossier = :dossier FOR UPDATE")
_WRITE = text("UPDATE process SET state = :state WHERE dossier = :dossier")

url, *_ = sys.argv[1:]
engine = work.database(url)
with engine.begin() as setting_up:
    setting_up.execute(_TABLE)
serializer = BpmnWorkflowSerializer()


def process(gates: int) -> BpmnWorkflow:
    """Vote at a gate until it is settled, then at the next one."""
    steps = ['<startEvent id="start"/>', '<endEvent id="end"/>', _flow("start", "vote0")]
    for gate in range(gates):
        after = f"vote{gate + 1}" if gate + 1 < gates else "end"
        steps += [
            f'<userTask id="vote{gate}" name="vote"/>',
            f'<exclusiveGateway id="settled{gate}" default="again{gate}"/>',
            _flow(f"vote{gate}", f"settled{gate}"),
            _flow(f"settled{gate}", f"vote{gate}", name=f"again{gate}"),
            _flow(f"settled{gate}", after, condition="settled"),
        ]
    inside = "".join(steps)
    bpmn = (
        f'<definitions xmlns="{_MODEL}"><process id="nomination" isExecutable="true">'
        f"{inside}</process></definitions>"
    )
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(bpmn.encode())))
    return BpmnWorkflow(parser.get_spec("nomination"))


def _flow(begin: str, to: str, *, name: str = "", condition: str = "") -> str:
    named = name or f"{begin}-{to}"
    inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return (
        f'<sequenceFlow id="{named}" sourceRef="{begin}" targetRef="{to}">{inside}</sequenceFlow>'
    )


def begin(asked: work.Round) -> None:
    workflow = process(len(asked.votes))
    workflow.do_engine_steps()
    state = serializer.serialize_json(workflow)
    with engine.begin() as connection:
        for code in asked.codes:
            work.open_gate(connection, code, 0, asked.votes[0])
            connection.execute(_BEGIN, {"dossier": code, "state": state})


for asked in work.rounds():
    begin(asked)

    def vote(dossier: str, gate: int, voter: int, asked: work.Round = asked) -> None:
        with engine.begin() as connection:
            state = connection.execute(_READ, {"dossier": dossier}).scalar_one()
            workflow = serializer.deserialize_json(json.dumps(state))
            [task] = workflow.get_tasks(state=TaskState.READY, manual=True)
            settled = work.cast(connection, dossier, gate, voter)
            if settled:
                work.close(connection, dossier, gate, asked.votes)
            task.data["settled"] = settled
            task.run()
            workflow.do_engine_steps()
            state = serializer.serialize_json(workflow)
            connection.execute(_WRITE, {"dossier": dossier, "state": state})

    work.answer(work.timed(engine, asked, vote))
