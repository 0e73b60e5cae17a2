"""How a dossier's timeline looks and calls each kind of event that it tells."""

from collections.abc import Mapping

from api.pages.looks import Look
from approvals.domain.wording import N_
from models.enums import Choice, EventKind, GateState

VERDICTS: Mapping[str, Look] = {
    Choice.PASS: Look("go", "check"),
    Choice.RETURN: Look("back", "back"),
    Choice.REJECT: Look("stop", "cross"),
}
RESULTS: Mapping[str, Look] = {
    GateState.PASSED: Look("go", "check"),
    GateState.REJECTED: Look("stop", "cross"),
}
PLAIN: Mapping[EventKind, tuple[Look, str]] = {
    EventKind.DOSSIER_SUBMITTED: (Look("wait", "send"), N_("Submitted by %(nominated_by)s")),
    EventKind.DOSSIER_RESUBMITTED: (
        Look("wait", "send"),
        N_("Submitted again, round %(round)s"),
    ),
    EventKind.GATE_OPENED: (Look("quiet", "right"), N_("Laid before %(body)s")),
    EventKind.ASSIGNMENT_REASSIGNED: (
        Look("quiet", "swap"),
        N_("%(body)s: the task was handed to somebody else"),
    ),
    EventKind.DECISION_UNDONE: (
        Look("back", "back"),
        N_("A decision was taken back: again before %(body)s"),
    ),
    EventKind.OPINION_ENTERED: (
        Look("quiet", "file"),
        N_("%(body)s: a written opinion was entered"),
    ),
    EventKind.OPINION_STRUCK: (Look("back", "back"), N_("%(body)s: a written opinion was struck")),
    EventKind.ENVELOPES_OPENED: (
        Look("quiet", "mail"),
        N_("%(body)s: the envelopes of absent members were opened"),
    ),
    EventKind.ASSIGNMENT_ACTIVATED: (
        Look("quiet", "person"),
        N_("%(body)s: a vacant seat was given, so that somebody is asked"),
    ),
    EventKind.ASSIGNMENT_UNDONE: (
        Look("back", "back"),
        N_("%(body)s: a seat given by mistake was taken back"),
    ),
    EventKind.ASSIGNMENT_RECUSED: (
        Look("quiet", "dash"),
        N_("%(body)s: a reviewer takes no part"),
    ),
    EventKind.REVIEWER_REMINDED: (Look("quiet", "bell"), N_("%(body)s was reminded")),
    EventKind.UNIT_REMINDED: (
        Look("quiet", "bell"),
        N_("The unit was reminded that the dossier waits for it"),
    ),
    EventKind.GATE_ESCALATED: (
        Look("back", "warning"),
        N_("%(body)s is late: the secretariat was told"),
    ),
    EventKind.MESSAGE_FAILED: (
        Look("back", "mail"),
        N_("A mail could not be delivered"),
    ),
    EventKind.ADDRESS_CORRECTED: (
        Look("quiet", "mail"),
        N_("The address that mail goes to was corrected"),
    ),
    EventKind.RUN_REPAIRED: (
        Look("quiet", "dash"),
        N_("The engine was set right; the dossier itself was not touched"),
    ),
    EventKind.ATTACHMENT_ADDED: (Look("quiet", "file"), N_("File added: %(name)s")),
    EventKind.TEXTS_ERASED: (Look("quiet", "dash"), N_("Personal data were erased")),
    EventKind.DOSSIER_AWARDED: (Look("award", "award"), N_("The award is given")),
    EventKind.DOSSIER_DECLINED: (Look("stop", "cross"), N_("The award is not given")),
    EventKind.DOSSIER_WITHDRAWN: (Look("quiet", "dash"), N_("The nomination was withdrawn")),
    EventKind.DOSSIER_SETTLED_HERE: (
        Look("go", "swap"),
        N_("Not proposed upward: %(body)s settles it at its own authority, by dossier %(code)s"),
    ),
    EventKind.HOLD_PLACED: (Look("wait", "pause"), N_("The dossier was put on hold")),
    EventKind.HOLD_RELEASED: (Look("go", "right"), N_("A hold was released")),
    EventKind.CONSULTATION_OPENED: (
        Look("wait", "people"),
        N_("Public consultation %(number)s was opened"),
    ),
    EventKind.CONSULTATION_WITHDRAWN: (
        Look("back", "back"),
        N_("Public consultation %(number)s was withdrawn before it began"),
    ),
    EventKind.COMMENT_RECEIVED: (
        Look("quiet", "mail"),
        N_("A comment of the public came in: %(receipt)s"),
    ),
    EventKind.COMMENT_JUDGED: (Look("quiet", "check"), N_("A comment of the public was judged")),
    EventKind.AGENCY_OPINION_ASKED: (
        Look("wait", "mail"),
        N_("Another body was asked for its opinion"),
    ),
    EventKind.AGENCY_OPINION_REMINDED: (
        Look("quiet", "mail"),
        N_("The body whose opinion is awaited was reminded"),
    ),
    EventKind.AGENCY_OPINION_ANSWERED: (
        Look("go", "check"),
        N_("The body whose opinion was asked has answered"),
    ),
    EventKind.AGENCY_OPINION_LAPSED: (
        Look("go", "clock"),
        N_("The time for the other body's opinion is over: its silence was taken as agreement"),
    ),
    EventKind.DOSSIER_MOVED_TO_EDITION: (
        Look("quiet", "swap"),
        N_("The dossier now goes by edition %(to)s of its rules"),
    ),
    EventKind.REVOCATION_PROPOSED: (
        Look("back", "warning"),
        N_("Taking the award back was proposed, by conclusion %(conclusion_number)s"),
    ),
    EventKind.REVOCATION_REFUSED: (Look("award", "award"), N_("The award stands")),
    EventKind.DOSSIER_REVOKED: (
        Look("stop", "cross"),
        N_("The award was taken back by decision %(revoked_by)s"),
    ),
    EventKind.RECOVERY_NOTED: (
        Look("quiet", "check"),
        N_("What was given with the award was returned"),
    ),
    EventKind.HONOUR_HIDDEN: (Look("quiet", "dash"), N_("Taken off the public roll of honour")),
    EventKind.HONOUR_SHOWN: (Look("quiet", "award"), N_("On the public roll of honour again")),
}


# What usually happens by itself, where somebody asked for it.
ASKED_FOR: Mapping[EventKind, str] = {
    EventKind.RUN_REPAIRED: N_("The engine was asked to look at it again"),
    EventKind.GATE_ESCALATED: N_("%(body)s: those above were asked to help it on"),
}
# Mail that was queued, by notice. Of reminders and escalations their own events tell; codes and
# new links are between the system and one reader.
MAILED: Mapping[str, str] = {
    "gate_opened": N_("%(body)s was asked by mail"),
    "changed": N_("%(body)s was told by mail that the dossier has changed"),
    "returned": N_("%(nominated_by)s was told by mail"),
    "outcome": N_("%(nominated_by)s was told by mail"),
    "put_on_hold": N_("Those concerned were told by mail that it is on hold"),
    "goes_on": N_("Those concerned were told by mail that it goes on"),
    "opinion_asked": N_("The body whose opinion is asked was told by mail"),
    "revocation_decided": N_("%(nominated_by)s was told by mail"),
    "taken_back": N_("Whoever had mail about it was told that it is void"),
}
MAIL = Look("quiet", "mail")
