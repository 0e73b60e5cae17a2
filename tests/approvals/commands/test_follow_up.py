"""Following a model up: who plans, who does it, in which order, and what is late."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.finish_model_step import finish_model_step
from approvals.commands.plan_model_step import plan_model_step
from approvals.domain.refusals import following_up as refused
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.movements import DayAhead
from approvals.queries import follow_up
from approvals.queries.visibility import viewer_of
from models.bodies import Seat
from models.emulation import ModelStage
from tests.builders import NOW, TODAY, a_country, a_dossier
from tests.emulation import a_finish, a_plan, an_awarded


def test_the_nominating_desk_plans_for_its_own_people_once_awarded(session: Session) -> None:
    country = a_country(session)
    open_one = a_dossier(session, country, number="1/TTr")
    with pytest.raises(refused.NotAwardedYet):
        plan_model_step(session, a_plan(session, country, open_one), now=NOW)
    dossier = an_awarded(session, country)
    plan = a_plan(session, country, dossier)
    for name in ("dan", "member1"):
        with pytest.raises(NotAllowedHere):
            plan_model_step(session, replace(plan, by_person_id=country[name].id), now=NOW)
    dans = session.exec(select(Seat).where(Seat.person_id == country["dan"].id)).one()
    with pytest.raises(refused.SeatNotOffered):
        plan_model_step(session, replace(plan, seat_id=dans.id), now=NOW)
    plan_model_step(session, plan, now=NOW)
    session.flush()
    later = {"alice": [dossier], "dan": []}
    for name, expected in later.items():
        viewer = viewer_of(session, country[name].id, on=TODAY)
        assert viewer is not None
        found = follow_up.models(session, viewer, today=TODAY + timedelta(days=31))
        assert [one.dossier for one in found] == expected
        assert all(one.late(TODAY + timedelta(days=31)) for one in found)
        assert not any(one.late(TODAY) for one in found)


def test_stages_are_done_in_order_by_who_sees_to_them(session: Session) -> None:
    country = a_country(session)
    dossier = an_awarded(session, country)
    nurtured = a_finish(country, dossier, ModelStage.NURTURED, by="alice")
    with pytest.raises(refused.StageNotPlanned):
        finish_model_step(session, nurtured, now=NOW)
    for stage in (ModelStage.FOUND, ModelStage.NURTURED):
        plan_model_step(session, a_plan(session, country, dossier, stage), now=NOW)
    session.flush()
    with pytest.raises(refused.StageTooEarly):
        finish_model_step(session, nurtured, now=NOW)
    found = a_finish(country, dossier)
    with pytest.raises(NotAllowedHere):
        finish_model_step(session, replace(found, by_person_id=country["dan"].id), now=NOW)
    with pytest.raises(DayAhead):
        finish_model_step(session, replace(found, done_on=TODAY + timedelta(days=1)), now=NOW)
    finish_model_step(session, found, now=NOW)
    with pytest.raises(refused.StageDone):
        finish_model_step(session, found, now=NOW)
    with pytest.raises(refused.StageDone):
        plan_model_step(session, a_plan(session, country, dossier), now=NOW)
    finish_model_step(session, nurtured, now=NOW)
