"""Who may see which dossier: one condition, used by every list and page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    Uuid,
    and_,
    bindparam,
    literal,
    true,
    tuple_,
)
from sqlalchemy import select as select_rows  # SQLModel's own selects no subquery
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, or_, select

from approvals.queries import bodies, rules, standing_in
from models.agency_opinions import AgencyOpinion
from models.bodies import BlocMembership, Body, Person, Seat
from models.dossiers import Dossier, Nominee, Submission
from models.enums import AssignmentState, BodyKind, NomineeKind, Office
from models.gates import Assignment, Gate
from models.rules import Campaign

# Offices of the board that see every dossier.
NATIONAL = frozenset({Office.SECRETARIAT, Office.AUDITOR, Office.ADMINISTRATOR})

# Offices that run a body's desk: they file for it, call its council and sign for it, so they know
# whom it asks and can get its dossiers moving. Members and appraisers answer what they are asked.
RUNNING = frozenset({Office.HEAD, Office.COUNCIL_CHAIR, Office.SECRETARY})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: the person, the offices they hold today, and where."""

    person: Person
    on: date  # the day they look
    seats: frozenset[tuple[Office, UUID]]  # (office, body)
    offices: frozenset[Office]
    subtree: frozenset[UUID]  # bodies where they hold a seat, and all bodies below these
    bodies: frozenset[UUID]  # bodies where they hold a seat
    stands_in: frozenset[UUID] = frozenset()  # assignments that they answer for others today
    desk: frozenset[UUID] = frozenset()  # bodies whose desk they run, and all bodies below these
    blocs: frozenset[UUID] = frozenset()  # blocs whose desk they run
    before_blocs: frozenset[tuple[str, NomineeKind]] = frozenset()  # awards that come there, if any

    def holds(self, *offices: Office) -> bool:
        """Whether they hold one of these offices anywhere."""
        return not self.offices.isdisjoint(offices)

    def holds_in(self, body_id: UUID, *offices: Office) -> bool:
        """Whether they hold one of these offices in this very body."""
        return any((office, body_id) in self.seats for office in offices)

    @property
    def national(self) -> bool:
        return self.holds(*NATIONAL)

    @property
    def headed(self) -> frozenset[UUID]:
        """Bodies that they are the head of."""
        return frozenset(body_id for office, body_id in self.seats if office is Office.HEAD)

    @property
    def runs(self) -> frozenset[UUID]:
        """Bodies whose desk they run."""
        return frozenset(body_id for office, body_id in self.seats if office in RUNNING)


# Made once, as every request asks: the offices somebody holds on a day, each with its body, and
# with all bodies below that one.
_SEATS = (
    select_rows(
        col(Seat.body_id).label("id"),
        col(Body.kind).label("kind"),
        col(Seat.office).label("office"),
        literal(True).label("held"),  # noqa: FBT003 -- a word of SQL
    )
    .join(Person, col(Person.id) == col(Seat.person_id))
    .join(Body, col(Body.id) == col(Seat.body_id))
    .where(
        col(Seat.person_id) == bindparam("person_id", type_=Uuid),
        bodies.held_on(bindparam("day", type_=Date)),
    )
    .cte("below", recursive=True)
)
_SEATS_AND_BELOW = select_rows(
    _SEATS.union(
        select_rows(col(Body.id), col(Body.kind), _SEATS.c.office, literal(False)).join(  # noqa: FBT003
            _SEATS, col(Body.parent_id) == _SEATS.c.id
        )
    )
)


def viewer_of(session: Session, person_id: UUID, *, on: date) -> Viewer | None:
    """What somebody may see on a day; None for an unknown or inactive person."""
    person = session.get(Person, person_id)
    if person is None or not person.active:
        return None
    rows = session.execute(_SEATS_AND_BELOW, {"person_id": person_id, "day": on}).all()
    seats = frozenset((office, body_id) for body_id, _, office, held in rows if held)
    running = [row for row in rows if row.office in RUNNING]
    blocs = frozenset(row.id for row in running if row.held and row.kind is BodyKind.BLOC)
    return Viewer(
        person=person,
        on=on,
        seats=seats,
        offices=frozenset(office for office, _ in seats),
        subtree=frozenset(row.id for row in rows),
        bodies=frozenset(body_id for _, body_id in seats),
        stands_in=frozenset(standing_in.of_person(session, person_id, on=on)),
        desk=frozenset(row.id for row in running),
        blocs=blocs,
        before_blocs=rules.before_blocs(session) if blocs else frozenset(),
    )


_NOT_THEIRS = (AssignmentState.EXCLUDED, AssignmentState.REPLACED)


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The dossiers somebody may see, as a condition on `Dossier`.

    All of them for the board's secretariat, auditors and administrators. Otherwise: those
    submitted by a body where they hold a seat or by one below it; those that have been at a
    gate of such a body; those they were personally asked about; those about which a body whose
    desk they run was asked its opinion; and, for whoever runs a bloc's desk, what its members of
    the year submitted that is to come before blocs.
    """
    if viewer.national:
        return true()
    submitted = select(Submission.id).where(col(Submission.body_id).in_(viewer.subtree))
    gated = select(Gate.dossier_id).where(col(Gate.body_id).in_(viewer.bodies))
    asked = (
        select(Gate.dossier_id)
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(
            Assignment.person_id == viewer.person.id,
            col(Assignment.state).not_in(_NOT_THEIRS),
        )
    )
    consulted = select(AgencyOpinion.dossier_id).where(col(AgencyOpinion.body_id).in_(viewer.runs))
    return or_(
        col(Dossier.submission_id).in_(submitted),
        col(Dossier.id).in_(gated),
        col(Dossier.id).in_(asked),
        col(Dossier.id).in_(consulted),
        *([_for_their_blocs(viewer)] if viewer.blocs else []),
    )


def _for_their_blocs(viewer: Viewer) -> ColumnElement[bool]:
    filed = tuple_(col(Submission.body_id), col(Submission.campaign_id)).in_(members_of(viewer))
    kind = (
        select(col(Nominee.kind))
        .where(col(Nominee.id) == col(Dossier.nominee_id))
        .correlate(Dossier)
        .scalar_subquery()
    )
    return and_(
        col(Dossier.submission_id).in_(select(Submission.id).where(filed)),
        judged_by_blocs(viewer, col(Dossier.award_code)),
        judged_by_blocs(viewer, col(Dossier.award_code), kind),
    )


def members_of(viewer: Viewer) -> Select[tuple[UUID, UUID]]:
    """Members of the blocs whose desk somebody runs, each with the campaigns of its years there."""
    return (
        select_rows(col(BlocMembership.member_id), col(Campaign.id))
        .join(Campaign, col(Campaign.year) == col(BlocMembership.year))
        .where(col(BlocMembership.bloc_id).in_(viewer.blocs))
    )


def judged_by_blocs(
    viewer: Viewer, award_code: Mapped[str], kind: ScalarSelect[NomineeKind] | None = None
) -> ColumnElement[bool]:
    """That dossiers for an award, all or some, meet a bloc on their way; or those of a kind."""
    if kind is None:
        return award_code.in_({code for code, _ in viewer.before_blocs})
    return tuple_(award_code, kind).in_(viewer.before_blocs)


def may_see(session: Session, viewer: Viewer, dossier_id: UUID) -> bool:
    """Whether somebody may see one dossier."""
    return (
        session.exec(select(Dossier.id).where(Dossier.id == dossier_id, visible_to(viewer))).first()
        is not None
    )
