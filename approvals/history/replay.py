"""Events folded into the dossier as it was. Pure: what no event says is not known here.

Each kind of event stands in one of three places: `FOLDS` says what it changes, `CHANGE_NOTHING`
that it only happened, `ELSEWHERE` that it belongs to the journal and to no dossier.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from approvals.history import (
    folding,
    folding_agency,
    folding_conduct,
    folding_consultation,
    folding_gates,
)
from approvals.history.dossier_then import DossierThen, ErasedText
from approvals.history.draft import Draft
from approvals.history.folding import Fold
from approvals.history.told import Told
from models.enums import DossierState, EventKind

__all__ = ["CHANGE_NOTHING", "ELSEWHERE", "FOLDS", "CannotFold", "Told", "fold", "states"]

FOLDS: Mapping[EventKind, Fold] = MappingProxyType(
    {
        EventKind.DOSSIER_SUBMITTED: folding.submitted,
        EventKind.DOSSIER_RESUBMITTED: folding.resubmitted,
        EventKind.DOSSIER_RETURNED: folding.moved(DossierState.RETURNED),
        EventKind.DOSSIER_AWARDED: folding.moved(DossierState.AWARDED),
        EventKind.DOSSIER_DECLINED: folding.moved(DossierState.DECLINED),
        EventKind.DOSSIER_WITHDRAWN: folding.moved(DossierState.WITHDRAWN),
        EventKind.DOSSIER_SETTLED_HERE: folding.moved(DossierState.SETTLED_HERE),
        EventKind.DOSSIER_REVOKED: folding_conduct.revoked,
        EventKind.HOLD_PLACED: folding_conduct.hold_placed,
        EventKind.HOLD_RELEASED: folding_conduct.hold_released,
        EventKind.REVOCATION_PROPOSED: folding_conduct.revocation_proposed,
        EventKind.REVOCATION_REFUSED: folding_conduct.revocation_refused,
        EventKind.RECOVERY_NOTED: folding_conduct.recovery_noted,
        EventKind.HONOUR_HIDDEN: folding_conduct.honour_hidden,
        EventKind.HONOUR_SHOWN: folding_conduct.honour_shown,
        EventKind.CONSULTATION_OPENED: folding_consultation.opened,
        EventKind.CONSULTATION_WITHDRAWN: folding_consultation.withdrawn,
        EventKind.COMMENT_RECEIVED: folding_consultation.received,
        EventKind.COMMENT_JUDGED: folding_consultation.judged,
        EventKind.DOSSIER_MOVED_TO_EDITION: folding_conduct.moved_to_edition,
        EventKind.GATE_OPENED: folding_gates.opened,
        EventKind.GATE_SETTLED: folding_gates.settled,
        EventKind.GATE_ESCALATED: folding_gates.escalated,
        EventKind.ASSIGNMENT_ACTIVATED: folding_gates.activated,
        EventKind.ASSIGNMENT_DECIDED: folding_gates.decided,
        EventKind.ASSIGNMENT_REASSIGNED: folding_gates.reassigned,
        EventKind.ASSIGNMENT_RECUSED: folding_gates.recused,
        EventKind.ASSIGNMENT_UNDONE: folding_gates.asked_in_vain,
        EventKind.DECISION_UNDONE: folding_gates.undone,
        EventKind.OPINION_ENTERED: folding_gates.opinion_entered,
        EventKind.OPINION_STRUCK: folding_gates.opinion_struck,
        EventKind.ENVELOPES_OPENED: folding_gates.envelopes_opened,
        EventKind.AGENCY_OPINION_ASKED: folding_agency.asked,
        EventKind.AGENCY_OPINION_REMINDED: folding_agency.reminded,
        EventKind.AGENCY_OPINION_ANSWERED: folding_agency.answered,
        EventKind.AGENCY_OPINION_LAPSED: folding_agency.lapsed,
        EventKind.REVIEWER_REMINDED: folding_gates.reminded,
        EventKind.ATTACHMENT_ADDED: folding.attached,
        EventKind.MESSAGES_QUEUED: folding.queued,
        EventKind.MESSAGE_ACCEPTED: folding.fared("accepted_at"),
        EventKind.MESSAGE_DELIVERED: folding.fared("delivered_at"),
        EventKind.MESSAGE_FAILED: folding.fared("failed_at"),
    }
)
CHANGE_NOTHING = frozenset(
    {
        EventKind.ADDRESS_CORRECTED,  # a person's, not the dossier's
        EventKind.TEXTS_ERASED,  # what is gone is seen where it stood
        EventKind.RUN_REPAIRED,
        EventKind.UNIT_REMINDED,
    }
)
ELSEWHERE = frozenset(
    {
        EventKind.HISTORY_READ,
        EventKind.HISTORY_SEARCHED,
        EventKind.RECORD_EXPORTED,
        EventKind.REQUEST_REGISTERED,
        EventKind.REQUEST_ANSWERED,
        EventKind.RULE_SET_EDITED,
        EventKind.RULE_SET_LOADED,
        EventKind.SEAL_KEY_INTRODUCED,
        EventKind.LOG_BEGUN,
        EventKind.RECORD_RESTORED,
        EventKind.COVER_NAMED,
        EventKind.COVER_ENDED,
        EventKind.ABSENCE_ENTERED,
        EventKind.ABSENCE_ENDED,
        EventKind.BODY_ADDED,
        EventKind.BLOC_JOINED,
        EventKind.BLOC_ELECTED,
        EventKind.AGREEMENT_WRITTEN,
        EventKind.AGREEMENT_SIGNED,
        EventKind.REGISTRATION_OPENED,
        EventKind.REGISTRATION_ENTERED,
        EventKind.REGISTRATION_REMOVED,
        EventKind.RECOMMENDATION_OPENED,
        EventKind.RECOMMENDATION_VOTED,
        EventKind.RECOMMENDATION_CLOSED,
        EventKind.REPORT_OPENED,
        EventKind.REPORT_SENT,
        EventKind.REPORT_FILE_ADDED,
        EventKind.REPORT_CLOSED,
        EventKind.MATTER_ANSWERED,
        EventKind.SCORING_SET,
        EventKind.SCORE_ENTERED,
        EventKind.SCORE_APPRAISED,
        EventKind.SCORING_CLOSED,
        EventKind.VISIT_PLANNED,
        EventKind.VISIT_HELD,
        EventKind.VISIT_CLOSED,
        EventKind.MOVEMENT_REGISTERED,
        EventKind.MOVEMENT_CHANGED,
        EventKind.MOVEMENT_SUMMED_UP,
        EventKind.MODEL_STEP_PLANNED,
        EventKind.MODEL_STEP_DONE,
        EventKind.CAMPAIGN_ADDED,
        EventKind.PERSON_ADDED,
        EventKind.PERSON_DEACTIVATED,
        EventKind.PERSON_ERASED,
        EventKind.SEAT_GIVEN,
        EventKind.SERIES_SET,
        EventKind.SEAT_ENDED,
        EventKind.PAST_AWARDS_ENTERED,
    }
)


class CannotFold(ValueError):
    """An event does not follow from those before it: no command of ours recorded that."""

    def __init__(self, event: Told, why: str) -> None:
        super().__init__(f"event {event.seq}, {event.kind}, does not fit: {why}")
        self.seq = event.seq


def fold(told: Iterable[Told]) -> DossierThen:
    """The dossier as these events say, from its first one on, in order.

    Raises `CannotFold`; `ValueError` where there is no event at all.
    """
    draft = None
    for event in told:
        draft = draft or Draft()
        _take(draft, event)
    if draft is None:
        raise ValueError("no events to fold")
    return draft.final()


def states(told: Iterable[Told]) -> Iterator[DossierThen]:
    """The dossier after each event, the first one first. Raises `CannotFold`."""
    draft = Draft()
    for event in told:
        _take(draft, event)
        yield draft.final()


def _take(draft: Draft, event: Told) -> None:
    begins = event.kind is EventKind.DOSSIER_SUBMITTED
    if event.seq != draft.seq + 1 or begins != (event.seq == 1):
        raise CannotFold(event, f"it follows event {draft.seq}")
    if event.kind not in CHANGE_NOTHING:
        try:
            FOLDS[event.kind](draft, event)
        except (AttributeError, LookupError, TypeError, ValueError) as why:
            raise CannotFold(event, repr(why)) from why
    draft.seq, draft.at, draft.head = event.seq, event.at, event.hash
    if None in event.texts.values():
        draft.erased += [
            ErasedText(seq=event.seq, name=name)
            for name, text in event.texts.items()
            if text is None
        ]
