"""What a change of rules that was typed would mean, before anything is changed."""

from collections.abc import Sequence
from itertools import islice

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.pages.dry_run_words import differs_words, effect_words
from api.pages.form_page import form_page
from api.pages.rule_comparing import compared
from api.pages.rule_sheets import sheet
from api.pages.rule_typed import Typed
from api.pages.rule_words import Words
from api.pages.typed import LONGEST_REASON
from approvals.domain.dry_run import DryRun
from approvals.domain.rule_set import RuleSet
from approvals.rules.editing import Edited
from core.refusal import Refusal

NAMED = 50  # dossiers: more are for the trial of the edition, once it is made


def preview(  # noqa: PLR0913, PLR0917 -- all that it shows
    request: Request,
    words: Words,
    rules: RuleSet,
    result: Edited,
    run: DryRun,
    typed: Typed,
    *,
    action: str,
    values: Sequence[tuple[str, str]],
    faults: Sequence[Refusal],
) -> HTMLResponse:
    """`values` are the fields of the form, sent along once more when it is confirmed."""
    both = sheet(rules, words), sheet(result.rules, words)
    source = ("basis", "strength", "note", "note_en")
    changed = (one for one in run.outlooks if one.effects)
    return form_page(
        request,
        "rule_preview.html",
        *faults,
        here=action,
        action=action,
        kept=[
            ("edition", str(typed.edition)),
            *((name, getattr(typed, name)) for name in source),
            *values,
        ],
        rules=rules,
        typed=typed,
        comparisons=[one for one in compared(*both, words) if one.different],
        run=run,
        effects=[(effect_words(one, words.written), n) for one, n in run.by_effect.items()],
        lines=[
            (one.running.code, [differs_words(differs, words.written) for differs in one.effects])
            for one in islice(changed, NAMED)
        ],
        longest=LONGEST_REASON,
        words=words,
    )
