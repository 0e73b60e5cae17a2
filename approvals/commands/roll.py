"""Who may be asked today, each thing looked up once: for one gate, or for a thousand in a row."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.filing import NoBloc, NoMinistry
from approvals.domain.refusals.missing import BodyNotFound
from approvals.domain.rule_set import StageRule
from approvals.queries import bodies, events, gates
from models.bodies import Body, Person, Seat
from models.dossiers import Submission
from models.enums import Office, Stage


class Roll:
    """The seats held on a day, as one transaction sees them."""

    def __init__(self, session: Session, *, on: date, dossier_ids: Collection[UUID] = ()) -> None:
        """`dossier_ids`: those at hand, which are then looked up together."""
        self.on = on
        self._at_hand = dossier_ids
        self._session = session
        self._seats: dict[tuple[UUID, tuple[Office, ...]], list[tuple[Seat, Person]]] = {}
        self._homes: dict[UUID, frozenset[UUID]] = {}
        self._waiting: dict[UUID, int] = {}
        self._decided: list[tuple[UUID, Stage, UUID]] = []
        self._judges: dict[UUID, list[tuple[Stage, UUID]]] = {}
        self._recused: dict[UUID, frozenset[UUID]] = {}
        self._bodies: dict[tuple[object, ...], Body] = {}

    def seats(self, body_id: UUID, offices: Sequence[Office]) -> list[tuple[Seat, Person]]:
        """Seats of a body, in the order of `offices`, then longest held first."""
        key = (body_id, tuple(offices))
        if key not in self._seats:
            found = bodies.seats_in(self._session, body_id, offices, on=self.on)
            self._seats[key] = found
            self._learn_homes(person.id for _, person in found)
        return self._seats[key]

    def at_home(self, person_id: UUID) -> frozenset[UUID]:
        """The bodies somebody holds a seat in."""
        self._learn_homes([person_id])
        return self._homes[person_id]

    def waiting(self, person_id: UUID) -> int:
        """How many dossiers wait for somebody, those given to them just now included."""
        if person_id not in self._waiting:
            found = gates.load(self._session, [person_id])
            self._waiting[person_id] = found.get(person_id, 0)
        return self._waiting[person_id]

    def give(self, person_id: UUID) -> None:
        """One more dossier waits for somebody."""
        self._waiting[person_id] = self.waiting(person_id) + 1

    def judges_elsewhere(self, dossier_id: UUID, stage: Stage) -> frozenset[UUID]:
        """People who decided on this dossier at other stages, in any round."""
        self._learn_judges(dossier_id)
        return frozenset(who for where, who in self._judges[dossier_id] if where is not stage)

    def recused(self, dossier_id: UUID) -> frozenset[UUID]:
        """People who stepped back from this dossier."""
        self._learn_judges(dossier_id)
        return self._recused[dossier_id]

    def _learn_judges(self, dossier_id: UUID) -> None:
        """Look up who decided on all dossiers at hand or stepped back from them, at once."""
        if dossier_id in self._judges:
            return
        wanted = {*self._at_hand, dossier_id} - self._judges.keys()
        self._judges |= {one: [] for one in wanted}
        recused = events.recused(self._session, list(wanted))
        self._recused |= {one: recused.get(one, frozenset()) for one in wanted}
        just_now = [row for row in self._decided if row[0] in wanted]  # maybe not written yet
        for one, stage, person_id in [*gates.judges(self._session, list(wanted)), *just_now]:
            self._judges[one].append((stage, person_id))

    def filed(self, dossier_id: UUID) -> None:
        """A dossier is new: nobody decided on it or stepped back from it."""
        self._judges[dossier_id], self._recused[dossier_id] = [], frozenset()

    def decided(self, dossier_id: UUID, stage: Stage, person_id: UUID) -> None:
        """Somebody decided on a dossier just now."""
        self._decided.append((dossier_id, stage, person_id))
        if dossier_id in self._judges:
            self._judges[dossier_id].append((stage, person_id))

    def stepped_back(self, dossier_id: UUID, person_id: UUID) -> None:
        """Somebody stepped back from a dossier just now."""
        self._recused[dossier_id] = self.recused(dossier_id) | {person_id}

    def judging_body(self, submission: Submission, rule: StageRule) -> Body:
        """The body a stage takes place at, for a submission; raises when there is none."""
        key = (rule.at, submission.body_id, submission.dated_on.year)
        if key not in self._bodies:
            self._bodies[key] = _judging_body(self._session, submission, rule)
        return self._bodies[key]

    def judging_body_if_any(self, submission: Submission, rule: StageRule) -> Body | None:
        """The same; None where there is none."""
        try:
            return self.judging_body(submission, rule)
        except (BodyNotFound, NoBloc, NoMinistry):
            return None

    def _learn_homes(self, person_ids: Iterable[UUID]) -> None:
        missing = [one for one in person_ids if one not in self._homes]
        if missing:
            found = bodies.body_ids_of(self._session, missing, on=self.on)
            self._homes |= {one: found.get(one, frozenset()) for one in missing}


def _judging_body(session: Session, submission: Submission, rule: StageRule) -> Body:
    start = bodies.body(session, submission.body_id)
    if start is None:
        raise BodyNotFound(body=submission.body_id)
    match rule.at:
        case "nominating-body":
            return start
        case "bloc":
            year = submission.dated_on.year
            bloc = bodies.bloc_of(session, start.id, year=year)
            if bloc is None:
                raise NoBloc(body=start.name, year=year)
            return bloc
        case "ministry":
            ministry = bodies.ministry_of(session, start)
            if ministry is None:
                raise NoMinistry(body=start.name)
            return ministry
        case slug:
            body = bodies.body_by_slug(session, slug)
            if body is None:
                raise BodyNotFound(body=slug)
            return body
