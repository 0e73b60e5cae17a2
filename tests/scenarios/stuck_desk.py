"""What stories of stuck dossiers have in common: filing long ago, the engine, the page's lines."""

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from httpx2 import Response
from sqlmodel import select

from approvals.queries import errands, wakes
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Choice, EventKind
from notifications import announcing
from tests.api.desk import history_of, seen_by, send
from tests.api.scene import Scene
from tests.builders import a_dossier, decide_as, pass_gate

HERE = "/stuck"
ACT = "/stuck/actions"
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_OFFER = re.compile(r'name="only" value="([^"]+)"')
_LINK = re.compile(r'<a class="reach" href="([^"]+)"')


@dataclass(frozen=True)
class Line:
    """A dossier's line: why it is stuck, what its button does, and where its link leads."""

    why: str
    offer: str
    link: str
    text: str


def ago(**how_long: float) -> datetime:
    return now() - timedelta(**how_long)


def filed_at(
    scene: Scene, at: datetime, award: str = "bk-bo", number: str = "109/TTr-BTP"
) -> Dossier:
    """Submitted at a moment that has been; the engine looked at it at once."""
    with transaction(scene.engine) as session:
        dossier = a_dossier(session, scene.country, award, now=at, number=number)
    the_engine_serves(scene, at)
    return dossier


def gate_passed_at(scene: Scene, dossier: Dossier, at: datetime) -> None:
    with transaction(scene.engine) as session:
        pass_gate(session, session.get_one(Dossier, dossier.id), now=at)
    the_engine_serves(scene, at)


def returned_at(scene: Scene, dossier: Dossier, at: datetime) -> None:
    """The chair of the ministry's council sends it back."""
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        chair = scene.country["chair"].id
        decide_as(session, stored, Choice.RETURN, person_id=chair, reason="Thiếu", now=at)
    the_engine_serves(scene, at)


def the_engine_serves(scene: Scene, at: datetime | None = None) -> None:
    """All that waits for it, as a dossier's flow does: announce, then forget the wake-ups."""
    with transaction(scene.engine) as session:
        for dossier_id in set(session.exec(select(Wake.dossier_id)).all()):
            errand = errands.errand(session, dossier_id)
            assert errand is not None
            announcing.announce(session, dossier_id, now=at or now())
            wakes.done(session, list(errand.wake_ids))


def line_of(scene: Scene, dossier: Dossier, name: str = "secretariat") -> Line | None:
    """A dossier's line as somebody sees it; None where it is not stuck."""
    shown = seen_by(scene, name, HERE)
    assert shown.status_code == 200
    for row in _ROW.findall(shown.text):
        if f'href="/dossiers/{dossier.code}"' in row and "<th scope" in row:
            cell = re.search(r'data-label="[^"]*">([^<]*)</td>', row)
            offer, link = _OFFER.search(row), _LINK.search(row)
            return Line(
                html.unescape(cell[1]) if cell else "",
                offer[1] if offer else "",
                link[1] if link else "",
                row,
            )
    return None


def stuck_line(scene: Scene, dossier: Dossier, name: str = "secretariat") -> Line:
    line = line_of(scene, dossier, name)
    assert line is not None, f"{dossier.code} is not stuck"
    return line


def press(scene: Scene, line: Line) -> Response:
    """The button of a line."""
    assert line.offer, line.text
    return send(scene, ACT, {"only": line.offer})


def answer(scene: Scene, name: str, choice: str = "pass") -> None:
    """Follow the link in the newest mail, and decide with the code beside it."""
    mailed = scene.mailed_to(name)
    shown = scene.browser.get(mailed.url)
    done = scene.browser.send(shown, "/task/decision", choice=choice, code=mailed.code)
    assert "Đã ghi nhận" in done.text


def council_votes(scene: Scene) -> None:
    """Everybody in the ministry's council answers their mail, until it is decided."""
    for name in ("chair", "member1", "member2", "member3"):
        answer(scene, name)
    the_engine_serves(scene)


def kinds_of(scene: Scene, dossier: Dossier, by: str) -> list[EventKind]:
    """What the history says that somebody did."""
    actor = scene.country[by].id
    return [entry.kind for entry in history_of(scene, dossier) if entry.actor_id == actor]
