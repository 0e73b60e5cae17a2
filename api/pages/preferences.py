"""When mail comes to the signed-in person, and what they do without."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.refusals import FormStale
from api.web import web_of
from approvals.commands.prefer import do_without, prefer
from approvals.domain.mail_habits import (
    AT_ONCE_A_DAY,
    DIGEST_HOUR,
    DIGEST_MINUTES,
    OFFICE_HOURS,
    Habits,
)
from approvals.domain.wording import N_
from approvals.queries import preferences
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.enums import MailTopic, Office, Rhythm
from notifications.posting import usual_habits

router = APIRouter(include_in_schema=False)
_HOURS = range(24)
_HINTS = {
    Rhythm.AT_ONCE: N_("One mail for each dossier, as soon as it needs you."),
    Rhythm.AUTOMATIC: N_(
        "The first %(many)s mails of a day come by themselves; what follows comes together the "
        "next morning."
    ),
    Rhythm.DIGEST: N_(
        "One mail at %(time)s lists what is new and everything that waits for you. No mail when "
        "nothing is new."
    ),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form says: habits, and the kinds of mail that are wanted."""

    habits: Habits
    wanted: frozenset[MailTopic]


def chosen(
    rhythm: Annotated[Rhythm, Form()] = OFFICE_HOURS.rhythm,
    quiet_from: Annotated[str, Form()] = "",
    quiet_until: Annotated[str, Form()] = "",
    on_days_off: Annotated[bool, Form()] = False,  # noqa: FBT002 -- a tick in the form
    topics: Annotated[list[MailTopic] | None, Form()] = None,
) -> Chosen:
    """Without an hour at which they begin, there are no quiet hours."""
    begins, ends = _hour(quiet_from), _hour(quiet_until)
    return Chosen(
        Habits(
            rhythm=rhythm,
            quiet_from=begins,
            quiet_until=None if begins is None else ends if ends is not None else begins,
            on_days_off=on_days_off,
        ),
        frozenset(topics or ()),
    )


@router.get("/preferences")
def see(
    request: Request, session: Transaction, viewer: CurrentViewer, *, saved: bool = False
) -> HTMLResponse:
    return _page(request, _kept(request, session, viewer), viewer, saved=saved)


@router.post("/preferences")
def choose(
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    ours: FormIsOurs,
    typed: Annotated[Chosen, Depends(chosen)],
) -> Response:
    done = attempt(lambda session: _keep(session, viewer, typed)) if ours else FormStale()
    if isinstance(done, Refusal):
        return _page(request, typed, viewer, refusal=done)
    return RedirectResponse("/preferences?saved=true", status_code=303)


def _keep(session: Session, viewer: Viewer, typed: Chosen) -> None:
    prefer(session, viewer.person.id, typed.habits)
    do_without(session, viewer.person.id, _offered(viewer) - typed.wanted)


def _kept(request: Request, session: Session, viewer: Viewer) -> Chosen:
    person_id = viewer.person.id
    usual = usual_habits(web_of(request).settings)
    without = {topic for _, topic in preferences.left_out(session, [person_id])}
    return Chosen(
        preferences.habits_of(session, [person_id]).get(person_id, usual),
        frozenset(set(MailTopic) - without),
    )


def _page(
    request: Request,
    shown: Chosen,
    viewer: Viewer,
    *,
    refusal: Refusal | None = None,
    saved: bool = False,
) -> HTMLResponse:
    words = formats(language_of(request)).label
    return form_page(
        request,
        "preferences.html",
        refusal,
        here="/preferences",
        shown=shown,
        saved=saved,
        rhythms=list(Rhythm),
        hints=_HINTS,
        topics=[(topic.value, words(topic)) for topic in MailTopic if topic in _offered(viewer)],
        hours=[(hour, f"{hour:02}:00") for hour in _HOURS],
        many=AT_ONCE_A_DAY,
        digest_time=f"{DIGEST_HOUR:02}:{DIGEST_MINUTES:02}",
    )


def _offered(viewer: Viewer) -> set[MailTopic]:
    """What mail comes to them and may be left out."""
    elsewhere = set() if viewer.holds(Office.SECRETARIAT) else {MailTopic.MORNING_BRIEF}
    return set(MailTopic) - elsewhere


def _hour(typed: str) -> int | None:
    return int(typed) if typed.isdigit() else None
