"""A year of the country, on a smaller scale: the proportions, what is open, and that it is true."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from approvals.domain.deadlines import due_on
from approvals.domain.those_asked import OPENED_WITHIN
from approvals.history.checking_checkpoints import Kept
from approvals.history.verifying import Checked, verify
from approvals.queries import due_gates, mail, rules
from approvals.queries.reach import unreached
from approvals.queries.verification import as_one_snapshot
from approvals.rules.calendar import vietnamese_calendar
from cli.national.fill import Extent, fill
from cli.national.plan import DOSSIERS, by_award
from cli.national.stories import Story, stories
from core.clock import end_of, local_date
from core.database import transaction
from models.dossiers import Dossier, Submission
from models.engine import Wake
from models.enums import AssignmentState, GateState, Stage
from models.gates import Assignment, Gate
from models.mail import Message
from models.sealing import Unsealed
from tests.conftest import empty

COUNT = 1_000
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
_BLOCS = ("khoi-noi-chinh", "khoi-hoi")

pytestmark = pytest.mark.xdist_group("national")  # one year for all of them


def _few() -> list[Story]:
    """One of each kind that goes well, and all that may become of somebody's certificate."""
    found: dict[object, Story] = {}
    for story in stories():
        often = story.award == "bk-ttg" and story.woman is not None
        found.setdefault(story.lines if often else (story.award, story.kind, story.headed), story)
    return list(found.values())


@pytest.fixture(scope="module")
def year(emptied_engine: Engine) -> Iterator[Engine]:
    """Filled once for all that is asked of it here."""
    empty(emptied_engine)
    extent = Extent(dossiers=COUNT, blocs=_BLOCS, stories=_few())
    with transaction(emptied_engine) as session:
        fill(session, now=NOW, advance=lambda _part, _more: None, extent=extent)
    yield emptied_engine
    empty(emptied_engine)


@pytest.fixture
def reading(year: Engine) -> Iterator[Session]:
    with transaction(year) as session:
        yield session


def test_the_whole_record_holds(year: Engine) -> None:
    """Chains, columns and texts; and the tables say what the events say."""
    checked = Checked()
    with transaction(year) as session:
        as_one_snapshot(session)
        assert list(verify(session, Kept(), checked)) == []
        assert checked.events == checked.waiting == _count(session, Unsealed)
    assert checked.chains == COUNT + 1


def test_awards_are_in_proportion(reading: Session) -> None:
    assert Counter(reading.exec(select(Dossier.award_code))) == by_award(COUNT)
    assert by_award(DOSSIERS) == {
        "bk-ttg": 82_840, "bk-bo": 22_924, "cstdtq": 3_831, "co-cp": 840,
    }  # fmt: skip


def test_some_are_open_at_every_stage(reading: Session) -> None:
    open_ = reading.exec(select(Dossier).where(col(Dossier.closed_at).is_(None))).all()
    # Of a whole year about 18 in 100; of so few lists, a long one more or less tells.
    assert 0.10 * COUNT < len(open_) < 0.32 * COUNT
    # Fifteen of so few meet a bloc: all of these may have passed it.
    assert {dossier.stage for dossier in open_} >= set(Stage) - {Stage.BLOC}
    woken = set(reading.exec(select(Wake.dossier_id)))
    assert woken == {dossier.id for dossier in open_}


def test_some_are_late_some_have_nobody_and_some_cannot_be_reached(reading: Session) -> None:
    open_gates = reading.exec(select(Gate).where(Gate.state == GateState.OPEN)).all()
    late = [gate for gate in open_gates if gate.due_at and gate.due_at < NOW]
    assert late
    assert all(gate.escalated_at for gate in late if gate.escalate_at and gate.escalate_at <= NOW)
    assert due_gates.vacant_ids(reading, limit=10)
    assert unreached(reading, limit=10)
    partly = reading.exec(
        select(Assignment.gate_id)
        .where(Assignment.state.in_([AssignmentState.ACTIVE, AssignmentState.DECIDED]))  # type: ignore[attr-defined]
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Gate.state == GateState.OPEN, Gate.method == "ballot")
        .group_by(col(Assignment.gate_id))
        .having(func.count(func.distinct(col(Assignment.state))) == 2)
    ).all()
    assert partly


def test_due_days_are_what_the_rules_say(reading: Session) -> None:
    calendar = vietnamese_calendar()
    rows = reading.exec(
        select(Gate, Dossier).join(Dossier, col(Dossier.id) == col(Gate.dossier_id)).limit(1_000)
    ).all()
    for gate, dossier in rows:
        award = rules.rules_of(reading, dossier).award(dossier.award_code)
        rule = award.rule_at(gate.stage)
        assert rule.working_days is not None
        expected = due_on(
            local_date(gate.opened_at), rule.working_days.value,
            count_first_day=rule.count_first_day.value, calendar=calendar,
        )  # fmt: skip
        assert (gate.due_on, gate.due_at) == (expected, end_of(expected))


def test_submissions_come_in_on_working_days_before_now(reading: Session) -> None:
    submissions = reading.exec(select(Submission)).all()
    calendar = vietnamese_calendar()
    assert all(calendar.is_working_day(local_date(one.submitted_at)) for one in submissions)
    assert max(one.submitted_at for one in submissions) < NOW
    codes = sorted(reading.exec(select(Dossier.code)))
    assert codes == [f"HS-2026-{number:06d}" for number in range(1, COUNT + 1)]


def test_no_mail_of_the_past_waits_to_be_sent(reading: Session) -> None:
    assert mail.due_ids(reading, now=NOW, limit=1) == []
    waiting = reading.exec(
        select(Message).where(Message.state == "gathered", col(Message.digest_id).is_(None))
    ).all()
    assert all(message.next_attempt_at > NOW for message in waiting)
    assert due_gates.to_remind_ids(reading, now=NOW, limit=1) == []
    assert due_gates.to_escalate_ids(reading, now=NOW, limit=1) == []


def _count(session: Session, table: type[Unsealed]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_most_who_are_asked_have_looked_and_some_never_did(reading: Session) -> None:
    asked = reading.exec(
        select(Assignment).where(
            Assignment.state == AssignmentState.ACTIVE,
            col(Assignment.activated_at) < NOW - OPENED_WITHIN,
        )
    ).all()
    opened = [one.opened_at for one in asked if one.opened_at]
    assert 0.8 * len(asked) < len(opened) < len(asked)
    assert all(one.activated_at < one.opened_at < NOW for one in asked if one.opened_at)  # type: ignore[operator]
    decided = select(func.count()).where(
        Assignment.state == AssignmentState.DECIDED,
        (col(Assignment.opened_at) >= col(Assignment.decided_at))
        | col(Assignment.opened_at).is_(None),
    )
    assert reading.exec(decided).one() == 0
