"""The day's checkpoint goes to auditors as it was signed, once."""

from datetime import timedelta

from sqlmodel import Session

from approvals.history.note import SigningKey, opened
from approvals.history.sealing import checkpoint, seal
from core.clock import local_date, local_moment
from models.enums import Office
from notifications.checkpoints import tell_auditors
from notifications.rendering import render
from tests.builders import BOARD, NOW, a_country, a_dossier, a_person_in
from tests.notifications.making import composed

KEY = SigningKey.of("bangvang.example", bytes(32))
MORNING = local_moment(local_date(NOW), 7)


def sealed(session: Session) -> None:
    country = a_country(session)
    a_person_in(session, country, "second", "Trương Thị Oanh", BOARD, Office.AUDITOR)
    a_dossier(session, country)
    session.flush()
    seal(session)
    checkpoint(session, [KEY], "bangvang.example", NOW)
    session.flush()


def test_every_auditor_is_told_once_a_day_from_seven_on(session: Session) -> None:
    assert tell_auditors(session, now=MORNING) == []
    sealed(session)
    assert tell_auditors(session, now=MORNING - timedelta(seconds=1)) == []
    assert len(tell_auditors(session, now=MORNING)) == 2
    assert tell_auditors(session, now=MORNING + timedelta(hours=9)) == []
    assert len(tell_auditors(session, now=MORNING + timedelta(days=1))) == 2


def test_the_mail_has_the_note_byte_by_byte(session: Session) -> None:
    sealed(session)
    message_id, *_ = tell_auditors(session, now=MORNING)
    content = composed(session, message_id, now=MORNING)
    for language in ("vi", "en"):
        mail = render("checkpoint_made", content, language=language)
        start = mail.text.index("bangvang.example\n")
        end = mail.text.index("\n\n", mail.text.index("\n\n", start) + 2) + 1
        assert opened(mail.text[start:end], [KEY.public]).origin == "bangvang.example"
        for line in filter(None, mail.text[start:end].split("\n")):
            assert line.replace("+", "&#43;") in mail.html or line in mail.html
        assert "bangvang audit verify --since" in mail.text
