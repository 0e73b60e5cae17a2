"""A dossier's past for whoever may see it: its events, and what it was after two of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.disclosing import disclosed_then
from approvals.history.dossier_then import DossierThen
from approvals.history.looking_back import told
from approvals.history.replay import Told, fold
from approvals.queries import history_page
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.events import Entry
from approvals.queries.history_page import Sealed
from approvals.queries.visibility import Viewer
from models.bodies import Person
from models.enums import GateMethod, GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """`then` is the dossier after the event `entry`; `before`, after the one it is compared with.

    `before` is None where nothing came before. `entries` are the events the reader may read.
    """

    live: DossierPage
    entries: Sequence[Entry]
    entry: Entry
    then: DossierThen
    before: DossierThen | None
    people: Mapping[UUID, Person]
    sealed: Sealed | None
    too_early: bool  # a moment was asked for at which the dossier was not there yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which moment: after an event `at`, or at a time; without either, now. Compared `since`."""

    at: int | None = None
    moment: datetime | None = None
    since: int | None = None


def history_of(session: Session, viewer: Viewer, code: str, asked: Asked) -> HistoryPage:
    """Raises `DossierNotFound` also when it is not theirs to see.

    A number that is no event of theirs means the one before; one before all, the first.
    """
    live = dossier_page(session, viewer, code)
    entries = live.timeline
    entry, too_early = _entry(entries, asked)
    since = asked.since if asked.since is not None else entry.seq - 1
    before = next((one for one in reversed(entries) if one.seq <= since), None)
    events = told(session, live.dossier.id)
    then = _then(events, viewer, live, entry.seq)
    former = _then(events, viewer, live, before.seq) if before else None
    ids = {*_named(then), *(_named(former) if former else ())}
    return HistoryPage(
        live=live,
        entries=entries,
        entry=entry,
        then=then,
        before=former,
        people=history_page.people(session, ids),
        sealed=history_page.sealed(session, live.dossier.id, entry.seq),
        too_early=too_early,
    )


def _entry(entries: Sequence[Entry], asked: Asked) -> tuple[Entry, bool]:
    if asked.moment is not None:
        by_then = [entry for entry in entries if entry.at <= asked.moment]
        return (by_then[-1], False) if by_then else (entries[0], True)
    by_then = [entry for entry in entries if asked.at is None or entry.seq <= asked.at]
    return (by_then or entries[:1])[-1], False


def _then(events: Sequence[Told], viewer: Viewer, live: DossierPage, seq: int) -> DossierThen:
    voting = {
        story.gate.id
        for story in live.gates
        if story.gate.method is GateMethod.BALLOT and story.gate.state is GateState.OPEN
    }
    seqs = {entry.seq for entry in live.timeline}
    return disclosed_then(fold(events[:seq]), viewer, voting=voting, told=seqs)


def _named(then: DossierThen) -> Iterator[UUID]:
    """Everybody whose name is told."""
    ids = [then.submission.submitted_by_id, *(file.added_by_id for file in then.files)]
    ids += [mail.person_id for mail in then.mails]
    for duty in (duty for gate in then.gates for duty in gate.assignments):
        ids.append(duty.person_id)
        ids.append(duty.decision.by_id if duty.decision else None)
        ids.append(duty.opinion.entered_by_id if duty.opinion else None)
    yield from (id_ for id_ in ids if id_ is not None)
