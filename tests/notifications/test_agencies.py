"""Who hears that a body is asked for its opinion, and what it said."""

from sqlmodel import Session

from approvals.commands.remind_body import remind_body
from notifications import announcing
from tests.approvals.commands.asking_bodies import answered, asked, at_the_board
from tests.builders import a_country
from tests.notifications.test_conduct import announced, told


def test_the_body_is_asked_once_reminded_and_those_who_wait_hear_its_answer(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    opinion = asked(session, country, dossier, by="secretariat")
    announced(session, dossier)
    assert told(session, country, "opinion_asked") == ["dan"]
    assert opinion.remind_at is not None
    day = opinion.remind_at
    assert remind_body(session, opinion.id, now=day)
    session.flush()
    for _ in range(2):
        announcing.remind_body(session, opinion.id, now=day)
    assert told(session, country, "opinion_reminder") == ["dan"]
    assert told(session, country, "opinion_given") == []
    answered(session, country, opinion)
    announced(session, dossier)
    assert told(session, country, "opinion_given") == ["appraiser", "secretariat"]
    assert announcing.remind_body(session, opinion.id, now=day) == []
