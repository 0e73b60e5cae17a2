"""`bangvang data`: what people ask about their own data, and what was erased."""

from datetime import date
from pathlib import Path
from uuid import UUID

from cyclopts import App
from sqlmodel import Session

from approvals.commands.answer_request import (
    AnswerRequest,
    answer_request,
    extend_request,
    respond_to_request,
)
from approvals.commands.copy_data import copy_data
from approvals.commands.register_request import RegisterRequest, register_request
from approvals.domain.refusals.missing import PersonNotFound
from approvals.domain.refusals.personal_data import RequestNotFound
from approvals.queries import bodies, data_requests
from approvals.queries.data_requests import Registered
from cli.access import database
from cli.erasures import settle_erasures
from cli.listing import Limit, show, tell
from cli.options import AsJson
from cli.writing import Day, DryRun, Flag, writing
from core.clock import local_date, now
from core.database import transaction
from core.settings import load_settings
from models.enums import DataRequestKind

app = App(name="data", help="What people ask about their own data.")


@app.command(name="list")
def list_(*, open_only: Flag = False, limit: Limit = 200, as_json: AsJson = False) -> None:
    """List the register: open requests first, the most urgent leading.

    Args:
        open_only: Only requests that wait for an answer.

    """
    with database() as engine, transaction(engine) as session:
        found = data_requests.register(session, open_only=open_only, limit=limit)
        today = local_date(now())
        rows = [_row(one, today=today) for one in found]
        show(rows, as_json=as_json, nothing="Nobody has asked for anything.")


@app.command
def request(  # noqa: PLR0913 -- the fields of a request
    kind: DataRequestKind,
    about: str,
    *,
    ground: str,
    by: str,
    received: Day | None = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Register a request. Its two last days are counted from the day it came in.

    Example: bangvang data request erasure HS-2026-000123 --ground "Điều 14" --by mai@bnv.example

    Args:
        kind: What they ask for.
        about: The code of the nominee's dossier, or the address of an account.
        ground: What the law says, or why they ask; without their name.
        by: Address of whoever registers it: secretariat or administrator.
        received: Day it came in; today if not given.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        nominee_id, person_id = data_requests.somebody(session, about)
        wish = RegisterRequest(
            kind=kind,
            ground=ground,
            received_on=received or local_date(now()),
            by_person_id=_person(session, by),
            nominee_id=nominee_id,
            person_id=person_id,
        )
        entered = register_request(session, wish, now=now())
        session.flush()  # so that it is found below
        sentence = (
            f"Request {entered.id} is registered: respond by {entered.respond_by:%d/%m/%Y}, "
            f"fulfil by {entered.fulfil_by:%d/%m/%Y}."
        )
        tell(sentence, _found(session, entered.id), as_json=as_json)


@app.command
def respond(request: UUID, *, by: str, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Note that whoever asked was told that it came in, and what will be done.

    Args:
        request: Its id, as `bangvang data list` shows it.
        by: Address of the secretariat or an administrator.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        respond_to_request(session, request, by_person_id=_person(session, by), now=now())
        tell("It is noted.", _found(session, request), as_json=as_json)


@app.command
def extend(
    request: UUID, *, by: str, reason: str, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Give a request more time, once.

    Args:
        request: Its id.
        by: Address of the secretariat or an administrator.
        reason: Why it takes longer, as whoever asked is told.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        given = extend_request(
            session, request, by_person_id=_person(session, by), reason=reason, now=now()
        )
        sentence = f"It is to be fulfilled by {given.fulfil_by:%d/%m/%Y} now."
        tell(sentence, _found(session, request), as_json=as_json)


@app.command
def fulfil(
    request: UUID, *, by: str, answer: str = "", dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Fulfil a request; an erasure erases for good.

    Args:
        request: Its id.
        by: Address of somebody else than who registered it: secretariat or administrator.
        answer: What was done.

    """
    settings = load_settings()
    with database(settings) as engine:
        with writing(engine, dry_run=dry_run) as session:
            _answer(session, request, by, answer, fulfil=True)
            tell("It is fulfilled.", _found(session, request), as_json=as_json)
        settle_erasures(engine, settings)


@app.command
def refuse(
    request: UUID, *, by: str, answer: str, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Refuse a request.

    Args:
        request: Its id.
        by: Address of somebody else than who registered it: secretariat or administrator.
        answer: Why, as whoever asked is told.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        _answer(session, request, by, answer, fulfil=False)
        tell("It is refused.", _found(session, request), as_json=as_json)


@app.command
def copy(request: UUID, file: Path, *, by: str) -> None:
    """Write all that is kept about whom a request concerns into a JSON file.

    Args:
        request: Its id.
        file: Where to write it.
        by: Address of the secretariat or an administrator.

    """
    with database() as engine, transaction(engine) as session:
        content = copy_data(session, request, by_person_id=_person(session, by), now=now())
        file.write_bytes(content)
    print(f"{file} is written.")


@app.command
def reapply(*, as_json: AsJson = False) -> None:
    """Erase again what a restored backup brought back, as the ledger in BANGVANG_HOME says.

    `bangvang up` and `bangvang migrate` do this by themselves. Safe to repeat.
    """
    settings = load_settings()
    with database(settings) as engine:
        done = settle_erasures(engine, settings)
    facts = {"reapplied": done.reapplied, "noted": done.noted, "files_deleted": done.files}
    tell(
        f"Erased again: {done.reapplied}; entered in the ledger: {done.noted}; "
        f"files deleted: {done.files}.",
        facts,
        as_json=as_json,
    )


def _answer(session: Session, request: UUID, by: str, answer: str, *, fulfil: bool) -> None:
    given = AnswerRequest(
        request_id=request, by_person_id=_person(session, by), fulfil=fulfil, answer=answer
    )
    answer_request(session, given, now=now())


def _person(session: Session, email: str) -> UUID:
    person = bodies.person_by_email(session, email)
    if person is None:
        raise PersonNotFound(person=email).at("by")
    return person.id


def _found(session: Session, request: UUID) -> dict[str, object]:
    found = data_requests.registered(session, request)
    if found is None:
        raise RequestNotFound(request=request)
    return _row(found, today=local_date(now()))


def _row(one: Registered, *, today: date) -> dict[str, object]:
    request = one.request
    return {
        "id": request.id,
        "kind": request.kind.value,
        "state": request.state.value,
        "about": one.dossier.code if one.dossier else one.about.email,
        "received_on": request.received_on,
        "respond_by": request.respond_by,
        "responded": request.responded_at is not None,
        "fulfil_by": request.fulfil_by,
        "extended": request.extended_at is not None,
        "late": one.is_late(today),
    }
