"""Why a vacant seat is not given to somebody, or not taken back."""

from datetime import datetime
from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal
from models.enums import Office


class NoSeatVacant(WordedRefusal):
    template = N_("%(dossier)s waits for nobody's seat to be filled by now. Open it again.")
    dossier: str


class OfficeNotVacant(WordedRefusal):
    template = N_("“%(office)s” is not what is missing there. Choose one of the vacant offices.")
    about = "office"
    office: Office


class SeatForOneself(WordedRefusal):
    """Whoever gives seats would otherwise decide on any dossier they like."""

    template = N_("Nobody gives a seat to themselves. Ask another administrator to do it.")
    about = "person_id"


class MayNotJudge(WordedRefusal):
    """`because` is an `eligibility.Exclusion`, or `auditor`."""

    template = N_("%(name)s may not judge this dossier. Choose somebody else.")
    about = "person_id"
    name: str
    because: str

    def __post_init__(self) -> None:
        self.template = WHY_NOT.get(self.because, self.template)
        super().__post_init__()


# By why somebody may not judge.
WHY_NOT = {
    "own_nomination": N_("%(name)s nominated it, or is nominated."),
    "own_body": N_("%(name)s holds a seat in the body that is nominated."),
    "judged_earlier": N_("%(name)s judged it at an earlier stage."),
    "recused": N_("%(name)s stepped back from it."),
    "auditor": N_("%(name)s audits, and takes part in nothing that is audited."),
}


class SeatNotFound(WordedRefusal):
    template = N_("There is no seat %(seat)s. Open the page of what is stuck again.")
    seat: UUID


class SeatInUse(WordedRefusal):
    template = N_("Something was decided from this seat already, so it is not taken back.")


class SeatStands(WordedRefusal):
    template = N_(
        "This seat stands: it could be taken back until %(until)s. Have its last day entered."
    )
    until: datetime
