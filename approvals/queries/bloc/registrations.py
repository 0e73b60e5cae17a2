"""What members of a bloc registered, and which nominations of the year fit it."""

from uuid import UUID

from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, or_, select

from approvals.domain.bloc_year import Wish
from approvals.queries import bodies
from approvals.queries.visibility import Viewer, visible_to
from core.vietnamese import search_key
from models.bloc_year import Registration, RegistrationPeriod
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import DossierState
from models.rules import Campaign


def period(session: Session, bloc_id: UUID, year: int) -> RegistrationPeriod | None:
    """Until when members register; None where it was not opened."""
    return session.exec(
        select(RegistrationPeriod).where(
            RegistrationPeriod.bloc_id == bloc_id, RegistrationPeriod.year == year
        )
    ).first()


def registration(session: Session, registration_id: UUID) -> Registration | None:
    return session.get(Registration, registration_id)


def registered(session: Session, bloc_id: UUID, year: int) -> dict[UUID, list[Wish]]:
    """By member, in the order it was entered."""
    rows = session.exec(
        select(Registration)
        .where(Registration.bloc_id == bloc_id, Registration.year == year)
        .order_by(col(Registration.id))
    ).all()
    found: dict[UUID, list[Wish]] = {}
    for one in rows:
        wish = Wish(one.award_code, one.kind, one.name, one.count, id=one.id)
        found.setdefault(one.member_id, []).append(wish)
    return found


def nominated(session: Session, viewer: Viewer, member_id: UUID, year: int) -> list[Wish]:
    """What a member and the bodies below it nominated in a year, by code; without the withdrawn.

    A dossier that the viewer may not see is there without its name and code.
    """
    below = select_rows(col(Body.id)).where(col(Body.id) == member_id).cte("below", recursive=True)
    below = below.union(select_rows(col(Body.id)).join(below, col(Body.parent_id) == below.c.id))
    rows = session.execute(
        select_rows(
            Dossier.award_code, Nominee.kind, Nominee.name, Dossier.code, visible_to(viewer)
        )  # type: ignore[call-overload] # columns and a condition
        .select_from(Dossier)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .where(
            Campaign.year == year,
            col(Dossier.state).not_in((DossierState.WITHDRAWN, DossierState.SETTLED_HERE)),
            col(Submission.body_id).in_(select_rows(below.c.id)),
        )
        .order_by(col(Dossier.code))
    ).all()
    return [
        Wish(award, kind, name, code=code if seen else "") for award, kind, name, code, seen in rows
    ]


def registered_in(
    session: Session, dossier: Dossier, nominee: Nominee, *, filed_by: UUID, year: int
) -> Body | None:
    """The bloc in which a dossier's award was registered for the year, by name or by number."""
    above = [body.id for body in bodies.upwards(session, filed_by)]
    return session.exec(
        select(Body)
        .join(Registration, col(Registration.bloc_id) == col(Body.id))
        .where(
            col(Registration.member_id).in_(above),
            Registration.year == year,
            Registration.award_code == dossier.award_code,
            Registration.kind == nominee.kind,
            or_(Registration.search_key == search_key(nominee.name), Registration.name == ""),
        )
        .limit(1)
    ).first()
