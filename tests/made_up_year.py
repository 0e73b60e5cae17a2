"""A made-up year of few bodies, drawn the same each time: rows entered as they are, no commands."""

from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session

from approvals.domain.counted import Level
from core.clock import local_moment
from models.bodies import Body
from models.commendation import AwardKind
from models.dossiers import Dossier, Nominee, Submission
from models.enums import BodyKind, DossierState, GateMethod, GateState, NomineeKind, Stage
from models.gates import Gate
from tests.builders import MINISTRY, NOW, TODAY, Country, a_country

DOSSIERS = 240
YEAR = TODAY.year
AWARDS = {
    "bk-ttg": Level.STATE,
    "co-cp": Level.STATE,
    "bk-bo": Level.MINISTRY,
    "ldtt": Level.GRASSROOTS,
}
BODIES = (MINISTRY, "bo-tai-chinh", "cuc-tha")
ENDED = (DossierState.AWARDED, DossierState.DECLINED, DossierState.WITHDRAWN, DossierState.REVOKED)
OPEN = (DossierState.UNDER_REVIEW, DossierState.RETURNED)


class Fact:
    """One dossier as this test knows it."""

    def __init__(self, drawn: Random, country: Country, place: int) -> None:
        self.place = place
        self.list = place // 4
        self.body = country.bodies[BODIES[self.list % len(BODIES)]]
        self.award = drawn.choice(list(AWARDS))
        self.kind = drawn.choice(list(AwardKind))
        self.recipient = drawn.choice(list(NomineeKind))
        self.direct = self.recipient is NomineeKind.INDIVIDUAL and drawn.random() < 0.5
        self.state = drawn.choice([*OPEN, *ENDED, DossierState.AWARDED])
        self.filed = NOW - timedelta(hours=drawn.randrange(24 * 700))
        if place == 0:  # in Việt Nam the year has begun, in UTC it has not
            self.filed = local_moment(TODAY.replace(month=1, day=1))
        self.judged = self.filed + timedelta(hours=drawn.randrange(24 * 30))
        self.due = drawn.choice([None, 5, 20])

    @property
    def closed(self) -> datetime | None:
        return self.judged if self.state in ENDED else None

    @property
    def late(self) -> bool:
        return self.due is not None and self.judged >= self.filed + timedelta(days=self.due)

    def nominee(self) -> Nominee:
        name = f"Người thứ {self.place}"
        return Nominee(
            kind=self.recipient,
            name=name,
            direct_worker=self.direct,
            sort_key=name,
            search_key=name,
        )

    def dossier(self, submission: Submission, nominee: Nominee) -> Dossier:
        return Dossier(
            code=f"HS-{YEAR}-{self.place:06}",
            submission_id=submission.id,
            nominee_id=nominee.id,
            rule_set_id="nd98-2023" if self.place % 2 else "nd91-2017",
            award_code=self.award,
            award_kind=self.kind,
            state=self.state,
            stage=Stage.UNIT,
            submitted_at=self.filed,
            changed_at=self.judged,
            closed_at=self.closed,
        )

    def gate(self, dossier: Dossier) -> Gate:
        return Gate(
            dossier_id=dossier.id,
            body_id=self.body.id,
            stage=Stage.UNIT,
            round=1,
            method=GateMethod.BALLOT,
            members=5,
            state=GateState.PASSED,
            opened_at=self.filed,
            closed_at=self.judged,
            due_at=None if self.due is None else self.filed + timedelta(days=self.due),
        )


def a_country_with_a_unit(session: Session) -> Country:
    """The small country, and a unit below its ministry."""
    made = a_country(session)
    made.bodies["cuc-tha"] = Body(
        slug="cuc-tha",
        kind=BodyKind.UNIT,
        name="Cục Thi hành án dân sự",
        parent_id=made.bodies[MINISTRY].id,
        valid_from=TODAY - timedelta(days=900),
        sort_key="cuc",
        search_key="cuc",
    )
    session.add(made.bodies["cuc-tha"])
    session.flush()  # submissions refer to it
    return made


def a_year(session: Session, country: Country) -> list[Fact]:
    """Its dossiers, entered."""
    drawn = Random(2019)  # noqa: S311 -- the same year each time
    found = [Fact(drawn, country, place) for place in range(DOSSIERS)]
    assert country.campaign
    submissions = [
        Submission(
            body_id=one.body.id,
            campaign_id=country.campaign.id,
            number=f"{one.list}/TTr",
            dated_on=TODAY,
            submitted_by_id=country["alice"].id,
            submitted_at=NOW,
        )
        for one in found[::4]
    ]
    nominees = [one.nominee() for one in found]
    dossiers = [
        one.dossier(submissions[one.list], nominee)
        for one, nominee in zip(found, nominees, strict=True)
    ]
    gates = [one.gate(dossier) for one, dossier in zip(found, dossiers, strict=True)]
    for rows in (submissions, nominees, dossiers, gates):
        session.add_all(rows)
        session.flush()  # the next refer to them
    return found
