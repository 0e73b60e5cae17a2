"""Somebody whose data are to be erased: a dossier that has ended, and a clean register."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from approvals.commands.answer_request import (
    AnswerRequest,
    answer_request,
    extend_request,
    respond_to_request,
)
from approvals.commands.attach import Attach, attach
from approvals.commands.register_request import RegisterRequest, register_request
from approvals.commands.withdraw import Withdraw, withdraw
from models.dossiers import Dossier
from models.enums import Choice, DataRequestKind
from models.personal_data import DataRequest, Erasure
from tests.builders import NOW, Country, a_dossier, active, decide_as

NAME, EMAIL = "Kiều Thị Xuyến", "xuyen.kieu@botuphap.example"
DEEDS = "Soạn thảo bộ tài liệu hòa giải ở cơ sở."
GROUND = "Luật 91/2025/QH15, Điều 14 khoản 1: người có dữ liệu yêu cầu."
LATER = NOW + timedelta(days=30)
NOBODY = UUID("01890000-0000-7000-8000-000000000000")


def ended_dossier(
    session: Session,
    country: Country,
    folder: Path,
    *,
    content: bytes = b"%PDF-1.7 bang khen",
    number: str = "109/TTr-BTP",
) -> Dossier:
    """With a file, returned once with a reason that names them, and withdrawn in the end."""
    dossier = a_dossier(session, country, name=NAME, email=EMAIL, achievements=DEEDS, number=number)
    alice = country["alice"].id
    file = Attach(
        dossier_id=dossier.id, person_id=alice, name=f"Bằng khen {NAME}.pdf", content=content
    )
    attach(session, file, folder=folder, limit_mb=1, now=NOW)
    chair = next(who.id for _, who in active(session, dossier) if who.id == country["chair"].id)
    decide_as(session, dossier, Choice.RETURN, person_id=chair, reason=f"{NAME} thiếu xác nhận.")
    withdraw(session, Withdraw(dossier_id=dossier.id, person_id=alice, reason="Nghỉ"), now=NOW)
    return dossier


def asked(  # noqa: PLR0913 -- defaults for all but two
    session: Session,
    country: Country,
    kind: DataRequestKind = DataRequestKind.ERASURE,
    *,
    nominee_id: UUID | None = None,
    person_id: UUID | None = None,
    now: datetime = LATER,
) -> DataRequest:
    """Taken by the secretariat."""
    command = RegisterRequest(
        kind=kind,
        ground=GROUND,
        received_on=now.date(),
        by_person_id=country["secretariat"].id,
        nominee_id=nominee_id,
        person_id=person_id,
    )
    return register_request(session, command, now=now)


def fulfilled(
    session: Session, country: Country, request: DataRequest, *, now: datetime = LATER
) -> Erasure:
    """Approved by the administrator."""
    command = AnswerRequest(
        request_id=request.id, by_person_id=country["administrator"].id, fulfil=True
    )
    _, erasure = answer_request(session, command, now=now)
    assert erasure is not None
    session.flush()
    return erasure


def everything_is_asked_and_erased(session: Session, country: Country, folder: Path) -> None:
    """A request with every answer, an erased nominee and an erased account."""
    by = country["secretariat"].id
    dossier = ended_dossier(session, country, folder, number="83/TTr")
    request = asked(session, country, nominee_id=dossier.nominee_id)
    respond_to_request(session, request.id, by_person_id=by, now=LATER)
    extend_request(session, request.id, by_person_id=by, reason="Nhiều hồ sơ", now=LATER)
    fulfilled(session, country, request)
    left = country["dan"]
    left.active = False
    session.flush()  # so that they hold no seat
    fulfilled(session, country, asked(session, country, person_id=left.id))


def everything(session: Session) -> str:
    """All rows of all tables as text, and the bytes in them as the text they may hold."""
    session.flush()
    tables = session.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    ).scalars()
    rows = [
        row
        for table in tables.all()
        for row in session.execute(text(f'SELECT t::text FROM "{table}" t')).scalars()  # noqa: S608 -- names from the catalogue
    ]
    bodies = session.execute(text("SELECT convert_from(body, 'UTF8') FROM event")).scalars()
    return "\n".join([*rows, *bodies])
