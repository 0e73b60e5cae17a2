"""What un-sticks a dossier: the closed list of actions."""

from enum import StrEnum


class Remedy(StrEnum):
    """The one action that un-sticks a dossier."""

    RECONCILE = "reconcile"
    RELEASE = "release"
    OPEN_CONSULTATION = "open_consultation"
    SEE_CONSULTATION = "see_consultation"  # nothing helps but its end
    REMIND_BODY = "remind_body"
    FILL_SEAT = "fill_seat"
    OPEN_ENVELOPES = "open_envelopes"
    ASK_UNIT = "ask_unit"
    CORRECT_ADDRESS = "correct_address"
    SEND_AGAIN = "send_again"
    NAME_COVER = "name_cover"
    REMIND = "remind"
    REASSIGN = "reassign"
    ESCALATE = "escalate"
