"""One member's place at a council's gate and what they wrote: what the page about it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.languages import language_of
from api.pages.answers import Answer, choice_words
from api.pages.form_page import form_page
from api.pages.looks import look
from api.pages.rendering import formats
from api.pages.typed import LONGEST_REASON, clean_lines
from api.web import web_of
from approvals.commands.attach import ACCEPTED
from approvals.commands.enter_opinion import VOTES, may_enter
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries import gates
from approvals.queries.dossier_page import DossierPage, Duty, GateStory, dossier_page
from approvals.queries.opinions import Written
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.enums import AssignmentState, Choice, GateMethod, GateState


@dataclass(frozen=True, slots=True)
class Sheet:
    """One member's place at a council's gate, and what they wrote, if anything."""

    found: DossierPage
    story: GateStory
    duty: Duty
    viewer: Viewer
    said: Choice | None  # None as well for whom it does not concern before the ballot is over

    @property
    def written(self) -> Written | None:
        return self.duty.written

    @property
    def secret(self) -> bool:
        return self.story.rule.secret

    @property
    def enters(self) -> bool:
        return may_enter(self.viewer, self.story.body.id)

    @property
    def may_strike(self) -> bool:
        is_open = self.story.gate.state is GateState.OPEN
        own = self.duty.person.id == self.viewer.person.id
        return self.written is not None and is_open and (own or self.enters)

    @property
    def address(self) -> str:
        return f"/dossiers/{self.found.dossier.code}/assignments/{self.duty.assignment.id}/opinion"


@dataclass(frozen=True, slots=True)
class Typed:
    choice: str = ""
    dated_on: str = ""
    reason: str = ""

    @property
    def chosen(self) -> Choice | None:
        return Choice(self.choice) if self.choice in set(Choice) else None

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.dated_on)
        except ValueError:
            return None


def read_typed(
    choice: Annotated[str, Form()] = "",
    dated_on: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(choice, dated_on.strip(), clean_lines(reason))


def sheet_of(session: Session, viewer: Viewer, code: str, assignment_id: UUID) -> Sheet:
    """Raises `DossierNotFound`; `AssignmentNotFound` for whoever is not told who is asked there.

    Without an opinion it is for whoever may enter one: else `NotAllowedHere`.
    """
    found = dossier_page(session, viewer, code)
    for story in found.gates:
        for duty in story.duties:
            if duty.assignment.id == assignment_id and story.rule.ballot is not None:
                said = _said(session, viewer, duty)
                sheet = Sheet(found, story, duty, viewer, said)
                if sheet.written is None and not sheet.enters:
                    raise NotAllowedHere
                return sheet
    raise AssignmentNotFound(assignment=assignment_id)


def _said(session: Session, viewer: Viewer, duty: Duty) -> Choice | None:
    """The member and whoever entered it see it at once, so that they can put it right."""
    concerned = {duty.person.id, *([duty.written.entered_by.id] if duty.written else [])}
    if viewer.person.id not in concerned:
        return duty.said
    ballot = gates.ballot_of(session, duty.assignment.id)
    return ballot.choice if ballot else None


def sheet_page(request: Request, sheet: Sheet, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    return form_page(
        request,
        "opinion.html",
        *refusals,
        here=sheet.address,
        sheet=sheet,
        typed=typed,
        answers=_answers(request, sheet),
        waits=sheet.duty.assignment.state is AssignmentState.ACTIVE,
        accepted=ACCEPTED,
        limit_mb=web_of(request).settings.upload_limit_mb,
        longest=LONGEST_REASON,
    )


def _answers(request: Request, sheet: Sheet) -> list[Answer]:
    """What a paper may say."""
    words = choice_words(sheet.duty.assignment.role, GateMethod.BALLOT)
    gettext = formats(language_of(request)).texts.gettext
    return [
        Answer(choice.value, gettext(words[choice]), "", look(choice).tone, look(choice).icon)
        for choice in VOTES
    ]
