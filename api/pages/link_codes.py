"""What a mailed link asks for before it decides: the code printed in its mail, or a fresh one."""

from datetime import datetime

from sqlmodel import Session

from api.dependencies import Attempting
from approvals.commands.mailed_codes import try_decision_code
from approvals.commands.open_link import try_code
from approvals.domain.refusals.proving import (
    CodeTriesUsedUp,
    CodeWrong,
    FreshCodeNeeded,
    LoginNeeded,
)
from approvals.queries.task_page import Task
from core.refusal import Refusal
from models.enums import Assurance
from models.mail import Link


def code_refused(  # noqa: PLR0913 -- what is asked, and what was typed
    attempt: Attempting,
    task: Task,
    link: Link,
    *,
    asked: Assurance | None,
    typed: str,
    key: bytes,
    now: datetime,
) -> Refusal | None:
    """Try what was typed, in a transaction of its own so that it counts; None when it is right."""
    if asked is Assurance.LOGIN:
        return LoginNeeded()

    def tries_left(session: Session) -> int | None:
        if asked is Assurance.CODE:
            who = task.reader.id
            return try_decision_code(session, task.assignment.id, who, typed, key=key, now=now)
        return try_code(session, link.id, typed, key=key)

    left = attempt(tries_left)
    if left is None or isinstance(left, Refusal):
        return left
    if left:
        return CodeWrong(tries_left=left)
    return FreshCodeNeeded() if asked is Assurance.CODE else CodeTriesUsedUp()
