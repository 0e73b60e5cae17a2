"""Who submits, for which body and campaign, where the caller does not say."""

from datetime import date

from sqlmodel import Session

from approvals.domain.refusals.missing import BodyNotFound, CampaignNotFound, PersonNotFound
from approvals.intake.importing import Import, ImportPlan
from approvals.intake.refusals import BodyUnclear, CampaignUnclear, SubmitterUnclear
from approvals.queries import bodies, intake
from models.bodies import Body, Person
from models.enums import Office
from models.rules import Campaign

_NOTHING = ("–",)


def complete(  # noqa: PLR0913 -- what may be given, each by name
    session: Session,
    plan: ImportPlan,
    *,
    body: str = "",
    campaign: str = "",
    by: str = "",
    number: str = "",
    dated_on: date | None = None,
    on: date,
) -> Import:
    """What was given, and else what there is only one of.

    The body is the one the title block names, the campaign the one that is open, the submitter
    the body's secretary. Raises what says which of them to give.
    """
    submitting = _body(session, plan, body)
    return Import(
        body_id=submitting.id,
        campaign_id=_campaign(session, campaign, on=on).id,
        submitted_by_id=_submitter(session, submitting, by, on=on).id,
        number=number,
        dated_on=dated_on,
    )


def _body(session: Session, plan: ImportPlan, slug: str) -> Body:
    if slug:
        given = bodies.body_by_slug(session, slug)
        if given is None:
            raise BodyNotFound(body=slug).at("body")
        return given
    named = intake.bodies_named(session, plan.body_hint)
    parents = {body.parent_id for body in named}
    deepest = [body for body in named if body.id not in parents]  # a unit stands below its ministry
    if len(deepest) != 1:
        raise BodyUnclear(possible=tuple(body.slug for body in named) or _NOTHING)
    return deepest[0]


def _campaign(session: Session, slug: str, *, on: date) -> Campaign:
    if slug:
        given = bodies.campaign_by_slug(session, slug)
        if given is None:
            raise CampaignNotFound(campaign=slug).at("campaign")
        return given
    found = intake.open_campaigns(session, on=on)
    if len(found) != 1:
        raise CampaignUnclear(possible=tuple(each.slug for each in found) or _NOTHING)
    return found[0]


def _submitter(session: Session, body: Body, email: str, *, on: date) -> Person:
    if email:
        given = bodies.person_by_email(session, email)
        if given is None:
            raise PersonNotFound(person=email).at("by")
        return given
    found = bodies.holders(session, Office.SECRETARY, on=on, body_id=body.id)
    if len(found) != 1:
        raise SubmitterUnclear(possible=tuple(each.email for each in found) or _NOTHING)
    return found[0]
