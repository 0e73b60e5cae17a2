"""Why dossiers do not move, in a reader's words, for those who may know who is asked."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request

from api.languages import language_of
from api.pages.formats import Format
from api.pages.rendering import formats
from approvals.domain.why_stuck import Stuck
from approvals.queries import standing
from approvals.queries.dossier_list import DossierRow
from approvals.queries.dossier_page import DossierPage
from approvals.queries.standing import Placed
from approvals.queries.visibility import Viewer

# What stands there in any case: the due day, and whom it waits for.
_ON_A_PAGE = frozenset(
    {"on_hold", "opinion_awaited", "past_due", "seat_vacant", "envelopes_sealed"}
)
_IN_A_LIST = frozenset({"past_due", "seat_vacant", "waiting_for_unit"})
_OF_NOBODY = frozenset({"since", "due_on", "days"})  # facts that stand on the dossier's page anyway


def why_here(request: Request, session: Session, found: DossierPage, *, now: datetime) -> str:
    """Of one dossier, on its page; empty while it moves."""
    at = found.gates[-1]
    if not at.named:
        return ""
    one = [Placed(found.dossier, at.gate, found.award)]
    return _said(request, session, one, now, _ON_A_PAGE).get(found.dossier.id, "")


def why_listed(
    request: Request,
    session: Session,
    viewer: Viewer,
    rows: Sequence[DossierRow],
    *,
    now: datetime,
) -> dict[UUID, str]:
    """Of those of a list that do not move, by their ids; for the board, which sees all names."""
    if not viewer.national:
        return {}
    return _said(request, session, placed(rows), now, _IN_A_LIST)


def placed(rows: Sequence[DossierRow]) -> list[Placed]:
    """The lines of a list, as `stuck` looks at them."""
    return [Placed(row.dossier, row.gate, row.rule) for row in rows]


def sentence(found: Stuck, written: Format) -> str:
    """Why a dossier is stuck, as its reader writes it."""
    return found.sentence_in(written.texts.gettext, written.fact)


def sentence_for(found: Stuck, written: Format, *, named: bool) -> str:
    """The same for a reader who may not know whom a gate asks: then no more than what is the case.

    Facts that could say who is asked, or how far they are, are left out with their sentence.
    """
    if named or found.facts.keys() <= _OF_NOBODY:
        return sentence(found, written)
    return written.texts.gettext(found.cause.title)


def _said(
    request: Request,
    session: Session,
    asked: Sequence[Placed],
    now: datetime,
    beside: Collection[str],
) -> dict[UUID, str]:
    written = formats(language_of(request))
    return {
        dossier_id: sentence(found, written)
        for dossier_id, found in standing.stuck(session, asked, now=now).items()
        if found.cause.code not in beside
    }
