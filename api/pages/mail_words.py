"""A mail about a dossier, as far as its history knew by then."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.formats import Format
from approvals.domain.wording import N_
from approvals.history.dossier_then import MailThen

# A folder of notifications/templates, and what its mail is for.
_NOTICES: Mapping[str, str] = {
    "gate_opened": N_("Request for a decision"),
    "changed": N_("The dossier changed: request anew"),
    "reminder": N_("Reminder"),
    "escalated": N_("Overdue: word to those above"),
    "stands_still": N_("Standing still: word to those above"),
    "outcome": N_("Outcome"),
    "returned": N_("Returned for supplement"),
    "taken_back": N_("A decision was taken back"),
    "opinion_entered": N_("A written opinion was entered"),
    "new_link": N_("New link"),
    "digest": N_("Morning's digest"),
    "decision_code": N_("Code to decide with"),
}


@dataclass(frozen=True, slots=True)
class MailWords:
    """`tone` and `icon` of what became of it."""

    key: str
    name: str
    mail: MailThen
    to: str
    notice: str
    tone: str
    icon: str
    text: str


def mail_words(mail: MailThen, to: str, written: Format) -> MailWords:
    _ = written.texts.gettext
    notice = str(_(_NOTICES[mail.notice])) if mail.notice in _NOTICES else mail.notice
    for at, words, tone, icon in (
        (mail.failed_at, N_("failed %(moment)s"), "stop", "cross"),
        (mail.delivered_at, N_("delivered %(moment)s"), "go", "check"),
        (mail.accepted_at, N_("sent %(moment)s"), "wait", "mail"),
        (mail.queued_at, N_("queued %(moment)s"), "quiet", "hourglass"),
    ):
        if at is not None:
            text = str(_(words)) % {"moment": written.moment(at)}
            return MailWords(
                f"mail.{mail.message_id}", f"{notice}: {to}", mail, to, notice, tone, icon, text
            )
    return MailWords(
        f"mail.{mail.message_id}", f"{notice}: {to}", mail, to, notice, "quiet", "dash", ""
    )
