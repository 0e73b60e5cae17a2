"""A list that was found right and waits to be submitted: read again from where it is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api import incoming
from api.dependencies import Attempt, CurrentViewer, Now
from api.pages.filing import Desk, desk_of, plan_of
from api.refusals import FileGone
from api.web import web_of
from approvals.domain.guards.finding import Finding
from approvals.domain.rule_set import RuleSet
from approvals.intake.importing import ImportPlan
from approvals.queries import dossiers, intake, movements, rules
from approvals.queries.findings import findings_of_list
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Body
from models.dossiers import Submission
from models.enums import NomineeKind
from models.movements import Movement


@dataclass(frozen=True, slots=True)
class Background:
    """What the database knows about a list that is about to be submitted."""

    rules: RuleSet
    named: Sequence[Body]  # bodies its title block names
    submitted: Submission | None  # that it was submitted as before
    findings: Sequence[Finding]  # what guards point out
    movements: Sequence[Movement]  # that the list may answer


@dataclass(frozen=True, slots=True)
class Checked:
    """`plan` is a refusal when the list is gone or cannot be read any more."""

    desk: Desk
    plan: ImportPlan | Refusal
    name: str
    content: bytes
    address: str

    def page(self, number: int) -> str:
        return f"{self.address}&page={number}"


def read_checked(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ticket: str = "",
    body: str = "",
    campaign: str = "",
) -> Checked:
    """Raises what `desk_of` raises."""
    desk = attempt(lambda session: desk_of(session, viewer, body=body, campaign=campaign, now=now))
    if isinstance(desk, Refusal):
        raise desk
    chosen = {"ticket": ticket, "body": body, "campaign": campaign}
    address = f"/submissions/new/preview?{urlencode(chosen)}"
    kept = incoming.find(web_of(request), ticket, viewer.person.id, now=now)
    if kept is None:
        return Checked(desk, FileGone(), "", b"", address)
    plan = plan_of(attempt, kept.content, kept.name, now=now)
    return Checked(desk, plan, kept.name, kept.content, address)


CheckedList = Annotated[Checked, Depends(read_checked)]


def background(session: Session, desk: Desk, plan: ImportPlan, *, now: datetime) -> Background:
    body_id, sha256, today = desk.body.id, plan.file_sha256, local_date(now)
    in_force = rules.rule_set_in_force(session, today)
    submitted = (
        dossiers.submission_of_file(session, body_id, desk.campaign.id, sha256)
        if desk.campaign
        else None
    )
    return Background(
        rules=in_force,
        named=intake.bodies_named(session, plan.body_hint),
        submitted=submitted,
        findings=findings_of_list(
            session,
            plan.nominations,
            in_force,
            body_id=body_id,
            campaign_id=desk.campaign.id,
            on=today,
        )
        if desk.campaign and not submitted  # else every row is there already
        else (),
        movements=movements.open_to(session, body_id, on=today),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list comes to, for somebody who checks it against the paper."""

    total: int
    awards: Mapping[str, int]  # by code
    kinds: Mapping[NomineeKind, int]
    individuals: int
    direct_workers: int
    women: int


def summary(plan: ImportPlan) -> Summary:
    people = [one for one in plan.nominations if one.kind is NomineeKind.INDIVIDUAL]
    return Summary(
        total=len(plan.nominations),
        awards=Counter(one.award_code for one in plan.nominations),
        kinds=Counter(one.kind for one in plan.nominations),
        individuals=len(people),
        direct_workers=sum(one.direct_worker for one in people),
        women=sum(one.woman is True for one in people),
    )
