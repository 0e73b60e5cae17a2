"""The breaker: when the provider is asked, and when another way takes over."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.queries import circuit
from notifications.mailers.breaker import COOL_OFF, ENOUGH, Breaker
from notifications.mailers.port import Envelope, OutcomeUnknown, RetryLater, Undeliverable
from tests.notifications.fakes import GRACE, MemoryMailer
from tests.notifications.mailers.test_sendgrid import ENVELOPE

PATIENCE = timedelta(minutes=5)
BUSY = RetryLater("503 busy")


@dataclass
class Moody:
    """Fails as told, for as long as told."""

    grace = GRACE

    failure: Exception | None = None
    asked: int = 0
    sent: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> str:
        self.asked += 1
        if self.failure:
            raise self.failure
        self.sent.append(envelope)
        return "first"


@dataclass
class Post:
    """A breaker, both of its ways, and a clock that a test moves."""

    engine: Engine
    first: Moody
    second: MemoryMailer
    breaker: Breaker
    after: timedelta = timedelta()

    def send(self) -> str:
        return self.breaker.send(replace(ENVELOPE, made_at=ENVELOPE.made_at + self.after))

    def fail(self, times: int) -> None:
        for _ in range(times):
            with pytest.raises((RetryLater, OutcomeUnknown, Undeliverable)):
                self.send()


@pytest.fixture
def post(engine: Engine) -> Post:
    return a_post(engine, fallback=True)


def a_post(engine: Engine, *, fallback: bool) -> Post:
    first, second = Moody(), MemoryMailer()
    breaker = Breaker(
        engine, way="sendgrid", first=first, second=second if fallback else None, patience=PATIENCE
    )
    return Post(engine, first, second, breaker)


def test_while_it_works_it_is_asked_and_nobody_else(post: Post) -> None:
    assert [post.send() for _ in range(3)] == ["first"] * 3
    assert post.second.sent == []


@pytest.mark.parametrize("failure", [BUSY, OutcomeUnknown("no answer")])
def test_after_enough_failures_it_is_left_alone(post: Post, failure: Exception) -> None:
    post.first.failure = failure
    post.fail(ENOUGH)
    with pytest.raises(RetryLater, match="not asked") as raised:
        post.send()
    assert (post.first.asked, raised.value.after) == (ENOUGH, COOL_OFF)


def test_everybody_who_delivers_knows(post: Post) -> None:
    post.first.failure = BUSY
    post.fail(ENOUGH)
    another = a_post(post.engine, fallback=False)
    with pytest.raises(RetryLater, match="not asked"):
        another.send()
    assert another.first.asked == 0


def test_it_is_left_alone_as_long_as_it_asks(post: Post) -> None:
    post.first.failure = RetryLater("429", after=timedelta(minutes=7))
    post.fail(ENOUGH)
    post.after = timedelta(minutes=3)
    with pytest.raises(RetryLater) as raised:
        post.send()
    assert raised.value.after == timedelta(minutes=4)


def test_a_success_between_failures_makes_them_forgotten(post: Post) -> None:
    for _ in range(3):
        post.first.failure = BUSY
        post.fail(ENOUGH - 1)
        post.first.failure = None
        post.send()
    with Session(post.engine) as session:
        assert circuit.failing_since(session, "sendgrid") is None


def test_a_mail_that_is_refused_says_nothing_against_the_provider(post: Post) -> None:
    post.first.failure = Undeliverable("400")
    post.fail(ENOUGH * 2)
    assert post.first.asked == ENOUGH * 2


def test_once_rested_one_mail_tries_and_the_others_wait(post: Post) -> None:
    post.first.failure = BUSY
    post.fail(ENOUGH)
    post.after = COOL_OFF
    with pytest.raises(RetryLater, match="busy"):
        post.send()
    with pytest.raises(RetryLater, match="not asked"):
        post.send()
    assert post.first.asked == ENOUGH + 1

    post.first.failure = None
    post.after = COOL_OFF * 2
    assert [post.send() for _ in range(2)] == ["first"] * 2


def test_another_way_takes_over_only_after_a_while(post: Post) -> None:
    post.first.failure = BUSY
    post.fail(ENOUGH)
    post.after = PATIENCE - timedelta(seconds=1)
    post.fail(2)  # one tries, one is kept off
    post.after = PATIENCE
    assert post.send() == "memory-1"


def test_it_goes_back_as_soon_as_the_provider_works(post: Post) -> None:
    post.first.failure = BUSY
    post.fail(ENOUGH)
    post.after = PATIENCE
    assert post.send() == "memory-1"
    post.first.failure = None
    post.after += COOL_OFF
    assert post.send() == "first"


def test_what_may_have_left_goes_no_other_way(post: Post) -> None:
    post.first.failure = OutcomeUnknown("no answer")
    post.fail(ENOUGH)
    post.after = PATIENCE
    with pytest.raises(OutcomeUnknown):
        post.send()
    assert post.second.sent == []


def test_without_another_way_mail_waits(engine: Engine) -> None:
    post = a_post(engine, fallback=False)
    post.first.failure = BUSY
    post.fail(ENOUGH)
    post.after = PATIENCE * 10
    post.fail(1)
    with pytest.raises(RetryLater, match="not asked"):
        post.send()


def test_a_failure_of_the_other_way_is_told_as_it_is(engine: Engine) -> None:
    breaker = Breaker(engine, way="sendgrid", first=Moody(BUSY), second=Moody(Undeliverable("550")))
    with pytest.raises(Undeliverable, match="550"):
        breaker.send(ENVELOPE)
