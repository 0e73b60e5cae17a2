"""Codes that somebody waits for: at sign-in, and where a gate asks for a fresh one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import access, bodies, gates
from notifications.catalogue import DecisionCode, SignInCode
from notifications.posting import Post, post


def sign_in_code(session: Session, code_id: UUID, *, now: datetime) -> list[UUID]:
    """Send somebody the code they asked for."""
    code = access.mailed_code(session, code_id)
    person = bodies.person(session, code.person_id) if code else None
    notice = SignInCode(code_id=code_id)
    return post(session, [Post(notice=notice, person=person)] if person else [], now=now)


def decision_code(
    session: Session, code_id: UUID, assignment_id: UUID, *, now: datetime
) -> list[UUID]:
    """Send a reviewer the fresh code they asked for."""
    code = access.mailed_code(session, code_id)
    person = bodies.person(session, code.person_id) if code else None
    asked = gates.assignment(session, assignment_id)
    gate = gates.gate(session, asked.gate_id) if asked else None
    if person is None or gate is None:
        return []
    wanted = Post(
        notice=DecisionCode(assignment_id=assignment_id, code_id=code_id),
        person=person,
        dossier_id=gate.dossier_id,
        assignment_id=assignment_id,
    )
    return post(session, [wanted], now=now)
