"""The editions of a rule set: who changed what, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api import languages
from api.dependencies import CurrentViewer, Transaction
from api.pages.formats import Format
from api.pages.rendering import formats, page
from api.pages.rule_places import Places
from api.pages.rule_words import Words
from approvals.commands.edit_rule_set import EDITING
from approvals.domain.erased import shown_name
from approvals.domain.refusals.editing import RuleValueUnknown
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.queries import rules
from approvals.queries.running import open_by_edition
from approvals.queries.visibility import NATIONAL
from models.bodies import Person
from models.rules import RuleSetEdition

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value, before and after, in words; `about`: of which award, at which stage."""

    label: str
    about: str
    path: str
    before: str
    after: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition; `open`: how many dossiers go by it now."""

    number: int
    at: datetime
    open: int
    by: str = ""
    reason: str = ""
    changes: Sequence[Change] = ()


@router.get("/rules/{rule_set_id}/editions")
def list_editions(
    request: Request, session: Transaction, viewer: CurrentViewer, rule_set_id: str
) -> HTMLResponse:
    """The newest first; the last one is what was loaded."""
    stored = rules.stored(session, rule_set_id)
    if stored is None:
        raise RuleSetNotFound(rule_set=rule_set_id)
    words = Words(formats(languages.language_of(request)))
    under_way = open_by_edition(session, rule_set_id)
    made = [
        _line(session, one, author, words, under_way)
        for one, author in rules.editions(session, rule_set_id)
    ]
    loaded = EditionLine(number=1, at=stored.loaded_at, open=under_way.get(1, 0))
    lines = [*made, loaded]
    return page(
        request,
        "rule_editions.html",
        stored=stored,
        rules=rules.rule_set(session, rule_set_id),
        editions=lines,
        numbers=[(one.number, str(one.number)) for one in lines],
        may_edit=viewer.holds(*EDITING),
        may_run=viewer.holds(*NATIONAL),
    )


def _line(
    session: Session,
    edition: RuleSetEdition,
    author: Person,
    words: Words,
    under_way: Mapping[int, int],
) -> EditionLine:
    before, after = (
        _places(session, edition.rule_set_id, number, words)
        for number in (edition.number - 1, edition.number)
    )
    return EditionLine(
        number=edition.number,
        at=edition.made_at,
        open=under_way.get(edition.number, 0),
        by=_named(author, words.written),
        reason=edition.reason,
        changes=[_change(one, before, after) for one in edition.changes],
    )


def _places(session: Session, rule_set_id: str, number: int, words: Words) -> Places:
    under = rules.rule_set(session, rule_set_id, number)
    return Places(under, rules.content(session, rule_set_id, number), words)


def _change(change: Mapping[str, Any], before: Places, after: Places) -> Change:
    path = change["path"]
    place = after.at(path)
    now, (area, of) = place.line, path.split(".")[:2]
    told = [after.words.written.award_name(after.rules.awards[of])] if area == "awards" else []
    told += [after.words.label(place.stage)] if place.stage else []
    return Change(
        label=now.label,
        about=" · ".join(filter(None, (*told, now.about))),
        path=path,
        before=_words_at(before, path),
        after=now.words,
        basis=now.basis,
    )


def _words_at(places: Places, path: str) -> str:
    """Empty where that edition did not say it."""
    try:
        return places.at(path).line.words
    except RuleValueUnknown:
        return ""


def _named(author: Person, written: Format) -> str:
    return shown_name(author.name, author.erased_at, written.texts.gettext)
