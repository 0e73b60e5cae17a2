"""What `bangvang doctor` says of mail."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from approvals.queries import circuit
from cli.checks import Finding, findings
from core.clock import now
from core.database import transaction
from core.settings import Settings
from notifications.mailers import SENDGRID
from notifications.mailers.breaker import COOL_OFF
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
