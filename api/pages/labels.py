"""What the closed lists of words are called on pages."""

from collections.abc import Mapping
from enum import StrEnum

from api.pages.bloc_labels import BLOC_LABELS
from api.pages.emulation_labels import EMULATION_LABELS
from api.pages.figure_labels import FIGURE_LABELS
from api.pages.rule_labels import STRENGTHS
from approvals.domain.shown import Part
from approvals.domain.sourced import Strength
from approvals.domain.wording import N_
from approvals.queries.dossier_filters import Trouble
from approvals.queries.dossier_list import Sort
from models.conduct import AgencyAnswer, HoldCause, HoldOutcome, RevocationGround
from models.consultations import Judgement
from models.enums import (
    AssignmentState,
    BodyKind,
    Choice,
    DataRequestKind,
    DataRequestState,
    Delivery,
    DossierState,
    GateMethod,
    GateState,
    MailTopic,
    MessageState,
    NomineeKind,
    Office,
    Rhythm,
    Role,
    Stage,
)

# By enum first: `GateState.RETURNED == DossierState.RETURNED`, since both are plain strings.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Stage: {
        Stage.UNIT: N_("Unit"),
        Stage.BLOC: N_("Bloc"),
        Stage.CENTRAL_BOARD: N_("Central board"),
        Stage.FINAL_AUTHORITY: N_("Final authority"),
    },
    DossierState: {
        DossierState.UNDER_REVIEW: N_("Under review"),
        DossierState.RETURNED: N_("Returned for supplement"),
        DossierState.AWARDED: N_("Awarded"),
        DossierState.DECLINED: N_("Declined"),
        DossierState.WITHDRAWN: N_("Withdrawn"),
        DossierState.REVOKED: N_("Award taken back"),
        DossierState.SETTLED_HERE: N_("Settled at own authority"),
    },
    Strength: STRENGTHS,
    AgencyAnswer: {
        AgencyAnswer.AGREE: N_("agrees"),
        AgencyAnswer.OBJECT: N_("objects"),
    },
    HoldCause: {
        HoldCause.DISCIPLINE: N_("disciplinary consideration"),
        HoldCause.INVESTIGATION: N_("investigation"),
        HoldCause.INSPECTION: N_("inspection with signs of a violation"),
        HoldCause.COMPLAINT: N_("complaint or denunciation being verified"),
        HoldCause.PRESS: N_("matter reported by the press being verified"),
    },
    HoldOutcome: {
        HoldOutcome.CLEARED: N_("Nothing stands against the nominee"),
        HoldOutcome.UPHELD: N_("It was so: whoever decides next must know"),
    },
    Judgement: {
        Judgement.KEPT: N_("Kept: whoever appraises reads it"),
        Judgement.SET_ASIDE: N_("Set aside"),
        Judgement.DENUNCIATION: N_("Denunciation: the dossier is put on hold"),
    },
    RevocationGround: {
        RevocationGround.FALSE_ACHIEVEMENTS: N_("achievements declared falsely"),
        RevocationGround.FORGED_PAPERS: N_("false information, or forged papers"),
        RevocationGround.UNLAWFUL_PROCEDURE: N_("an unlawful appraisal or proposal"),
        RevocationGround.STANDARD_UNDERMINED: N_("a violation that undermines the standard"),
    },
    GateState: {
        GateState.OPEN: N_("Open"),
        GateState.PASSED: N_("Passed"),
        GateState.RETURNED: N_("Returned"),
        GateState.REJECTED: N_("Rejected"),
        GateState.WITHDRAWN: N_("Withdrawn"),
        GateState.SETTLED_HERE: N_("Settled at own authority"),
        GateState.UNDONE: N_("Taken back"),
    },
    Choice: {
        Choice.PASS: N_("Approve"),
        Choice.RETURN: N_("Return for supplement"),
        Choice.REJECT: N_("Do not approve"),
    },
    GateMethod: {
        GateMethod.SIGNATURE: N_("Signature"),
        GateMethod.BALLOT: N_("Council ballot"),
        GateMethod.APPRAISAL: N_("Appraisal"),
    },
    Role: {
        Role.SIGNATORY: N_("Signatory"),
        Role.CHAIR: N_("Chair of the council"),
        Role.MEMBER: N_("Council member"),
        Role.APPRAISER: N_("Appraiser"),
    },
    Part: {
        Part.NOMINEE: N_("the nominee"),
        Part.POSITION: N_("the position"),
        Part.AWARD: N_("the award"),
        Part.RULES: N_("the rules"),
        Part.ACHIEVEMENTS: N_("the summary of achievements"),
        Part.FILES: N_("the evidence files"),
    },
    AssignmentState: {
        AssignmentState.WAITING: N_("Waits for an earlier step"),
        AssignmentState.ACTIVE: N_("Asked, not decided yet"),
        AssignmentState.DECIDED: N_("Has decided"),
        AssignmentState.EXCLUDED: N_("May not judge this dossier"),
        AssignmentState.REPLACED: N_("Handed over"),
        AssignmentState.CLOSED: N_("Closed without their word"),
        AssignmentState.UNDONE: N_("Asked anew"),
    },
    Office: {
        Office.HEAD: N_("Head"),
        Office.COUNCIL_CHAIR: N_("Council chair"),
        Office.COUNCIL_MEMBER: N_("Member of the council"),
        Office.APPRAISER: N_("Appraising officer"),
        Office.SECRETARY: N_("Secretary"),
        Office.SECRETARIAT: N_("Secretariat of the board"),
        Office.AUDITOR: N_("Auditor"),
        Office.ADMINISTRATOR: N_("Administrator"),
    },
    BodyKind: {
        BodyKind.MINISTRY: N_("Ministry, central agency or province"),
        BodyKind.UNIT: N_("Subordinate unit"),
        BodyKind.BLOC: N_("Emulation bloc"),
        BodyKind.BOARD: N_("Board"),
        BodyKind.AUTHORITY: N_("Deciding authority"),
    },
    NomineeKind: {
        NomineeKind.INDIVIDUAL: N_("Individual"),
        NomineeKind.COLLECTIVE: N_("Collective"),
        NomineeKind.HOUSEHOLD: N_("Household"),
    },
    MessageState: {
        MessageState.QUEUED: N_("Waiting to be sent"),
        MessageState.CLAIMED: N_("Being sent"),
        MessageState.ACCEPTED: N_("Sent"),
        MessageState.REJECTED: N_("Refused by the mail service"),
        MessageState.UNKNOWN: N_("Not known whether it was sent"),
        MessageState.OVERTAKEN: N_("No longer needed"),
        MessageState.GATHERED: N_("In the morning's digest"),
    },
    Rhythm: {
        Rhythm.AT_ONCE: N_("Each mail at once"),
        Rhythm.AUTOMATIC: N_("At once, and together when there are many"),
        Rhythm.DIGEST: N_("Together, once in the morning"),
    },
    MailTopic: {
        MailTopic.REMINDERS: N_("Reminders before the due day"),
        MailTopic.OUTCOMES: N_("Outcomes of dossiers you filed"),
        MailTopic.MORNING_BRIEF: N_("The morning brief: what is newly stuck, un-stuck and due"),
    },
    Delivery: {
        Delivery.PROCESSED: N_("Mail on its way"),
        Delivery.DEFERRED: N_("Mail not taken yet, tried again"),
        Delivery.DELIVERED: N_("Mail delivered"),
        Delivery.BLOCKED: N_("Mail turned away by their server"),
        Delivery.DROPPED: N_("Not sent: the address failed before"),
        Delivery.BOUNCED: N_("Mail returned"),
    },
    DataRequestKind: {
        DataRequestKind.COPY: N_("A copy of their data"),
        DataRequestKind.CORRECTION: N_("A correction"),
        DataRequestKind.ERASURE: N_("An erasure"),
        DataRequestKind.OBJECTION: N_("Not to stand on the roll of honour"),
    },
    DataRequestState: {
        DataRequestState.OPEN: N_("Open"),
        DataRequestState.FULFILLED: N_("Fulfilled"),
        DataRequestState.REFUSED: N_("Refused"),
    },
    Trouble: {
        Trouble.OVERDUE: N_("Overdue"),
        Trouble.NOBODY_ASKED: N_("Nobody to decide"),
        Trouble.MAIL_REFUSED: N_("Mail could not be delivered"),
    },
    Sort: {
        Sort.DUE: N_("Most urgent first"),
        Sort.WAITING: N_("Longest waiting first"),
        Sort.CHANGED: N_("Latest change first"),
        Sort.CODE: N_("By code"),
        Sort.NAME: N_("By the nominee's name"),
    },
    **BLOC_LABELS,
    **EMULATION_LABELS,
    **FIGURE_LABELS,
}

PROGRESS: Mapping[str, str] = {
    "done": N_("passed"),
    "current": N_("under way"),
    "upcoming": N_("not yet"),
    "skipped": N_("not on this route"),
    "returned": N_("returned"),
    "stopped": N_("stopped here"),
}
