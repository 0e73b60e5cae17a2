"""`bangvang body series`: where a body's own numbers go on."""

from tests.cli.conftest import Command


def test_a_series_goes_on_from_paper_and_never_back(bangvang: Command) -> None:
    bangvang("body", "add", "bo-y-te", "Bộ Y tế", "--kind", "ministry", "--symbol", "BYT")
    bangvang("body", "add", "bo-khac", "Bộ Khác", "--kind", "ministry")
    series = ("body", "series", "bo-y-te")
    assert bangvang(*series).out == "It numbers no papers here.\n"
    year = ("--year", "2026")
    assert bangvang(*series, "--last", "573", *year).out == (
        "The next number of 2026 is 574/QĐ-BYT.\n"
    )
    bangvang(*series, "--kind", "certificate", "--last", "0", *year)
    assert [(one["kind"], one["last"]) for one in bangvang(*series, "--json").json] == [
        ("certificate", 0),
        ("decision", 573),
    ]
    refused = bangvang("body", "series", "bo-khac", "--last", "1")
    assert (refused.code, "series_missing" in refused.err) == (1, True)
    assert bangvang("body", "series", "khong-co").code == 1
