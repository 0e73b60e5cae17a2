"""A mail server on this machine: remembers what it was sent, and answers as it is told."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

_USUAL = {"EHLO": "250 stub", "HELO": "250 stub", "DATA": "354 go on", "QUIT": "221 bye"}
DROP = "drop"  # end the connection instead of answering


@dataclass
class SmtpStub:
    """A running server. `says` answers a command, or the mail itself (`.`), in another way."""

    port: int = 0
    says: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    def header(self, name: str) -> str:
        """A header of the first mail as mail programs show it.

        (Python's newer parser puts a space into a name that was cut in two.)
        """
        return str(make_header(decode_header(message_from_bytes(self.raw[0])[name])))


@contextmanager
def an_smtp_stub() -> Iterator[SmtpStub]:
    stub = SmtpStub()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 stub\r\n")
            while (line := self.rfile.readline()) and self._answer(line.decode().strip()):
                pass

        def _answer(self, said: str) -> bool:
            stub.heard.append(said)
            command = said.partition(" ")[0].upper()
            answer = stub.says.get(command, _USUAL.get(command, "250 fine"))
            if not self._say(answer):
                return False
            return self._take() if answer.startswith("354") else command != "QUIT"

        def _take(self) -> bool:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.removeprefix(b"."))
            stub.raw.append(b"".join(lines))
            mail = message_from_bytes(stub.raw[-1], policy=default)
            assert isinstance(mail, EmailMessage)
            stub.mails.append(mail)
            return self._say(stub.says.get(".", "250 taken"))

        def _say(self, answer: str) -> bool:
            if answer == DROP:
                self.connection.shutdown(socket.SHUT_RDWR)
                return False
            self.wfile.write(f"{answer}\r\n".encode())
            return True

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads = True
        stub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()
