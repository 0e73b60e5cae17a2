"""A table of figures as a paper: A4 across, with the head of an official paper (Decree 30/2020)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from approvals.papers.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Line:
    """A row, all of it written out. `depth` 0 sums up the lines of depth 1 that follow it."""

    heading: str
    cells: Sequence[str]
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table in words. `form`: the number of the form it fills, if any."""

    form: str
    title: str
    about: Sequence[str]
    columns: Sequence[str]
    lines: Sequence[Line]
    total: Line | None


def figures_pdf(  # noqa: PLR0913 -- what is on the paper
    sheet: Sheet,
    *,
    above: str,
    body: str,
    period: str,
    made_at: datetime,
    day: date,
    fonts: Path | None = None,
) -> bytes:
    """The sheet as `body` hands it in. Vietnamese, whoever asks: the form is prescribed."""
    facts = {
        "above": above,
        "body": body,
        "form": sheet.form,
        "title": sheet.title,
        "period": period,
        "day": f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        "about": list(sheet.about),
        "columns": list(sheet.columns),
        "lines": [_line(one) for one in sheet.lines],
        "total": _line(sheet.total) if sheet.total else None,
    }
    return typeset("figures.typ", facts, made_at=made_at, fonts=fonts)


def _line(line: Line) -> dict[str, object]:
    return {"heading": line.heading, "cells": list(line.cells), "depth": line.depth}
