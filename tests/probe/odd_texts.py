"""Texts and bytes that nobody types, and that programs send all the same."""

import json
from random import Random
from urllib.parse import quote

from tests.hostile import TEXTS

_ODD = (
    "\x00", "\x00" * 40, "\ud800", "a\udfffb", "\ufffe", "\u202e\u2066", "\U0010ffff",
    "e\u0301" * 400, "٣٤٥", "²", "1e999", "-0", "NaN", "Infinity", "9" * 5_000, "0x10",
    "1_000", "null", "[]", "{}",
    "../../../etc/passwd", "C:\\con", "%00", "%", "%zz", "' OR 1=1 --", "\r\nSet-Cookie: a=b",
    "0001-01-01", "9999-12-31", "2026-02-30", "T", "+00:00", "", " ", "\n" * 300, "a" * 70_000,
)  # fmt: skip


def odd_text(draw: Random) -> str:
    """Half characters, NULs, numbers that are none, hostile texts, very long ones."""
    kind = draw.randrange(4)
    if kind == 0:
        return draw.choice(list(TEXTS.values()))
    if kind == 1:
        return "".join(chr(draw.randrange(0x110000)) for _ in range(draw.randrange(1, 40)))
    return draw.choice(_ODD)


def odd_cell(draw: Random) -> str:
    """The same as far as a spreadsheet can hold it."""
    return odd_text(draw).encode(errors="replace").decode().replace("\x00", "")[:30_000]


def odd_json(draw: Random) -> bytes:
    """No JSON, or JSON that is too deep, too large, twice the same, or of another kind."""
    depth = draw.choice([50, 5_000, 200_000])
    return draw.choice(
        [
            b"[" * depth,
            b"[" * depth + b"]" * depth,
            b'{"a":' * depth + b"1" + b"}" * depth,
            b"9" * draw.choice([20, 4_301, 100_000]),
            b'{"reason": "\\ud800"}',
            b'{"reason": "\\u0000", "reason": 1}',
            b"\xff\xfe" + '{"reason": "a"}'.encode("utf-16-le"),
            b"\xef\xbb\xbf{}",
            b"NaN",
            b"",
            draw.randbytes(40),
            json.dumps({odd_text(draw): odd_text(draw)}).encode(),
            json.dumps([odd_text(draw)] * 3).encode(),
        ]
    )


def odd_form(draw: Random, names: list[str]) -> tuple[bytes, str]:
    """A form's body and its content type, which need not belong together."""
    fields = [(draw.choice([*names, odd_text(draw)]), odd_text(draw)) for _ in range(5)]
    encoded = "&".join(f"{_percent(name)}={_percent(value)}" for name, value in fields).encode()
    kind = draw.choice(_FORM_KINDS)
    if draw.random() < 0.5:
        return draw.choice([encoded, encoded + b"&reason=%ff%fe&x=%", b"=&&=%", b""]), kind
    boundary = draw.choice([b"b", b"b", b"", b"-" * 80])
    parts = b"".join(
        b"--" + boundary + b'\r\nContent-Disposition: form-data; name="' + _raw(name)[:90]
        + draw.choice([b'"', b"", b'"; filename="', b'"; filename="a.xlsx"'])
        + draw.choice([b"\r\n\r\n", b"\r\n", b"\r\nContent-Type: a/b; charset=x\r\n\r\n"])
        + _raw(value) + b"\r\n"
        for name, value in fields
    )  # fmt: skip
    return parts + draw.choice([b"--b--\r\n", b"--b", b""]), "multipart/form-data; boundary=b"


_FORM_KINDS = (
    *("application/x-www-form-urlencoded",) * 4,
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing",
    "multipart/form-data", "multipart/form-data; boundary=", "application/json", "text/plain", "/",
)  # fmt: skip


def _percent(text: str) -> str:
    return quote(_raw(text), safe="")


def _raw(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
