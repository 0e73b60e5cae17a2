"""Requests of which none may change anything: files, reports, links, forms and JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import quote

from core.clock import now
from tests.notifications.signed import SendGridKey, a_body, an_event
from tests.probe.bad_workbooks import a_bad_workbook
from tests.probe.odd_texts import odd_form, odd_json, odd_text


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A request as `who`. `refused`: a status below 400 would say that it was accepted."""

    kind: str
    path: str
    method: str = "POST"
    who: str = "alice"
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None  # with the nonce of the form, unlike `content`
    refused: bool = True


@dataclass(frozen=True)
class Ground:
    """What bad requests are made from: good ones.

    `link` is one that decides, `closed` one of a gate that is over; `forms` and `json` are the
    addresses that take such, each with the names of its fields.
    """

    dossier: str
    report_key: SendGridKey
    message_id: str
    link: str
    closed: str
    forms: Sequence[tuple[str, list[str]]]
    json: Sequence[tuple[str, str]]


def bad(draw: Random, ground: Ground) -> Bad:
    """The next one."""
    return draw.choice(_KINDS)(draw, ground)


def _workbook(draw: Random, _ground: Ground) -> Bad:
    what, content = a_bad_workbook(draw)
    name = draw.choice(["danh-sach.xlsx", "a.XLSX", "../a.xlsx", "a.xls", "Cao.xlsx.exe"])
    return Bad(kind=f"workbook: {what}", path="/submissions/new", file=(name, content))


def _evidence(draw: Random, ground: Ground) -> Bad:
    """Of a kind that is not accepted, or with another's ending."""
    name, content = draw.choice(
        [
            ("a.pdf", b""),
            ("a.pdf", b"MZ" + draw.randbytes(50)),
            ("a.exe", b"%PDF-1.7"),
            ("a.pdf.html", b"%PDF-1.7<script>"),
            ("a.svg", b"<svg onload='a()'/>"),
            ("a.png", b"%PDF-1.7"),
            ("a.pdf", b"%PDF-1.7" + b"\x00" * (1 << 20)),
            (odd_text(draw)[:2_000] + ".js", b"PK\x03\x04"),
            ("", b"%PDF-1.7"),
            ("a" * 400 + ".pdf", b"%PDF-1.7"),
        ]
    )
    name = quote(name.encode(errors="surrogatepass"), safe="")
    return Bad(
        kind="evidence",
        path=f"/api/v1/dossiers/{ground.dossier}/attachments?name={name}",
        content=content,
        headers={"Content-Type": "application/octet-stream"},
    )


def _report(draw: Random, ground: Ground) -> Bad:
    """Signed by somebody else, for something else, too early, too late, or not at all."""
    body = a_body(an_event(draw.choice(["bounce", "delivered"]), ground.message_id, at=now()))
    key, prefix = ground.report_key, "X-Twilio-Email-Event-Webhook-"
    good = key.headers(body, now())
    signature, timestamp = f"{prefix}Signature", f"{prefix}Timestamp"
    late = timedelta(hours=draw.choice([-100_000, -30, 1, 50]))
    digits = draw.choice(["9" * 4_400, "-1", "1e9", "0", "٣", " 1", "9" * 18, ""])
    content, headers = draw.choice(
        [
            (body, SendGridKey().headers(body, now())),
            (body, key.headers(body, now() + late)),
            (body + b" ", good),
            (body[:-1], good),
            (body.replace(b"message_id", b"message_ID"), good),
            (body, {}),
            (body, {signature: good[signature]}),
            (body, good | {timestamp: digits}),
            (body, good | {signature: draw.choice(["", "=", "AAAA", "é", "A" * 9_000])}),
            (draw.randbytes(draw.randrange(300)), good),
        ]
    )
    sent = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    return Bad(kind="report", path="/api/sendgrid/events", content=content, headers=sent)


def _signed_report(draw: Random, ground: Ground) -> Bad:
    """SendGrid's own, of what it should not say: it is told well where nothing is kept of it."""
    odd: list[object] = [odd_text(draw).encode(errors="replace").decode(), 9**400, None, [], {}]
    event = dict(an_event("bounce", "none of ours", at=now()))
    event[draw.choice([*event])] = draw.choice(odd)
    event["message_id"] = draw.choice(odd)
    body = draw.choice([a_body(event), odd_json(draw)])
    return Bad(
        kind="signed report",
        path="/api/sendgrid/events",
        content=body,
        headers=ground.report_key.headers(body, now()),
        refused=False,
    )


def _link(draw: Random, ground: Ground) -> Bad:
    """Altered, cut, made longer, of a gate that is over, or no link of ours."""
    token = ground.link
    place = draw.randrange(len(token))
    changed = token[:place] + draw.choice("abcXYZ019-_") + token[place + 1 :]
    other = draw.choice(
        [
            changed if changed != token else token[::-1],
            token[:place],
            token + draw.choice(["A", "=", "%00", "/", ".", "/../x"]),
            token.swapcase(),
            ground.closed,
            "".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789-_", k=len(token))),
            quote(odd_text(draw)[:900].encode(errors="surrogatepass"), safe=""),
        ]
    )
    return Bad(kind="link", path=f"/r/{other}", method="GET", who="anonymous", refused=False)


def _form(draw: Random, ground: Ground) -> Bad:
    """Any form of any page, without the nonce that it was shown with."""
    path, names = draw.choice(ground.forms)
    content, kind = odd_form(draw, names)
    who = draw.choice(["alice", "secretariat", "administrator", "anonymous", "dan"])
    return Bad(
        kind=f"form {path}", path=path, who=who, content=content,
        headers={"Content-Type": kind}, refused=False,
    )  # fmt: skip


def _json(draw: Random, ground: Ground) -> Bad:
    method, path = draw.choice(ground.json)
    headers = {"Content-Type": "application/json", "If-Match": '"1"'}
    return Bad(
        kind=f"json {path}", path=path, method=method, content=odd_json(draw), headers=headers
    )


_KINDS: tuple[Callable[[Random, Ground], Bad], ...] = (
    _workbook, _workbook, _evidence, _report, _signed_report, _link, _form, _form, _form, _json,
)  # fmt: skip
