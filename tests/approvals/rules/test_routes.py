"""Which way each award goes under each decree, for each kind of nominee: tables by hand."""

from typing import NamedTuple

import pytest

from approvals.domain.route import stages_for
from approvals.domain.rule_set import LAST_WORD, AwardRule, RuleSet
from approvals.rules import loader
from models.enums import NomineeKind, Role, Stage

SETS = [loaded.rules for loaded in loader.built_in()]
BY_ID = {rules.id: rules for rules in SETS}
AWARDS = [
    pytest.param(award, id=f"{rules.id}-{code}")
    for rules in SETS
    for code, award in rules.awards.items()
]
EACH_SET = pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.id)

PRIME_MINISTER, PRESIDENT, MINISTRY, UNIT = (
    "thu-tuong",
    "chu-tich-nuoc",
    "ministry",
    "nominating-body",
)


class Way(NamedTuple):
    """Awards, to whom, through which stages, who has the last word, and where that is from."""

    awards: str
    kinds: str
    stages: str
    last: str
    source: str


WAYS = [
    Way(
        "bk-ttg",
        "individual household",
        "unit central_board final_authority",
        PRIME_MINISTER,
        "Luật 06/2022/QH15, Điều 78; no bloc judges persons (HD 2746/HD-BTĐKT)",
    ),
    Way(
        "bk-ttg co-cp",
        "collective",
        "unit bloc central_board final_authority",
        PRIME_MINISTER,
        "Luật 06/2022/QH15, Điều 25, 78; blocs vote units (HD 2746/HD-BTĐKT)",
    ),
    Way(
        "cstdtq",
        "individual",
        "unit central_board final_authority",
        PRIME_MINISTER,
        "Luật 06/2022/QH15, Điều 78",
    ),
    Way(
        "bk-bo",
        "individual collective household",
        "unit final_authority",
        MINISTRY,
        "an award of the ministry ends there (thủ tục cấp bộ, tỉnh)",
    ),
    Way("cstd-bo", "individual", "unit final_authority", MINISTRY, "thủ tục của tỉnh An Giang"),
    Way("co-bo ttldxs", "collective", "unit final_authority", MINISTRY, "thủ tục cấp bộ, tỉnh"),
    Way("knc", "individual", "unit final_authority", MINISTRY, "thủ tục cấp bộ, tỉnh"),
    Way("xa-tieu-bieu", "collective", "unit final_authority", MINISTRY, "not verified"),
    Way("cstdcs ldtt", "individual", "unit final_authority", UNIT, "NĐ 65/2014, Điều 26"),
    Way("ttldtt", "collective", "unit final_authority", UNIT, "NĐ 65/2014, Điều 26"),
    Way("thon-van-hoa", "collective", "unit final_authority", UNIT, "not verified"),
    Way("gia-dinh-van-hoa", "household", "unit final_authority", UNIT, "not verified"),
    Way(
        "giay-khen",
        "individual collective household",
        "unit final_authority",
        UNIT,
        "NĐ 65/2014, Điều 26",
    ),
    Way(
        "giay-khen-xa",
        "individual collective household",
        "unit final_authority",
        UNIT,
        "not verified",
    ),
    Way(
        "hc-sao-vang hc-ho-chi-minh hcdl-1 hcdl-2 hcdl-3 hcqc-1 hcqc-2 hcqc-3 hcld-1 hcld-2 hcld-3"
        " hcbvtq-1 hcbvtq-2 hcbvtq-3 hccc-1 hccc-2 hccc-3 hc-huu-nghi ahllvt ahld",
        "individual collective",
        "unit central_board final_authority",
        PRESIDENT,
        "thủ tục tặng Huân chương Lao động; Luật 06/2022/QH15, Điều 77 (not verified)",
    ),
    Way(
        "hc-dai-doan-ket hc-dung-cam huy-quan-ky huy-an-ninh huy-chien-si huy-huu-nghi huy-tnxp"
        " bmvnah nha-giao-nd nha-giao-ut thay-thuoc-nd thay-thuoc-ut nghe-si-nd nghe-si-ut"
        " nghe-nhan-nd nghe-nhan-ut gt-hcm gt-nn",
        "individual",
        "unit central_board final_authority",
        PRESIDENT,
        "Luật 06/2022/QH15, Điều 77 (not verified)",
    ),
    Way(
        "tinh-anh-hung",
        "collective",
        "unit central_board final_authority",
        PRESIDENT,
        "Luật 06/2022/QH15, Điều 77 (not verified)",
    ),
]
TABLE = {
    (code, NomineeKind(kind)): (way.stages, way.last)
    for way in WAYS
    for code in way.awards.split()
    for kind in way.kinds.split()
}


