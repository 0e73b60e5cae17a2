"""SendGrid's reports: which requests are believed, and what is read from them."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from approvals.commands.store_reports import Reported
from models.enums import Delivery
from notifications.sendgrid_reports import NEWEST, OLDEST, is_authentic, public_key, reports
from tests.notifications.signed import SendGridKey, a_body, an_event

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
KEY, OTHER = SendGridKey(), SendGridKey()
MESSAGE = UUID("0193a4d2-0000-7000-8000-000000000001")
BODY = a_body(an_event("delivered", MESSAGE, at=NOW, response="250 Đã nhận"))
SENT = str(int(NOW.timestamp()))


def believed(
    body: bytes = BODY,
    *,
    signature: str | None = None,
    timestamp: str = SENT,
    keys: tuple[str, ...] = (KEY.public,),
    now: datetime = NOW,
) -> bool:
    signature = KEY.sign(BODY, SENT) if signature is None else signature
    return is_authentic(body, signature=signature, timestamp=timestamp, keys=keys, now=now)


def test_what_sendgrid_signed_is_believed() -> None:
    assert believed()


def test_one_changed_byte_is_not() -> None:
    assert not believed(BODY[:-1])
    assert not believed(BODY.replace(b"delivered", b"delivereD"))


def test_the_time_is_signed_too() -> None:
    assert not believed(timestamp=str(int(SENT) + 1))


@pytest.mark.parametrize("keys", [(KEY.public, OTHER.public), (OTHER.public, KEY.public)])
def test_while_one_key_replaces_the_other_both_are_good(keys: tuple[str, ...]) -> None:
    assert believed(keys=keys)
    assert believed(signature=OTHER.sign(BODY, SENT), keys=keys)


def test_somebody_elses_key_is_not() -> None:
    assert not believed(signature=OTHER.sign(BODY, SENT))
    assert not believed(keys=())


@pytest.mark.parametrize("signature", ["", "x", "====", "Zm9v", "không", "MEUCIQ=="])
def test_a_signature_that_is_none_is_refused_and_breaks_nothing(signature: str) -> None:
    assert not believed(signature=signature)


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1.5", "٣", "9" * 40])
def test_a_time_that_is_none_is_refused_and_breaks_nothing(timestamp: str) -> None:
    signature = KEY.sign(BODY, timestamp)
    assert not believed(signature=signature, timestamp=timestamp)


@pytest.mark.parametrize(
    ("later", "good"),
    [
        (timedelta(), True),
        (OLDEST, True),
        (OLDEST + timedelta(seconds=1), False),
        (-NEWEST, True),
        (-NEWEST - timedelta(seconds=1), False),
    ],
)
def test_a_request_is_good_for_as_long_as_sendgrid_tries(later: timedelta, *, good: bool) -> None:
    assert believed(now=NOW + later) is good


@pytest.mark.parametrize("text", ["", "x", "Zm9v", "không"])
def test_a_key_that_is_none_is_known_as_such(text: str) -> None:
    assert public_key(text) is None
    assert not believed(keys=(text,))


def test_a_delivery_is_read() -> None:
    assert reports(BODY) == [
        Reported(
            event_id=f"delivered-{MESSAGE}",
            message_id=MESSAGE,
            provider_id="14c5d75ce93",
            kind=Delivery.DELIVERED,
            at=NOW,
            reason="250 Đã nhận",
        )
    ]


@pytest.mark.parametrize(
    ("event", "others", "kind"),
    [
        ("processed", {}, Delivery.PROCESSED),
        ("deferred", {"response": "451 greylisted"}, Delivery.DEFERRED),
        ("bounce", {"type": "bounce", "reason": "550 unknown"}, Delivery.BOUNCED),
        ("bounce", {"type": "blocked", "reason": "554 listed"}, Delivery.BLOCKED),
        ("bounce", {}, Delivery.BOUNCED),
        ("dropped", {"reason": "Bounced Address"}, Delivery.DROPPED),
    ],
)
def test_each_kind_is_told_apart(event: str, others: dict[str, str], kind: Delivery) -> None:
    (report,) = reports(a_body(an_event(event, MESSAGE, at=NOW, **others)))
    assert (report.kind, report.reason) == (
        kind,
        others.get("reason") or others.get("response") or "",
    )


@pytest.mark.parametrize(
    "event", ["open", "click", "spamreport", "unsubscribe", "group_resubscribe", "something new"]
)
def test_an_open_or_a_click_is_evidence_of_nothing(event: str) -> None:
    assert reports(a_body(an_event(event, MESSAGE, at=NOW))) == []


def test_a_delayed_bounce_comes_without_sendgrids_own_id() -> None:
    late = dict(an_event("bounce", MESSAGE, at=NOW))
    del late["sg_message_id"]
    (report,) = reports(a_body(late))
    assert (report.message_id, report.provider_id) == (MESSAGE, "")


@pytest.mark.parametrize(
    "odd",
    [
        "text",
        None,
        {},
        {"event": "delivered"},
        {"event": "delivered", "sg_event_id": 7, "timestamp": 1},
        {"event": "delivered", "sg_event_id": "a", "timestamp": "soon"},
        {"event": "delivered", "sg_event_id": "a", "timestamp": 10**30},
        {"event": "delivered", "sg_event_id": "a", "timestamp": -5},
        {"event": ["delivered"], "sg_event_id": "a", "timestamp": 1},
    ],
)
def test_what_is_not_understood_does_not_lose_the_rest(odd: object) -> None:
    body = json.dumps([odd, an_event("delivered", MESSAGE, at=NOW)]).encode()
    assert [report.message_id for report in reports(body)] == [MESSAGE]


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"[", b"\xff"])
def test_what_is_no_list_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever the parser says
        reports(body)


def test_reasons_are_one_short_line() -> None:
    said = "550\r\nBcc: x\x00\u202e" + "x" * 5000
    (report,) = reports(a_body(an_event("bounce", MESSAGE, at=NOW, reason=said)))
    assert report.reason.isprintable()
    assert len(report.reason) == 300
