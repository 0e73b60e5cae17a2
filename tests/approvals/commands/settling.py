"""Settling here as tests need it: the minister gives the ministry's own certificate."""

from pathlib import Path

from sqlmodel import Session

from approvals.commands.attach import Attach, attach
from approvals.commands.settle_here import SettleHere, settle_here
from models.dossiers import Dossier
from tests.approvals.commands.honouring import off_and_on_the_roll
from tests.builders import NOW, Country, a_dossier

WHY = "Thành tích phù hợp với khen thưởng cấp bộ."


def wish(country: Country, dossier: Dossier, **others: object) -> SettleHere:
    fields: dict[str, object] = {
        "dossier_id": dossier.id,
        "award_code": "bk-bo",
        "reason": WHY,
        "person_id": country["minister"].id,
    }
    return SettleHere(**fields | others)  # type: ignore[arg-type]


def proposed_upward(
    session: Session, country: Country, folder: Path, number: str = "195/TTr"
) -> Dossier:
    """For the Prime Minister's certificate, with a file, before the ministry's council."""
    dossier = a_dossier(session, country, "bk-ttg", number=number, woman=True)
    file = Attach(
        dossier_id=dossier.id,
        person_id=country["alice"].id,
        name="Báo cáo.pdf",
        content=b"%PDF-1.7 bao cao",
    )
    attach(session, file, folder=folder, limit_mb=1, now=NOW)
    return dossier


def settled(session: Session, country: Country, folder: Path, number: str = "195/TTr") -> Dossier:
    """The dossier that came of it."""
    dossier = proposed_upward(session, country, folder, number)
    return settle_here(session, wish(country, dossier), now=NOW)


def settled_and_honoured(session: Session, country: Country, folder: Path) -> None:
    """Every kind of event about awards that a body gives itself, and about the roll of honour."""
    settled(session, country, folder)
    off_and_on_the_roll(session, country)
