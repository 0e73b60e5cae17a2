"""Hundreds of mails through a SendGrid that misbehaves: none is lost, and repeats are counted."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from core.settings import Settings
from models.enums import MessageState
from tests.notifications.rush import a_rush

MAILS = 400


def test_none_is_lost_and_only_what_nobody_knew_is_repeated(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secret_key=SecretStr("k" * 32))
    with a_rush(engine, settings, mails=MAILS, seed=20261123) as rush:
        rush.deliver_all()
        came, messages = rush.came(), rush.messages()
        assert rush.stub.problems == []

    assert {message.state for message in messages} == {MessageState.ACCEPTED}
    assert set(came) == {str(message.id) for message in messages}
    assert len(came) == MAILS
    assert [one for one in messages if came[str(one.id)] > 1 + one.repeats] == []
    twice = sum(came.values()) - MAILS
    assert 0 < twice <= rush.repeats()
    assert rush.repeats() == sum(message.repeats for message in messages)
