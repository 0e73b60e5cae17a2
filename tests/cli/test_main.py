"""`bangvang` is quick to help, and says a refusal as one sentence with its code."""

import json
import subprocess
import sys

import pytest

from cli import main as command_line
from cli.main import COMMANDS, application
from cli.options import AsJson
from core.refusal import Refusal


class NoPaper(Refusal):
    code = "no_paper"


def refuse(*, as_json: AsJson = False) -> None:
    raise NoPaper("There is no paper: add some.", field="tray", tray=2, as_json=as_json)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only command there is refuses."""
    place = f"{__name__}:refuse"
    monkeypatch.setattr(command_line, "COMMANDS", (("print", place, "Print."),))


@pytest.mark.usefixtures("refusing")
def test_a_refusal_is_one_sentence_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["print"])
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", "There is no paper: add some. (no_paper)\n")


@pytest.mark.usefixtures("refusing")
def test_a_refusal_is_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["print", "--json"])
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out) == {
        "code": "no_paper",
        "sentence": "There is no paper: add some.",
        "field": "tray",
        "facts": {"tray": 2, "as_json": True},
    }


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_says_what_it_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    application(asked=name)([name, "--help"], result_action="return_value")
    assert f"bangvang {name}" in capsys.readouterr().out


def test_the_list_of_commands_loads_none_of_them() -> None:
    script = (
        "import sys; sys.argv = ['bangvang', '--help']\n"
        "import atexit; atexit.register(lambda: print(sorted(sys.modules)))\n"
        "from cli.main import main; main()"
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert "Run everything on this machine." in said
    assert not {name for name in ("sqlalchemy", "prefect", "fastapi") if f"'{name}'" in said}
