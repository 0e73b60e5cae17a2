"""Dossiers announced side by side: none of them thinks that it is the day's first mail."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import select

from approvals.domain.mail_habits import OFFICE_HOURS
from core.database import transaction
from models.enums import MessageState
from models.mail import Message
from notifications import announcing
from tests.builders import NOW, a_country
from tests.notifications.test_posting import filed


def test_runs_side_by_side_send_five_at_once_and_gather_the_others(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_country(session, council=2)
        ids = filed(session, country, 12)

    def announce(dossier_id: UUID) -> None:
        with transaction(engine) as session:
            announcing.announce(session, dossier_id, now=NOW, usual=OFFICE_HOURS)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(announce, ids))

    with transaction(engine) as session:
        found = Counter(session.exec(select(Message.address, Message.state)).all())
    assert found == {
        (country[name].email, state): many
        for name in ("chair", "member1")
        for state, many in ((MessageState.QUEUED, 5), (MessageState.GATHERED, 7))
    }
