"""Messages: their keys, their folders, and the page that lists them."""

import inspect
import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from notifications.agency_notices import OpinionAsked, OpinionGiven, OpinionReminder
from notifications.catalogue import (
    CATALOGUE,
    Changed,
    CheckpointMade,
    CoverSet,
    DecisionCode,
    Digest,
    Escalated,
    GateOpened,
    MorningBrief,
    NewLink,
    OpinionEntered,
    Outcome,
    Reminder,
    ReportDue,
    Returned,
    SignInCode,
    StandsStill,
    StillReturned,
    TakenBack,
)
from notifications.conduct_notices import (
    GoesOn,
    PutOnHold,
    RevocationDecided,
    RevocationProposed,
)
from notifications.notice import Notice
from notifications.rendering import FOLDER

ONE = UUID("0193a4d2-0000-7000-8000-000000000001")
TWO = UUID("0193a4d2-0000-7000-8000-000000000002")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "mail.md"

NOTICES = {
    f"gate_opened:{ONE}": GateOpened(assignment_id=ONE),
    f"reminder:{ONE}:2026-12-02": Reminder(assignment_id=ONE, day=date(2026, 12, 2)),
    f"changed:{ONE}:{TWO}": Changed(assignment_id=ONE, link_id=TWO),
    f"new_link:{ONE}:{TWO}": NewLink(assignment_id=ONE, link_id=TWO),
    f"escalated:{ONE}": Escalated(gate_id=ONE),
    f"stands_still:{ONE}:2026-12-02:{TWO}": StandsStill(
        gate_id=ONE, day=date(2026, 12, 2), asked_by_id=TWO
    ),
    f"returned:{ONE}": Returned(gate_id=ONE),
    f"still_returned:{ONE}:2026-12-02": StillReturned(gate_id=ONE, day=date(2026, 12, 2)),
    f"outcome:{ONE}": Outcome(dossier_id=ONE),
    f"taken_back:{ONE}": TakenBack(message_id=ONE),
    f"put_on_hold:{ONE}": PutOnHold(hold_id=ONE),
    f"goes_on:{ONE}": GoesOn(hold_id=ONE),
    f"revocation_proposed:{ONE}": RevocationProposed(revocation_id=ONE),
    f"revocation_decided:{ONE}": RevocationDecided(revocation_id=ONE),
    f"opinion_asked:{ONE}": OpinionAsked(opinion_id=ONE),
    f"opinion_reminder:{ONE}:2026-12-02": OpinionReminder(opinion_id=ONE, day=date(2026, 12, 2)),
    f"opinion_given:{ONE}": OpinionGiven(opinion_id=ONE),
    f"opinion_entered:{ONE}": OpinionEntered(opinion_id=ONE),
    f"digest:{ONE}:2026-12-02": Digest(person_id=ONE, day=date(2026, 12, 2)),
    f"decision_code:{ONE}:{TWO}": DecisionCode(assignment_id=ONE, code_id=TWO),
    f"cover_set:{ONE}": CoverSet(cover_id=ONE),
    "checkpoint_made:2026-12-02": CheckpointMade(day=date(2026, 12, 2)),
    "morning_brief:2026-12-02": MorningBrief(day=date(2026, 12, 2)),
    f"report_due:{ONE}:{TWO}:2026-12-02": ReportDue(
        round_id=ONE, member_id=TWO, day=date(2026, 12, 2)
    ),
    f"sign_in_code:{ONE}": SignInCode(code_id=ONE),
}


@pytest.mark.parametrize(("key", "notice"), NOTICES.items())
def test_a_key_is_made_of_ids_and_iso_dates(key: str, notice: Notice) -> None:
    assert notice.dedupe_key == key


@pytest.mark.parametrize("notice", NOTICES.values())
def test_a_message_comes_out_of_the_queue_as_it_went_in(notice: Notice) -> None:
    assert CATALOGUE[notice.template].from_context(notice.context) == notice


def test_every_message_is_tried_here() -> None:
    assert {type(notice) for notice in NOTICES.values()} == set(CATALOGUE.values())


def test_every_message_has_a_folder_and_every_folder_a_message() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"layout"}
    assert folders == set(CATALOGUE)
    for folder in folders:
        names = {path.name for path in (FOLDER / folder).iterdir()}
        assert names >= {"subject.txt", "body.txt", "body.mjml"}


def test_the_page_lists_the_catalogue() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \| `(.+?)` \|$", PAGE.read_text(), re.MULTILINE
    )
    listed = {name: key for name, _, _, key in rows}
    assert listed == {
        name: ":".join([name, *(f"{{{field}}}" for field in _fields(notice))])
        for name, notice in CATALOGUE.items()
    }


def _fields(notice: type[Notice]) -> list[str]:
    return [name for name in inspect.get_annotations(notice) if name != "template"]
