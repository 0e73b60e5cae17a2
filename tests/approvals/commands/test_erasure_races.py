"""An erasure and a decision, or two erasures, in the same moment: one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session, select

from approvals.commands.answer_request import AnswerRequest, answer_request
from approvals.commands.decide import Decide, decide
from approvals.commands.erase import Erase, erase
from approvals.history.chain import first_break
from approvals.queries.events import chain_of
from core.database import transaction
from core.refusal import Refusal
from models.dossiers import Nominee
from models.enums import Choice, DossierState, EventKind, Proof
from models.history import Event
from models.personal_data import Erasure
from tests.approvals.commands.data_subject import GROUND, LATER, asked, ended_dossier
from tests.builders import a_country, a_dossier, active, pass_gate


def at_once(engine: Engine, *works: Callable[[Session], object]) -> list[object]:
    """Each in a transaction of its own, all let go at the same moment; what came of them."""
    gun = Barrier(len(works))

    def run(work: Callable[[Session], object]) -> object:
        gun.wait()
        try:
            with transaction(engine) as session:
                return work(session)
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_a_last_decision_and_an_erasure_take_turns(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        dossier = a_dossier(session, country, name="Kiều Thị Xuyến")
        pass_gate(session, dossier)
        [(duty, person)] = active(session, dossier)
    rejected = Decide(
        assignment_id=duty.id,
        person_id=person.id,
        choice=Choice.REJECT,
        reason="Chưa đủ",
        proof=Proof.PASSKEY,
    )
    wish = Erase(
        ground=GROUND,
        approved_by_id=country["administrator"].id,
        nominee_id=dossier.nominee_id,
    )
    _, refused = at_once(
        engine,
        lambda session: decide(session, rejected, now=LATER),
        lambda session: erase(session, wish, now=LATER),
    )
    assert refused in {"still_under_review", "may_still_be_undone"}
    with transaction(engine) as session:
        nominee = session.get_one(Nominee, dossier.nominee_id)
        assert (nominee.name, nominee.erased_at) == ("Kiều Thị Xuyến", None)
        assert session.get_one(type(dossier), dossier.id).state is DossierState.DECLINED
        assert first_break(chain_of(session, dossier.id)) is None


def test_ten_that_erase_at_once_erase_once(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        dossier = ended_dossier(session, country, tmp_path)
        request = asked(session, country, nominee_id=dossier.nominee_id)
    command = AnswerRequest(
        request_id=request.id, by_person_id=country["administrator"].id, fulfil=True
    )
    found = at_once(engine, *[lambda session: answer_request(session, command, now=LATER)[1]] * 10)
    assert len({one.id for one in found if isinstance(one, Erasure)}) == 1
    assert not [one for one in found if isinstance(one, str)]
    with transaction(engine) as session:
        kinds = session.exec(select(Event.kind).where(Event.chain_id == dossier.id)).all()
        assert list(kinds).count(EventKind.TEXTS_ERASED) == 1
        assert first_break(chain_of(session, dossier.id)) is None
