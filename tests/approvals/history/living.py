"""A small country that lives: dossiers, people, mail and a clock, for a state machine to move.

Whatever is tried is a command as pages give it. What it refuses is undone, and must have changed
nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from approvals.history import looking_back
from approvals.history.breaks import Break
from approvals.history.chain import first_break
from approvals.history.comparing import tables_against_events
from approvals.history.replay import fold, states
from approvals.queries.events import chain_of
from core.refusal import Refusal
from models.bodies import Cover, Person
from models.dossiers import Dossier
from models.enums import AssignmentState, GateState, Office
from models.gates import Assignment, Gate
from models.history import Event
from models.mail import Message
from tests.builders import BLOC, BOARD, MINISTRY, NOW, PRIME_MINISTER, a_country, people_in

T = TypeVar("T")

# Where one person decides there is another who could; whoever is away has somebody.
_MORE_SEATS = (
    ("deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY),
    ("vice_minister", "Tạ Thị Sen", MINISTRY, Office.HEAD),
    ("bloc_deputy", "Võ Văn Tám", BLOC, Office.HEAD),
    ("appraiser2", "Hà Thị Uyên", BOARD, Office.APPRAISER),
    ("board_deputy", "Kiều Văn Vinh", BOARD, Office.HEAD),
    ("vice_prime_minister", "Lương Thị Xuân", PRIME_MINISTER, Office.HEAD),
)


class Living:
    """One transaction that never ends well: everything in it is undone at the end."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.session = Session(engine, expire_on_commit=False)
        self.folder, self.now = folder, NOW
        self.country = a_country(self.session, council=3)
        people_in(self.session, self.country, *_MORE_SEATS)
        self.refused: list[str] = []

    def end(self) -> None:
        self.session.rollback()
        self.session.close()

    def person(self, name: str) -> Person:
        return self.country[name]

    @property
    def names(self) -> list[str]:
        return sorted(self.country.people)

    def pass_time(self, step: timedelta) -> None:
        self.now += step

    def attempt(self, command: Callable[[], T]) -> T | None:
        """What a command does; None where it refuses."""
        self.session.flush()  # what went before is not part of the attempt
        attempt = self.session.begin_nested()
        try:
            done = command()
            self.session.flush()
        except Refusal as refusal:
            attempt.rollback()
            self.session.expire_all()
            self.refused.append(refusal.code)
            return None
        attempt.commit()
        self.session.expire_all()
        return done

    # What there is, in the order in which it came to be.

    def dossiers(self) -> Sequence[Dossier]:
        return self.session.exec(select(Dossier).order_by(col(Dossier.code))).all()

    def open_gates(self) -> Sequence[Gate]:
        return self.session.exec(
            select(Gate).where(Gate.state == GateState.OPEN).order_by(col(Gate.id))
        ).all()

    def duties(self, *states: AssignmentState) -> Sequence[Assignment]:
        wanted = select(Assignment).order_by(col(Assignment.id))
        if states:
            wanted = wanted.where(col(Assignment.state).in_(states))
        return self.session.exec(wanted).all()

    def covers(self) -> Sequence[Cover]:
        return self.session.exec(select(Cover).order_by(col(Cover.id))).all()

    def messages(self) -> Sequence[Message]:
        return self.session.exec(select(Message).order_by(col(Message.id))).all()

    def events(self) -> int:
        return self.session.exec(select(func.count()).select_from(Event)).one()

    # What must be so after every step.

    def breaks(self) -> list[Break]:
        return list(tables_against_events(self.session))

    def ensure_replayable(self) -> None:
        """Tables are what events say, chains hold, and every prefix of them folds."""
        assert self.breaks() == []
        for dossier in self.dossiers():
            assert first_break(chain_of(self.session, dossier.id)) is None
            told = looking_back.told(self.session, dossier.id)
            history = list(states(told))
            assert history[-1] == fold(told)
            assert [one.seq for one in history] == list(range(1, len(told) + 1))
            self._ensure_shown(dossier)

    def _ensure_shown(self, dossier: Dossier) -> None:
        """What replay shows is what was shown, at every decision; of the erased, nobody can say."""
        then = looking_back.state_at(self.session, dossier.id, dossier.last_seq)
        said = [one.decision for gate in then.gates for one in gate.assignments if one.decision]
        assert {one.shown_matches for one in said} <= {None if then.erased else True}

    def later(self, moment: datetime | None) -> None:
        """The clock goes on to a moment that may be past."""
        if moment is not None:
            self.now = max(self.now, moment)
