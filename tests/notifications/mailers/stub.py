"""A SendGrid on this machine: checks each request as its documentation says, and plays answers."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "SG.stub-key-for-tests"
KNOWN_FIELDS = {
    "personalizations", "from", "reply_to", "subject", "content", "headers", "categories",
    "tracking_settings",
}  # fmt: skip
RESERVED_HEADERS = {
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type",
    "content-transfer-encoding", "to", "from", "subject", "reply-to", "cc", "bcc",
}  # fmt: skip
MOST_CUSTOM_ARGS = 10_000  # bytes
LONGEST_CATEGORY = 255


@dataclass(frozen=True)
class Answer:
    """What the stub says next. `how` may also be `drop` (no answer) or `hang` (not in time)."""

    status: int = 202
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    how: str = "answer"


@dataclass
class Stub:
    """A running server, what it was sent, and what it will say."""

    url: str
    answer: Answer = Answer(headers={"X-Message-Id": "stub-1"})
    answers: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
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
    """What SendGrid's v3 documentation would object to in a request, and what we promised."""
    people = [
        person
        for one in body.get("personalizations", [])
        for person in [*one.get("to", []), body.get("from", {}), body.get("reply_to")]
        if person is not None
    ]
    args = [one.get("custom_args", {}) for one in body.get("personalizations", [])]
    tracking = body.get("tracking_settings", {})
    names = ("click_tracking", "open_tracking", "subscription_tracking", "ganalytics")
    checks = {
        "path": path == "/v3/mail/send",
        "bearer key": headers.get("Authorization") == f"Bearer {KEY}",
        "JSON": headers.get("Content-Type") == "application/json",
        "known fields only": set(body) <= KNOWN_FIELDS,
        "one personalization": len(body.get("personalizations", [])) == 1,
        "one recipient": all(len(one["to"]) == 1 for one in body.get("personalizations", [])),
        "addresses": all(person.get("email", "").count("@") == 1 for person in people),
        "subject": isinstance(body.get("subject"), str) and len(body["subject"]) >= 1,
        "plain, then HTML": [part["type"] for part in body.get("content", [])]
        == ["text/plain", "text/html"],
        "no empty content": all(part["value"] for part in body.get("content", [])),
        "custom_args are strings": all(
            isinstance(value, str) for one in args for value in one.values()
        ),
        "custom_args are small": all(
            len(json.dumps(one).encode()) <= MOST_CUSTOM_ARGS for one in args
        ),
        "headers are not reserved": not {one.lower() for one in body.get("headers", {})}
        & RESERVED_HEADERS,
        "headers are ASCII": all(
            f"{one}{value}".isascii() for one, value in body.get("headers", {}).items()
        ),
        "categories are short": all(
            len(one) <= LONGEST_CATEGORY for one in body.get("categories", [])
        ),
        "nothing tracked": all(tracking.get(name, {}).get("enable") is False for name in names)
        and tracking.get("click_tracking", {}).get("enable_text") is False,
    }
    return [name for name, holds in checks.items() if not holds]
