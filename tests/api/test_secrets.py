"""A mail's link and code are in that mail, at two places each, and nowhere else."""

import json
import logging
import re
from dataclasses import dataclass

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from core.database import transaction
from models.mail import Message
from notifications.delivery import deliver
from notifications.mailers import mailer_for
from tests.api.desk import filed
from tests.api.scene import Scene
from tests.logs import logs_as_in_use
from tests.notifications.mailers.stub import KEY, Answer, a_stub


@dataclass(frozen=True)
class Secrets:
    """What a mail gives its reader, in every way it is written."""

    payload: str
    token: str
    code: str

    @property
    def written(self) -> tuple[str, ...]:
        digits = self.code.replace(" ", "")
        return self.token, self.code, digits, f"{digits[:3]}\u00a0{digits[3:]}"

    def found_in(self, text: str) -> list[str]:
        return [one for one in self.written if one in text]


def sent(scene: Scene, *answers: Answer) -> Secrets:
    """A reviewer's mail through SendGrid, which may misbehave first."""
    scene.announce(filed(scene).id)
    with transaction(scene.engine) as session:
        first = session.exec(
            select(Message.id).where(Message.person_id == scene.country["chair"].id)
        ).one()
    with a_stub() as stub:
        stub.answers += answers
        settings = scene.settings.model_copy(
            update={"sendgrid_api_key": SecretStr(KEY), "sendgrid_host": stub.url}
        )
        mailer = mailer_for(settings, scene.engine)
        deliver(scene.engine, settings, first, mailer=mailer)
        payload = json.dumps(stub.requests[-1], ensure_ascii=False)
    text = stub.requests[-1]["content"][0]["value"]
    token, code = (
        re.search(r"/r/(\S+)", text),
        re.search(r"^\s+(\d{3} ?\d{3})$", text, re.MULTILINE),
    )
    assert token
    assert code
    return Secrets(payload, token[1], code[1])


def test_a_mail_holds_its_link_and_code_where_they_are_read_and_nowhere_else(
    scene: Scene,
) -> None:
    secrets = sent(scene)
    payload = json.loads(secrets.payload)
    text, html = (part["value"] for part in payload["content"])
    assert [part.count(f"/r/{secrets.token}") for part in (text, html)] == [1, html.count("/r/")]
    del payload["content"]
    assert secrets.found_in(json.dumps(payload, ensure_ascii=False)) == []


def test_neither_the_database_nor_a_log_holds_a_link_or_code(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with logs_as_in_use() as written, caplog.at_level(logging.DEBUG):
        secrets = sent(scene)
        scene.client.get(f"/r/{secrets.token}")
        shown = scene.client.get("/task")
        for code in ("000000", secrets.code):
            scene.browser.send(shown, "/task/decision", choice="pass", code=code)
        scene.client.get(f"/r/{secrets.token}/x")
        scene.client.get(f"/nowhere?from=/r/{secrets.token}")
    others = [line.getMessage() for line in caplog.records if not _of_the_browser(line)]
    logs = "\n".join([written.getvalue(), *others])
    assert '"event": "mail"' in logs
    assert secrets.found_in(logs) == []
    kept = json.dumps(scene.dump(), ensure_ascii=False)
    assert "gate_opened" in kept
    assert secrets.found_in(kept) == []


def _of_the_browser(line: logging.LogRecord) -> bool:
    """Whether the test's own client wrote it, which is not ours."""
    return line.name.startswith(("httpx", "httpcore"))


def test_a_mail_that_is_refused_takes_them_along(scene: Scene) -> None:
    """Why it was refused is kept and told; what was in it is not."""
    with logs_as_in_use() as written:
        secrets = sent(scene, Answer(400, b'{"errors":[{"message":"bad"}]}'))
    with transaction(scene.engine) as session:
        kept = session.exec(select(Message).where(col(Message.problem).is_not(None))).one()
    assert "bad" in str(kept.problem)
    assert secrets.found_in(written.getvalue() + str(scene.dump())) == []
