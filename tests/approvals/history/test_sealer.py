"""From settings to who seals."""

import base64
from pathlib import Path

import pytest

from approvals.history.note import SigningKey
from approvals.history.sealer import sealer_of
from core.settings import Settings, SettingsRefused
from tests.sealing import KEY, NAME


def test_development_makes_a_key_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first, second = sealer_of(settings), sealer_of(settings)
    assert first.known == second.known
    assert first.name == "127.0.0.1"
    assert (tmp_path / "seal.key").stat().st_mode & 0o077 == 0
    (tmp_path / "seal.key").write_text("nothing")
    with pytest.raises(SettingsRefused, match="holds no key"):
        sealer_of(settings)


def test_a_key_and_the_one_before_sign_the_new_one_first(tmp_path: Path) -> None:
    written = [base64.b64encode(bytes([n] * 32)).decode() for n in (1, 2)]
    settings = Settings(home=tmp_path, seal_key=written[1], seal_key_before=written[0])
    found = sealer_of(settings)
    seeds = [SigningKey.of("127.0.0.1", bytes([n] * 32)).public for n in (2, 1)]
    assert [key.public for key in found.keys] == seeds
    assert found.known == seeds[::-1]
    assert not (tmp_path / "seal.key").exists()


def test_a_key_elsewhere_needs_none_here(tmp_path: Path) -> None:
    found = sealer_of(Settings(home=tmp_path, seal_public_key=KEY.public.vkey))
    assert (found.keys, found.elsewhere) == ([], KEY.public)
    with pytest.raises(SettingsRefused, match="BANGVANG_SEAL_PUBLIC_KEY"):
        sealer_of(Settings(home=tmp_path, seal_public_key="nothing"))


PRODUCTION = {
    "mode": "production",
    "secret_key": "k" * 32,
    "sendgrid_api_key": "SG",
    "public_url": "https://bangvang.example",
}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (PRODUCTION, "Production needs BANGVANG_SEAL_KEY"),
        ({"seal_key": "short"}, "BANGVANG_SEAL_KEY must be 32 bytes"),
        ({"seal_key_before": "short"}, "needs BANGVANG_SEAL_KEY beside it"),
        ({"seal_name": "a b"}, "BANGVANG_SEAL_NAME has no spaces"),
        ({"seal_name": "a+b"}, "BANGVANG_SEAL_NAME has no spaces"),
        ({"seal_name": "a/2"}, "BANGVANG_SEAL_NAME has no spaces"),
    ],
)
def test_settings_that_cannot_seal_are_refused(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsRefused, match=words):
        Settings(**given)  # type: ignore[arg-type]


def test_production_is_content_with_a_public_key(tmp_path: Path) -> None:
    given = PRODUCTION | {"seal_public_key": KEY.public.vkey}
    assert sealer_of(Settings(home=tmp_path, **given)).name == NAME  # type: ignore[arg-type]
