"""Two at the same moment: one outcome, never two, never none."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.decide import Decide, Receipt, decide
from approvals.history.chain import first_break
from approvals.queries.events import chain_of, timeline
from core.database import transaction
from core.refusal import Refusal
from models.dossiers import Dossier
from models.enums import Choice, EventKind, GateState, Proof
from models.gates import Ballot, Gate
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
            Decide(
                assignment_id=assignment.id,
                person_id=person.id,
                choice=choice,
                proof=Proof.PASSKEY,
            )
            for assignment, person in active(session, dossier)
        ]


def settled(session: Session, dossier: Dossier) -> list[tuple[int, int, int]]:
    """Members, votes in favour and against, of each gate that was settled; zeros without votes."""
    facts = [
        entry.facts
        for entry in timeline(session, dossier.id)
        if entry.kind is EventKind.GATE_SETTLED
    ]
    return [tuple(one.get(name, 0) for name in ("members", "yes", "no")) for one in facts]


# Votes of 17 members, 90 % of whom are 16; a secret ballot is settled by the last of them.
_PATTERNS = {
    "all in favour": (17, GateState.PASSED),
    "just enough": (16, GateState.PASSED),
    "one too few": (15, GateState.REJECTED),
    "all against": (0, GateState.REJECTED),
}


@pytest.mark.parametrize("pattern", _PATTERNS)
def test_a_whole_council_voting_at_one_moment_settles_the_gate_once(
    engine: Engine, pattern: str
) -> None:
    in_favour, expected = _PATTERNS[pattern]
    dossier = a_dossier_at(engine, council=17, award="cstdtq")
    choices = [Choice.PASS] * in_favour + [Choice.REJECT] * (17 - in_favour)
    random.Random(pattern).shuffle(choices)  # noqa: S311 -- the same in every run
    asked = commands_for(engine, dossier)
    commands = [
        replace(command, choice=choice) for command, choice in zip(asked, choices, strict=True)
    ]
    results = at_once(engine, commands)
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert len(receipts) == 17
    states = Counter(receipt.gate_state for receipt in receipts)
    assert states == {GateState.OPEN: 16, expected: 1}
    with transaction(engine) as session:
        assert settled(session, dossier) == [(17, in_favour, 17 - in_favour)]
        assert first_break(chain_of(session, dossier.id)) is None


@pytest.mark.parametrize("in_favour", [13, 9, 8, 0])
def test_an_open_ballot_settles_once_and_turns_the_late_away(
    engine: Engine, in_favour: int
) -> None:
    """More than half of 17 is 9, and the quorum is 12."""
    dossier = a_dossier_at(engine, council=17)
    choices = [Choice.PASS] * in_favour + [Choice.REJECT] * (17 - in_favour)
    random.Random(in_favour).shuffle(choices)  # noqa: S311 -- the same in every run
    asked = commands_for(engine, dossier)
    results = at_once(
        engine,
        [replace(command, choice=choice) for command, choice in zip(asked, choices, strict=True)],
    )
    receipts = [result for result in results if isinstance(result, Receipt)]
    refused = {result.code for result in results if isinstance(result, Refusal)}
    assert refused <= {"gate_already_closed"}
    expected = GateState.PASSED if in_favour >= 9 else GateState.REJECTED
    states = Counter(receipt.gate_state for receipt in receipts)
    assert states == {GateState.OPEN: len(receipts) - 1, expected: 1}
    with transaction(engine) as session:
        ((members, yes, no),) = settled(session, dossier)
        assert (members, yes + no) == (17, len(receipts))
        assert first_break(chain_of(session, dossier.id)) is None


def test_one_reviewer_clicking_fifty_times_decides_once(engine: Engine) -> None:
    dossier = a_dossier_at(engine, council=3, gates_passed=1)
    (command,) = commands_for(engine, dossier)
    results = at_once(engine, [command] * 50)
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert len(receipts) == 50
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert len({replace(receipt, repeated=False) for receipt in receipts}) == 1
    with transaction(engine) as session:
        last_gate = session.exec(select(Gate).order_by(col(Gate.opened_at), col(Gate.id))).all()[-1]
        said = session.exec(select(Ballot).where(Ballot.gate_id == last_gate.id)).all()
        assert len(said) == 1
        assert len(settled(session, dossier)) == 2


def test_two_opposite_clicks_at_one_moment_leave_one_decision(engine: Engine) -> None:
    dossier = a_dossier_at(engine, council=3, gates_passed=1)
    (yes,) = commands_for(engine, dossier)
    no = replace(yes, choice=Choice.REJECT, reason="Chưa đủ")
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
