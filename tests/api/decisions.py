"""What tests of deciding read: the link in a mail, and what the history keeps of each decision."""

import re

from approvals.queries import events
from core.database import transaction
from models.dossiers import Dossier
from models.enums import EventKind
from tests.api.scene import Scene


def link_in(mail: str) -> str:
    found = re.search(r"http\S+/r/\S+", mail)
    assert found, mail
    return found[0]


def assurances(scene: Scene, dossier: Dossier) -> list[str]:
    """What was shown for each decision on a dossier."""
    with transaction(scene.engine) as session:
        return [
            entry.facts["assurance"]
            for entry in events.timeline(session, dossier.id)
            if entry.kind is EventKind.ASSIGNMENT_DECIDED
        ]
