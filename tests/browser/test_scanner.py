"""A hostile scanner reads everybody's mail first: it decides nothing and uses nothing up."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, func
from sqlmodel import col, select

from core.clock import now
from core.database import transaction
from models.enums import EventKind
from models.gates import Assignment, Ballot, Gate
from models.history import Event
from models.mail import Link, Message
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.mailbox import Mail, Mailbox
from tests.browser.mailed_links import Mailed, mailed, one_of_each_sort
from tests.browser.people import YES, answer
from tests.browser.scanner import scan, scan_with_scripts
from tests.running_system import RunningSystem, eventually

ROUNDS = 20  # twice what the widest limit allows
AN_HOURS_WORTH = 10  # of new links for one task
_GATES = 3  # whose reviewers' mails are watched
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture
def engine(system: RunningSystem) -> Iterator[Engine]:
    with system.database() as opened:
        yield opened


@pytest.fixture
def seen(system: RunningSystem, engine: Engine) -> list[Mailed]:
    """Every mail with a link, once people of several gates were written to."""
    mailbox, mails = Mailbox(system.url), list[Mail]()
    key = (system.home / "secret.key").read_bytes()

    def found() -> list[Mailed]:
        mails.extend(mail for mail in mailbox.unread() if "/r/" in mail.text)
        with transaction(engine) as session:
            return list(mailed(session, mails, key))

    eventually(lambda: len({one.gate_id for one in found() if one.waits}) >= _GATES)
    return found()


@pytest.fixture
def waiting(seen: list[Mailed]) -> list[Mailed]:
    """Mails to people whose turn it is, of one gate each."""
    first = {one.gate_id: one for one in reversed(seen) if one.waits}
    return sorted(first.values(), key=lambda one: one.mail.id)[:_GATES]


def standing(engine: Engine, waiting: Sequence[Mailed]) -> list[object]:
    """All that a scanner could have done to these tasks; one that is a browser has seen them."""
    with transaction(engine) as session:
        tasks = [session.get_one(Assignment, one.assignment_id) for one in waiting]
        found = [session.get_one(Link, one.link_id) for one in waiting]
        gates = [session.get_one(Gate, task.gate_id) for task in tasks]
        decided = (
            select(Event.hash)
            .where(
                col(Event.chain_id).in_([gate.dossier_id for gate in gates]),
                Event.kind == EventKind.ASSIGNMENT_DECIDED,
            )
            .order_by(col(Event.hash))
        )
        cast = select(Ballot.id).where(col(Ballot.gate_id).in_([gate.id for gate in gates]))
        return [
            [task.model_dump(exclude={"opened_at"}) for task in tasks],
            [(gate.state, gate.closed_at) for gate in gates],
            [(one.used_at, one.revoked_at, one.expires_at, one.code_tries) for one in found],
            session.exec(decided).all(),
            session.exec(cast.order_by(col(Ballot.id))).all(),
        ]


def decided(engine: Engine) -> list[int]:
    """How many links were used, codes tried and decisions taken, by anybody."""
    with transaction(engine) as session:
        counts = (
            select(func.count()).where(col(Link.used_at).is_not(None)),
            select(func.coalesce(func.sum(Link.code_tries), 0)),
            select(func.count()).where(Event.kind == EventKind.ASSIGNMENT_DECIDED),
        )
        return [session.exec(count).one() for count in counts]


def end_link(engine: Engine, one: Mailed) -> None:
    with transaction(engine) as session:
        session.get_one(Link, one.link_id).revoked_at = now()


def mails_since(engine: Engine, since: datetime, template: str) -> int:
    with transaction(engine) as session:
        found = select(Message.id).where(
            Message.template == template, col(Message.created_at) > since
        )
        return len(session.exec(found).all())


def test_a_hostile_scanner_decides_nothing_and_uses_nothing_up(
    system: RunningSystem, engine: Engine, waiting: list[Mailed], seen: list[Mailed], phone: Page
) -> None:
    assert CHROMIUM
    *open_ones, ended = waiting
    end_link(engine, ended)
    began, before, by_anybody = now(), standing(engine, waiting), decided(engine)
    of_each_sort = one_of_each_sort(seen)
    assert {one.sort for one in of_each_sort} == {one.sort for one in seen}
    everything = {
        address
        for one in [*waiting, *of_each_sort]
        for address in _ADDRESS.findall(one.mail.text)
        if address.startswith(system.url)
    }

    pages = scan_with_scripts(CHROMIUM, FLAGS, sorted(everything))
    often = [one.mail.link for one in (open_ones[0], ended)]
    answers = scan(often, [one.mail.link for one in seen], rounds=ROUNDS)

    assert (standing(engine, waiting), decided(engine)) == (before, by_anybody)
    assert pages > 3 * len(waiting), "it pressed and sent something"
    assert answers.count(200) > 2 * ROUNDS, "and it was let in"
    assert max(answers) < 500
    assert mails_since(engine, began, "sign_in_code") == 0
    assert 1 <= mails_since(engine, began, "new_link") <= AN_HOURS_WORTH
    # The same links still serve the people they were mailed to, with all their tries.
    assert answer(phone, open_ones[0].mail, YES)
    assert standing(engine, waiting) != before
