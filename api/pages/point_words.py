"""What guards found, in the reader's language: the points to note on a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session
from starlette.requests import Request

from api.languages import language_of
from api.pages.formats import Format
from api.pages.rendering import formats
from api.pages.rule_words import Words
from approvals.domain.guards.finding import BothWays, Finding
from approvals.domain.rule_set import AwardRule
from approvals.queries.cases import Case
from approvals.queries.dossier_page import DossierPage
from approvals.queries.findings import findings_of_cases
from approvals.queries.visibility import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One finding. `row` counts the list's lines from 1; None: it is about the whole list."""

    code: str
    sentence: str
    basis: str
    strength: str
    verified: bool
    note: str
    note_language: str
    stops: bool
    row: int | None


def points(findings: Iterable[Finding], written: Format) -> list[Point]:
    """As a page shows them, in their order."""
    return [_point(finding, Words(written)) for finding in findings]


def points_of_dossier(
    request: Request, session: Session, viewer: Viewer, found: DossierPage
) -> Sequence[Point]:
    """As things are today; none once the dossier has ended."""
    case = Case(found.dossier, found.nominee, found.submission, found.award)
    findings = findings_of_cases(session, [case], on=viewer.on).get(found.dossier.id, [])
    return points(findings, formats(language_of(request)))


def by_row(points: Iterable[Point]) -> Mapping[int | None, Sequence[Point]]:
    """Points of a list by the row that they are about."""
    found: dict[int | None, list[Point]] = {}
    for point in points:
        found.setdefault(point.row, []).append(point)
    return found


def _point(finding: Finding, words: Words) -> Point:
    def show(fact: object) -> object:
        match fact:
            case AwardRule():
                return words.written.award_name(fact)
            case BothWays():
                english = words.written.language == "en" and fact.english
                return fact.english if english else fact.vietnamese
            case StrEnum():
                return words.label(fact)
            case tuple():
                return ", ".join(str(show(part)) for part in fact)
            case _:
                return words.written.fact(fact)

    english = words.written.language == "en" and bool(finding.note_en)
    return Point(
        code=finding.code,
        sentence=finding.sentence_in(words.gettext, show),
        basis=finding.basis,
        strength=words.label(finding.strength),
        verified=finding.strength.verified,
        note=finding.note_en if english else finding.note,
        note_language="en" if english else "vi",
        stops=finding.stops,
        row=None if finding.line is None else finding.line + 1,
    )
