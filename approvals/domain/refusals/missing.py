"""What is not there. Also said when it exists but this person may not see it."""

from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class DossierNotFound(WordedRefusal):
    template = N_("There is no dossier %(dossier)s that you may see. Check its code.")
    dossier: UUID | str


class SubmissionNotFound(WordedRefusal):
    template = N_("There is no submission %(submission)s that you may see. Check its number.")
    submission: UUID | str


class DocketNotFound(WordedRefusal):
    template = N_("There is no docket %(docket)s that you may see. Open the list of dockets.")
    docket: UUID


class DocumentNotFound(WordedRefusal):
    template = N_("There is no paper %(document)s that you may see. Open the dossier again.")
    document: UUID | str


class GateNotFound(WordedRefusal):
    template = N_("There is no gate %(gate)s that you may see. Open the dossier again.")
    gate: UUID | str


class AssignmentNotFound(WordedRefusal):
    template = N_("There is no task %(assignment)s for you. Open your inbox to see what waits.")
    assignment: UUID | str


class AttachmentNotFound(WordedRefusal):
    template = N_("There is no file %(attachment)s that you may see. Open the dossier again.")
    attachment: UUID | str


class BodyNotFound(WordedRefusal):
    template = N_("There is no body %(body)s on this day. Check its name, or have it entered.")
    body: UUID | str


class PersonNotFound(WordedRefusal):
    template = N_("There is no person %(person)s. Check the address, or have them entered.")
    person: UUID | str


class CampaignNotFound(WordedRefusal):
    template = N_("There is no campaign %(campaign)s. Choose one from the list.")
    campaign: UUID | str


class RuleSetNotFound(WordedRefusal):
    template = N_("There are no rules %(rule_set)s. Check their id.")
    rule_set: str


class EditionNotFound(WordedRefusal):
    template = N_("The rules %(rule_set)s have no edition %(edition)s.")
    rule_set: str
    edition: int


class PasskeyNotFound(WordedRefusal):
    template = N_("There is no passkey %(passkey)s of yours. Open your account page again.")
    passkey: UUID | str
