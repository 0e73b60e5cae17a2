"""How long to probe: briefly in the ordinary suite, for long with `make probe`."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """`inputs` are bad inputs in all, `seconds` those of one person's requests to the API.

    The same seed sends the same to the same system.
    """

    seed: int
    inputs: int
    seconds: int

    @property
    def is_long(self) -> bool:
        return self.seconds > _BRIEF["seconds"]


def length() -> Length:
    """What PROBE_SEED, PROBE_INPUTS and PROBE_SECONDS say; brief where they say nothing."""
    said = {name: int(os.environ.get(f"PROBE_{name.upper()}", "0")) for name in _BRIEF}
    return Length(**{name: said[name] or brief for name, brief in _BRIEF.items()})


_BRIEF = {"seed": 1, "inputs": 300, "seconds": 4}
