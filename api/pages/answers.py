"""The answers a reviewer may choose from, with what each of them leads to."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.formats import Format
from api.pages.looks import look
from approvals.domain.choices import choices_offered
from approvals.domain.wording import N_
from approvals.queries.task_page import Task
from models.enums import Choice, GateMethod, Role

_SIGNS = {
    Choice.PASS: N_("Approve"),
    Choice.RETURN: N_("Return for supplement"),
    Choice.REJECT: N_("Do not approve"),
}
_VOTES = {
    Choice.PASS: N_("In favour"),
    Choice.RETURN: N_("Return for supplement"),
    Choice.REJECT: N_("Against"),
}
_RECOMMENDS = {
    Choice.PASS: N_("Recommend approval"),
    Choice.RETURN: N_("Recommend returning it for supplement"),
    Choice.REJECT: N_("Recommend not approving"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One radio button."""

    value: str
    words: str
    hint: str
    tone: str
    icon: str


def answers_for(task: Task, written: Format) -> list[Answer]:
    """Only what this role may choose here, in the order of the rules."""
    words = choice_words(task.assignment.role, task.gate.method)
    return [
        Answer(
            value=choice.value,
            words=written.texts.gettext(words[choice]),
            hint=_hint(task, choice, written),
            tone=look(choice).tone,
            icon=look(choice).icon,
        )
        for choice in choices_offered(task.rule, task.assignment.role)
    ]


def answer_words(task: Task, choice: Choice, written: Format) -> str:
    """What somebody chose, in the words of their form."""
    words = choice_words(task.assignment.role, task.gate.method)
    return str(written.texts.gettext(words[choice]))


def choice_words(role: Role, method: GateMethod) -> Mapping[Choice, str]:
    """What the choices are called there; to be translated."""
    if role is Role.APPRAISER:
        return _RECOMMENDS
    return _VOTES if method is GateMethod.BALLOT else _SIGNS


def _hint(task: Task, choice: Choice, written: Format) -> str:
    """What happens next; a vote or a recommendation alone decides nothing."""
    _ = written.texts.gettext
    if task.assignment.role is Role.APPRAISER:
        return ""
    if choice is Choice.RETURN:
        body = written.body_name(task.nominated_by)
        return str(_("Goes back to %(body)s, which may add what is missing.") % {"body": body})
    if task.gate.method is GateMethod.BALLOT:
        return ""
    if choice is Choice.REJECT:
        return str(_("The award is not given; the nomination ends here."))
    if task.next_rule is None:
        return str(_("The award is given."))
    stage = written.label(task.next_rule.stage)
    return str(_("Goes on to the next stage: %(stage)s.") % {"stage": stage})
