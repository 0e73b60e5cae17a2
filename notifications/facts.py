"""What mails say of a dossier, read from the database in the reader's language."""

from datetime import date

from sqlmodel import Session

from approvals.domain.erased import shown_name
from approvals.domain.rule_set import AwardRule
from approvals.queries import bodies, dossiers, events, rules
from core.language import translator
from models.dossiers import Dossier
from models.enums import EventKind, Language
from models.gates import Gate
from notifications import recipients
from notifications.contents import Contact, ShownDossier, ShownGate


def award_of(session: Session, dossier: Dossier) -> AwardRule:
    """The award as the dossier's own rule set has it."""
    return rules.rules_of(session, dossier).award(dossier.award_code)


def shown_dossier(session: Session, dossier: Dossier, language: Language) -> ShownDossier:
    nominee = dossiers.nominee_of(session, dossier)
    submission = dossiers.submission_of(session, dossier)
    award = award_of(session, dossier)
    body = bodies.body(session, submission.body_id)
    return ShownDossier(
        code=dossier.code,
        nominee=shown_name(nominee.name, nominee.erased_at, translator(language).gettext),
        position=nominee.position,
        award=in_language(language, award.name, award.name_en),
        body=in_language(language, body.name, body.name_en) if body else "",
        submission_number=submission.number,
        submission_dated_on=submission.dated_on,
        history_head=dossier.history_head,
    )


def shown_gate(session: Session, gate: Gate, language: Language) -> ShownGate:
    body = bodies.body(session, gate.body_id)
    name = in_language(language, body.name, body.name_en) if body else ""
    return ShownGate(stage=gate.stage, round=gate.round, body=name)


def contact_for(session: Session, *, on: date) -> Contact | None:
    """Whom to ask: the first of the board's standing office."""
    people = recipients.secretariat(session, on=on)
    return Contact(name=people[0].name, address=people[0].email) if people else None


def reason_of(session: Session, dossier: Dossier, kind: EventKind) -> tuple[str, ...]:
    """What was written when the dossier was last returned or declined; empty once erased."""
    said = [entry for entry in events.timeline(session, dossier.id) if entry.kind is kind]
    reason = said[-1].texts.get("reason", "") if said else ""
    return tuple(reason.strip().splitlines())


def in_language(language: Language, name: str, name_en: str) -> str:
    """The name in a language; Vietnamese where there is no other."""
    return name_en if language is Language.EN and name_en else name
