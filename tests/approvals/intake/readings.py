"""A workbook read in one step, and what it comes to."""

from approvals.intake.limits import Limits
from approvals.intake.reading import Reading, read_nominations
from approvals.intake.workbook import read_workbook
from tests.approvals.intake.spreadsheets import known

# What makes of `a_row` a collective.
COLLECTIVE = {"kind": "Tập thể", "direct": "", "gender": "", "email": ""}


def read(content: bytes, *bodies: str, limits: Limits | None = None) -> Reading:
    return read_nominations(read_workbook(content, "x"), known(*bodies), limits or Limits())


def problems(content: bytes, *bodies: str) -> list[tuple[str, str]]:
    reading = read(content, *bodies)
    assert reading.nominations == ()
    return [(problem.cell, problem.code) for problem in reading.problems]


def names(content: bytes) -> list[str]:
    reading = read(content)
    assert reading.problems == ()
    return [nomination.name for nomination in reading.nominations]
