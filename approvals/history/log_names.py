"""What a log is called: the name in the settings; `name/2` where it had to begin anew. Pure."""

import re

_NUMBERED = re.compile(r"(.+)/([1-9]\d*)")


def origin_of(name: str, number: int) -> str:
    """What checkpoints call the log: the name alone for the first."""
    return name if number == 1 else f"{name}/{number}"


def name_of(origin: str) -> str:
    """The name in the settings, which is also the name of its keys."""
    found = _NUMBERED.fullmatch(origin)
    return found[1] if found else origin


def number_of(origin: str) -> int:
    """Which of the logs of that name it is: 1 where nothing is said."""
    found = _NUMBERED.fullmatch(origin)
    return int(found[2]) if found else 1
