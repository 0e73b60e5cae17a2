"""Changing a value of the rules: find it, type it with its source, see what it means, confirm."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import languages
from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rendering import formats, page
from api.pages.rule_places import HEADINGS, Place, Places
from api.pages.rule_previewing import preview
from api.pages.rule_typed import Typed, read_typed
from api.pages.rule_words import Words
from api.refusals import FormStale
from approvals.commands.edit_rule_set import EDITING, EditRuleSet, edit_rule_set
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.sourced import Strength
from approvals.queries import rules
from approvals.queries.dry_runs import dry_run_of
from approvals.rules.editing import (
    Edited,
    NewValue,
    awards_under,
    editable,
    edited,
    owner,
    shown_value,
)
from core.refusal import Refusal
from models.rules import RuleSetEdition

router = APIRouter(include_in_schema=False, dependencies=[holding(*EDITING)])


@dataclass(frozen=True, slots=True)
class Editing:
    """The newest edition of a rule set, ready to be changed."""

    rules: RuleSet
    content: dict[str, Any]
    places: Places


@router.get("/rules/{rule_set_id}/edit")
def choose(
    request: Request, session: Transaction, rule_set_id: str, award: str = ""
) -> HTMLResponse:
    """What can be changed: of all awards, or stage by stage of one."""
    found = editing(request, session, rule_set_id)
    chosen = found.rules.awards.get(award)
    return page(
        request,
        "rules_edit.html",
        rules=found.rules,
        chosen=chosen,
        stages=found.places.of_award(chosen) if chosen else (),
        general={} if chosen else found.places.general(),
        headings=HEADINGS,
        awards=_by_name(found.rules),
        words=found.places.words,
    )


@router.get("/rules/{rule_set_id}/edit/value")
def ask(request: Request, session: Transaction, rule_set_id: str, at: str = "") -> HTMLResponse:
    """One value with its source, to be typed anew."""
    found = editing(request, session, rule_set_id)
    place, kind = found.places.at(at), editable(found.content, at)
    typed = Typed(
        at=at,
        where=at,
        edition=found.rules.edition,
        value=tuple(kind.written(shown_value(found.content, at))),
        strength=Strength.U.value if place.unsaid else "",
    )  # its source is typed anew: that of the old value is not that of the new one
    return _value_page(request, found, place, typed)


@router.post("/rules/{rule_set_id}/edit/value")
def change(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    rule_set_id: str,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    """What the change means; once confirmed, the new edition."""
    found = attempt(lambda session: editing(request, session, rule_set_id))
    if isinstance(found, Refusal):
        raise found
    place = found.places.at(typed.at)
    found.places.at(typed.where)  # the one that is changed is there too
    if typed.again:
        return _value_page(request, found, place, typed)
    made = _made(found, typed)
    if isinstance(made, Refusal):
        return _value_page(request, found, place, typed, made)
    new, result = made
    faults: list[Refusal] = [] if ours else [FormStale()]
    if typed.confirmed and not faults:
        command = EditRuleSet(
            rule_set_id=rule_set_id,
            edition=typed.edition,
            news=(new,),
            reason=typed.reason,
            edited_by_id=viewer.person.id,
        )
        done: RuleSetEdition | Refusal = attempt(
            lambda session: edit_rule_set(session, command, now=now)
        )
        if not isinstance(done, Refusal):
            return RedirectResponse(f"/rules/{rule_set_id}/editions", status_code=303)
        faults.append(done)
    run = attempt(lambda session: dry_run_of(session, rule_set_id, result.rules))
    if isinstance(run, Refusal):
        raise run
    return preview(
        request,
        found.places.words,
        found.rules,
        result,
        run,
        typed,
        action=f"/rules/{rule_set_id}/edit/value",
        values=[("at", typed.at), ("where", typed.where), *(("value", one) for one in typed.value)],
        faults=faults,
    )


def _made(found: Editing, typed: Typed) -> tuple[NewValue, Edited] | Refusal:
    try:
        new = NewValue(
            path=typed.where,
            value=editable(found.content, typed.where).read(typed.value),
            basis=typed.basis,
            strength=word_in(Strength, typed.strength),
            note=typed.note,
            note_en=typed.note_en,
        )
        return new, edited(found.content, new, edition=found.rules.edition + 1)
    except Refusal as refusal:
        return refusal


def _value_page(
    request: Request, found: Editing, place: Place, typed: Typed, *faults: Refusal
) -> HTMLResponse:
    kind, shared = editable(found.content, typed.at), owner(found.content, typed.at)
    return form_page(
        request,
        "rule_value.html",
        *faults,
        here=f"/rules/{found.rules.id}/edit/value?at={typed.at}",
        rules=found.rules,
        place=place,
        award=_award_at(found, typed.at),
        typed=typed,
        kind=kind,
        hint=found.places.hint(kind),
        options=found.places.options(typed.at, kind),
        shared=shared if shared != typed.at else "",
        reached=awards_under(found.content, shared),
        strengths=list(Strength),
        words=found.places.words,
    )


def editing(request: Request, session: Session, rule_set_id: str) -> Editing:
    """The newest edition; raises `RuleSetNotFound`."""
    if rules.stored(session, rule_set_id) is None:
        raise RuleSetNotFound(rule_set=rule_set_id)
    newest = rules.rule_set(session, rule_set_id)
    content = rules.content(session, rule_set_id, newest.edition)
    words = Words(formats(languages.language_of(request)))
    return Editing(newest, content, Places(newest, content, words))


def _award_at(found: Editing, path: str) -> AwardRule | None:
    area, *rest = path.split(".")
    return found.rules.awards.get(rest[0]) if area == "awards" else None


def _by_name(rule_set: RuleSet) -> list[AwardRule]:
    """Those that submissions may ask for first."""
    return sorted(rule_set.awards.values(), key=lambda one: (not one.offered, one.name))
