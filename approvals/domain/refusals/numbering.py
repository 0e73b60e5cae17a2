"""Why a paper cannot have a number, or that number, or cannot be signed."""

from approvals.domain.wording import N_, WordedRefusal


class NumberMalformed(WordedRefusal):
    template = N_("“%(number)s” is no number of such a paper. Write it as in %(example)s.")
    about = "decision_number"
    number: str
    example: str


class NumberTaken(WordedRefusal):
    template = N_(
        "%(body)s has given the number %(number)s to another paper of %(year)s. Check the number."
    )
    about = "decision_number"
    number: str
    body: str
    year: int


class SeriesMissing(WordedRefusal):
    template = N_(
        "%(body)s has no number series for such papers, or no symbol. Type the number, or have "
        "the series entered."
    )
    about = "decision_number"
    body: str


class SeriesBehind(WordedRefusal):
    template = N_("%(number)s has been given already, so the series cannot go on before it.")
    about = "last"
    number: str


class SigningFailed(WordedRefusal):
    template = N_("The paper cannot be signed: have %(problem)s looked at by whoever runs this.")
    problem: str
