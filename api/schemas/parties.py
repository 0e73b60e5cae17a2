"""People, bodies and campaigns as the API names them."""

from datetime import date
from typing import Self
from uuid import UUID

from api.schemas.words import Erasable, Out
from approvals.queries.visibility import Viewer
from models.bodies import Body, Seat
from models.enums import Language, Office


class BodyOut(Out):
    id: UUID
    slug: str
    name: str
    name_en: str


class PersonOut(Erasable):
    id: UUID
    name: str | None


class CampaignOut(Out):
    """Submissions are taken from `opens_on` to `closes_on`, both days included."""

    id: UUID
    slug: str
    name: str
    name_en: str
    year: int
    opens_on: date
    closes_on: date


class SeatOut(Out):
    """An office that somebody holds today; `body.id` is what a submission names."""

    office: Office
    title: str
    body: BodyOut

    @classmethod
    def of(cls, seat: Seat, body: Body) -> Self:
        return cls(office=seat.office, title=seat.title, body=BodyOut.model_validate(body))


class MeOut(Out):
    """Whom the token stands for. `waiting`: how many dossiers wait for their decision."""

    id: UUID
    name: str
    email: str
    language: Language
    seats: list[SeatOut]
    waiting: int

    @classmethod
    def of(cls, viewer: Viewer, seats: list[tuple[Seat, Body]], waiting: int) -> Self:
        person = viewer.person
        return cls(
            id=person.id,
            name=person.name,
            email=person.email,
            language=person.language,
            seats=[SeatOut.of(seat, body) for seat, body in seats],
            waiting=waiting,
        )
