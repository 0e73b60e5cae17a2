"""What was done from the dashboard a moment ago, as its address says, and what undoes it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from api.pages.dossier_search import uuid_in
from approvals.commands.correct_address import may_correct
from approvals.commands.fill_seat import may_fill
from approvals.queries import bodies
from approvals.queries.visibility import Viewer
from models.bodies import Body, Person, Seat


@dataclass(frozen=True, slots=True)
class Done:
    """How many were reminded of, told above of, looked at again, left out; a seat, an address.

    `query` is what the address says of it, so that a page brought up to date still says it.
    """

    reminded: int
    escalated: int
    looked: int
    left: int
    given: str = ""
    taken_back: str = ""
    corrected: str = ""

    @property
    def counted(self) -> bool:
        return any((self.reminded, self.escalated, self.looked, self.left))

    @property
    def query(self) -> dict[str, str]:
        fields = {name: str(getattr(self, name) or "") for name in self.__slots__}
        return {name: value for name, value in fields.items() if value}

    def seat(self, session: Session, viewer: Viewer) -> "tuple[Seat, Person, Body] | None":
        """The seat that was given or taken back, for whoever may do either."""
        seat_id = uuid_in(self.given or self.taken_back)
        if seat_id is None or not may_fill(viewer):
            return None
        return bodies.seat_with_holder(session, seat_id)

    def person(self, session: Session, viewer: Viewer) -> Person | None:
        """Whose address was corrected, for whoever may do that."""
        person_id = uuid_in(self.corrected)
        if person_id is None or not may_correct(viewer):
            return None
        return bodies.person(session, person_id)


def read_done(  # noqa: PLR0913, PLR0917 -- what the address says
    reminded: int = 0,
    escalated: int = 0,
    looked: int = 0,
    left: int = 0,
    given: str = "",
    taken_back: str = "",
    corrected: str = "",
) -> Done:
    return Done(
        max(reminded, 0),
        max(escalated, 0),
        max(looked, 0),
        max(left, 0),
        given,
        taken_back,
        corrected,
    )


StuckDone = Annotated[Done, Depends(read_done)]
