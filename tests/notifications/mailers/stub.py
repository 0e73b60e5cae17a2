"""A SendGrid on this machine: checks each request as its documentation says, and plays answers."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

ACCEPTED = 202
KEY = "SG.stub-key-for-tests"
SCHEMA = Draft202012Validator(
    json.loads(Path(__file__).with_name("mail_send.schema.json").read_text(encoding="utf-8"))
)
MOST_CUSTOM_ARGS = 10_000  # bytes; a schema cannot count them


@dataclass(frozen=True)
class Answer:
    """What the stub says next. `how` may also be `drop` (no answer) or `hang` (not in time).

    Without an answer, nobody but the stub knows whether it took the mail: `takes`.
    """

    status: int = 202
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    how: str = "answer"
    takes: bool = True

    @property
    def taken(self) -> bool:
        """Whether the mail goes out."""
        return self.takes and (self.status == ACCEPTED or self.how != "answer")


@dataclass
class Stub:
    """A running server, what it was sent, and what it will say."""

    url: str
    answer: Answer = Answer(headers={"X-Message-Id": "stub-1"})
    answers: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)  # our ids of the mails that go out
    out: list[dict[str, Any]] = field(default_factory=list)  # those mails themselves
    problems: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def a_stub() -> Iterator[Stub]:
    """A running stub. It gives `answers` one after another, then says `answer` again and again."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    stub = Stub(url=f"http://127.0.0.1:{server.server_port}")
    server.stub = stub  # type: ignore[attr-defined] # the handler reaches it through its server
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        stub.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        stub: Stub = self.server.stub  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stub.requests.append(json.loads(body))
        stub.problems += wrong_with(self.path, dict(self.headers.items()), json.loads(body))
        answer = stub.answers.pop(0) if stub.answers else stub.answer
        if stub.problems:
            said = json.dumps({"errors": [{"message": one} for one in stub.problems]}).encode()
            answer = Answer(400, said)
        if answer.taken:
            mail = json.loads(body)
            stub.taken.append(mail["personalizations"][0]["custom_args"]["message_id"])
            stub.out.append(mail)
        if answer.how == "hang":
            stub.released.wait(timeout=10)
        if answer.how == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        with suppress(OSError):  # whoever asked may have gone
            self._say(answer)

    def _say(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def wrong_with(path: str, headers: Mapping[str, str], body: dict[str, Any]) -> list[str]:
    """What SendGrid's documentation would object to in a request, and what we promised."""
    found = [f"{fault.json_path}: {fault.message[:200]}" for fault in SCHEMA.iter_errors(body)]
    to = body.get("personalizations", [{}])
    tracking = body.get("tracking_settings", {})
    names = ("click_tracking", "open_tracking", "subscription_tracking", "ganalytics")
    promises = {
        "path": path == "/v3/mail/send",
        "bearer key": headers.get("Authorization") == f"Bearer {KEY}",
        "JSON": headers.get("Content-Type") == "application/json",
        "one reader a request": [len(one.get("to", [])) for one in to] == [1],
        "our id, where it returns": all("message_id" in one.get("custom_args", {}) for one in to),
        "custom_args are small": all(
            len(json.dumps(one.get("custom_args", {})).encode()) <= MOST_CUSTOM_ARGS for one in to
        ),
        "nothing tracked": all(tracking.get(name, {}).get("enable") is False for name in names)
        and tracking.get("click_tracking", {}).get("enable_text") is False,
    }
    return found + [name for name, holds in promises.items() if not holds]
