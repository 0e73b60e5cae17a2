"""What ends mailed links, and where a new one is asked for."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import select

from approvals.commands.reassign import Reassign, reassign
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Office
from models.gates import Assignment
from models.mail import Link
from tests.api.scene import Scene
from tests.builders import MINISTRY, a_person_in, active

DECIDE, ASK = "/task/decision", "/task/new-link"
UNKNOWN = "x" * 43


def use(link: Link) -> None:
    link.used_at = now()


def expire(link: Link) -> None:
    link.expires_at = now() - timedelta(seconds=1)


def revoke(link: Link) -> None:
    link.revoked_at = now()


def guess(link: Link) -> None:
    link.code_tries = 5


ENDS = (use, expire, revoke, guess)


def end(scene: Scene, how: Callable[[Link], None], name: str = "minister") -> None:
    """Something ends every link that was mailed to somebody."""
    with transaction(scene.engine) as session:
        for link in session.exec(
            select(Link)
            .join(Assignment, Assignment.id == Link.assignment_id)  # type: ignore[arg-type]
            .where(Assignment.person_id == scene.country[name].id)
        ):
            how(link)


def hand_over(scene: Scene, dossier: Dossier) -> None:
    """The minister's duty goes to a deputy."""
    with transaction(scene.engine) as session:
        deputy = a_person_in(
            session, scene.country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD
        )
        [(assignment, _)] = active(session, dossier)
        handed = Reassign(
            assignment_id=assignment.id,
            to_person_id=deputy.id,
            by_person_id=scene.country["secretariat"].id,
            reason="Đi công tác.",
        )
        reassign(session, handed, now=now())
