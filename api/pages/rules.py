"""The rules as staff read them: which there are, each in words, and two side by side."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api import languages
from api.dependencies import CurrentViewer, Now, Transaction
from api.pages.rendering import formats, page
from api.pages.rule_comparing import compared
from api.pages.rule_sheets import RuleSheet, only_unverified, sheet
from api.pages.rule_words import Words
from approvals.commands.edit_rule_set import EDITING
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.domain.rule_set import RuleSet
from approvals.queries import rules
from approvals.rules import loader
from core.clock import local_date

router = APIRouter(include_in_schema=False)
Only = Annotated[Literal["", "unverified"], Query()]
Open = Annotated[Literal["", "all"], Query(alias="open")]


@router.get("/rules")
def list_rules(
    request: Request, session: Transaction, _viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    """Every rule set with its period; which is in force today."""
    stored = rules.all_stored(session)
    words = _words(request)
    sheets = [sheet(rules.rule_set(session, row.id), words) for row in stored]
    today = local_date(now)
    in_force = next((row.id for row in stored if row.valid_from <= today), None)
    return page(request, "rules.html", sheets=sheets, in_force=in_force)


@router.get("/rules/{rule_set_id}")
def show_rules(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    rule_set_id: str,
    edition: int | None = None,
    only: Only = "",
    open_: Open = "",
) -> HTMLResponse:
    """One rule set in words, in its newest edition unless one is named.

    `only=unverified`: what has to be asked about.
    """
    under = _rule_set(session, rule_set_id, edition)
    whole, newest = sheet(under, _words(request)), rules.newest_edition(session, rule_set_id)
    stored = rules.all_stored(session)
    return page(
        request,
        "rule_set.html",
        newer=any(rules.newer_built_in(row) for row in stored if row.id == rule_set_id),
        whole=whole,
        shown=only_unverified(whole) if only else whole,
        only=only,
        all_open=bool(only or open_),
        words=_words(request),
        newest=newest,
        may_edit=viewer.holds(*EDITING) and under.edition == newest,
        others=[row for row in stored if row.id != rule_set_id],
    )


@router.get("/rules/{rule_set_id}/compare/{other_id}")
def compare_rules(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    _viewer: CurrentViewer,
    rule_set_id: str,
    other_id: str,
    left: int | None = None,
    right: int | None = None,
) -> HTMLResponse:
    """Two rule sets side by side: what differs is marked, what is the same is folded.

    `left` and `right` are editions, the newest unless they are named.
    """
    words = _words(request)
    one = _sheet(session, rule_set_id, left, words)
    other = _sheet(session, other_id, right, words)
    return page(
        request,
        "rules_compared.html",
        left=one.rules,
        right=other.rules,
        names=_names(one.rules, other.rules, words),
        comparisons=compared(one, other, words),
        words=words,
    )


@router.get("/rules/{rule_set_id}/built-in")
def compare_with_built_in(
    request: Request, session: Transaction, _viewer: CurrentViewer, rule_set_id: str
) -> HTMLResponse:
    """What the set says here beside what this program brings under the same id."""
    words = _words(request)
    here = _sheet(session, rule_set_id, None, words)
    brought = loader.built_in_set(rule_set_id)
    if brought is None:
        raise RuleSetNotFound(rule_set=rule_set_id)
    other = sheet(brought.rules, words)
    return page(
        request,
        "rules_compared.html",
        left=here.rules,
        right=other.rules,
        names=(_names(here.rules, here.rules, words)[0], words.gettext("with this program")),
        comparisons=compared(here, other, words),
        words=words,
    )


def _names(left: RuleSet, right: RuleSet, words: Words) -> tuple[str, str]:
    """What the two columns are called: sets by their ids, editions of one by their numbers."""
    if left.id != right.id:
        return left.id, right.id
    text = words.gettext("edition %(number)s")
    return text % {"number": left.edition}, text % {"number": right.edition}


def _sheet(session: Session, rule_set_id: str, edition: int | None, words: Words) -> RuleSheet:
    return sheet(_rule_set(session, rule_set_id, edition), words)


def _rule_set(session: Session, rule_set_id: str, edition: int | None) -> RuleSet:
    if rules.stored(session, rule_set_id) is None:
        raise RuleSetNotFound(rule_set=rule_set_id)
    return rules.rule_set(session, rule_set_id, edition)


def _words(request: Request) -> Words:
    return Words(formats(languages.language_of(request)))
