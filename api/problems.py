"""Problem details (RFC 9457): how a program is told that its request was refused, and why."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from core.refusal import Refusal

MEDIA_TYPE = "application/problem+json"
_EXAMPLE: JsonDict = {
    "type": "/problems/recipient_not_allowed",
    "title": "Recipient not allowed",
    "status": 422,
    "code": "recipient_not_allowed",
    "detail": "Cờ thi đua của Chính phủ is not given to: individual. It is given to: collective.",
    "facts": {"award": "Cờ thi đua của Chính phủ", "kind": "individual", "allowed": ["collective"]},
    "errors": [
        {
            "in": "body",
            "field": "nominations.3.kind",
            "pointer": "#/nominations/3/kind",
            "code": "recipient_not_allowed",
            "detail": "Cờ thi đua của Chính phủ is not given to: individual. …",
        }
    ],
}


class Fault(BaseModel):
    """One part of the request that is at fault. `pointer` is a JSON pointer into its body."""

    model_config = ConfigDict(populate_by_name=True)

    place: str = Field(alias="in", description="`body`, `query`, `path` or `header`.")
    field: str
    pointer: str | None = None
    code: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused. `code` is stable; `detail` is in the reader's language."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    type: str = Field(description="`/problems/{code}`: a page that explains the code.")
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, object] = Field(
        default={}, description="The values that the sentence is about, by name."
    )
    errors: list[Fault] = Field(default=[], description="Which parts of the input are at fault.")


def misread(error: Mapping[str, Any]) -> Fault:
    """One input that is not of the shape it should have, as pydantic reports it."""
    place, *path = error["loc"]
    return fault(str(place), path, code=error["type"], detail=error["msg"])


def fault(place: str, path: Sequence[str | int], *, code: str, detail: str) -> Fault:
    """One part of the input at fault; its path as words and, in a body, as a JSON pointer."""
    words = [_printable(str(part)) for part in path]
    pointer = "#" + "".join(f"/{_escaped(word)}" for word in words) if place == "body" else None
    return Fault(place=place, field=".".join(words), pointer=pointer, code=code, detail=detail)


def problem(
    refusal: Refusal, *, status: int, detail: str, faults: Sequence[Fault] = ()
) -> JSONResponse:
    """A refusal as a program reads it. `detail` is its sentence in the reader's language."""
    place = getattr(refusal, "place", "body")
    named = (
        [fault(place, refusal.field.split("."), code=refusal.code, detail=detail)]
        if refusal.field
        else []
    )
    body = Problem(
        type=f"/problems/{refusal.code}",
        title=title_of(refusal.code),
        status=status,
        code=refusal.code,
        detail=detail,
        facts=jsonable_encoder(dict(refusal.facts)),
        errors=[*faults, *named],
    )
    return JSONResponse(
        body.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        status_code=status,
        headers=headers_of(refusal, status),
        media_type=MEDIA_TYPE,
    )


def title_of(code: str) -> str:
    """`gate_already_closed` as words: the same for every occurrence of the problem."""
    return code.replace("_", " ").capitalize()


def headers_of(refusal: Refusal, status: int) -> dict[str, str]:
    """What an answer says of a refusal before its body: when to come again, how to be known."""
    headers = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="bangvang"'
    if seconds := getattr(refusal, "retry_after", None):
        headers["Retry-After"] = str(seconds)
    return headers


def _escaped(part: str) -> str:
    """RFC 6901."""
    return part.replace("~", "~0").replace("/", "~1")


def _printable(part: str) -> str:
    """A name from the request as it can be written: half a character cannot."""
    return part.encode(errors="replace").decode()
