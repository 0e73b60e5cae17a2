"""Nominations and records with full defaults; the rules are those built in."""

from datetime import date

from approvals.domain.guards.identity import Identity, Likeness
from approvals.domain.guards.nominated import Nominated, OpenDossier, PastAward
from approvals.domain.rule_set import RuleSet
from approvals.rules import loader
from models.commendation import AwardKind, Paper
from models.enums import NomineeKind

RULES = {name: loader.load_file(loader.FOLDER / f"{name}.toml").rules for name in (
    "nd91-2017", "nd98-2023", "nd152-2025",
)}  # fmt: skip
ND91, ND98, ND152 = RULES.values()


def somebody(
    name: str = "Cao Thị Quỳnh", place: str = "Vụ Pháp luật", **others: object
) -> Identity:
    kind = others.pop("kind", NomineeKind.INDIVIDUAL)
    return Identity.of(kind, name, place, **others)  # type: ignore[arg-type]


def nominated(  # noqa: PLR0913 -- full defaults
    rules: RuleSet,
    award: str,
    *record: PastAward,
    year: int = 2026,
    on: date | None = None,
    kind: NomineeKind = NomineeKind.INDIVIDUAL,
    who: Identity | None = None,
    line: int | None = 0,
    award_kind: AwardKind = AwardKind.MERIT,
    achievements: str = "",
    papers: frozenset[Paper] | None = None,
    others: tuple[OpenDossier, ...] = (),
    leads_bloc: bool | None = None,
) -> Nominated:
    return Nominated(
        award=rules.awards[award],
        who=who or somebody(kind=kind),
        year=year,
        on=on or date(year, 3, 2),
        line=line,
        award_kind=award_kind,
        achievements=achievements,
        papers=papers,
        record=record,
        others=others,
        leads_bloc=leads_bloc,
    )


def given(
    award: str,
    *years: int,
    kind: AwardKind = AwardKind.MERIT,
    likeness: Likeness = Likeness.CERTAIN,
    achievements: str = "",
) -> list[PastAward]:
    """An award given in these years, each decided in the summer after."""
    return [
        PastAward(
            award=award,
            year=year,
            decided_on=date(year + 1, 6, 1),
            decision_number=f"{year}/QĐ-TTg",
            kind=kind,
            achievements=achievements,
            likeness=likeness,
        )
        for year in years
    ]
