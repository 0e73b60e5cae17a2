"""Reading the local mailbox as its owners would."""

import re
import ssl
import time
from dataclasses import dataclass
from typing import Any

import httpx2

# Unused with http, but a client that is given none loads them: that takes longer than its question.
CERTIFICATES = ssl.create_default_context()

_LINK = re.compile(r"https?://\S+/r/[\w-]{43}")
_CODE = re.compile(r"(?<!\d)(\d{3}) ?(\d{3})(?!\d)")


@dataclass(frozen=True)
class Mail:
    id: str
    to: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        found = _LINK.search(self.text)
        assert found, f"no link in: {self.text}"
        return found.group()

    @property
    def code(self) -> str:
        """The six digits, which stand on a line of their own."""
        alone = [line.strip() for line in self.text.splitlines()]
        found = next((match for line in alone if (match := _CODE.fullmatch(line))), None)
        assert found, f"no code in: {self.text}"
        return found[1] + found[2]


class Mailbox:
    """`/dev/mail.json`, and what was already read in it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._read: set[str] = set()

    def unread(self) -> list[Mail]:
        """What came since last asked, oldest first."""
        mails = [_mail(raw) for raw in reversed(self._all())]
        fresh = [mail for mail in mails if mail.id not in self._read]
        self._read |= {mail.id for mail in fresh}
        return fresh

    def pass_over(self, *, to: str, text: str) -> None:
        """What is there already counts as read."""
        self._read |= {raw["id"] for raw in self._all(to=to, q=text)}

    def wait_for(self, *, to: str = "", text: str = "", seconds: float = 30) -> Mail:
        """The next unread mail to somebody with a text in it; the others stay unread."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in (_mail(raw) for raw in reversed(self._all(to=to, q=text))):
                if mail.id not in self._read:
                    self._read.add(mail.id)
                    return mail
            time.sleep(0.2)  # whoever writes mails needs the processor
        raise AssertionError(f"no mail to {to!r} with {text!r} within {seconds} s")

    def _all(self, **narrowed: str) -> list[dict[str, Any]]:
        answer = httpx2.get(
            f"{self._address}/dev/mail.json", params=narrowed, timeout=10, verify=CERTIFICATES
        )
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found


def _mail(raw: dict[str, Any]) -> Mail:
    return Mail(id=raw["id"], to=raw["to"], subject=raw["subject"], text=raw["text"])
