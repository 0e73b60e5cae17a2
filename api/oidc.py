"""The agency's own sign-in (OpenID Connect): there with a question, back with who it was and when.

Code flow with PKCE, state and nonce. What comes back is believed only as far as it is signed for
us: issuer, audience, nonce, a verified address, and an `auth_time` as recent as was asked for.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ssl import SSLContext
from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError, create_ssl_context
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.refusals import ProviderSilent, SignInNotConfirmed
from core.ids import secret_token
from core.settings import Settings

_LOG = structlog.get_logger()
_PATIENCE = 10.0  # seconds
_SKEW = timedelta(minutes=1)  # between the provider's clock and ours
_KEPT = timedelta(hours=1)
_SCOPE = "openid email"
# Signatures that only the provider can make: neither `none` nor shared secrets are among them.
_SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the answer must fit; the browser keeps it in a cookie while it is away."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brought back in its address."""

    state: str
    code: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider knows this browser to be, and when they last showed it there."""

    email: str
    proved_at: datetime


@dataclass(frozen=True, slots=True)
class _Description:
    """What a provider says of itself: addresses, keys, and what it is called."""

    content: Mapping[str, Any]
    keys: KeySet
    read_at: datetime


class Provider:
    """The provider of the settings. What it says of itself is read when needed, and kept a while.

    Everything that asks it raises `ProviderSilent` where it does not answer.
    """

    def __init__(self, settings: Settings) -> None:
        self.name = settings.oidc_name
        self._issuer = settings.oidc_issuer
        self._id, secret = settings.oidc_client_id, settings.oidc_client_secret
        self._secret = secret.get_secret_value() if secret else None
        self._return_to = f"{settings.base_url}/sign-in/oidc/return"
        self._recent = settings.login_holds
        self._description: _Description | None = None

    def ask(self, *, anew: bool, now: datetime) -> tuple[str, Question]:
        """Where to send the browser. `anew`: who is signed in there must show themselves again."""
        question = Question(secret_token(), secret_token(), secret_token())
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._described(client, now=now).content["authorization_endpoint"],
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
                max_age=str(int(self._recent.total_seconds())),
                **({"prompt": "login"} if anew else {}),
            )
        return str(address), question

    def identity(self, question: Question, answer: Answer, *, now: datetime) -> Identity:
        """Who came back. Raises `SignInNotConfirmed` where anything does not fit."""
        if not answer.code or answer.state != question.state:
            raise SignInNotConfirmed
        with self._client() as client:
            addresses = self._described(client, now=now).content
            token = client.fetch_token(
                addresses["token_endpoint"],
                grant_type="authorization_code",
                code=answer.code,
                code_verifier=question.verifier,
            )
            claims = self._claims(client, token, question, now=now)
            if "email" not in claims and "userinfo_endpoint" in addresses:
                claims |= _more_of(client, addresses["userinfo_endpoint"], claims)
            return self._believed(claims, now=now)

    @contextmanager
    def _client(self) -> Iterator[OAuth2Client]:
        """Speaks to the provider; whatever it answers amiss becomes a refusal."""
        try:
            with OAuth2Client(
                client_id=self._id,
                client_secret=self._secret,
                scope=_SCOPE,
                redirect_uri=self._return_to,
                code_challenge_method="S256",
                timeout=_PATIENCE,
                verify=_trusted(),
            ) as client:
                yield client
        except HTTPError as error:
            _LOG.warning("sign-in elsewhere silent", error=type(error).__name__)
            raise ProviderSilent from error
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            said = getattr(error, "error", "")  # a code, never whose sign-in it was
            _LOG.warning("sign-in elsewhere refused", error=type(error).__name__, said=said)
            raise SignInNotConfirmed from error

    def _described(self, client: OAuth2Client, *, now: datetime) -> _Description:
        known = self._description
        if known is None or now - known.read_at > _KEPT:
            about = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            content = _read(client, about)
            keys = KeySet.import_key_set({"keys": _read(client, content["jwks_uri"])["keys"]})
            self._description = known = _Description(content, keys, now)
        return known

    def _claims(
        self, client: OAuth2Client, token: Mapping[str, Any], question: Question, *, now: datetime
    ) -> dict[str, Any]:
        """What the provider signed for us, checked as OpenID Connect Core 3.1.3.7 asks."""
        try:
            signed = _signed(token, self._described(client, now=now))
        except InvalidKeyIdError:  # it has changed its keys since we read them
            self._description = None
            signed = _signed(token, self._described(client, now=now))
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            {
                "iss": {"essential": True, "value": self._issuer},
                "aud": {"essential": True, "value": self._id},
            },
            {
                "client_id": self._id,
                "nonce": question.nonce,
                "max_age": True,  # so that `auth_time` must be there
                "access_token": token["access_token"],
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=int(_SKEW.total_seconds()))
        return dict(claims)

    def _believed(self, claims: Mapping[str, Any], *, now: datetime) -> Identity:
        """Only a verified address, and only a recent proof: `max_age` may be lost on the way."""
        proved_at = datetime.fromtimestamp(claims["auth_time"], UTC)
        email, verified = claims.get("email"), claims.get("email_verified")
        if not isinstance(email, str) or verified not in (True, "true"):  # some write a word
            raise SignInNotConfirmed
        if not -_SKEW <= now - proved_at <= self._recent + _SKEW:
            raise SignInNotConfirmed
        return Identity(email=email, proved_at=min(proved_at, now))


def _signed(token: Mapping[str, Any], described: _Description) -> jwt.Token:
    return jwt.decode(token["id_token"], described.keys, algorithms=_SIGNATURES)


@cache
def _trusted() -> SSLContext:
    """Certificates: to read them for each question takes longer than to ask it."""
    return create_ssl_context()


def _read(client: OAuth2Client, address: str) -> dict[str, Any]:
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    content: dict[str, Any] = answer.json()
    return content


def _more_of(client: OAuth2Client, address: str, claims: Mapping[str, Any]) -> dict[str, Any]:
    """What many providers tell only on request; it must be about the same person."""
    answer = client.get(address)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    if told["sub"] != claims["sub"]:
        raise SignInNotConfirmed
    return {name: told[name] for name in ("email", "email_verified") if name in told}
