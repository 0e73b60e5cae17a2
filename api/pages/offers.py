"""What may be said of many dossiers at once, in the reader's words, and what of it was said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.answers import Answer, choice_words
from api.pages.formats import Format
from api.pages.looks import look
from api.pages.verdicts import LATER, Said, Verdicts
from approvals.domain.choices import choices_offered, is_secret
from approvals.domain.route import stage_after
from approvals.queries.inbox import Duty, Waiting
from models.enums import Choice, Role

Words = Sequence[tuple[str, str]]  # a value, and what it is called


@dataclass(frozen=True, slots=True)
class Offers:
    """What may be said of all: the answers that each of them offers."""

    answers: Sequence[Answer]
    reason: bool
    secret: bool  # some ballots are
    decision_number: bool
    next_number: str | None  # of the series of whoever awards, where they are one


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier on the page. `other`: what is said of it alone; `said`: what counts for it."""

    line: Waiting
    choices: Words
    takes_reason: bool
    other: Said
    said: Said
    words: str

    @property
    def is_later(self) -> bool:
        return self.said.choice == LATER

    @property
    def choice(self) -> Choice | None:
        """What is decided; None when nothing is, or not yet."""
        return Choice(self.said.choice) if self.said.choice in set(Choice) else None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many get this answer."""

    choice: Choice
    words: str
    count: int


def offers_for_all(
    duties: Sequence[Duty], written: Format, next_number: str | None = None
) -> Offers:
    common = [choice for choice in Choice if all(choice in _offered(duty) for duty in duties)]
    words = words_of(duties, written)
    return Offers(
        answers=[
            Answer(choice.value, words[choice], "", look(choice).tone, look(choice).icon)
            for choice in common
        ],
        reason=any(_takes_reason(duty) for duty in duties),
        secret=any(is_secret(duty.rule, Choice.PASS) for duty in duties),
        decision_number=all_give_the_award(duties),
        next_number=next_number,
    )


def all_give_the_award(duties: Sequence[Duty]) -> bool:
    return all(_gives_the_award(duty) for duty in duties)


def rows_of(duties: Sequence[Duty], typed: Verdicts, written: Format) -> list[Row]:
    return [_row(duty, typed, written) for duty in duties]


def counted(rows: Sequence[Row]) -> list[Counted]:
    """How many get which answer; what is left for later is not counted."""
    found = Counter((row.choice, row.words) for row in rows if row.choice is not None)
    return [Counted(choice, words, count) for (choice, words), count in found.most_common()]


def words_of(duties: Sequence[Duty], written: Format) -> dict[Choice, str]:
    """What each answer is called where these are decided; by its plain name where that differs."""
    called = [_words(duty, written) for duty in duties]
    found: dict[Choice, str] = {}
    for choice in Choice:
        names = {words[choice] for words in called}
        found[choice] = names.pop() if len(names) == 1 else written.label(choice)
    return found


def _row(duty: Duty, typed: Verdicts, written: Format) -> Row:
    said = typed.of(duty)
    words = _words(duty, written)
    return Row(
        line=duty.line,
        choices=[(choice.value, words[choice]) for choice in _offered(duty)],
        takes_reason=_takes_reason(duty),
        other=typed.others.get(duty.line.assignment.id, Said()),
        said=said,
        words={choice.value: text for choice, text in words.items()}.get(said.choice, ""),
    )


def _offered(duty: Duty) -> tuple[Choice, ...]:
    return choices_offered(duty.rule, duty.line.assignment.role)


def _words(duty: Duty, written: Format) -> dict[Choice, str]:
    words = choice_words(duty.line.assignment.role, duty.line.gate.method)
    return {choice: written.texts.gettext(text) for choice, text in words.items()}


def _takes_reason(duty: Duty) -> bool:
    """A secret vote takes none; to return a dossier is no vote."""
    return any(not is_secret(duty.rule, choice) for choice in _offered(duty))


def _gives_the_award(duty: Duty) -> bool:
    """Whether this signature is the last one."""
    signs = duty.line.assignment.role is Role.SIGNATORY
    case = duty.case
    return signs and stage_after(case.award, case.nominee.kind, duty.line.gate.stage) is None
