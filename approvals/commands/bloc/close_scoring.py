"""The scores of a bloc's year are final, and every member reads all of them."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.commands.bloc.score_self import open_sheet
from approvals.domain.refusals.scoring import AppraisalsOutstanding
from approvals.queries.bloc import scores
from models.bloc_scoring import ScoringSheet
from models.enums import EventKind


def close_scoring(session: Session, command: InBloc, *, now: datetime) -> ScoringSheet:
    """Members that never scored themselves do not keep it open, and get no rank.

    Who has the same points has the same rank: nothing decides among them here. Raises
    `BlocNotFound`, `NotAllowedHere`, `SheetNotSet`, `ScoringOver`, `AppraisalsOutstanding`.
    """
    leading(session, command, now=now)
    sheet = open_sheet(session, command)
    found = scores.scoring(session, command.bloc_id, command.year)
    assert found is not None  # noqa: S101 -- its sheet is open
    if found.unappraised():
        raise AppraisalsOutstanding(missing=found.unappraised())
    sheet.closed_at = now
    note(
        session,
        EventKind.SCORING_CLOSED,
        command,
        now=now,
        facts={
            "ranks": [
                {"member": str(one.member_id), "rank": one.rank, "points": str(one.total.all)}
                for one in found.ranks().values()
            ]
        },
    )
    return sheet
