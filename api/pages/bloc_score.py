"""One member's scores: its own, and beside them those of the head's desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.bloc_seeing import HERE, back_to
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.typed import clean_lines
from api.refusals import FormStale
from approvals.commands.bloc.acting import FOR_A_MEMBER
from approvals.commands.bloc.appraise_score import AppraiseScore, appraise_score
from approvals.commands.bloc.score_self import ScoreSelf, score_self
from approvals.domain.refusals.blocs import MemberUnknown
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.scoring import SheetNotSet
from approvals.domain.scoring import points_in
from approvals.queries.bloc.scores import scoring
from approvals.queries.bloc.years import BlocYear, Member, bloc_year
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_ONE = f"{HERE}/scores/members/{{member}}"


@dataclass(frozen=True, slots=True)
class Typed:
    """Points as they were typed, by criterion; empty ones and what is no number are left out."""

    texts: Mapping[UUID, str]
    note: str

    @property
    def points(self) -> Mapping[UUID, Decimal]:
        read = {key: points_in(text) for key, text in self.texts.items()}
        return {key: points for key, points in read.items() if points is not None}


def read_typed(
    criterion: Annotated[list[str] | None, Form()] = None,
    points: Annotated[list[str] | None, Form()] = None,
    note: Annotated[str, Form()] = "",
) -> Typed:
    pairs = zip(map(uuid_in, criterion or []), points or [], strict=False)
    return Typed({key: text for key, text in pairs if key is not None}, clean_lines(note))


Points = Annotated[Typed, Depends(read_typed)]


@router.get(_ONE)
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    slug: str,
    year: int,
    member: str,
) -> HTMLResponse:
    found, one = _of(session, viewer, slug, year, member)
    return _page(request, session, viewer, found, one)


@router.post(_ONE)
def send(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    member: str,
    typed: Points,
) -> Response:
    """The member's own points."""

    def done(session: Session) -> BlocYear:
        found, one = _of(session, viewer, slug, year, member)
        if not ours:
            raise FormStale
        command = ScoreSelf(
            bloc_id=found.bloc.id,
            year=year,
            by_person_id=viewer.person.id,
            member_id=one.body.id,
            points=typed.points,
            note=typed.note,
        )
        score_self(session, command, now=now)
        return found

    return _after(request, attempt, viewer, (slug, year, member), typed, attempt(done))


@router.post(f"{_ONE}/appraisal")
def appraise(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    member: str,
    typed: Points,
) -> Response:
    """The points that stand, by the head's desk."""

    def done(session: Session) -> BlocYear:
        found, one = _of(session, viewer, slug, year, member)
        if not ours:
            raise FormStale
        command = AppraiseScore(
            bloc_id=found.bloc.id,
            year=year,
            by_person_id=viewer.person.id,
            member_id=one.body.id,
            points=typed.points,
            note=typed.note,
        )
        appraise_score(session, command, now=now)
        return found

    return _after(request, attempt, viewer, (slug, year, member), typed, attempt(done))


def _after(  # noqa: PLR0913, PLR0917 -- what was sent, and what came of it
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    place: tuple[str, int, str],
    typed: Typed,
    done: BlocYear | Refusal,
) -> Response:
    if not isinstance(done, Refusal):
        return back_to(done, None, "/scores")
    if done.field is None:
        raise done

    def again(session: Session) -> HTMLResponse:
        found, one = _of(session, viewer, *place)
        return _page(request, session, viewer, found, one, done, typed=typed)

    shown = attempt(again)
    if isinstance(shown, Refusal):
        raise shown
    return shown


def _of(
    session: Session, viewer: Viewer, slug: str, year: int, member: str
) -> tuple[BlocYear, Member]:
    """Raises `BlocNotFound`, `MemberUnknown`."""
    found = bloc_year(session, viewer, slug, year)
    one = found.named(member)
    if one is None:
        raise MemberUnknown
    return found, one


def _page(  # noqa: PLR0913 -- what the page shows
    request: Request,
    session: Session,
    viewer: Viewer,
    found: BlocYear,
    one: Member,
    *refusals: Refusal,
    typed: Typed | None = None,
) -> HTMLResponse:
    """Raises `SheetNotSet`; `NotAllowedHere` for scores that are not the viewer's to read."""
    seen = scoring(session, found.bloc.id, found.year)
    if seen is None:
        raise SheetNotSet
    if one not in seen.shown_to(viewer, found):
        raise NotAllowedHere
    scored, still_open = seen.scored.get(one.body.id), seen.sheet.closed_at is None
    appraised = scored is not None and scored.score.appraised_at is not None
    own = [each.body.id for each in found.own(viewer, *FOR_A_MEMBER)]
    return form_page(
        request,
        "bloc_score.html",
        *refusals,
        here=f"{found.address}/scores/members/{one.body.slug}",
        found=found,
        seen=seen,
        member=one.body,
        scored=scored,
        rank=seen.ranks().get(one.body.id),
        scores_itself=still_open and not appraised and one.body.id in own,
        appraises=still_open and scored is not None and found.leads(viewer),
        typed=typed,
    )
