"""Hostile texts through every field: pages, mails and files show them, and nothing else happens."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from api.pages.typed import clean_lines
from approvals.commands.administer import add_body, add_person
from approvals.intake.template import Title, write_list
from core.clock import local_date, now
from core.database import transaction
from core.mail_settings import SmtpSecurity
from core.vietnamese import clean
from models.dossiers import Dossier
from models.enums import BodyKind, Choice, MessageState
from models.mail import LocalMail, Message
from notifications import announcing
from notifications.delivery import deliver
from notifications.mailers import mailer_for
from tests.api.desk import seen_by
from tests.api.programs import Program, token_of
from tests.api.scene import Scene
from tests.approvals.intake.spreadsheets import rules
from tests.builders import MINISTRY, NOW, TODAY, a_nomination, active, decide_as
from tests.hostile import TEXTS, faults_of_html, faults_of_text
from tests.notifications.mailers.smtp_stub import an_smtp_stub
from tests.notifications.mailers.stub import KEY, Answer, a_stub


@dataclass(frozen=True)
class Attacked:
    """A dossier whose every field holds one hostile text, returned, supplemented, asked again."""

    scene: Scene
    dossier: Dossier

    def pages(self) -> Iterator[str]:
        """The pages that show it, by who looks."""
        code, file = self.dossier.code, "/dossiers?search=Cao"
        yield from (f"alice /dossiers/{code}", f"secretariat /dossiers/{code}", f"alice {file}")
        yield from ("chair /inbox", "alice /submissions", "secretariat /stuck")
        yield f"alice /submissions/{self.dossier.submission_id}"
        with transaction(self.scene.engine) as session:
            duties = active(session, session.get_one(Dossier, self.dossier.id))
        yield f"chair /task/{next(one.id for one, who in duties if who.name == 'Trần Văn Bình')}"
        yield f"secretariat /dossiers/{code}/assignments/{duties[0][0].id}/reassign"


def attacked(scene: Scene, text: str) -> Attacked:
    """File, add evidence, return with a reason, supplement with a note: all in these words.

    What a program may send comes through the API, as it is; the rest as pages and forms clean it.
    """
    moment = now()
    with transaction(scene.engine) as session:
        session.merge(scene.country.bodies[MINISTRY]).name = clean(text)
        for name in ("alice", "member1"):
            session.merge(scene.country[name]).name = clean(text)
    alice, chair = scene.country["alice"], scene.country["chair"]
    program = Program(scene.client, token_of(scene.engine, scene.settings, alice))
    filed = program.post("submissions", _submission(scene, text))
    assert filed.status_code == 201, filed.text
    with transaction(scene.engine) as session:
        dossier = session.exec(select(Dossier)).one()
    file = scene.client.post(
        f"/api/v1/dossiers/{dossier.code}/attachments",
        params={"name": f"{text}.pdf"},
        content=b"%PDF-1.7",
        headers={"Authorization": f"Bearer {program.token}"},
    )
    assert file.status_code == 201, file.text
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        reason = clean_lines(text)
        decide_as(session, stored, Choice.RETURN, person_id=chair.id, reason=reason, now=moment)
        announcing.announce(session, dossier.id, now=moment)
    scene.deliver("alice")
    supplement = {"note": text, "achievements": text, "position": text}
    sent = program.post(f"dossiers/{dossier.code}/resubmission", supplement)
    assert sent.status_code == 200, sent.text
    scene.announce(dossier.id)
    return Attacked(scene, dossier)


def _submission(scene: Scene, text: str) -> dict[str, object]:
    assert scene.country.campaign is not None
    nomination = {
        "kind": "individual",
        "award_code": "bk-bo",
        "name": text,
        "position": text,
        "achievements": text,
    }
    return {
        "body_id": str(scene.country.bodies[MINISTRY].id),
        "campaign_id": str(scene.country.campaign.id),
        "number": "109/TTr-BTP",
        "dated_on": local_date(now()).isoformat(),
        "nominations": [nomination],
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_pages_show_it_and_do_nothing_else(scene: Scene, text: str) -> None:
    at = attacked(scene, text)
    faults = {}
    for visit in at.pages():
        name, _, path = visit.partition(" ")
        shown = seen_by(scene, name, path)
        assert shown.status_code == 200, visit
        faults[visit] = faults_of_html(shown.text)
    assert {visit: found for visit, found in faults.items() if found} == {}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_mails_show_it_and_have_one_reader(scene: Scene, text: str) -> None:
    attacked(scene, text)
    for name in scene.country.people:
        scene.deliver(name)
    with transaction(scene.engine) as session:
        mails = session.exec(select(LocalMail)).all()
    assert len({mail.to for mail in mails}) >= 3
    faults = [
        [*faults_of_text(mail.text), *faults_of_text(mail.subject), *faults_of_html(mail.html)]
        for mail in mails
    ]
    assert [found for found in faults if found] == []
    assert all(mail.subject.isprintable() for mail in mails)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_leaves_has_no_header_of_theirs(scene: Scene, text: str) -> None:
    attacked(scene, text)
    with transaction(scene.engine) as session:
        newest = select(Message.id).where(Message.template == "gate_opened")
        ids = session.exec(newest.order_by(col(Message.id).desc()).limit(2)).all()
    with a_stub() as sendgrid, an_smtp_stub() as smtp:
        sendgrid.answers += [sendgrid.answer, Answer(503)]
        settings = scene.settings.model_copy(
            update={
                "sendgrid_api_key": SecretStr(KEY),
                "sendgrid_host": sendgrid.url,
                "smtp_host": "127.0.0.1",
                "smtp_port": smtp.port,
                "smtp_security": SmtpSecurity.NONE,
                "smtp_after_minutes": 0,
            }
        )
        mailer = mailer_for(settings, scene.engine)
        states = [deliver(scene.engine, settings, one, mailer=mailer) for one in ids]
        assert (states, sendgrid.problems) == ([MessageState.ACCEPTED] * 2, [])
    first = sendgrid.requests[0]
    assert [len(one["to"]) for one in first["personalizations"]] == [1]
    (mail,) = smtp.mails
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Auto-Submitted",
        "MIME-Version", "Content-Type",
    }  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_spreadsheet_holds_it_as_text(text: str) -> None:
    nominations = [a_nomination(name=clean(text), position=clean(text), achievements=clean(text))]
    title = Title(body=clean(text), number=clean(text), place=clean(text), dated_on=TODAY)
    with zipfile.ZipFile(io.BytesIO(write_list(rules(), title, nominations))) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    assert b"externalLink" not in sheets


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_file_is_named_by_it_in_one_header(scene: Scene, text: str) -> None:
    at = attacked(scene, text)
    page = seen_by(scene, "alice", f"/dossiers/{at.dossier.code}").text
    address = page.partition(f'href="/dossiers/{at.dossier.code}/files/')[2].partition('"')[0]
    answer = scene.client.get(f"/dossiers/{at.dossier.code}/files/{address}")
    assert answer.status_code == 200
    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment; ")
    assert header.isascii()
    assert header.isprintable()


def test_names_are_kept_without_what_hides(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        for number, text in enumerate(TEXTS.values()):
            person = add_person(session, name=text, email=f"cao{number}@bangvang.example", now=NOW)
            body = add_body(
                session,
                slug=f"cao-{number}",
                kind=BodyKind.UNIT,
                name=text,
                valid_from=TODAY,
                now=NOW,
            )
            assert list(faults_of_text(person.name + body.name)) == []
