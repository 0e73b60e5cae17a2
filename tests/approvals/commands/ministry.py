"""A minister who is away, and a deputy who holds a seat of another kind in the ministry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.commands.cover import StandIn, cover
from approvals.commands.decide import Decide, Receipt, decide
from approvals.queries import standing_in
from core.clock import local_date
from models.bodies import Cover
from models.dossiers import Dossier
from models.enums import Choice, Office, Proof
from models.gates import Assignment
from tests.builders import (
    MINISTRY,
    NOW,
    Country,
    a_country,
    a_dossier,
    a_person_in,
    pass_gate,
    the_gate,
)

TODAY = local_date(NOW)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Ministry:
    """The country, and what is done in it."""

    country: Country
    session: Session

    def covers(self, **others: object) -> Cover:
        """The deputy acts for the minister from today for a week, unless said otherwise."""
        fields: dict[str, object] = {
            "absent_id": self.country["minister"].id,
            "acting_id": self.country["deputy"].id,
            "by_person_id": self.country["minister"].id,
            "starts_on": TODAY,
            "ends_on": TODAY + A_WEEK,
        } | others
        (entered, *_) = cover(self.session, StandIn(**fields), now=NOW)  # type: ignore[arg-type]
        return entered

    def dossier(self, number: str = "109/TTr-BTP") -> Dossier:
        """One that waits for the minister's signature."""
        dossier = a_dossier(self.session, self.country, number=number)
        pass_gate(self.session, dossier)
        return dossier

    def acting(self, dossier: Dossier, on: date = TODAY) -> UUID | None:
        """Who may act for the one asked."""
        found = standing_in.at_gates(self.session, [the_gate(self.session, dossier).id], on=on)
        return next((standing.person.id for standing in found.values()), None)

    def decide(
        self,
        assignment: Assignment,
        name: str,
        choice: Choice = Choice.PASS,
        now: datetime = NOW,
    ) -> Receipt:
        command = Decide(
            assignment_id=assignment.id,
            person_id=self.country[name].id,
            choice=choice,
            reason="Đủ điều kiện",
            proof=Proof.PASSKEY,
        )
        return decide(self.session, command, now=now)


def a_ministry(session: Session) -> Ministry:
    country = a_country(session)
    a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
    return Ministry(country, session)
