"""A reviewer's task as a page: what it shows, the form, and what is wrong with what was typed.

Shared by the mailed link (review.py) and the inbox (inbox.py); a decision is taken by `decide`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.languages import language_of
from api.pages.answers import answers_for
from api.pages.council_words import council_words
from api.pages.form_page import form_page
from api.pages.point_words import points
from api.pages.receipt import receipt
from api.pages.rendering import formats
from api.pages.stage_line import stage_line
from api.pages.storytelling import story
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import AnswerMissing, CodeMissing, TextTooLong
from api.web import web_of
from approvals.commands.numbering import Numbered
from approvals.domain.assurance import asked_at, suffices
from approvals.domain.choices import is_secret, reason_needed
from approvals.domain.refusals.deciding import ReasonNeeded
from approvals.queries.task_page import Task
from core.refusal import Refusal
from models.enums import AssignmentState, Assurance, Choice, GateState, Proof


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form, cleaned; kept on the page when something is refused."""

    choice: str = ""
    reason: str = ""
    code: str = ""
    decision_number: str = ""
    take_number: bool = True  # the next of the series, where there is one
    shown: str = ""  # what the page showed: `Shown.text`

    @property
    def chosen(self) -> Choice | None:
        return Choice(self.choice) if self.choice in set(Choice) else None

    @property
    def numbered(self) -> Numbered:
        return Numbered(typed=self.decision_number, take=self.take_number)


def typed(  # noqa: PLR0913, PLR0917 -- the fields of a form
    choice: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    code: Annotated[str, Form()] = "",
    decision_number: Annotated[str, Form()] = "",
    take_number: Annotated[str, Form()] = "",
    shown: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(
        choice=choice,
        reason=clean_lines(reason),
        code=clean_lines(code),
        decision_number=clean_lines(decision_number)[:80],
        take_number=bool(take_number),
        shown=shown,
    )


def faults(task: Task, typed: Typed, *, with_code: bool) -> Iterator[Refusal]:
    """What is missing, all at once, before anything is tried."""
    chosen = typed.chosen
    if chosen is None:
        yield AnswerMissing()
    elif reason_needed(task.rule, task.assignment.role, chosen) and not typed.reason:
        yield ReasonNeeded(choice=chosen)
    if len(typed.reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)
    if with_code and not typed.code:
        yield CodeMissing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How somebody came to a task: where its form and files are, and the link's name, if by one.

    `proof` is how well they have shown who they are already; `code_sent`, whether a fresh code is
    on its way to them.
    """

    action: str
    files: str
    here: str
    link_id: str | None = None
    proof: Proof = Proof.LINK
    code_sent: bool = False


def still_asked(request: Request, task: Task, way: Way) -> Assurance | None:
    """What is still missing of what the gate asks; None when nothing is.

    A link alone is nothing yet: LINK stands for the code printed beside it.
    """
    asked = asked_at(task.rule, login_waived=web_of(request).settings.login_waived)
    return asked if way.link_id or not suffices(way.proof, asked) else None


def task_page(
    request: Request,
    task: Task,
    way: Way,
    *,
    typed: Typed | None = None,
    refusals: tuple[Refusal, ...] = (),
) -> HTMLResponse:
    """The task as it stands: to decide, or what was decided."""
    decided = task.assignment.state is AssignmentState.DECIDED
    return form_page(
        request,
        "task_decided.html" if decided else "task.html",
        *refusals,
        here=way.here,
        way=way,
        typed=typed or Typed(),
        still_asked=still_asked(request, task, way),
        **_shown(request, task),
    )


def _shown(request: Request, task: Task) -> Mapping[str, Any]:
    """What both pages show of a task, in the reader's language."""
    written = formats(language_of(request))
    secret = is_secret(task.rule, Choice.PASS)
    answers = answers_for(task, written)
    return {
        **receipt(task, written),
        "task": task,
        "shown": task.shown.text,
        "points": points(task.findings, written),
        "secret": secret,
        "waits": task.assignment.state is AssignmentState.ACTIVE
        and task.gate.state is GateState.OPEN,
        "answers": answers,
        "asks_reason": not secret or any(answer.value == Choice.RETURN for answer in answers),
        "asks_number": task.gives_the_award,
        "longest_reason": LONGEST_REASON,
        "stages": stage_line(
            task.dossier, task.nominee, task.award, gates=task.gates, written=written
        ),
        "told": story(task.timeline, task.gates, task.nominated_by, written),
        "answered": sum(
            assignment.state is AssignmentState.DECIDED for assignment, *_ in task.asked
        ),
        "council": council_words(
            task.gate, task.rule, [assignment for assignment, *_ in task.asked], written
        ),
    }
