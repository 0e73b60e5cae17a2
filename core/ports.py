"""Network ports of this machine: is one free, does anybody answer there."""

import errno
import json
import socket
import time
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

from core.refusal import Refusal


class PortNotFree(Refusal):
    code = "port_not_free"

    def __init__(self, host: str, port: int, setting: str) -> None:
        super().__init__(
            f"Another program listens on {host}:{port}: stop it, or set {setting} to a free port.",
            host=host,
            port=port,
        )


class PortNotAllowed(Refusal):
    code = "port_not_allowed"

    def __init__(self, host: str, port: int, setting: str, reason: str) -> None:
        super().__init__(
            f"This machine does not let us listen on {host}:{port} ({reason}): change {setting}.",
            host=host,
            port=port,
        )


def require_free(host: str, port: int, *, setting: str, patience: float = 0.0) -> None:
    """Raise `PortNotFree` unless we could listen there now, or within `patience` seconds."""
    deadline = time.monotonic() + patience
    while (error := _attempt(host, port)) is not None:
        if error.errno != errno.EADDRINUSE:
            raise PortNotAllowed(host, port, setting, error.strerror or str(error))
        if time.monotonic() >= deadline:
            raise PortNotFree(host, port, setting)
        time.sleep(0.1)


def accepts(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def answers_ok(url: str) -> bool:
    """Whether a GET is answered with success within a second."""
    return _body(url) is not None


def json_from(url: str) -> dict[str, object]:
    """What a GET gives; empty where nobody answers."""
    body = _body(url)
    found: dict[str, object] = json.loads(body) if body else {}
    return found


def _body(url: str) -> bytes | None:
    try:
        with urlopen(url, timeout=1) as response:  # noqa: S310 -- an address from our settings
            return bytes(response.read())
    except (URLError, HTTPException, OSError):
        return None


def _attempt(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error
    return None
