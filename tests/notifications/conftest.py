"""What the tests of messages share."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from core.database import transaction
from core.settings import Settings
from notifications import announcing
from tests.builders import NOW, a_country, a_dossier
from tests.notifications.mail_room import MailRoom


@pytest.fixture
def room(engine: Engine, tmp_path: Path) -> MailRoom:
    with transaction(engine) as session:
        dossier = a_dossier(session, a_country(session, council=3))
        ids = announcing.announce(session, dossier.id, now=NOW)
    settings = Settings(home=tmp_path, secret_key=SecretStr("k" * 32))
    return MailRoom(engine, settings, ids)
