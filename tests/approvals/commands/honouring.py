"""The roll of honour as tests need it: what it shows, and who is taken off it."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.hide_honour import ChangeHonour, hide_honour, show_honour
from approvals.queries.honours import Sought, honours
from models.dossiers import Dossier
from tests.builders import NOW, Country, a_dossier, pass_gate

WHY = "Người được khen đề nghị không nêu tên."


def awarded(
    session: Session,
    country: Country,
    *,
    now: datetime = NOW,
    number: str = "190/TTr",
    award: str = "bk-bo",
    **others: object,
) -> Dossier:
    dossier = a_dossier(session, country, award, now=now, number=number, **others)
    pass_gate(session, dossier, now=now)
    pass_gate(session, dossier, now=now)
    return dossier


def change(country: Country, dossier: Dossier, **others: object) -> ChangeHonour:
    fields: dict[str, object] = {
        "dossier_id": dossier.id,
        "by_person_id": country["secretariat"].id,
        "ground": WHY,
    }
    return ChangeHonour(**fields | others)  # type: ignore[arg-type]


def on_the_roll(session: Session, **sought: object) -> list[str]:
    """The names, the newest decision first."""
    session.flush()
    found = honours(session, Sought(**sought))  # type: ignore[arg-type]
    return [one.nominee.name for one in found.rows]


def off_and_on_the_roll(session: Session, country: Country) -> None:
    """Every kind of event about the roll."""
    dossier = awarded(session, country, number="191/TTr")
    hide_honour(session, change(country, dossier), now=NOW)
    show_honour(session, change(country, dossier), now=NOW)
    hide_honour(session, change(country, dossier), now=NOW)
