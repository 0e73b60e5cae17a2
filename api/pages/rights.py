"""What a viewer may do with a dossier: which buttons its page offers, which forms open.

Commands check it again; this keeps pages from offering what would be refused.
"""

from dataclasses import dataclass

from approvals.commands.ask_opinion import may_ask
from approvals.commands.correct_address import may_correct
from approvals.commands.decide_revocation import may_decide
from approvals.commands.enter_opinion import may_enter
from approvals.commands.hold import may_hold
from approvals.commands.propose_revocation import may_propose
from approvals.commands.reassign import may_reassign
from approvals.commands.register_request import may_keep_register
from approvals.commands.submit import FILING
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.transitions import TRANSITIONS, Action, next_state
from approvals.queries.dossier_page import DossierPage, Duty, GateStory
from approvals.queries.minutes import may_read
from approvals.queries.visibility import Viewer
from models.conduct import RevocationState
from models.enums import AssignmentState, DossierState

_CAN_BE_HANDED_OVER = (AssignmentState.ACTIVE, AssignmentState.WAITING)


@dataclass(frozen=True, slots=True)
class Rights:
    resubmit: bool
    withdraw: bool
    attach: bool
    reassign: bool
    correct: bool  # addresses of people whom mail does not reach
    hold: bool  # put it on hold, or release it
    may_propose: bool  # at all: to take awards back that this body's dossiers got
    propose_revocation: bool
    decide_revocation: bool
    recover: bool  # note that what was given is back
    honour: bool  # take them off the roll of honour, or show them again
    consult: bool  # ask another body for its opinion
    enter: bool  # what absent members of the council wrote


def rights_of(viewer: Viewer, page: DossierPage) -> Rights:
    state, gate = page.dossier.state, page.open_gate
    own = _files_for(viewer, page)
    return Rights(
        resubmit=own
        and (state, Action.RESUBMIT) in TRANSITIONS
        and page.dossier.held_since is None,
        withdraw=own and (state, Action.WITHDRAW) in TRANSITIONS,
        attach=own and page.dossier.closed_at is None,
        reassign=gate is not None and may_reassign(viewer, gate.body.id),
        correct=may_correct(viewer),
        hold=may_hold_here(viewer, page) and page.dossier.closed_at is None,
        **_of_revocation(viewer, page),
        honour=may_keep_register(viewer) and state is DossierState.AWARDED,
        consult=gate is not None and may_ask(viewer, gate.body.id),
        enter=gate is not None and gate.rule.ballot is not None and may_enter(viewer, gate.body.id),
    )


def may_hold_here(viewer: Viewer, page: DossierPage) -> bool:
    """Where it is, or was returned from."""
    return may_hold(viewer, page.gates[-1].body.id)


def _of_revocation(viewer: Viewer, page: DossierPage) -> dict[str, bool]:
    newest, proposes = page.revocation, may_propose(viewer, page.body.id)
    stands = newest is not None and newest.state is not RevocationState.REFUSED
    awaited = newest is not None and newest.state is RevocationState.PROPOSED
    return {
        "may_propose": proposes,
        "propose_revocation": proposes
        and not stands
        and (page.dossier.state, Action.REVOKE) in TRANSITIONS,
        "decide_revocation": awaited and newest is not None and may_decide(viewer, newest),
        "recover": proposes
        and newest is not None
        and newest.decision_number is not None
        and newest.recovered_on is None,
    }


def ensure_may(viewer: Viewer, page: DossierPage, action: Action) -> None:
    """Refuse a form that would be refused: `NotAllowedHere`, `ActionNotAllowed`."""
    if not _files_for(viewer, page):
        raise NotAllowedHere
    next_state(page.dossier.state, action)


def can_be_handed_over(duty: Duty) -> bool:
    return duty.assignment.state in _CAN_BE_HANDED_OVER


def may_read_minutes(viewer: Viewer, story: GateStory) -> bool:
    return may_read(viewer, story.gate)


def _files_for(viewer: Viewer, page: DossierPage) -> bool:
    return viewer.holds_in(page.body.id, *FILING)
