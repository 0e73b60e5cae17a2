"""The register of requests about personal data: its list, and taking a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rendering import formats, page
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong
from approvals.commands.register_request import KEEPERS, RegisterRequest, register_request
from approvals.domain.refusals.personal_data import KindNeeded, ReceivedOnNeeded
from approvals.queries import data_requests
from approvals.queries.visibility import Viewer
from approvals.rules.personal_data import request_rules
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.enums import DataRequestKind
from models.personal_data import DataRequest

router = APIRouter(include_in_schema=False, dependencies=[holding(*KEEPERS)])
_SHOWN = 200
_HERE = "/admin/requests"


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form."""

    kind: str = ""
    about: str = ""
    received_on: str = ""
    ground: str = ""

    @property
    def asked(self) -> DataRequestKind | None:
        return DataRequestKind(self.kind) if self.kind in set(DataRequestKind) else None

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.received_on)
        except ValueError:
            return None


def read_typed(
    kind: Annotated[str, Form()] = "",
    about: Annotated[str, Form()] = "",
    received_on: Annotated[str, Form()] = "",
    ground: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(kind, clean(about), received_on, clean_lines(ground))


@router.get(_HERE)
def list_requests(request: Request, session: Transaction) -> HTMLResponse:
    return page(request, "data_requests.html", rows=data_requests.register(session, limit=_SHOWN))


@router.get(f"{_HERE}/new")
def ask(request: Request, now: Now, about: str = "") -> HTMLResponse:
    """`about`: a dossier's code or an address, where it is known already."""
    return _page(request, Typed(about=clean(about), received_on=f"{local_date(now)}"))


@router.post(f"{_HERE}/new")
def enter(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    faults = list(_faults(typed, ours=ours))
    done: DataRequest | Refusal | None = None
    if not faults:
        done = attempt(lambda session: _enter(session, viewer, typed, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    if isinstance(done, DataRequest):
        return RedirectResponse(f"{_HERE}/{done.id}", status_code=303)
    return _page(request, typed, *faults)


def _enter(session: Session, viewer: Viewer, typed: Typed, *, now: datetime) -> DataRequest:
    assert typed.asked is not None  # noqa: S101 -- a fault otherwise
    assert typed.day is not None  # noqa: S101 -- the same
    nominee_id, person_id = data_requests.somebody(session, typed.about)
    wish = RegisterRequest(
        kind=typed.asked,
        ground=typed.ground,
        received_on=typed.day,
        by_person_id=viewer.person.id,
        nominee_id=nominee_id,
        person_id=person_id,
    )
    return register_request(session, wish, now=now)


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if typed.asked is None:
        yield KindNeeded()
    if typed.day is None:
        yield ReceivedOnNeeded()
    if len(typed.ground) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON).at("ground")


def _page(request: Request, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    return form_page(
        request,
        "data_request_new.html",
        *refusals,
        here=f"{_HERE}/new",
        typed=typed,
        kinds=[(kind.value, formats(language_of(request)).label(kind)) for kind in DataRequestKind],
        rules=request_rules(),
        longest=LONGEST_REASON,
    )
