"""Changing a value of the rules: typed, sourced, put in its place, read by the loader."""

from datetime import date
from typing import Any

import pytest

from approvals.domain.refusals import editing as refusals
from approvals.domain.refusals.filing import RuleSetInvalid
from approvals.domain.sourced import Strength
from approvals.rules import loader
from approvals.rules.editing import (
    NewValue,
    awards_under,
    editable,
    edited,
    owner,
    places,
    said,
    shown_value,
)
from core.refusal import Refusal
from models.enums import Stage

ND91, _, ND152 = loader.built_in()
CONTENT = ND152.content


def new(path: str, value: Any, **others: Any) -> NewValue:  # noqa: ANN401 -- any value
    fields = {
        "basis": "NĐ 152/2025/NĐ-CP, Điều 30",
        "strength": Strength.V1,
        "note": "Đọc trên Công báo.",
    }
    return NewValue(path=path, value=value, **{**fields, **others})


def test_one_award_is_changed_and_those_it_shares_with_are_not() -> None:
    shared = CONTENT["awards"]["hcld-3"]["route"]
    path = "awards.hcld-3.unit.pass_percent"
    assert owner(CONTENT, path) == f"routes.{shared}.unit.pass_percent"
    made = edited(CONTENT, new(path, 75), edition=2)
    ballots = {
        code: award.rule_at(Stage.UNIT).ballot
        for code, award in made.rules.awards.items()
        if CONTENT["awards"][code]["route"] == shared
    }
    percents = {code: rule.pass_percent.value for code, rule in ballots.items() if rule}
    assert percents.pop("hcld-3") == 75
    assert set(percents.values()) == {80}


def test_several_values_make_one_edition_and_what_stays_is_no_change() -> None:
    limit, share = "awards.hcld-3.unit.working_days", "awards.hcld-3.unit.pass_percent"
    stays = said(CONTENT, "guards.papers")
    assert stays is not None
    same = new(
        "guards.papers",
        stays["value"],
        basis=stays["basis"],
        strength=Strength(stays["strength"]),
        note=stays["note"],
        note_en=stays["note_en"],
    )
    made = edited(CONTENT, new(share, 75), same, new(limit, 12), edition=2)
    assert [one["path"] for one in made.changes] == [share, limit]
    rule = made.rules.award("hcld-3").rule_at(Stage.UNIT)
    assert rule.ballot is not None
    assert rule.working_days is not None
    assert (rule.ballot.pass_percent.value, rule.working_days.value) == (75, 12)
    assert made.content["edition"] == 2


def test_a_limit_that_was_not_stated_is_added() -> None:
    path = "awards.cstdcs.final_authority.working_days"
    assert said(CONTENT, path) is None
    made = edited(CONTENT, new(path, 10, strength=Strength.U), edition=2)
    assert made.changes[0]["before"] is None
    limit = made.rules.award("cstdcs").rule_at(Stage.FINAL_AUTHORITY).working_days
    assert limit is not None
    assert (limit.value, limit.strength) == (10, Strength.U)
    others = [code for code in made.rules.awards if code != "cstdcs"]
    assert all(made.rules.awards[code] == ND152.rules.awards[code] for code in others)


def test_what_awards_share_is_changed_for_all_of_them() -> None:
    path = owner(CONTENT, "awards.hcld-3.unit.working_days")
    reached = awards_under(CONTENT, path)
    made = edited(CONTENT, new(path, 17), edition=2)
    for code, award in made.rules.awards.items():
        limits = [rule.working_days for rule in award.route if rule.stage is Stage.UNIT]
        assert any(one is not None and one.value == 17 for one in limits) == (code in reached)
    assert len(reached) > 1


def test_a_default_reaches_every_stage_that_does_not_say_otherwise() -> None:
    path = "awards.bk-ttg.unit.quorum_percent"
    assert owner(CONTENT, path) == "defaults.quorum_percent"
    made = edited(CONTENT, new("defaults.quorum_percent", 70), edition=2).rules
    ballot = made.award("bk-ttg").rule_at(Stage.UNIT).ballot
    assert ballot is not None
    assert ballot.quorum_percent.value == 70
    assert "bk-ttg" in awards_under(CONTENT, "defaults.quorum_percent")


