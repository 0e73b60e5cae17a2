"""What the dashboard reads is what the other tables say, whatever happened to dossiers."""

import random
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, text
from sqlmodel import Session, col, select

from approvals.commands.count_flow import count_flow
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.survey import survey
from approvals.queries import open_dossiers
from core.database import transaction
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import FlowStep, Stage
from models.open_dossiers import ChangedDossier, FlowByDay, OpenDossier, UsualAge
from tests.approvals.history.test_past_day import a_history
from tests.builders import (
    NOW,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    pass_gate,
    the_gate,
)

DAY = timedelta(days=1)


def kept(session: Session) -> dict[str, object]:
    """By dossier; when a cause was found, and is looked at again, depends on who looked when."""
    rows = session.exec(select(OpenDossier).execution_options(populate_existing=True)).all()
    return {
        str(row.dossier_id): row.model_dump(exclude={"stuck_since", "look_again_at"})
        for row in rows
    }


def looked_at(session: Session, now: datetime) -> int:
    session.flush()
    return survey(session, now=now)


def the_row(session: Session, dossier: Dossier) -> OpenDossier:
    return session.get_one(OpenDossier, dossier.id, populate_existing=True)


def test_after_any_history_it_is_as_if_it_were_made_anew(session: Session) -> None:
    country = a_country(session, council=1)
    chance = random.Random(20261123)  # noqa: S311 -- a history, no secret
    seen: set[str | None] = set()
    for now in a_history(session, country, chance):
        session.flush()
        session.execute(delete(Wake))  # the engine has looked
        looked_at(session, now)
        by_and_by = kept(session)
        session.execute(delete(OpenDossier))
        open_dossiers.queue(session, list(session.exec(select(Dossier.id)).all()))
        looked_at(session, now)
        assert kept(session) == by_and_by, now
        seen |= set(session.exec(select(OpenDossier.cause)).all())
    ended = session.exec(select(Dossier.id).where(col(Dossier.closed_at).is_not(None))).all()
    assert ended
    assert not {str(one) for one in ended} & kept(session).keys()
    assert len(seen) > 2


def test_time_alone_makes_a_dossier_stuck_when_it_was_said_to(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    looked_at(session, NOW)
    session.execute(delete(Wake))
    due_at = the_gate(session, dossier).due_at
    assert due_at is not None
    assert the_row(session, dossier).cause is None
    assert looked_at(session, due_at - DAY) == 1  # the engine might have been away
    assert looked_at(session, due_at - timedelta(seconds=1)) == 0
    assert looked_at(session, due_at) == 1
    row = the_row(session, dossier)
    assert (row.cause, row.stuck_since) == ("quorum_short", due_at)


def test_what_stays_stuck_is_so_since_it_was_first_found(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    session.flush()
    session.execute(delete(Wake))
    late = NOW + 60 * DAY
    looked_at(session, late)
    open_dossiers.queue(session, [dossier.id])
    looked_at(session, late + DAY)
    assert the_row(session, dossier).stuck_since == late
    pass_gate(session, dossier, now=late + DAY)
    session.flush()
    session.execute(delete(Wake))
    looked_at(session, late + DAY)
    assert the_row(session, dossier).cause is None


def test_nothing_is_left_to_do_once_all_is_looked_at(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, *(a_nomination(name=f"Lê Văn {one}") for one in range(7)))
    session.flush()
    assert [survey(session, now=NOW, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert len(kept(session)) == 7


def test_one_looks_at_a_time_and_no_change_is_lost(engine: Engine) -> None:
    with transaction(engine) as session:
        load_rule_sets(session, now=NOW)
        dossier = a_dossier(session, a_country(session), "bk-bo")
    with transaction(engine) as first:
        assert survey(first, now=NOW) == 1
        with transaction(engine) as other:
            pass_gate(other, dossier)
        with transaction(engine) as second:
            assert survey(second, now=NOW) == 0
    with transaction(engine) as session:
        assert survey(session, now=NOW) == 1
        assert the_row(session, dossier).stage is session.get_one(Dossier, dossier.id).stage


def test_how_long_gates_take_is_told_once_enough_were_decided(session: Session) -> None:
    country = a_country(session, council=1)
    names = (a_nomination("bk-bo", name=f"Lê Văn {one}") for one in range(20))
    submission = a_submission(session, country, *names)
    filed = session.exec(select(Dossier).where(Dossier.submission_id == submission.id)).all()
    for days, dossier in enumerate(filed, 1):
        pass_gate(session, dossier, now=NOW + days * DAY)
    session.flush()
    count_flow(session)
    usual = session.get_one(UsualAge, (Stage.UNIT, "bk-bo"))
    assert usual.closed == 20
    assert usual.in_50_percent == timedelta(days=10.5)
    assert usual.in_85_percent == timedelta(days=17.15)
    assert usual.in_95_percent == timedelta(days=19.05)
    assert session.get_one(UsualAge, (Stage.UNIT, "")).closed == 20
    session.execute(delete(Wake))
    slow = a_dossier(session, country, "bk-bo", number="2/TTr-BTP")
    session.execute(text("UPDATE gate SET due_at = NULL, due_on = NULL"))
    session.expire_all()
    session.flush()
    session.execute(delete(Wake))
    causes = []
    for days in (17, 18, 20):
        open_dossiers.queue(session, [slow.id])
        looked_at(session, NOW + days * DAY)
        causes.append(the_row(session, slow).cause)
    assert causes == [None, "longer_than_85", "longer_than_95"]


def test_what_moved_is_counted_by_day(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country, "bk-bo")
    while dossier.closed_at is None:
        pass_gate(session, dossier, now=NOW + 3 * DAY)
    for _ in range(2):  # again: the same
        session.flush()
        count_flow(session)
        counted = [(row.step, row.day) for row in session.exec(select(FlowByDay)).all()]
        today, later = NOW.date(), (NOW + 3 * DAY).date()
        assert counted.count((FlowStep.SUBMITTED, today)) == 1
        assert (FlowStep.CAME, today) in counted
        assert counted.count((FlowStep.AWARDED, later)) == 1
        came = [step for step, _ in counted if step is FlowStep.CAME]
        left = [step for step, _ in counted if step is FlowStep.LEFT]
        assert len(came) == len(left) > 1


def test_a_statement_that_changes_no_dossier_queues_none(session: Session) -> None:
    a_dossier(session, a_country(session))
    looked_at(session, NOW)
    session.execute(text("UPDATE dossier SET version = version WHERE false"))
    assert session.exec(select(ChangedDossier)).all() == []
