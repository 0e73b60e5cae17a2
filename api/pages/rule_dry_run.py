"""What other rules would mean for dossiers under way, and moving those that are chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api import languages
from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.dry_run_words import differs_words, effect_words
from api.pages.form_page import form_page
from api.pages.rendering import formats, page, sentence
from api.pages.rule_words import Words
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import AnswerMissing, FormStale
from approvals.commands.edit_rule_set import EDITING
from approvals.commands.move_to_edition import MoveToEdition, move_to_edition
from approvals.domain.dry_run import DryRun, Outlook
from approvals.domain.other_rules import Effect
from approvals.domain.refusals.missing import DossierNotFound, RuleSetNotFound
from approvals.domain.rule_set import RuleSet
from approvals.queries import dossiers, rules
from approvals.queries.dry_runs import dry_run_of
from approvals.queries.visibility import NATIONAL
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
SHOWN = 200  # dossiers on a page
AT_ONCE = 500  # dossiers that one form moves: each takes a transaction, and somebody waits


@dataclass(frozen=True, slots=True)
class Which:
    """What is typed to move dossiers: the unchanged, the changed, or those named."""

    which: str = ""
    codes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run and what it is of."""

    rules: RuleSet
    instead: RuleSet
    run: DryRun


@dataclass(frozen=True, slots=True)
class NotMoved:
    code: str
    why: str


def read_which(
    which: Annotated[str, Form()] = "",
    code: Annotated[list[str] | None, Form()] = None,
    reason: Annotated[str, Form()] = "",
) -> Which:
    return Which(which, tuple(code or ()), clean_lines(reason))


@router.get("/rules/{rule_set_id}/dry-run", dependencies=[holding(*NATIONAL)])
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    rule_set_id: str,
    under: str = "",
    only: str = "",
    at: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Under the newest edition of the same rules, or of others: `under`."""
    trial = _trial(session, rule_set_id, under or rule_set_id)
    return _page(request, trial, Which(), only, at=at, may_move=viewer.holds(*EDITING))


@router.post("/rules/{rule_set_id}/dry-run", dependencies=[holding(*EDITING)])
def move(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    rule_set_id: str,
    typed: Annotated[Which, Depends(read_which)],
) -> HTMLResponse:
    """Move the chosen dossiers to the newest edition, each in a transaction of its own."""
    trial = attempt(lambda session: _trial(session, rule_set_id, rule_set_id))
    if isinstance(trial, Refusal):
        raise trial
    chosen = list(_chosen(trial, typed))
    faults: list[Refusal] = [] if ours else [FormStale()]
    if not chosen:
        faults.append(AnswerMissing().at("which"))
    faults += faults_of_reason(typed.reason)
    if faults:
        return _page(request, trial, typed, "", *faults, may_move=True)
    moved, not_moved = [], []
    for one in chosen[:AT_ONCE]:

        def step(session: Session, code: str = one.running.code) -> bool:
            dossier = dossiers.by_code(session, code)
            if dossier is None:
                raise DossierNotFound(dossier=code)
            command = MoveToEdition(
                dossier_id=dossier.id,
                edition=trial.instead.edition,
                reason=typed.reason,
                moved_by_id=viewer.person.id,
            )
            return move_to_edition(session, command, now=now)

        done = attempt(step)
        if isinstance(done, Refusal):
            not_moved.append(NotMoved(one.running.code, sentence(request, done)))
        elif done:
            moved.append(one.running.code)
    return page(
        request,
        "rule_moved.html",
        here=f"/rules/{rule_set_id}/dry-run",
        rules=trial.instead,
        moved=moved,
        not_moved=not_moved,
        left=max(0, len(chosen) - AT_ONCE),
    )


def _trial(session: Session, rule_set_id: str, under: str) -> Trial:
    """Raises `RuleSetNotFound`."""
    for one in (rule_set_id, under):
        if rules.stored(session, one) is None:
            raise RuleSetNotFound(rule_set=one)
    instead = rules.rule_set(session, under)
    run = dry_run_of(session, rule_set_id, instead)
    return Trial(rules.rule_set(session, rule_set_id), instead, run)


def _waiting(trial: Trial) -> list[Outlook]:
    """Those that go by an earlier edition; what cannot be moved is left out."""
    return [
        one
        for one in trial.run.outlooks
        if not one.blocked and one.running.under != (trial.instead.id, trial.instead.edition)
    ]


def _chosen(trial: Trial, typed: Which) -> Iterator[Outlook]:
    named = set(typed.codes)
    for one in _waiting(trial):
        wanted = {
            "unchanged": not one.effects,
            "changed": bool(one.effects),
            "all": True,
            "named": one.running.code in named,
        }
        if wanted.get(typed.which):
            yield one


def _page(  # noqa: PLR0913 -- all that it shows
    request: Request,
    trial: Trial,
    typed: Which,
    only: str,
    *faults: Refusal,
    may_move: bool,
    at: int = 1,
) -> HTMLResponse:
    words = Words(formats(languages.language_of(request)))
    effect = word_in(Effect, only)
    fitting = [one for one in trial.run.outlooks if _fits(one, only, effect)]
    at = min(at, max(1, -(-len(fitting) // SHOWN)))  # a page past the end is the last one
    first, waiting = (at - 1) * SHOWN, _waiting(trial)
    same = trial.rules.id == trial.instead.id
    return form_page(
        request,
        "rule_dry_run.html",
        *faults,
        here=f"/rules/{trial.rules.id}/dry-run",
        trial=trial,
        run=trial.run,
        same=same,
        only=only,
        typed=typed,
        effects=[(effect_words(one, words.written), n) for one, n in trial.run.by_effect.items()],
        filters=[(one.value, effect_words(one, words.written)) for one in trial.run.by_effect],
        lines=[
            (one, [differs_words(differs, words.written) for differs in one.effects])
            for one in fitting[first : first + SHOWN]
        ],
        found=len(fitting),
        at=at,
        first=first + 1,
        last=min(first + SHOWN, len(fitting)),
        movable={one.running.code for one in waiting} if same and may_move else set(),
        unchanged=sum(not one.effects for one in waiting),
        changed=sum(bool(one.effects) for one in waiting),
        at_once=AT_ONCE,
        longest=LONGEST_REASON,
        words=words,
    )


def _fits(one: Outlook, only: str, effect: Effect | None) -> bool:
    if effect is not None:
        return any(differs.effect is effect for differs in one.effects)
    return {"unchanged": not one.effects, "changed": bool(one.effects)}.get(only, True)
