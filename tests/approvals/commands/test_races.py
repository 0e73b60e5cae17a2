"""Two at the same moment: one outcome, never two, never none."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from approvals.commands.decide import Decide, Receipt, decide
from approvals.history.chain import first_break
from approvals.queries import gates
from approvals.queries.events import chain_of
from core.database import transaction
from core.refusal import Refusal
from models.dossiers import Dossier
from models.enums import Choice, EventKind, GateState
from models.gates import Ballot, Gate
from models.history import Event
from tests.builders import (
    NOW,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    active,
    pass_gate,
)


def at_once(engine: Engine, commands: list[Decide]) -> list[Receipt | Refusal]:
    """Every command in a transaction of its own, all let go at the same moment."""
    gun = Barrier(len(commands))

    def run(command: Decide) -> Receipt | Refusal:
        gun.wait()
        try:
            with transaction(engine) as session:
                return decide(session, command, now=NOW)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(run, commands))


def a_dossier_at(
    engine: Engine, *, council: int, award: str = "bk-bo", gates_passed: int = 0
) -> Dossier:
    with transaction(engine) as session:
        dossier = a_dossier(session, a_country(session, council=council), award)
        for _ in range(gates_passed):
            pass_gate(session, dossier)
        return dossier


def commands_for(engine: Engine, dossier: Dossier, choice: Choice = Choice.PASS) -> list[Decide]:
    with transaction(engine) as session:
        return [
            Decide(assignment_id=assignment.id, person_id=person.id, choice=choice)
            for assignment, person in active(session, dossier)
        ]


def settled(session: Session, dossier: Dossier) -> int:
    return session.exec(
        select(func.count())
        .select_from(Event)
        .where(Event.dossier_id == dossier.id, Event.kind == EventKind.GATE_SETTLED)
    ).one()


def test_a_whole_council_voting_at_one_moment_settles_the_gate_once(engine: Engine) -> None:
    dossier = a_dossier_at(engine, council=13, award="cstdtq")
    results = at_once(engine, commands_for(engine, dossier))
    receipts = [result for result in results if isinstance(result, Receipt)]
    # 90 % of 13 is 12: the twelfth vote settles it, the thirteenth finds it closed.
    assert len(receipts) == 12
    assert {result.code for result in results if isinstance(result, Refusal)} == {
        "gate_already_closed"
    }
    assert sum(receipt.gate_state is GateState.PASSED for receipt in receipts) == 1
    with transaction(engine) as session:
        assert settled(session, dossier) == 1
        assert first_break(chain_of(session, dossier.id)) is None
        assert session.exec(select(func.count()).select_from(Gate)).one() == 2
        gate = gates.open_gate(session, dossier.id)
        assert gate is not None
        assert gate.key == "central_board:1"


def test_one_reviewer_clicking_many_times_decides_once(engine: Engine) -> None:
    dossier = a_dossier_at(engine, council=3, gates_passed=1)
    (command,) = commands_for(engine, dossier)
    results = at_once(engine, [command] * 12)
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert len(receipts) == 12
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert len({(receipt.choice, receipt.decided_at) for receipt in receipts}) == 1
    with transaction(engine) as session:
        last_gate = session.exec(select(Gate).order_by(col(Gate.opened_at), col(Gate.id))).all()[-1]
        said = session.exec(select(Ballot).where(Ballot.gate_id == last_gate.id)).all()
        assert len(said) == 1
        assert settled(session, dossier) == 2


def test_two_opposite_clicks_at_one_moment_leave_one_decision(engine: Engine) -> None:
    dossier = a_dossier_at(engine, council=3, gates_passed=1)
    (yes,) = commands_for(engine, dossier)
    no = Decide(
        assignment_id=yes.assignment_id,
        person_id=yes.person_id,
        choice=Choice.REJECT,
        reason="Chưa đủ",
    )
    results = at_once(engine, [yes, no])
    assert sum(isinstance(result, Receipt) for result in results) == 1
    assert {result.code for result in results if isinstance(result, Refusal)} == {"already_decided"}


def test_submissions_at_one_moment_share_out_the_numbers_without_gaps(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_country(session)
    gun = Barrier(4)

    def file(number: int) -> None:
        gun.wait()
        with transaction(engine) as session:
            names = [a_nomination(name=f"Cao Thị Quỳnh {index}") for index in range(3)]
            a_submission(session, country, *names, number=f"{number}/TTr-BTP")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(file, range(4)))
    with transaction(engine) as session:
        codes = session.exec(select(Dossier.code).order_by(Dossier.code)).all()
    assert codes == [f"HS-2024-{number:06d}" for number in range(1, 13)]
