"""What SendGrid does to us: away for an hour, busy, silent, slow, and reports twice or late."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from tests.faults.matrix.trial import Trial
from tests.notifications.mailers.stub import Answer
from tests.notifications.signed import an_event

_TAKEN = 204


def misbehaves(answers: list[Answer], trial: Trial) -> None:
    """One answer after another, then it is well again."""
    trial.system.stub.answers += answers
    trial.file()
    trial.until(lambda: not trial.system.stub.answers or trial.is_over())
    trial.until(trial.is_over)


def down_for_an_hour(trial: Trial) -> None:
    """503 for whatever is asked, until an hour has passed by the system's clock."""
    stub, began = trial.system.stub, trial.system.now()
    well, stub.answer = stub.answer, Answer(503)
    try:
        trial.file()
        hour = timedelta(hours=1)
        trial.until(lambda: trial.is_over() or trial.system.now() - began > hour)
    finally:
        stub.answer = well


def reported(trial: Trial, *, times: int, late: timedelta) -> None:
    """Each mail is reported as delivered, so many times and so late."""
    trial.file()
    trial.until(trial.is_over)
    at = trial.system.now()
    mails = [mail["personalizations"][0]["custom_args"] for mail in trial.system.stub.out[-6:]]
    events = [an_event("delivered", one["message_id"], at=at) for one in mails]
    trial.system.skip(late)
    for _ in range(times):
        assert trial.system.report(*events, *events, signed_at=at) == _TAKEN
    trial.until(trial.is_over)


def reported_in_doubt(trial: Trial) -> None:
    """A mail is taken without an answer; its report comes before the grace is over."""
    stub = trial.system.stub
    stub.answers.append(Answer(how="drop"))
    before = len(stub.taken)
    trial.file()
    trial.until(lambda: len(stub.taken) > before)
    at = trial.system.now()
    assert trial.system.report(an_event("delivered", stub.taken[before], at=at)) == _TAKEN
    trial.system.sweep("deliver-mail")
    trial.until(trial.is_over)
    assert stub.taken.count(stub.taken[before]) == 1, "it was sent again though it had arrived"


_BUSY = Answer(429, headers={"Retry-After": "7"})
MAIL: Mapping[str, Callable[[Trial], None]] = {
    "sendgrid/down an hour": down_for_an_hour,
    "sendgrid/429": partial(misbehaves, [_BUSY] * 4),
    "sendgrid/taken, no answer": partial(misbehaves, [Answer(how="drop")] * 3),
    "sendgrid/not taken, no answer": partial(misbehaves, [Answer(how="drop", takes=False)] * 3),
    "sendgrid/slow": partial(misbehaves, [Answer(how="hang")]),
    "sendgrid/504": partial(misbehaves, [Answer(504)] * 2),
    "webhook/twice": partial(reported, times=2, late=timedelta()),
    "webhook/24 h late": partial(reported, times=1, late=timedelta(hours=24)),
    "webhook/ends a doubt": reported_in_doubt,
}
