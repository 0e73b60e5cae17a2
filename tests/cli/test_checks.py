"""What `bangvang doctor` says of mail."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from approvals.commands.seal_log import seal_log
from approvals.history.sealer import sealer_of
from approvals.queries import circuit
from cli.checks import Finding, findings
from core.clock import now
from core.database import transaction
from core.settings import Settings
from notifications.mailers import SENDGRID
from notifications.mailers.breaker import COOL_OFF
from tests.builders import a_country, a_dossier, pass_gate
from tests.notifications.signed import SendGridKey


def found(home: Path, database_url: str, **others: object) -> dict[str, Finding]:
    """Each check by its name."""
    fields: dict[str, object] = {
        "home": home,
        "database_url": SecretStr(database_url),
        "sendgrid_api_key": SecretStr("SG.x"),
    } | others
    return {one.check: one for one in findings(Settings(**fields))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "holds", "words"),
    [
        ("", True, "nobody learns what did not arrive"),
        (SendGridKey().public, True, "SendGrid at https://api.sendgrid.com"),
        ("none", False, "is no public key"),
    ],
    ids=["no key", "a key", "no public key"],  # the key is another one in each process
)
def test_it_looks_at_the_key_of_reports(
    tmp_path: Path, database_url: str, key: str, *, holds: bool, words: str
) -> None:
    said = found(tmp_path, database_url, sendgrid_webhook_key=key)["mail"]
    assert said.holds is holds
    assert words in said.sentence


def test_it_says_what_waits_to_be_sealed_and_why_nothing_is_signed(
    tmp_path: Path, database_url: str, engine: Engine
) -> None:
    assert (
        "0 events wait to be sealed; no checkpoint"
        in found(tmp_path, database_url)["sealing"].sentence
    )
    with transaction(engine) as session:
        dossier = a_dossier(session, a_country(session))
    late = found(tmp_path, database_url)["sealing"]
    assert not late.holds
    assert "2 events wait to be sealed since 26/11/2024 02:00 UTC" in late.sentence
    seal_log(engine, sealer_of(Settings(home=tmp_path)), now=now())
    sealed = found(tmp_path, database_url)["sealing"]
    assert sealed.holds
    assert "; checkpoint at " in sealed.sentence
    with transaction(engine) as session:
        pass_gate(session, dossier)
    renamed = found(tmp_path, database_url, seal_name="other.example")["sealing"]
    assert not renamed.holds
    assert "BANGVANG_SEAL_NAME" in renamed.sentence


def test_it_says_that_the_provider_fails(tmp_path: Path, database_url: str, engine: Engine) -> None:
    assert found(tmp_path, database_url)["deliveries"] == Finding(
        "deliveries",
        holds=True,
        sentence="0 mails did not arrive, 0 were sent again without knowing",
    )
    with transaction(engine) as session:
        circuit.failed(session, SENDGRID, now=now(), enough=1, until=now() + COOL_OFF)
    said = found(tmp_path, database_url)["deliveries"]
    assert not said.holds
    assert "SendGrid fails" in said.sentence
