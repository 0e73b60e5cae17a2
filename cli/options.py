"""Options that several commands share."""

from typing import Annotated

from cyclopts import Parameter

AsJson = Annotated[
    bool,
    Parameter(name="--json", negative="", help="Print the result, or the refusal, as JSON."),
]
