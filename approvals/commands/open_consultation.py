"""A body posts those it proposes for the public, before its council votes on them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.submit import FILING
from approvals.domain import consulting
from approvals.domain.refusals.consulting import (
    ConsultationOpensBefore,
    ConsultationUntitled,
    NothingToConsultOn,
    NotToBeConsulted,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import SubmissionNotFound
from approvals.domain.requirements import Posting
from approvals.domain.sourced import Sourced
from approvals.history.recording import record
from approvals.queries import consultations, dossiers, visibility, wakes
from approvals.queries.cases import Case, cases_of
from approvals.queries.visibility import Viewer
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from core.vietnamese import clean
from models.consultations import Consultation
from models.dossiers import Dossier, Submission
from models.enums import EventKind, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsultation:
    """`working_days` None: as the rules of the dossiers say; where they do not, somebody must."""

    submission_id: UUID
    dossier_ids: frozenset[UUID]
    title: str
    opens_on: date
    working_days: int | None
    opened_by_id: UUID


def open_consultation(
    session: Session, command: OpenConsultation, *, now: datetime
) -> Consultation:
    """List dossiers of one submission from a day on; a dossier stands in one consultation.

    The last day is counted once and for all: nothing shortens it. Raises `SubmissionNotFound`,
    `NotAllowedHere`, `ConsultationUntitled`, `ConsultationOpensBefore`, `NothingToConsultOn`,
    `NotToBeConsulted`, and what `consulting.length` does.
    """
    submission = dossiers.submission(session, command.submission_id)
    viewer = visibility.viewer_of(session, command.opened_by_id, on=local_date(now))
    if submission is None or viewer is None:
        raise SubmissionNotFound(submission=command.submission_id)
    if not may_consult(viewer, submission.body_id):
        raise NotAllowedHere
    _ensure_said(command, today=local_date(now))
    locked = dossiers.all_for_update(session, command.dossier_ids)
    cases = cases_of(session, locked)
    asked = consulting.asked_by([_posting(cases[one.id], submission) for one in locked])
    calendar, days = vietnamese_calendar(), consulting.length(asked, command.working_days)
    consultation = Consultation(
        number=consultations.take_number(session, local_date(now).year),
        body_id=submission.body_id,
        submission_id=submission.id,
        title=clean(command.title),
        opens_on=command.opens_on,
        closes_on=consulting.closing_day(
            command.opens_on, days, count_first_day=asked.count_first_day, calendar=calendar
        ),
        working_days=days,
        count_first_day=asked.count_first_day,
        calendar=calendar.version,
        opened_by_id=command.opened_by_id,
        opened_at=now,
    )
    session.add(consultation)
    session.flush()  # dossiers refer to it
    for dossier in locked:
        _list(session, dossier, consultation, now=now)
    return consultation


def may_consult(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may post what a body proposes, and judge the comments on it."""
    return viewer.holds(Office.SECRETARIAT) or viewer.holds_in(body_id, *FILING)


def _ensure_said(command: OpenConsultation, *, today: date) -> None:
    if not clean(command.title):
        raise ConsultationUntitled
    if command.opens_on < today:
        raise ConsultationOpensBefore
    if not command.dossier_ids:
        raise NothingToConsultOn


def _posting(case: Case, submission: Submission) -> Sourced[Posting]:
    """What the rules ask for of one dossier; raises `NotToBeConsulted`."""
    dossier, posting = case.dossier, case.posting
    here = dossier.submission_id == submission.id and dossier.closed_at is None
    if posting is None or not here or dossier.consultation_id is not None:
        raise NotToBeConsulted(dossier=dossier.code)
    return posting


def _list(session: Session, dossier: Dossier, one: Consultation, *, now: datetime) -> None:
    dossier.consultation_id, dossier.consulted_until = one.id, one.closes_on
    record(
        session,
        dossier,
        EventKind.CONSULTATION_OPENED,
        actor_id=one.opened_by_id,
        now=now,
        facts={
            "consultation": str(one.id),
            "number": one.number,
            "body": str(one.body_id),
            "opens_on": one.opens_on.isoformat(),
            "closes_on": one.closes_on.isoformat(),
            "working_days": one.working_days,
            "count_first_day": one.count_first_day,
            "calendar": one.calendar,
        },
        texts={"title": one.title},
    )
    dossiers.touch(dossier, now=now)
    wakes.queue(session, dossier.id, now=now)
