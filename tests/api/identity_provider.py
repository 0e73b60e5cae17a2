"""A real sign-in of an agency: Canaille, an OpenID Connect provider, in a process of its own.

`python -m tests.api.identity_provider PORT RETURN_TO` serves it, with people who know one password.
"""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin
from wsgiref.simple_server import WSGIRequestHandler, make_server

from httpx2 import Client, create_ssl_context

from core.ports import answers_ok
from tests.running_system import eventually

CLIENT = "bangvang"
SECRET = "known to both"  # noqa: S105 -- of a server that lives as long as a test
PASSWORD = "một mật khẩu dài"  # noqa: S105 -- the same
UNVERIFIED = "unverified"  # whose address the provider does not vouch for
PEOPLE = ("minister", "chair", "stranger", UNVERIFIED)
_TRUSTED = create_ssl_context()  # unused with http, and slow to make for each visit
_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def provider_for(return_to: str) -> Iterator[str]:
    """The issuer's address, while it runs."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-P", "-m", "tests.api.identity_provider", str(port), return_to]
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "AUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(  # noqa: S603 -- our own command
        command, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL
    ) as process:
        issuer = f"http://localhost:{port}"
        try:
            eventually(
                lambda: answers_ok(f"{issuer}/.well-known/openid-configuration"),
                lambda: _alive(process),
            )
            yield issuer
        finally:
            process.terminate()


@dataclass
class ProviderVisit:
    """A browser at the provider: types whatever it is asked for, until it is sent back to us."""

    name: str
    client: Client = field(default_factory=lambda: Client(follow_redirects=False, verify=_TRUSTED))
    typed: list[str] = field(default_factory=list)

    def go(self, address: str, *, back_to: str) -> str:
        """Where it is sent back to."""
        answers = {"login": self.name, "password": PASSWORD}
        self.typed.clear()
        response = self.client.get(address)
        for _ in range(10):
            if response.is_redirect:
                address = urljoin(str(response.url), response.headers["location"])
                if address.startswith(back_to):
                    return address
                response = self.client.get(address)
                continue
            asked = next(field for field in answers if f'id="{field}form"' in response.text)
            self.typed.append(asked)
            response = self.client.post(str(response.url), data={asked: answers[asked]})
        raise AssertionError(response.text)


def _alive(process: subprocess.Popen[bytes]) -> None:
    assert process.poll() is None, "the provider ended"


def _serve(port: int, return_to: str) -> None:
    # Imported here, in the process that serves: the tests' own has no part in it.
    from canaille import create_app  # noqa: PLC0415
    from canaille.app import models  # noqa: PLC0415
    from canaille.backends import Backend  # noqa: PLC0415
    from flask import request  # noqa: PLC0415
    from joserfc.jwk import RSAKey  # noqa: PLC0415

    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    app = create_app(
        config={
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": secrets.token_hex(),
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
            },
            "CANAILLE_OIDC": {
                "ACTIVE_JWKS": [key.as_dict(private=True)],
                "TRUSTED_DOMAINS": ["localhost"],
            },
        }
    )
    vouches = f"{{{{ '' if user.user_name == '{UNVERIFIED}' else 'true' }}}}"
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = vouches
    with app.app_context():
        for name in PEOPLE:
            Backend.instance.save(
                models.User(
                    user_name=name,
                    family_name=name,
                    formatted_name=name,
                    emails=[f"{name}@bangvang.example"],
                    password=PASSWORD,
                )
            )
        client = models.Client(
            client_id=CLIENT,
            client_name="Bảng Vàng",
            client_secret=SECRET,
            client_uri="http://localhost",
            redirect_uris=[return_to],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email"],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 -- a way, not a secret
            client_id_issued_at=datetime.now(UTC),
        )
        Backend.instance.save(client)
        client.audience = [client]  # which has to be there first
        Backend.instance.save(client)

    @app.before_request  # type: ignore[untyped-decorator]
    def forget_codes_left_over() -> None:
        """Its store in memory takes one code for another as soon as one was never redeemed."""
        if request.path == "/oauth/authorize":
            for code in Backend.instance.query(models.AuthorizationCode):
                Backend.instance.delete(code)

    make_server("localhost", port, app, handler_class=_Quiet).serve_forever()


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


if __name__ == "__main__":
    _serve(int(sys.argv[1]), sys.argv[2])
