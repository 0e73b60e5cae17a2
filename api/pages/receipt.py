"""What a reviewer is told after deciding: their word, its record, and what follows."""

from collections.abc import Mapping

from api.pages.answers import answer_words
from api.pages.formats import Format
from approvals.domain.undoing import undo_until
from approvals.domain.wording import N_
from approvals.queries.task_page import Task
from core.clock import now
from models.enums import DossierState, GateState, Role

_ENDS: Mapping[DossierState, str] = {
    DossierState.AWARDED: N_("The award is given. The nominating body has been told."),
    DossierState.DECLINED: N_("The award is not given. The nominating body has been told."),
    DossierState.REVOKED: N_("The award was given, and has been taken back since."),
    DossierState.WITHDRAWN: N_("The nomination was withdrawn by the nominating body."),
    DossierState.SETTLED_HERE: N_(
        "It is not proposed upward: the body gives an award at its own authority instead."
    ),
    DossierState.RETURNED: N_("The dossier is back with %(nominator)s for supplement."),
}


def receipt(task: Task, written: Format) -> Mapping[str, str]:
    """`said` is empty for a secret ballot; `record` is the event's hash as mails print it.

    `undo_until` is empty once the decision stands.
    """
    event = task.decision
    return {
        "said": answer_words(task, task.said, written) if task.said else "",
        "reason": written.said(event, "reason") if event else "",
        "record": event.hash.hex()[:12] if event else "",
        "follows": _follows(task, written),
        "undo_until": _undo_until(task, written),
    }


def _undo_until(task: Task, written: Format) -> str:
    decided_at = task.assignment.decided_at
    if task.said is None or decided_at is None or now() >= undo_until(decided_at):
        return ""
    return written.moment(undo_until(decided_at))


def _follows(task: Task, written: Format) -> str:
    """Where the dossier is by now, which may be further than this decision took it."""
    _ = written.texts.gettext
    body = written.body_name(task.body)
    if task.gate.state is GateState.OPEN:
        if task.assignment.role is Role.APPRAISER:
            return str(_("The head of %(body)s decides next.") % {"body": body})
        return str(_("The other members of %(body)s are still voting.") % {"body": body})
    text = _ENDS.get(task.dossier.state, N_("The dossier is now at this stage: %(stage)s."))
    return str(_(text)) % {
        "nominator": written.body_name(task.nominated_by),
        "stage": written.label(task.dossier.stage),
    }
