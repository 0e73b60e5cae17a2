"""Mails with a link, and what pages tell apart about where it leads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from approvals.queries import links
from core.ids import keyed_hash
from models.enums import AssignmentState, GateMethod, GateState, Role
from models.gates import Assignment, Gate
from models.mail import Link, Message
from tests.browser.mailbox import Mail


@dataclass(frozen=True, order=True)
class Sort:
    """A kind of mail, and the state of the task it asks for."""

    template: str
    role: Role
    method: GateMethod
    task: AssignmentState
    gate: GateState
    link_is_good: bool


@dataclass(frozen=True)
class Mailed:
    """A mail, its link and its task."""

    mail: Mail
    link_id: UUID
    assignment_id: UUID
    gate_id: UUID
    sort: Sort

    @property
    def waits(self) -> bool:
        """Whether the link leads to a decision."""
        return self.sort.link_is_good and self.sort.task is AssignmentState.ACTIVE


def mailed(session: Session, mails: Sequence[Mail], key: bytes) -> Iterator[Mailed]:
    """What is behind the links of these mails."""
    for mail in mails:
        link = links.by_token_hash(session, keyed_hash(key, mail.link.rpartition("/")[2]))
        assert link is not None, mail.subject
        yield _mailed(session, mail, link)


def one_of_each_sort(found: Sequence[Mailed]) -> list[Mailed]:
    """The first of each, by when they were mailed."""
    first: dict[Sort, Mailed] = {}
    for one in found:
        first.setdefault(one.sort, one)
    return [first[sort] for sort in sorted(first)]


def _mailed(session: Session, mail: Mail, link: Link) -> Mailed:
    task = session.get_one(Assignment, link.assignment_id)
    gate = session.get_one(Gate, task.gate_id)
    sort = Sort(
        template=session.get_one(Message, link.message_id).template,
        role=task.role,
        method=gate.method,
        task=task.state,
        gate=gate.state,
        link_is_good=link.used_at is None and link.revoked_at is None,
    )
    return Mailed(mail, link.id, task.id, gate.id, sort)
