"""A duty goes to somebody else of the same body."""

import pytest
from sqlmodel import Session, select

from approvals.commands.issue_link import issue_link
from approvals.commands.reassign import Reassign, reassign
from approvals.domain.refusals.deciding import AlreadyAsked, NotAllowedHere, NotEligible
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries.events import timeline
from models.dossiers import Dossier
from models.enums import (
    AssignmentState,
    Language,
    Office,
)
from models.mail import Link, Message
from tests.builders import (
    MINISTRY,
    NOW,
    Country,
    a_country,
    a_dossier,
    a_person_in,
    active,
    pass_gate,
)


def a_link(session: Session, dossier: Dossier) -> Link:
    """A link mailed to whoever's turn it is."""
    (assignment, person), *_ = active(session, dossier)
    message = Message(
        template="gate_opened",
        dedupe_key=f"gate_opened:{assignment.id}",
        person_id=person.id,
        address=person.email,
        language=Language.VI,
        context={},
        next_attempt_at=NOW,
        created_at=NOW,
    )
    session.add(message)
    session.flush()
    issue_link(session, assignment_id=assignment.id, message_id=message.id, key=b"k" * 32, now=NOW)
    session.flush()
    return session.exec(select(Link).where(Link.message_id == message.id)).one()


def at_the_minister(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    return dossier


def test_a_duty_moves_to_somebody_of_the_same_body_and_old_links_die(session: Session) -> None:
    country = a_country(session)
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD)
    dossier = at_the_minister(session, country)
    link = a_link(session, dossier)
    ((before, _),) = active(session, dossier)
    after = reassign(
        session,
        Reassign(
            assignment_id=before.id,
            to_person_id=deputy.id,
            by_person_id=country["secretariat"].id,
            reason="Đi công tác",
        ),
        now=NOW,
    )
    assert active(session, dossier) == [(after, deputy)]
    assert before.state is AssignmentState.REPLACED
    assert after.replaces_id == before.id
    session.refresh(link)
    assert link.revoked_at == NOW
    event = timeline(session, dossier.id)[-1]
    assert event.kind == "assignment.reassigned"
    assert event.facts["from"]["person"] == str(country["minister"].id)
    assert event.facts["to"]["person"] == str(deputy.id)
    assert event.texts == {"reason": "Đi công tác"}


@pytest.mark.parametrize(
    ("to", "by", "refusal"),
    [
        ("dan", "secretariat", NotAllowedHere),  # no seat in this ministry
        ("alice", "secretariat", NotEligible),  # she nominated
        ("chair", "secretariat", NotEligible),  # he judged at the unit
        ("minister", "secretariat", AlreadyAsked),
        ("deputy", "auditor", NotAllowedHere),
        ("deputy", "member1", NotAllowedHere),
        ("deputy", "dan", AssignmentNotFound),
    ],
)
def test_a_duty_does_not_move_to_or_by_anybody(
    session: Session, to: str, by: str, refusal: type[Exception]
) -> None:
    country = a_country(session)
    a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD)
    dossier = at_the_minister(session, country)
    ((assignment, _),) = active(session, dossier)
    with pytest.raises(refusal):
        reassign(
            session,
            Reassign(
                assignment_id=assignment.id,
                to_person_id=country[to].id,
                by_person_id=country[by].id,
            ),
            now=NOW,
        )
