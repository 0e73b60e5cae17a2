"""Why something about a movement cannot be entered."""

from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class MovementNotFound(WordedRefusal):
    template = N_("There is no movement %(movement)s. Open the list of movements.")
    movement: UUID


class MovementNotYours(WordedRefusal):
    """A list answers a movement that its body is called to."""

    template = N_("Your body takes part in no such movement. Choose one from the list, or none.")
    about = "movement"


class LevelOfTheBoard(WordedRefusal):
    template = N_("Movements of the central level are registered by the board's secretariat.")
    about = "level"


class MovementNameMissing(WordedRefusal):
    template = N_("Give the movement's name.")
    about = "name"


class DaysOutOfOrder(WordedRefusal):
    template = N_("The last day is before the first. Correct one of them.")
    about = "ends_on"


class BodyInTwoParts(WordedRefusal):
    template = N_("A body leads a movement or coordinates in it, not both.")
    about = "coordinating"


class DayAhead(WordedRefusal):
    """What is entered as done happened on a day that has come."""

    template = N_("This day has not come yet.")
    about = "held_on"
