"""Changing several values of the rules at once: one form, one source, one edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rule_editing import Editing, editing
from api.pages.rule_places import HEADINGS, Place
from api.pages.rule_previewing import preview
from api.pages.rule_typed import Typed, read_typed
from api.refusals import FormStale
from approvals.commands.edit_rule_set import EDITING, EditRuleSet, edit_rule_set
from approvals.domain.refusals.editing import RuleUnchanged
from approvals.domain.sourced import Strength
from approvals.domain.wording import WordedRefusal
from approvals.queries.dry_runs import dry_run_of
from approvals.rules.editable import Editable
from approvals.rules.editing import Edited, NewValue, editable, edited, shown_value
from core.refusal import Refusal
from models.rules import RuleSetEdition

router = APIRouter(include_in_schema=False, dependencies=[holding(*EDITING)])
Values = Mapping[str, tuple[str, ...]]  # what was typed, by the place of the value


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the section as its form shows it."""

    place: Place
    kind: Editable
    hint: str
    options: list[tuple[str, str]]
    typed: tuple[str, ...]


async def read_values(request: Request) -> Values:
    """The fields whose names are places."""
    form = await request.form()
    return {
        name: tuple(one for one in form.getlist(name) if isinstance(one, str))
        for name in form
        if "." in name
    }


@router.get("/rules/{rule_set_id}/edit/section")
def ask(request: Request, session: Transaction, rule_set_id: str, of: str = "") -> HTMLResponse:
    """The values of one stage of an award, or of a part that holds for all."""
    found = editing(request, session, rule_set_id)
    places = found.places.section(of)
    values = {one.path: _now(found, one) for one in places}
    return _form(request, found, of, values, Typed(edition=found.rules.edition))


@router.post("/rules/{rule_set_id}/edit/section")
def change(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    rule_set_id: str,
    typed: Annotated[Typed, Depends(read_typed)],
    values: Annotated[Values, Depends(read_values)],
    of: str = "",
) -> Response:
    """What the changes mean together; once confirmed, one new edition."""
    found = attempt(lambda session: editing(request, session, rule_set_id))
    if isinstance(found, Refusal):
        raise found
    if typed.again:
        return _form(request, found, of, values, typed)
    news, faults = _news(found, of, values, typed)
    made = faults[0] if faults else _made(found, of, news)
    if isinstance(made, Refusal):
        return _form(request, found, of, values, typed, *(faults or [made]))
    faults = [] if ours else [FormStale()]
    if typed.confirmed and not faults:
        command = EditRuleSet(
            rule_set_id=rule_set_id,
            edition=typed.edition,
            news=news,
            reason=typed.reason,
            edited_by_id=viewer.person.id,
        )
        done: RuleSetEdition | Refusal = attempt(
            lambda session: edit_rule_set(session, command, now=now)
        )
        if not isinstance(done, Refusal):
            return RedirectResponse(f"/rules/{rule_set_id}/editions", status_code=303)
        faults.append(done)
    run = attempt(lambda session: dry_run_of(session, rule_set_id, made.rules))
    if isinstance(run, Refusal):
        raise run
    here = _here(found, of)
    kept = [(path, one) for path, typed_there in values.items() for one in typed_there]
    return preview(
        request,
        found.places.words,
        found.rules,
        made,
        run,
        typed,
        action=here,
        values=kept,
        faults=faults,
    )


def _news(
    found: Editing, of: str, values: Values, typed: Typed
) -> tuple[tuple[NewValue, ...], list[Refusal]]:
    """The values that were typed anew, and what is wrong with others, each at its field."""
    news: list[NewValue] = []
    faults: list[Refusal] = []
    for place in found.places.section(of):
        raw = values.get(place.path, ())
        if raw == _now(found, place) or (place.unsaid and not any(raw)):
            continue
        try:
            value = editable(found.content, place.path).read(raw)
        except WordedRefusal as refusal:
            faults.append(refusal.at(place.path))
            continue
        if value != shown_value(found.content, place.path):
            news.append(
                NewValue(
                    path=place.path,
                    value=value,
                    basis=typed.basis,
                    strength=word_in(Strength, typed.strength),
                    note=typed.note,
                    note_en=typed.note_en,
                )
            )
    return tuple(news), faults


def _made(found: Editing, of: str, news: tuple[NewValue, ...]) -> Edited | Refusal:
    try:
        return edited(found.content, *news, edition=found.rules.edition + 1)
    except RuleUnchanged as unchanged:
        return unchanged.at(found.places.section(of)[0].path)  # where typing begins
    except Refusal as refusal:
        return refusal


def _now(found: Editing, place: Place) -> tuple[str, ...]:
    kind = editable(found.content, place.path)
    return tuple(kind.written(shown_value(found.content, place.path)))


def _form(
    request: Request, found: Editing, of: str, values: Values, typed: Typed, *faults: Refusal
) -> HTMLResponse:
    words, code = found.places.words, of.partition(".")[0]
    places = found.places.section(of)
    kinds = {one.path: editable(found.content, one.path) for one in places}
    return form_page(
        request,
        "rule_section.html",
        *faults,
        here=_here(found, of),
        action=_here(found, of),
        rules=found.rules,
        award=found.rules.awards.get(code),
        heading=words.label(places[0].stage) if places[0].stage else words.gettext(HEADINGS[of]),
        fields=[
            Field(
                place=one,
                kind=kinds[one.path],
                hint=found.places.hint(kinds[one.path]),
                options=found.places.options(one.path, kinds[one.path]),
                typed=values.get(one.path, ()),
            )
            for one in places
        ],
        typed=typed,
        strengths=list(Strength),
        words=words,
    )


def _here(found: Editing, of: str) -> str:
    return f"/rules/{found.rules.id}/edit/section?of={of}"