def test_a_stage_may_say_otherwise_than_the_default() -> None:
    path = "awards.bk-ttg.unit.escalate_after"
    made = edited(CONTENT, new(path, 4), edition=2)
    award = made.rules.award("bk-ttg")
    assert next(rule.escalate_after.value for rule in award.route) == 4
    assert award.rule_at(Stage.FINAL_AUTHORITY).escalate_after.value == 1
    assert owner(made.content, path) == path


def test_an_edition_says_its_number_what_changed_and_keeps_the_earlier_one() -> None:
    kept = loader.parse(CONTENT)
    made = edited(CONTENT, new("awards.bk-ttg.unit.pass_percent", 75), edition=2)
    assert (kept.edition, made.rules.edition) == (1, 2)
    assert loader.parse(CONTENT) == kept
    assert made.changes[0]["before"]["value"] == 80
    assert made.changes[0]["after"] == {
        "value": 75,
        "basis": "NĐ 152/2025/NĐ-CP, Điều 30",
        "strength": "V1",
        "note": "Đọc trên Công báo.",
    }
    assert len(made.digest) == 64


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("guards.papers", "stop", "stop"),
        ("principles.silence_agrees", False, False),
        ("windows.0.closes", "11-15", "11-15"),
        ("defaults.remind_before", [5, 2], [5, 2]),
        ("awards.bk-ttg.unit.cover", ["signature"], ["signature"]),
    ],
)
def test_every_part_of_a_set_can_be_changed(path: str, value: object, shown: object) -> None:
    made = edited(ND91.content, new(path, value), edition=2)
    assert shown_value(made.content, path) == shown


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"basis": "  "}, refusals.BasisMissing, "basis"),
        ({"strength": None}, refusals.StrengthMissing, "strength"),
        ({"note": ""}, refusals.RuleNoteMissing, "note"),
    ],
)
def test_a_value_without_its_source_is_refused_by_its_field(
    wrong: dict[str, Any], refusal: type[Refusal], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        edited(CONTENT, new("awards.bk-ttg.unit.pass_percent", 75, **wrong), edition=2)
    assert refused.value.field == field


def test_only_what_is_well_known_stops_dossiers() -> None:
    with pytest.raises(refusals.TooWeakToStop):
        edited(CONTENT, new("guards.papers", "stop", strength=Strength.U), edition=2)


def test_what_is_said_already_is_no_change() -> None:
    path = "awards.bk-ttg.unit.pass_percent"
    there = said(CONTENT, path)
    assert there is not None
    same = NewValue(
        path=path,
        value=there["value"],
        basis=there["basis"],
        strength=Strength(there["strength"]),
        note=there["note"],
        note_en=there["note_en"],
    )
    with pytest.raises(refusals.RuleUnchanged):
        edited(CONTENT, same, edition=2)


def test_what_only_the_whole_can_refuse_names_its_place() -> None:
    with pytest.raises(RuleSetInvalid) as refused:
        edited(CONTENT, new("awards.bk-ttg.unit.pass_percent", 101), edition=2)
    assert refused.value.facts["place"] == "awards.bk-ttg.route[0].ballot"


@pytest.mark.parametrize(
    "path",
    [
        "", "title", "awards.bk-ttg", "awards.bk-ttg.unit.method", "awards.none.unit.secret",
        "awards.bk-ttg.final_authority.secret", "windows.99.closes", "windows.x.closes",
        "guards.none", "routes.none.unit.working_days", "defaults.secret", "defaults.a.b.c",
        "awards.bk-ttg.nowhere.working_days",
    ],
)  # fmt: skip
def test_a_place_that_there_is_not(path: str) -> None:
    with pytest.raises(refusals.RuleValueUnknown):
        editable(CONTENT, path)


def test_every_place_of_every_built_in_set_can_be_read_and_written_back() -> None:
    for one in loader.built_in():
        for code, award in one.rules.awards.items():
            for rule in award.route:
                for path in places(one.content, code, rule.stage):
                    kind, value = editable(one.content, path), shown_value(one.content, path)
                    if value is not None:
                        assert kind.read(kind.written(value)) == value
                        assert code in awards_under(one.content, owner(one.content, path))
    assert ND152.rules.valid_from == date(2025, 7, 1)
