"""Spacing, papers, windows, ratios, duplicates and what was rewarded already, as tables."""

from datetime import date
from uuid import uuid4

import pytest

from approvals.domain.categories import Severity
from approvals.domain.guards.duplicates import listed_twice, open_already
from approvals.domain.guards.examining import examine_list
from approvals.domain.guards.identity import Identity, Likeness
from approvals.domain.guards.nominated import OpenDossier
from approvals.domain.guards.papers import papers
from approvals.domain.guards.ratios import ratios
from approvals.domain.guards.rewarded_once import rewarded_once
from approvals.domain.guards.spacing import spacing
from approvals.domain.guards.windows import windows
from approvals.domain.requirements import Guards
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Sourced, Strength
from models.commendation import AwardKind, Paper
from models.enums import NomineeKind
from tests.approvals.domain.guards.builders import (
    ND91,
    ND98,
    ND152,
    given,
    nominated,
    somebody,
)

TEAM = NomineeKind.COLLECTIVE
MERIT, SUDDEN = AwardKind.MERIT, AwardKind.SUDDEN
STORY = "Chủ trì soạn thảo hai nghị định đúng tiến độ, hai năm liền hoàn thành xuất sắc nhiệm vụ."


@pytest.mark.parametrize(
    ("on", "earliest"),
    [(date(2025, 5, 31), date(2025, 6, 1)), (date(2025, 6, 1), None)],
)
def test_years_count_from_the_day_of_the_last_decision(on: date, earliest: date | None) -> None:
    """NĐ 65/2014/NĐ-CP, Điều 2(4)."""
    one = nominated(ND98, "hcld-3", *given("bk-ttg", 2010, 2019), year=2024, on=on)
    found = spacing(ND98, one)
    assert [finding.facts["earliest"] for finding in found] == ([earliest] if earliest else [])


def test_a_leap_day_has_its_anniversary_on_the_28th() -> None:
    (past,) = given("bk-ttg", 2019)
    leap = type(past)(award="bk-ttg", year=2019, decided_on=date(2020, 2, 29))
    (found,) = spacing(ND98, nominated(ND98, "hcld-3", leap, year=2024))
    assert found.facts["earliest"] == date(2025, 2, 28)


def test_where_another_way_asks_for_no_years_none_have_to_pass() -> None:
    """A collective may also be given the certificate for a movement (NĐ 65/2014)."""
    one = nominated(ND91, "bk-ttg", *given("bk-bo", 2019), year=2020, kind=TEAM)
    assert spacing(ND91, one) == []


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        (frozenset(), [{"submission_letter", "achievement_report", "council_minutes"},
                       {"initiative_certificate"}]),
        (frozenset({Paper.SUBMISSION_LETTER, Paper.CONFIRMED_REPORT, Paper.COUNCIL_MINUTES}),
         [{"initiative_certificate"}]),
        (frozenset(Paper), []),
        (None, []),
    ],
)  # fmt: skip
def test_papers_are_those_of_article_84(
    there: frozenset[Paper] | None, missing: list[set[str]]
) -> None:
    """Luật 06/2022/QH15, Điều 84 (lawnet 128938)."""
    found = papers(ND152, nominated(ND152, "cstdtq", papers=there))
    assert [set(one.facts["papers"]) for one in found] == missing


@pytest.mark.parametrize(
    ("award", "kind", "on", "code"),
    [
        ("cstdtq", MERIT, date(2020, 10, 31), None),
        ("cstdtq", MERIT, date(2020, 11, 1), "window_closed"),
        ("co-cp", MERIT, date(2020, 3, 30), None),
        ("co-cp", MERIT, date(2020, 3, 31), "window_closed_but"),
        ("co-cp", MERIT, date(2020, 10, 15), "window_closed"),
        ("bk-ttg", MERIT, date(2020, 6, 30), None),
        ("bk-ttg", MERIT, date(2020, 7, 1), "window_closed_but"),
        ("bk-ttg", SUDDEN, date(2020, 12, 1), None),
    ],
)
def test_the_days_of_decree_91(award: str, kind: AwardKind, on: date, code: str | None) -> None:
    """NĐ 91/2017/NĐ-CP, Điều 48 (lawnet 117611)."""
    found = windows(ND91, nominated(ND91, award, on=on, award_kind=kind))
    assert [one.code for one in found] == ([code] if code else [])


@pytest.mark.parametrize(("fighters", "over"), [(8, False), (12, False), (13, True)])
def test_fifteen_in_a_hundred_is_only_pointed_out(fighters: int, *, over: bool) -> None:
    """Seed 003 has 8 of 85; the 15 % were remembered, and not found."""
    found = ratios(ND91, {"cstdcs": fighters}, {"cstdcs": fighters, "ldtt": 85}, ministry="")
    assert [one.code for one in found] == (["ratio_exceeded"] if over else [])
    assert all(one.severity is Severity.WARN and one.strength == "U" for one in found)


def test_a_ratio_among_what_no_code_names_is_left_to_people() -> None:
    """NĐ 91/2017/NĐ-CP, Điều 11; Công văn 5007/BNV-TĐKT."""
    found = ratios(ND91, {"co-cp": 3}, {"co-cp": 3}, ministry="")
    assert [(one.code, one.facts["percent"]) for one in found] == [("ratio_to_check", 20)] * 2


