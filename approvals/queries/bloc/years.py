"""Blocs with their members in a year, as far as somebody may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from approvals.domain.refusals.blocs import BlocNotFound
from approvals.queries.visibility import RUNNING, Viewer
from models.bloc_year import Agreement, AgreementSignature, BlocElection
from models.bodies import BlocMembership, Body
from models.enums import BlocRole, BodyKind, Office

_ORDER = {BlocRole.HEAD: 0, BlocRole.DEPUTY: 1, BlocRole.MEMBER: 2}


@dataclass(frozen=True, slots=True)
class Member:
    body: Body
    role: BlocRole


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocYear:
    """A bloc in a year; the head first, then the deputy, then by name."""

    bloc: Body
    year: int
    members: Sequence[Member]

    @property
    def address(self) -> str:
        return f"/blocs/{self.bloc.slug}/{self.year}"

    def member(self, member_id: UUID | None) -> Member | None:
        return next((one for one in self.members if one.body.id == member_id), None)

    def named(self, slug: str) -> Member | None:
        return next((one for one in self.members if one.body.slug == slug), None)

    def leads(self, viewer: Viewer, *, deputy_too: bool = False) -> bool:
        """Whether somebody runs the desk of the bloc or of the body that heads it this year.

        `deputy_too`: the deputy's desk does this as well.
        """
        roles = {BlocRole.HEAD, BlocRole.DEPUTY} if deputy_too else {BlocRole.HEAD}
        leading = {one.body.id for one in self.members if one.role in roles}
        return not viewer.runs.isdisjoint({self.bloc.id, *leading})

    def own(self, viewer: Viewer, *offices: Office) -> Sequence[Member]:
        """Members for which somebody acts: holds one of these offices, or runs the desk."""
        wanted = offices or tuple(RUNNING)
        return [one for one in self.members if viewer.holds_in(one.body.id, *wanted)]


def bloc_year(session: Session, viewer: Viewer, slug: str, year: int) -> BlocYear:
    """Raises `BlocNotFound`, also for a bloc that is not theirs to see."""
    bloc = session.exec(
        select(Body).where(Body.slug == slug, Body.kind == BodyKind.BLOC, _seen_by(viewer))
    ).first()
    if bloc is None:
        raise BlocNotFound(bloc=slug, year=year)
    return _in_year(session, bloc, year)


def bloc_year_by_id(session: Session, bloc_id: UUID, year: int) -> BlocYear:
    """For commands, which ask themselves who may. Raises `BlocNotFound`."""
    bloc = session.get(Body, bloc_id)
    if bloc is None or bloc.kind is not BodyKind.BLOC:
        raise BlocNotFound(bloc=bloc_id, year=year)
    return _in_year(session, bloc, year)


def blocs(session: Session, viewer: Viewer, year: int) -> list[BlocYear]:
    """Blocs somebody may see, by name, with their members of a year."""
    found = session.exec(
        select(Body)
        .where(Body.kind == BodyKind.BLOC, _seen_by(viewer))
        .order_by(col(Body.sort_key), col(Body.id))
    ).all()
    return [_in_year(session, bloc, year) for bloc in found]


def years_of(session: Session, bloc_id: UUID) -> list[int]:
    """The years a bloc has members in, the latest first."""
    rows = session.exec(
        select(BlocMembership.year)
        .where(BlocMembership.bloc_id == bloc_id)
        .distinct()
        .order_by(col(BlocMembership.year).desc())
    )
    return list(rows)


def beside(session: Session, bloc: Body) -> tuple[Body | None, list[Body]]:
    """The bloc above, and those below: blocs nest."""
    above = session.get(Body, bloc.parent_id) if bloc.parent_id else None
    below = session.exec(
        select(Body)
        .where(Body.parent_id == bloc.id, Body.kind == BodyKind.BLOC)
        .order_by(col(Body.sort_key))
    ).all()
    return (above if above and above.kind is BodyKind.BLOC else None), list(below)


def election(session: Session, bloc_id: UUID, year: int) -> BlocElection | None:
    """Who was elected to lead in a year."""
    return session.exec(
        select(BlocElection).where(BlocElection.bloc_id == bloc_id, BlocElection.year == year)
    ).first()


def memberships(session: Session, bloc_id: UUID, year: int) -> list[BlocMembership]:
    return list(
        session.exec(
            select(BlocMembership).where(
                BlocMembership.bloc_id == bloc_id, BlocMembership.year == year
            )
        )
    )


def agreement(session: Session, bloc_id: UUID, year: int) -> Agreement | None:
    return session.exec(
        select(Agreement).where(Agreement.bloc_id == bloc_id, Agreement.year == year)
    ).first()


def signatures(session: Session, agreement_id: UUID) -> dict[UUID, AgreementSignature]:
    """Who signed, by member."""
    rows = session.exec(
        select(AgreementSignature).where(AgreementSignature.agreement_id == agreement_id)
    ).all()
    return {one.member_id: one for one in rows}


def _in_year(session: Session, bloc: Body, year: int) -> BlocYear:
    rows = session.exec(
        select(Body, col(BlocMembership.role))
        .join(BlocMembership, col(BlocMembership.member_id) == col(Body.id))
        .where(BlocMembership.bloc_id == bloc.id, BlocMembership.year == year)
        .order_by(col(Body.sort_key))
    ).all()
    members = sorted((Member(*row) for row in rows), key=lambda one: _ORDER[one.role])
    return BlocYear(bloc=bloc, year=year, members=members)


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """All for the board; else those where they hold a seat, below these, and their bodies' own."""
    if viewer.national:
        return true()
    places = aliased(BlocMembership)
    own = select(places.bloc_id).where(col(places.member_id).in_(viewer.bodies))
    return or_(col(Body.id).in_(viewer.subtree), col(Body.id).in_(own))
