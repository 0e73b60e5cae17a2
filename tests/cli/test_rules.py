"""`bangvang rules`: what is stored, what differs, what a file would bring."""

from pathlib import Path

from approvals.rules.loader import FOLDER
from tests.cli.conftest import Command

_OLD = FOLDER / "nd91-2017.toml"


def _a_new_file(folder: Path, *replaced: tuple[str, str]) -> Path:
    written = _OLD.read_text(encoding="utf-8")
    for before, after in (
        ('id = "nd91-2017"', 'id = "thu-nghiem"'),
        ("valid_from = 2017-10-01", "valid_from = 2030-01-01"),
        ("valid_to = 2023-12-31", "valid_to = 2030-12-31"),
        *replaced,
    ):
        assert before in written
        written = written.replace(before, after)
    file = folder / "thu-nghiem.toml"
    file.write_text(written, encoding="utf-8")
    return file


def test_the_stored_sets_and_what_they_say(bangvang: Command) -> None:
    bangvang("migrate")
    listed = bangvang("rules", "list", "--json").json
    assert [(one["id"], one["in_force"], one["edition"]) for one in listed] == [
        ("nd152-2025", True, 1),
        ("nd98-2023", False, 1),
        ("nd91-2017", False, 1),
    ]
    assert bangvang("rules", "list").out.startswith("id ")
    told = bangvang("rules", "show", "nd98-2023", "--award", "bk-ttg", "--json").json
    (share,) = [one for one in told if one["place"] == "unit.ballot.pass_percent"]
    assert (share["value"], share["strength"], share["awards"]) == (80, "V1", ["bk-ttg"])
    asked = bangvang("rules", "show", "nd98-2023", "--unverified", "--json").json
    assert asked
    assert {one["strength"] for one in asked} == {"W", "U"} & {one["strength"] for one in asked}
    assert "awards" in bangvang("rules", "show", "nd98-2023").out
    assert "award_unknown" in bangvang("rules", "show", "nd98-2023", "--award", "x").err
    differing = bangvang("rules", "compare", "nd91-2017", "nd98-2023", "--json").json
    (limit,) = [
        one
        for one in differing
        if one["place"] == "final_authority.working_days" and "bk-bo" in one["awards"]
    ]
    assert (limit["left"]["value"], limit["right"]["value"]) == (15, 25)
    same = bangvang("rules", "compare", "nd98-2023", "nd98-2023", "--left-edition", "1")
    assert same.out == "They say the same.\n"
    assert "edition_not_found" in bangvang("rules", "show", "nd98-2023", "--edition", "7").err
    assert "rule_set_not_found" in bangvang("rules", "compare", "nd98-2023", "khong-co").err
    run = bangvang("rules", "dry-run", "nd98-2023", "--under", "nd152-2025")
    assert run.out.startswith("0 open dossiers: 0 would fare differently")
    assert bangvang("rules", "dry-run", "nd98-2023", "--file", str(_OLD), "--json").json == {
        "open": 0,
        "changed": 0,
        "unchanged": 0,
        "blocked": 0,
        "by_effect": {},
        "dossiers": [],
    }
    assert "rule_set_not_found" in bangvang("rules", "dry-run", "khong-co").err


def test_a_file_is_checked_and_loaded_once(bangvang: Command, tmp_path: Path) -> None:
    bangvang("migrate")
    file = _a_new_file(tmp_path)
    checked = bangvang("rules", "check", str(file), "--json").json
    assert (checked["id"], checked["from"], checked["awards"]) == ("thu-nghiem", "2030-01-01", 22)
    wrong = _a_new_file(tmp_path, ("pass_percent = { value = 90", "pass_percent = { value = 900"))
    assert "rule_set_invalid" in bangvang("rules", "check", str(wrong)).err
    file = _a_new_file(tmp_path)
    tried = bangvang("rules", "load", str(file), "--dry-run")
    assert ("is loaded" in tried.out, "nothing was kept" in tried.err) == (True, True)
    assert bangvang("rules", "load", str(file), "--json").json["kept"] is True
    assert bangvang("rules", "load", str(file), "--json").json["added"] is False
    changed = _a_new_file(tmp_path, ('title_en = "Decree', 'title_en = "The Decree'))
    assert "rule_set_changed" in bangvang("rules", "load", str(changed)).err
    other = _a_new_file(tmp_path, ('id = "thu-nghiem"', 'id = "cung-ngay"'))
    assert "rule_set_day_taken" in bangvang("rules", "load", str(other)).err
    assert bangvang("rules", "list", "--json").json[0]["id"] == "thu-nghiem"
