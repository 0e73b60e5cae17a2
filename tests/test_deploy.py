"""What deploy/ names is there: settings, commands, secrets. No container is run here."""

import re
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from cli.main import COMMANDS
from core.engine_environment import server_environment
from core.settings import SECRETS, Settings
from tests.source_code import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
NAMES = {f"BANGVANG_{name.upper()}" for name in Settings.model_fields}
FILES = {f"BANGVANG_{name.upper()}_FILE" for name in SECRETS}
KNOWN = {name for name, *_ in COMMANDS}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    "path", sorted(path for path in DEPLOY.rglob("*") if path.is_file()), ids=lambda p: p.name
)
def test_every_variable_is_a_setting(path: Any) -> None:  # noqa: ANN401 -- a path
    named = set(re.findall(r"\bBANGVANG_[A-Z0-9_]+\b", path.read_text(encoding="utf-8")))
    assert named <= NAMES | FILES


def test_services_run_commands_that_there_are(compose: dict[str, Any]) -> None:
    ours = [one for one in compose["services"].values() if one.get("image") == "bangvang"]
    assert {one["command"][0] for one in ours} == {"web", "worker", "migrate"} <= KNOWN
    assert {service for one in ours for service in one["depends_on"]} <= compose["services"].keys()
    for one in compose["services"].values():
        assert set(one.get("secrets", ())) <= compose["secrets"].keys()
        assert set(one["networks"]) <= compose["networks"].keys()


def test_secrets_are_files_that_their_service_is_given(compose: dict[str, Any]) -> None:
    for one in compose["services"].values():
        text = str(one.get("environment", {})) + str(one.get("command", ""))
        assert set(re.findall(r"/run/secrets/(\w+)", text)) == set(one.get("secrets", ()))


def test_the_engine_is_set_up_as_ours_is(compose: dict[str, Any]) -> None:
    there, ours = compose["services"]["engine"]["environment"], server_environment(Settings())
    services = {name: ours[name] for name in ours if "_SERVICES_" in name}
    assert services.items() <= there.items()
    assert compose["services"]["engine-services"]["environment"] == there


def test_units_run_commands_that_there_are() -> None:
    units = [path.read_text(encoding="utf-8") for path in DEPLOY.glob("systemd/*.service")]
    started = [found for unit in units for found in re.findall(r"bin/bangvang (\w+)", unit)]
    assert set(started) == {"up", "backup"} <= KNOWN
    for unit in units:
        given = set(re.findall(r"^LoadCredential=(\w+):", unit, re.MULTILINE))
        assert given == set(re.findall(r"%d/(\w+)", unit))
