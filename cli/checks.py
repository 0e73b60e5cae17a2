"""What must hold for this system to work; each check says what it found, or what to do."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from sqlalchemy import Engine

from approvals.domain.delivery import FAILED
from approvals.history import continuing
from approvals.queries import circuit, in_doubt, mail
from core.clock import now
from core.database import connect, transaction
from core.engine_environment import engine_url
from core.engine_presence import engine_is_up
from core.ports import answers_ok
from core.postgres import database_urls, require_database
from core.refusal import Refusal
from core.settings import Settings
from migrations import run
from notifications.mailers import SENDGRID
from notifications.sendgrid_reports import public_key

_OLDEST_POSTGRES = 150000
_LEAST_FREE = 2**30
_SEALED_WITHIN = timedelta(minutes=30)  # ten times as long as it should take


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    holds: bool
    sentence: str


def findings(settings: Settings) -> list[Finding]:
    """Every check, in the order in which a person would repair things."""
    return [
        Finding("settings", holds=True, sentence=f"{settings.mode} mode at {settings.base_url}"),
        *_database(settings),
        _engine(settings),
        _mail(settings),
        _files(settings),
        _disk(settings),
    ]


def _database(settings: Settings) -> Iterator[Finding]:
    url = database_urls(settings).ours
    try:
        require_database(url)
    except Refusal as refusal:
        ours = "the embedded PostgreSQL is not running: `bangvang up` starts it"
        sentence = refusal.sentence if settings.database_url else ours
        yield Finding("database", holds=False, sentence=sentence)
        return
    with psycopg.connect(url) as connection:
        version = connection.info.server_version
    sentence = f"PostgreSQL {version // 10000} answers"
    yield Finding("database", version >= _OLDEST_POSTGRES, sentence)
    with _engine_to(url) as engine:
        found, needed = run.current(engine), run.head()
        sentence = f"tables at {found or 'nothing'}, this release has {needed}"
        yield Finding("migrations", found == needed, sentence)
        yield _worker(engine)
        yield _deliveries(engine)
        yield _sealing(engine, settings)


def _worker(engine: Engine) -> Finding:
    with transaction(engine) as session:
        at_work = engine_is_up(session)
    return Finding("worker", at_work, "a worker is at work" if at_work else "no worker is at work")


def _deliveries(engine: Engine) -> Finding:
    with transaction(engine) as session:
        off = circuit.open_until(session, SENDGRID, now=now())
        came = mail.deliveries(session)
        again = mail.repeats(session)
        doubtful = sum(in_doubt.counts(session).values())
    lost = sum(count for kind, count in came.items() if kind in FAILED)
    sentence = f"{lost} mails did not arrive, {again} were sent again without knowing"
    if off is not None:
        sentence += f"; SendGrid fails, and is asked again at {off:%H:%M:%S} UTC"
    if doubtful:
        sentence += f"; {doubtful} are in doubt since a restore: see `bangvang mail in-doubt`"
    return Finding("deliveries", off is None and not doubtful, sentence)


def _sealing(engine: Engine, settings: Settings) -> Finding:
    with transaction(engine) as session:
        standing = continuing.standing(session, settings)
    if standing.problem:
        return Finding("sealing", holds=False, sentence=standing.problem)
    waiting, newest = standing.waiting, standing.newest
    late = waiting.since is not None and now() - waiting.since > _SEALED_WITHIN
    sentence = f"{waiting.count} events wait to be sealed"
    if waiting.since:
        sentence += f" since {waiting.since:%d/%m/%Y %H:%M} UTC"
    if newest is None:
        return Finding("sealing", not late, f"{sentence}; no checkpoint yet")
    unpublished = "" if newest.published_at else ", not signed and published yet"
    sentence += f"; checkpoint at {newest.size} of {newest.made_at:%d/%m/%Y %H:%M} UTC"
    return Finding("sealing", not late, f"{sentence}{unpublished}")


def _engine(settings: Settings) -> Finding:
    url = engine_url(settings)
    answers = answers_ok(f"{url}/health")
    return Finding("engine", answers, f"{url} {'answers' if answers else 'does not answer'}")


def _mail(settings: Settings) -> Finding:
    if settings.sendgrid_api_key is not None:
        return _sendgrid(settings)
    sentence = f"local mailbox {settings.base_url}/dev/mail; no mail leaves this machine"
    return Finding("mail", settings.development, sentence)


def _sendgrid(settings: Settings) -> Finding:
    keys = [key for key in (settings.sendgrid_webhook_key, settings.sendgrid_webhook_key_2) if key]
    sentence = f"SendGrid at {settings.sendgrid_host}"
    if not all(map(public_key, keys)):
        broken = "a BANGVANG_SENDGRID_WEBHOOK_KEY is no public key: copy it from SendGrid again"
        return Finding("mail", holds=False, sentence=f"{sentence}; {broken}")
    if not keys:
        sentence += "; without BANGVANG_SENDGRID_WEBHOOK_KEY nobody learns what did not arrive"
    return Finding("mail", holds=True, sentence=sentence)


def _files(settings: Settings) -> Finding:
    folder = settings.files_folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        return Finding("files", holds=False, sentence=f"{folder}: {error.strerror}")
    return Finding("files", holds=True, sentence=f"{folder} can be written to")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free
    return Finding("disk", free >= _LEAST_FREE, f"{free / 2**30:.1f} GiB free (1 GiB wanted)")


@contextmanager
def _engine_to(url: str) -> Iterator[Engine]:
    engine = connect(url, pool_size=1)
    try:
        yield engine
    finally:
        engine.dispose()
