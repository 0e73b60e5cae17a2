"""Where our database and Prefect's disagree: dossiers without a living run, runs without a dossier.

Repairs only queue wake-ups, where none waits; the relay finds, replaces or starts the run.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelled

from approvals.commands.repair_run import note_cancelled, wake_lost
from approvals.queries import dossiers, errands
from flows.running import state_of
from flows.sweeping import BATCH, Swept
from flows.wiring import transact

_PAGE = 200  # what Prefect gives at most
_NOMINATION = FlowFilter(name=FlowFilterName(any_=["nomination"]))
_UNFINISHED = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(
            any_=[StateType.PAUSED, StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]
        )
    )
)
# A run at work for longer may have lost its process; waking one that has not does no harm.
_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Known:
    """What matters here of a run: what Prefect says of one takes thirty times as much memory."""

    id: UUID
    dossier_id: UUID
    created: datetime
    asleep: bool
    living: bool  # asleep at its gate, about to start, or at work for a short time


def repair(client: SyncPrefectClient, *, now: datetime) -> tuple[Swept, Swept]:
    """Wake dossiers whose run is lost; cancel runs whose dossier ended or has a newer one."""
    open_ids = list(_open_ids())  # before the runs: each of these has had time to get one
    runs = sorted((_known(run, now=now) for run in _unfinished(client)), key=attrgetter("created"))
    living = {run.dossier_id for run in runs if run.living}
    lost = [dossier_id for dossier_id in open_ids if dossier_id not in living]
    return _wake(lost, now=now), _cancel_stray(client, runs, now=now)


def _open_ids() -> Iterator[UUID]:
    page = transact(dossiers.open_ids, limit=BATCH)
    while page:
        yield from page
        page = transact(dossiers.open_ids, after=page[-1], limit=BATCH)


def _unfinished(client: SyncPrefectClient) -> Iterator[FlowRun]:
    offset = 0
    while page := client.read_flow_runs(
        flow_filter=_NOMINATION,
        flow_run_filter=_UNFINISHED,
        sort=FlowRunSort.ID_DESC,
        limit=_PAGE,
        offset=offset,
    ):
        yield from page
        offset += len(page)


def _known(run: FlowRun, *, now: datetime) -> Known:
    state = state_of(run)
    return Known(
        run.id,
        UUID(run.parameters["dossier_id"]),
        run.created or datetime.min.replace(tzinfo=UTC),
        asleep=state.is_paused(),
        living=state.is_paused() or state.is_scheduled() or now - state.timestamp < _LONG,
    )


def _wake(lost: Sequence[UUID], *, now: datetime) -> Swept:
    woken = sum(
        transact(wake_lost, lost[start : start + BATCH], now=now)
        for start in range(0, len(lost), BATCH)
    )
    return Swept(len(lost), woken, len(lost) - woken)


def _cancel_stray(client: SyncPrefectClient, runs: Sequence[Known], *, now: datetime) -> Swept:
    newest = {run.dossier_id: run for run in runs}
    asleep = [run for run in runs if run.asleep]
    ended = _ended({run.dossier_id for run in asleep})
    stray = [run for run in asleep if run.dossier_id in ended or run is not newest[run.dossier_id]]
    cancelled = sum(_cancel(client, run, now=now) for run in stray)
    return Swept(len(stray), cancelled, len(stray) - cancelled)


def _ended(dossier_ids: Collection[UUID]) -> set[UUID]:
    ordered = sorted(dossier_ids)
    return {
        dossier_id
        for start in range(0, len(ordered), BATCH)
        for dossier_id in transact(errands.ended_among, ordered[start : start + BATCH])
    }


def _cancel(client: SyncPrefectClient, run: Known, *, now: datetime) -> bool:
    """Cancel it if it still sleeps: no wake-up waits, so nobody is about to let it end.

    Its dossier's history says so afterwards: of what did not succeed there is nothing to say.
    """
    if not state_of(client.read_flow_run(run.id)).is_paused():
        return False
    why: State[Any] = Cancelled(message="Its dossier has ended, or another run carries it.")
    client.set_flow_run_state(run.id, why, force=True)
    transact(note_cancelled, run.dossier_id, run.id, now=now)
    return True
