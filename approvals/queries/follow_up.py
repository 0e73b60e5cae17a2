"""Models that are followed up after their award: who sees to which stage, and what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, select

from approvals.domain.follow_up import late
from approvals.queries import bodies
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier, Nominee, Submission
from models.emulation import ModelStage
from models.enums import Office
from models.follow_up import ModelStep

_MOST = 500  # models in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stage that is planned, and whose it is."""

    step: ModelStep
    seat: Seat
    person: Person
    body: Body  # of the seat

    def late(self, today: date) -> bool:
        return late(self.step.due_on, self.step.done_on, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Somebody awarded who is followed up; `steps` by stage."""

    dossier: Dossier
    nominee: Nominee
    body: Body  # that nominated them
    steps: Mapping[ModelStage, Step]

    def late(self, today: date) -> bool:
        return any(one.late(today) for one in self.steps.values())


def may_follow_up(viewer: Viewer, body_id: UUID) -> bool:
    """Whoever runs the desk of the nominating body or of one above it; the secretariat."""
    return body_id in viewer.desk or viewer.holds(Office.SECRETARIAT)


def step(session: Session, dossier_id: UUID, stage: ModelStage) -> ModelStep | None:
    return session.get(ModelStep, (dossier_id, stage))


def steps_of(
    session: Session, dossier_ids: Sequence[UUID]
) -> Mapping[UUID, Mapping[ModelStage, Step]]:
    """By dossier, then by stage."""
    found: dict[UUID, dict[ModelStage, Step]] = {one: {} for one in dossier_ids}
    for row in session.exec(
        select(ModelStep, Seat, Person, Body)
        .join(Seat, col(Seat.id) == col(ModelStep.seat_id))
        .join(Person, col(Person.id) == col(Seat.person_id))
        .join(Body, col(Body.id) == col(Seat.body_id))
        .where(col(ModelStep.dossier_id).in_(dossier_ids))
    ):
        one = Step(step=row[0], seat=row[1], person=row[2], body=row[3])
        found[one.step.dossier_id][one.step.stage] = one
    return found


def seats_for(session: Session, body_id: UUID, *, on: date) -> list[tuple[Seat, Person, Body]]:
    """Who may see to a stage: seats of the nominating body and of those above it."""
    return [
        (seat, person, body)
        for body in bodies.upwards(session, body_id)
        for seat, person in bodies.seats_in(session, body.id, list(Office), on=on)
    ]


def models(session: Session, viewer: Viewer, *, today: date) -> list[Model]:
    """Those that the viewer may see, late ones first, then by name."""
    followed = select(ModelStep.dossier_id)
    rows = session.execute(
        select_rows(Dossier, Nominee, Body)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .where(col(Dossier.id).in_(followed), visible_to(viewer))
        .order_by(col(Nominee.sort_key), col(Dossier.code))
        .limit(_MOST)
    ).all()
    steps = steps_of(session, [dossier.id for dossier, _, _ in rows])
    found = [
        Model(dossier=dossier, nominee=nominee, body=body, steps=steps[dossier.id])
        for dossier, nominee, body in rows
    ]
    return sorted(found, key=lambda one: not one.late(today))
