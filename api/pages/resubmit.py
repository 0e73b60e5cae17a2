"""The unit supplements a returned dossier and sends it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.dossiers import last_words
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.rights import ensure_may
from api.pages.seeing import dossier_of
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, NoteMissing, TextTooLong
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.domain.transitions import Action
from approvals.intake.cells import ACHIEVEMENTS_LIMIT, NAME_LIMIT
from approvals.queries.dossier_page import DossierPage, dossier_page
from core.refusal import Refusal
from core.vietnamese import clean

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Supplement:
    """What the form says, cleaned; kept on the page when something is refused."""

    note: str
    position: str
    achievements: str

    @property
    def too_long(self) -> Iterator[Refusal]:
        limits = {
            "note": LONGEST_REASON,
            "position": NAME_LIMIT,
            "achievements": ACHIEVEMENTS_LIMIT,
        }
        for field, limit in limits.items():
            if len(getattr(self, field)) > limit:
                yield TextTooLong(limit=limit).at(field)


def read_supplement(
    note: Annotated[str, Form()] = "",
    position: Annotated[str, Form()] = "",
    achievements: Annotated[str, Form()] = "",
) -> Supplement:
    return Supplement(clean_lines(note), clean(position), clean_lines(achievements))


@router.get("/dossiers/{code}/resubmit")
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found = dossier_page(session, viewer, code)
    ensure_may(viewer, found, Action.RESUBMIT)
    return _page(request, found, _as_it_stands(found))


@router.post("/dossiers/{code}/resubmit")
def resubmit_dossier(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Supplement, Depends(read_supplement)],
) -> Response:
    found = dossier_of(attempt, viewer, code)
    faults = list(_faults(typed, ours=ours))
    if faults:
        return _page(request, found, typed, *faults)
    command = Resubmit(
        dossier_id=found.dossier.id,
        person_id=viewer.person.id,
        note=typed.note,
        achievements=typed.achievements,
        position=typed.position,
    )
    done = attempt(lambda session: resubmit(session, command, now=now))
    if isinstance(done, Refusal):
        return _page(request, found, typed, done)
    return RedirectResponse(f"/dossiers/{found.dossier.code}", status_code=303)


def _faults(typed: Supplement, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if not typed.note:
        yield NoteMissing()
    yield from typed.too_long


def _as_it_stands(found: DossierPage) -> Supplement:
    return Supplement(
        note="", position=found.nominee.position, achievements=found.dossier.achievements
    )


def _page(
    request: Request, found: DossierPage, typed: Supplement, *refusals: Refusal
) -> HTMLResponse:
    return form_page(
        request,
        "resubmit.html",
        *refusals,
        here=f"/dossiers/{found.dossier.code}/resubmit",
        found=found,
        typed=typed,
        last_words=last_words(found, formats(language_of(request))),
    )
