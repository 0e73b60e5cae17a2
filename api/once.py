"""Idempotency-Key: a request that is sent again has its effect once, and gets the same answer.

The answer is kept in the transaction of the effect. A refused request changed nothing and keeps
nothing: its key may be used again.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlmodel import Session
from starlette.requests import Request

from api.bearer import Writer
from api.dependencies import Now, Transaction
from api.refusals import IdempotencyKeyReused, RequestStillRunning
from api.web import web_of
from approvals.queries import answers
from models.access import Idempotency

_CREATED = 201

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Your name for this request, unique among yours for 24 hours. Sent again "
        "with it, the same request gets the same answer, and happens once.",
        examples=["0b5d8c1e-2f0a-4b7e-9f3e-6b1d4f6a2c11"],
    ),
]


@dataclass(frozen=True, slots=True)
class Once:
    """One request that changes something. Without a key it is carried out each time."""

    session: Session
    person_id: UUID
    key: str | None
    fingerprint: str
    now: datetime

    def answer(self, effect: Callable[[], BaseModel], *, status: int = 200) -> JSONResponse:
        """Carry out the effect, or repeat what was answered before.

        Raises `RequestStillRunning`, and `IdempotencyKeyReused` for a key of another request.
        """
        if self.key is None:
            return _answer(status, effect().model_dump(mode="json"))
        if not answers.take_key(self.session, self.person_id, self.key):
            raise RequestStillRunning
        answers.forget_old(self.session, self.person_id, now=self.now)
        kept = answers.answer_to(self.session, self.person_id, self.key)
        if kept is None:
            return self._kept(effect(), self.key, status)
        if kept.fingerprint != self.fingerprint:
            raise IdempotencyKeyReused
        return _answer(kept.status, kept.body, {"Idempotency-Replayed": "true"})

    def _kept(self, result: BaseModel, key: str, status: int) -> JSONResponse:
        body = result.model_dump(mode="json")
        self.session.add(
            Idempotency(
                person_id=self.person_id,
                key=key,
                fingerprint=self.fingerprint,
                status=status,
                body=body,
                created_at=self.now,
            )
        )
        return _answer(status, body)


async def once(
    request: Request, session: Transaction, writer: Writer, now: Now, key: Key = None
) -> Once:
    return Once(session, writer.person.id, key, await _fingerprint(request), now)


Repeatable = Annotated[Once, Depends(once)]


async def _fingerprint(request: Request) -> str:
    """What makes a request the same: method, address and body.

    Keyed, since there are few bodies to guess from: a vote in a secret ballot is one of two.
    """
    address = f"{request.method} {request.url.path}?{request.url.query}\n"
    said = address.encode() + await request.body()
    return hmac.digest(web_of(request).key, said, hashlib.sha256).hex()


def _answer(
    status: int, body: dict[str, Any], headers: dict[str, str] | None = None
) -> JSONResponse:
    """What was created says where it is, if it can be asked for by itself."""
    place = {"Location": body["url"]} if status == _CREATED and "url" in body else {}
    return JSONResponse(body, status_code=status, headers=place | (headers or {}))
