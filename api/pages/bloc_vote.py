"""A bloc's vote on whom to recommend: put to the vote, vote, count."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs, OwnForm
from api.pages.bloc_seeing import HERE, back_to, led_by, led_year, year_of
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.refusals import FormStale
from approvals.commands.bloc.cast_vote import CastVote, cast_vote
from approvals.commands.bloc.close_vote import CloseVote, close_vote
from approvals.commands.bloc.open_vote import OpenVote, open_vote
from approvals.domain.bloc_year import leading
from approvals.domain.refusals.blocs import MemberUnknown, VoteNotFound
from approvals.domain.tally import needed
from approvals.queries import rules
from approvals.queries.bloc import votes
from approvals.queries.bloc.overview import voting
from approvals.queries.bloc.years import BlocYear, bloc_year
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.enums import Office

router = APIRouter(include_in_schema=False)
_ONE = f"{HERE}/votes/{{vote_id:uuid}}"
_YES, _NO = "yes", "no"


@router.get(f"{HERE}/votes")
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, slug: str, year: int
) -> HTMLResponse:
    found = led_year(session, viewer, slug, year)
    return _opening(request, session, found, now, "", [])


@router.post(f"{HERE}/votes")
def put_to_the_vote(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    award: Annotated[str, Form()] = "",
    candidate: Annotated[list[str] | None, Form()] = None,
) -> Response:
    found, chosen = led_by(attempt, viewer, slug, year), candidate or []
    command = OpenVote(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        award_code=award,
        candidate_ids=[id_ for one in chosen if (id_ := uuid_in(one))],
    )
    done: object = FormStale()
    if ours:
        done = attempt(lambda session: open_vote(session, command, now=now).id)
    if isinstance(done, Refusal):
        refusal = done
        shown = attempt(
            lambda session: _opening(request, session, found, now, award, chosen, refusal)
        )
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return back_to(found, done, "#votes")


@router.get(_ONE)
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    slug: str,
    year: int,
    vote_id: UUID,
) -> HTMLResponse:
    return _vote(request, session, viewer, bloc_year(session, viewer, slug, year), vote_id)


@router.post(_ONE)
def cast(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    vote_id: UUID,
    member: Annotated[str, Form()] = "",
    candidate: Annotated[list[str] | None, Form()] = None,
    choice: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """`candidate` and `choice` go in pairs, in the order of the page."""
    found, member_id = year_of(attempt, viewer, slug, year), uuid_in(member)
    if member_id is None:
        raise MemberUnknown
    said = {
        id_: one == _YES
        for slot, one in zip(candidate or (), choice or (), strict=False)
        if (id_ := uuid_in(slot)) and one in {_YES, _NO}
    }
    command = CastVote(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        recommendation_id=vote_id,
        member_id=member_id,
        choices=said,
    )
    done: object = FormStale()
    if ours:
        done = attempt(lambda session: cast_vote(session, command, now=now))
    if isinstance(done, Refusal):
        refusal = done
        shown = attempt(lambda session: _vote(request, session, viewer, found, vote_id, refusal))
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return back_to(found, done, f"/votes/{vote_id}")


@router.post(f"{_ONE}/close", dependencies=[OwnForm])
def close(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
    vote_id: UUID,
    leader: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Where several have the most votes, the page asks who leads: only then it tells the count."""
    found = led_by(attempt, viewer, slug, year)
    command = CloseVote(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        recommendation_id=vote_id,
        leader_id=uuid_in(leader),
        note=note,
    )
    done = attempt(lambda session: close_vote(session, command, now=now).id)
    if isinstance(done, Refusal) and done.field == "leader":
        refusal = done
        shown = attempt(
            lambda session: _vote(request, session, viewer, found, vote_id, refusal, tied=True)
        )
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return back_to(found, done, f"/votes/{vote_id}")


def _opening(  # noqa: PLR0913, PLR0917 -- what the page shows
    request: Request,
    session: Session,
    found: BlocYear,
    now: Now,
    award: str,
    chosen: list[str],
    *refusals: Refusal,
) -> HTMLResponse:
    written = formats(language_of(request))
    awards = votes.voted_on(rules.rule_set_in_force(session, local_date(now)))
    return form_page(
        request,
        "bloc_vote_new.html",
        *refusals,
        here=f"{found.address}/votes",
        found=found,
        offered=[(code, written.award_name(one)) for code, one in awards.items()],
        award=award,
        members=[(str(one.body.id), written.body_name(one.body)) for one in found.members],
        chosen=chosen,
    )


def _vote(  # noqa: PLR0913 -- what the page shows
    request: Request,
    session: Session,
    viewer: Viewer,
    found: BlocYear,
    vote_id: UUID,
    *refusals: Refusal,
    tied: bool = False,
) -> HTMLResponse:
    """Raises `VoteNotFound` for one that is not this bloc's."""
    vote = votes.in_bloc(session, found.bloc.id, found.year, vote_id)
    if vote is None:
        raise VoteNotFound
    rule_set = rules.rule_set(session, vote.rule_set_id)
    rule, members = votes.rule_of(rule_set, vote.award_code), len(found.members)
    seen, ballot = voting(session, found, vote), rule.ballot
    among = leading(votes.counted_of(session, vote, members=members)) if tied else []
    standing = {one.member_id for one in votes.boxes(session, vote.id)}
    return form_page(
        request,
        "bloc_vote.html",
        *refusals,
        here=f"{found.address}/votes/{vote.id}",
        found=found,
        seen=seen,
        award=rule_set.award(vote.award_code),
        rule=rule,
        needed=needed(members, ballot.pass_percent.value) if ballot else 0,
        candidates=[one for one in found.members if one.body.id in standing],
        own=[one for one in found.own(viewer, Office.HEAD) if one.body.id not in seen.voters],
        leads=found.leads(viewer),
        tied=[one for one in found.members if one.body.id in among],
    )
