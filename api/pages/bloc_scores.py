"""The scores of a bloc's year: each member's points and rank, who owes what, and all as a file."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import OwnForm
from api.pages.bloc_seeing import HERE, back_to, led_by
from api.pages.formats import Format
from api.pages.rendering import formats, page
from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc
from approvals.commands.bloc.close_scoring import close_scoring
from approvals.domain.refusals.scoring import SheetNotSet
from approvals.papers.tables import Cell, Table, write_xlsx
from approvals.queries.bloc.scores import Scoring, scoring
from approvals.queries.bloc.years import BlocYear, Member, bloc_year
from core.clock import local_date

router = APIRouter(include_in_schema=False)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(f"{HERE}/scores")
def show(
    request: Request, session: Transaction, viewer: CurrentViewer, slug: str, year: int
) -> HTMLResponse:
    found = bloc_year(session, viewer, slug, year)
    seen = scoring(session, found.bloc.id, year)
    return page(
        request,
        "bloc_scores.html",
        found=found,
        seen=seen,
        shown=_by_rank(seen, seen.shown_to(viewer, found)) if seen else [],
        ranks=seen.ranks() if seen else {},
        own=[one.body.id for one in found.own(viewer, *FOR_A_MEMBER)],
        leads=found.leads(viewer),
    )


@router.post(f"{HERE}/scores/close", dependencies=[OwnForm])
def close(attempt: Attempt, viewer: CurrentViewer, now: Now, slug: str, year: int) -> Response:
    found = led_by(attempt, viewer, slug, year)
    command = InBloc(bloc_id=found.bloc.id, year=year, by_person_id=viewer.person.id)
    done = attempt(lambda session: close_scoring(session, command, now=now).id)
    return back_to(found, done, "/scores")


@router.get(f"{HERE}/scores.xlsx")
def export(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
) -> Response:
    """What the viewer may read of the scores."""
    found = bloc_year(session, viewer, slug, year)
    seen = scoring(session, found.bloc.id, year)
    if seen is None:
        raise SheetNotSet
    table = _as_table(
        found, seen, _by_rank(seen, seen.shown_to(viewer, found)), language_of(request)
    )
    file = BytesIO()
    write_xlsx(table, file)
    name = quote(f"{table.title} {local_date(now).isoformat()}.xlsx", safe="")
    return Response(
        file.getvalue(),
        media_type=_XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


def _by_rank(seen: Scoring, shown: Sequence[Member]) -> Sequence[Member]:
    """Who was appraised first, the most points first; then the others in the bloc's order."""
    ranks = seen.ranks()
    last = len(shown) + 1
    return sorted(shown, key=lambda one: ranks[one.body.id].rank if one.body.id in ranks else last)


def _as_table(found: BlocYear, seen: Scoring, shown: Sequence[Member], language: str) -> Table:
    """A line for each member and criterion, then its sum."""
    written = formats(language)
    _ = written.texts.gettext
    return Table(
        title=_("Scores of the bloc"),
        about=f"{written.body_name(found.bloc)}, {found.year}",
        columns=[
            (_("Member"), 36), (_("Criterion"), 44), (_("Maximum"), 10), (_("Own points"), 10),
            (_("Appraised"), 10), (_("Difference"), 10), (_("Rank"), 8),
        ],
        rows=_rows(seen, shown, written),
    )  # fmt: skip


def _rows(seen: Scoring, shown: Sequence[Member], written: Format) -> Iterator[Sequence[Cell]]:
    _, ranks = written.texts.gettext, seen.ranks()
    for member in shown:
        name, scored = written.body_name(member.body), seen.scored.get(member.body.id)
        if scored is None:
            yield [name, _("Not scored yet"), None, None, None, None, None]
            continue
        for one in seen.criteria:
            own, given = scored.own.get(one.id), scored.appraised.get(one.id)
            points = [written.points(each) for each in (one.maximum, own, given)]
            differs = None if own is None or given is None else given - own
            yield [name, one.name, *points, written.points(differs), None]
        rank = ranks.get(member.body.id)
        yield [
            name, _("Total score"), "",
            written.points(seen.own(member.body.id).all),
            written.points(rank.total.all) if rank else "",
            written.points(rank.total.all - seen.own(member.body.id).all) if rank else "",
            rank.rank if rank else None,
        ]  # fmt: skip
