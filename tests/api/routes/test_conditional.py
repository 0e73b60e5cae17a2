"""Polling: what has not changed is not sent again."""

from sqlalchemy import Engine

from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from tests.api.routes.conftest import ActAs
from tests.builders import decide_as


def test_an_answer_that_has_not_changed_is_304(
    act_as: ActAs, dossier: Dossier, engine: Engine
) -> None:
    chair, path = act_as("chair"), f"dossiers/{dossier.code}"
    etag = chair.get(path).headers["ETag"]
    assert etag.startswith(f'"{dossier.version}-')
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        same = chair.get(path, headers={"If-None-Match": known})
        assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    with transaction(engine) as session:
        decide_as(session, dossier, now=now())
    changed = chair.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"].startswith(f'"{dossier.version + 1}-')


def test_every_answer_may_be_polled_and_kept_by_its_reader_alone(act_as: ActAs) -> None:
    alice = act_as("alice")
    for path in (
        "me",
        "me/assignments",
        "dossiers",
        "submissions",
        "campaigns",
        "movements",
        "awards",
    ):
        answered = alice.get(path)
        assert answered.headers["Cache-Control"] == "private, no-cache"
        etag = {"If-None-Match": answered.headers["ETag"]}
        assert alice.get(path, headers=etag).status_code == 304


def test_readers_who_see_different_things_have_different_etags(
    act_as: ActAs, dossier: Dossier
) -> None:
    path = f"dossiers/{dossier.code}"
    etags = {act_as(name).get(path).headers["ETag"] for name in ("member2", "secretariat")}
    assert len(etags) == 2