@pytest.mark.parametrize(("ministry", "count"), [("Bộ Quốc phòng", 1), ("Bộ Tư pháp", 0)])
def test_a_ministrys_own_ratio_is_for_that_ministry(ministry: str, count: int) -> None:
    """TT 151/2018/TT-BQP."""
    assert len(ratios(ND91, {"ldtt": 1}, {"ldtt": 1}, ministry=ministry)) == count


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (somebody("Nguyễn Văn Đức"), somebody("NGUYỄN VĂN ĐỨC", "vụ pháp luật."), Likeness.CERTAIN),
        (somebody("Lê Thị Hoà"), somebody("Lê Thị Hòa"), Likeness.CERTAIN),
        (somebody("Lê Thị Hoa"), somebody("Lê Thị Hòa"), Likeness.BY_NAME),
        (somebody("Nguyễn Văn Đức"), somebody("Nguyen Van Duc"), Likeness.BY_NAME),
        (somebody(place="Vụ A"), somebody(place="Vụ B"), Likeness.BY_NAME),
        (somebody(place=""), somebody(place=""), Likeness.BY_NAME),
        (somebody(email="q@a.example"), somebody("Q", "", email="Q@A.example"), Likeness.CERTAIN),
        (somebody("Phòng Tổ chức Cán bộ"), somebody("Phòng Cán bộ Tổ chức"), None),
        (somebody(), somebody(kind=TEAM), None),
    ],
)  # fmt: skip
def test_who_is_one_and_who_only_has_the_name(
    one: Identity, other: Identity, likeness: Likeness | None
) -> None:
    assert one.like(other) is likeness
    assert other.like(one) is likeness


def test_a_body_is_known_by_itself_and_not_by_its_name() -> None:
    body = uuid4()
    one = somebody("Vụ Pháp luật", kind=TEAM, body_id=body)
    assert one.like(somebody("Vụ Pháp luật hình sự", kind=TEAM, body_id=body)) is Likeness.CERTAIN
    assert one.like(somebody("Vụ Pháp luật", kind=TEAM, body_id=uuid4())) is None


@pytest.mark.parametrize(
    ("rules", "severity"), [(ND152, Severity.STOP), (ND98, Severity.WARN)]
)  # the set in force says so; the one before says nothing
def test_a_nominee_listed_twice_stops_the_list(rules: RuleSet, severity: Severity) -> None:
    lines = [
        nominated(rules, "bk-bo", who=somebody(*who), line=number)
        for number, who in enumerate(
            (("Lê Thị Hoà", "Vụ A"), ("Lê Thị Hòa", "Vụ B"), ("Lê Thị Hòa", "Vụ A"))
        )
    ]
    found = listed_twice(rules, lines)
    assert [(one.code, one.line, one.facts["row"], one.severity) for one in found] == [
        ("listed_by_name", 1, 1, Severity.WARN),
        ("listed_twice", 2, 1, severity),
    ]
    others = [nominated(rules, award, line=n) for n, award in enumerate(("bk-bo", "bk-ttg"))]
    assert listed_twice(rules, others) == []


@pytest.mark.parametrize(
    ("year", "likeness", "code", "severity"),
    [
        (2026, Likeness.CERTAIN, "open_already", Severity.STOP),
        (2025, Likeness.CERTAIN, "open_before", Severity.WARN),
        (2026, Likeness.BY_NAME, "open_by_name", Severity.WARN),
    ],
)
def test_only_the_very_same_open_dossier_stops_another(
    year: int, likeness: Likeness, code: str, severity: Severity
) -> None:
    """One achievement is not rewarded twice: NĐ 98/2023/NĐ-CP, Điều 4, repeated in NĐ 152/2025."""
    others = tuple(
        OpenDossier(code="HS-2026-000001", award=award, year=year, likeness=likeness)
        for award in ("bk-bo", "bk-ttg")
    )
    found = open_already(ND152, nominated(ND152, "bk-bo", others=others))
    assert [(one.code, one.severity) for one in found] == [(code, severity)]


@pytest.mark.parametrize(
    ("likeness", "told"),
    [(Likeness.CERTAIN, ["dossier_of_another_body"]), (Likeness.BY_NAME, [])],
)
def test_another_bodys_dossier_is_not_told(likeness: Likeness, told: list[str]) -> None:
    other = OpenDossier(
        code="HS-2026-000001", award="bk-bo", year=2026, likeness=likeness, body_id=uuid4()
    )
    found = open_already(ND152, nominated(ND152, "bk-bo", others=(other,)))
    assert [one.facts["dossier"] for one in found] == told


def test_what_was_rewarded_already_is_pointed_out() -> None:
    record = (
        *given("bk-bo", 2026),
        *given("bk-bo", 2024),
        *given("giay-khen", 2025, achievements=STORY.upper()),
        *given("giay-khen", 2024, achievements="Việc khác hẳn."),
        *given("bk-ttg", 2023, achievements=STORY, likeness=Likeness.BY_NAME),
    )
    found = rewarded_once(ND152, nominated(ND152, "bk-bo", *record, achievements=STORY))
    assert [(one.code, one.facts["year"]) for one in found] == [
        ("rewarded_already", 2026),
        ("achievement_rewarded", 2025),
        ("achievement_rewarded_by_name", 2023),
    ]
    assert rewarded_once(ND91, nominated(ND91, "bk-bo", *record, achievements=STORY)) == []


def test_only_what_is_well_known_may_stop() -> None:
    weak = Sourced(value=Severity.STOP, basis="–", strength=Strength.V3)
    with pytest.raises(ValueError, match="only what is well known stops: spacing"):
        Guards(spacing=weak)
    assert ND152.guards.stopping
    assert not ND98.guards.stopping


def test_a_long_list_is_compared_by_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand lines: no line is held against each of the others."""
    compared = []
    monkeypatch.setattr(Identity, "like", lambda *pair: compared.append(pair))
    lines = [
        nominated(ND152, "bk-bo", who=somebody(f"Lê Văn {n % 5000}", f"Vụ {n}"), line=n)
        for n in range(10_000)
    ]
    examine_list(ND152, lines, {}, ministry="")
    assert len(compared) <= len(lines)
