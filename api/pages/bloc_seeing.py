"""A bloc's year that the viewer may see, and what its pages share."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session
from starlette.responses import RedirectResponse

from api.dependencies import Attempting
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.rule_set import AwardRule
from approvals.queries import rules
from approvals.queries.bloc.years import BlocYear, bloc_year
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal

HERE = "/blocs/{slug}/{year:int}"


def year_of(attempt: Attempting, viewer: Viewer, slug: str, year: int) -> BlocYear:
    """For forms that were sent. Raises `BlocNotFound`."""
    found = attempt(lambda session: bloc_year(session, viewer, slug, year))
    if isinstance(found, Refusal):
        raise found
    return found


def led_by(
    attempt: Attempting, viewer: Viewer, slug: str, year: int, *, deputy_too: bool = False
) -> BlocYear:
    """For forms of whoever leads it. Raises `BlocNotFound`, `NotAllowedHere`."""
    found = year_of(attempt, viewer, slug, year)
    if not found.leads(viewer, deputy_too=deputy_too):
        raise NotAllowedHere
    return found


def led_year(
    session: Session, viewer: Viewer, slug: str, year: int, *, deputy_too: bool = False
) -> BlocYear:
    """For the pages of whoever leads it. Raises `BlocNotFound`, `NotAllowedHere`."""
    found = bloc_year(session, viewer, slug, year)
    if not found.leads(viewer, deputy_too=deputy_too):
        raise NotAllowedHere
    return found


def awards_now(session: Session, now: datetime) -> Mapping[str, AwardRule]:
    """What awards are called by the rules in force, by code."""
    return rules.rule_set_in_force(session, local_date(now)).awards


def back_to(found: BlocYear, refusal: object, part: str = "") -> RedirectResponse:
    """To the bloc's page, once something is done; raises what was refused."""
    if isinstance(refusal, Refusal):
        raise refusal
    return RedirectResponse(f"{found.address}{part}", status_code=303)