# How each stage judges, whatever the award: a council votes, an office appraises, one person signs.
METHODS = {
    (Stage.UNIT, ""): "ballot",  # NĐ 91/2017, Điều 45(8); Luật 06/2022/QH15, Điều 84: biên bản
    (Stage.BLOC, "co-cp"): "ballot",  # blocs vote units (HD 2746/HD-BTĐKT)
    (Stage.BLOC, "bk-ttg"): "signature",  # not verified
    (Stage.CENTRAL_BOARD, ""): "appraisal",  # thủ tục 1.001718, 1.001761
    (Stage.FINAL_AUTHORITY, ""): "signature",  # Luật 06/2022/QH15, Điều 77-80
}


@pytest.mark.parametrize("award", AWARDS)
def test_how_each_stage_judges(award: AwardRule) -> None:
    methods = {rule.stage: rule.method for rule in award.route}
    expected = {stage: METHODS.get((stage, award.code)) or METHODS[stage, ""] for stage in methods}
    assert methods == expected


# What the decree of the old law knows; those under Law 06/2022/QH15 know every award of the table.
KNOWN_91 = (
    "bk-ttg cstdtq co-cp bk-bo cstd-bo cstdcs ldtt co-bo ttldxs hc-sao-vang hc-ho-chi-minh hcdl-1"
    " hcdl-2 hcdl-3 hcqc-1 hcld-1 hcld-2 hcld-3 ahld ahllvt knc giay-khen"
)  # Luật 15/2003/QH11 as far as NĐ 91/2017 and NĐ 65/2014 were read


@pytest.mark.parametrize(
    ("rule_set", "awards"),
    [
        ("nd91-2017", set(KNOWN_91.split())),
        ("nd98-2023", {code for code, _ in TABLE}),  # the list of NĐ 98/2023 on vietnam.vn
        ("nd152-2025", {code for code, _ in TABLE}),
    ],
)
def test_which_awards_each_decree_knows(rule_set: str, awards: set[str]) -> None:
    assert set(BY_ID[rule_set].awards) == awards


@EACH_SET
def test_every_award_goes_the_way_of_the_table(rules: RuleSet) -> None:
    ways = {
        (award.code, kind): (
            " ".join(rule.stage for rule in stages_for(award, kind)),
            award.route[-1].at,
        )
        for award in rules.awards.values()
        for kind in award.recipients
    }
    assert ways == {key: way for key, way in TABLE.items() if key[0] in rules.awards}


def test_the_table_names_every_award_there_is() -> None:
    assert {code for code, _ in TABLE} == {code for rules in SETS for code in rules.awards}


@pytest.mark.parametrize("award", AWARDS)
def test_at_every_stage_somebody_may_send_the_dossier_back(award: AwardRule) -> None:
    for rule in award.route:
        assert rule.may_return == (LAST_WORD[rule.method],)
        assert Role.APPRAISER not in rule.may_return


@pytest.mark.parametrize(
    ("rule_set", "days", "with_opinion", "strength"),
    [
        ("nd91-2017", 20, 30, "V1"),  # thủ tục 1.001718, 1.001761
        ("nd98-2023", 20, 30, "U"),
        ("nd152-2025", 20, 30, "U"),
    ],
)
def test_how_long_the_centre_may_take(
    rule_set: str, days: int, with_opinion: int, strength: str
) -> None:
    rule = BY_ID[rule_set].award("cstdtq").rule_at(Stage.CENTRAL_BOARD)
    assert rule.working_days is not None
    assert rule.working_days_with_opinion is not None
    assert (rule.working_days.value, rule.working_days.strength) == (days, strength)
    assert rule.working_days_with_opinion.value == with_opinion
