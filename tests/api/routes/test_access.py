"""Every route of the API with everybody: what a seat does not cover does not exist."""

import pytest
from sqlalchemy import Engine

from api.openapi import PREFIX
from core.database import transaction
from models.dossiers import Dossier
from tests.api.programs import Program
from tests.api.routes.conftest import ActAs
from tests.api.routes.test_attachments import PDF
from tests.api.routes.test_submissions import a_submission
from tests.api.test_architecture import routes
from tests.builders import Country, active

# Who sees a dossier of the ministry's that is before the ministry's own council.
SEES = {
    "alice", "chair", "minister", "member1", "member2", "member3", "member4",
    "secretariat", "auditor", "administrator",
}  # fmt: skip
FILES = {"alice", "minister"}
HANDS_OVER = {"alice", "minister", "secretariat", "administrator"}
READS = {
    "/dossiers/{code}": SEES,
    "/dossiers/{code}/history": SEES,
    "/submissions/{submission_id}": SEES,
    "/attachments/{attachment_id}": SEES,
    "/assignments/{assignment_id}": {"chair"},
}
WRITES = {
    "/dossiers/{code}/attachments": FILES,
    "/dossiers/{code}/resubmission": FILES,
    "/dossiers/{code}/withdrawal": FILES,
    "/assignments/{assignment_id}/reassignment": HANDS_OVER,
    "/assignments/{assignment_id}/decision": {"chair"},
    "/submissions": FILES,
}
# Who is told that it is not for them, rather than that it is not there. None: everybody.
KNOWN_TO: dict[str, set[str] | None] = {
    "/assignments/{assignment_id}/decision": set(),
    "/submissions": None,
}
FOR_EVERYBODY = {
    "/me", "/me/assignments", "/dossiers", "/submissions", "/campaigns", "/awards",
    "/rule-sets/in-force", "/rule-sets/{rule_set_id}",
}  # fmt: skip


@pytest.fixture
def names(act_as: ActAs, engine: Engine, country: Country, dossier: Dossier) -> dict[str, str]:
    """What the addresses name: one dossier and all that belongs to it."""
    path = f"dossiers/{dossier.code}/attachments?name=a.pdf"
    with transaction(engine) as session:
        duties = {person.id: duty.id for duty, person in active(session, dossier)}
    return {
        "code": dossier.code,
        "submission_id": str(dossier.submission_id),
        "attachment_id": act_as("alice").send(path, PDF).json()["id"],
        "assignment_id": str(duties[country["chair"].id]),
    }


def test_every_route_is_in_these_lists() -> None:
    found = {route.path.removeprefix(PREFIX) for route in routes() if PREFIX in route.path}
    assert found == set(READS) | set(WRITES) | FOR_EVERYBODY


@pytest.mark.parametrize("path", READS)
def test_only_whom_it_concerns_reads_it(
    act_as: ActAs, country: Country, names: dict[str, str], path: str
) -> None:
    read = {
        name: act_as(name).get(f"{PREFIX}{path.format(**names)}").status_code
        for name in country.people
    }
    assert read == {name: 200 if name in READS[path] else 404 for name in country.people}


@pytest.mark.parametrize("path", WRITES)
def test_only_who_may_changes_it(
    act_as: ActAs, country: Country, names: dict[str, str], path: str
) -> None:
    """Sent by everybody else: nothing changes, and the foreign learn nothing."""
    before = act_as("auditor").get(f"dossiers/{names['code']}").json()
    refused = {
        name: _sent(act_as(name), path, names, country)
        for name in country.people
        if name not in WRITES[path]
    }
    known = KNOWN_TO.get(path, SEES)
    assert refused == {name: 403 if known is None or name in known else 404 for name in refused}
    assert act_as("auditor").get(f"dossiers/{names['code']}").json() == before


def _sent(program: Program, path: str, names: dict[str, str], country: Country) -> int:
    """The status of a good request."""
    address = f"{PREFIX}{path.format(**names)}"
    match path.rpartition("/")[2]:
        case "attachments":
            return program.send(f"{address}?name=b.pdf", PDF + b"2").status_code
        case "reassignment":
            body = {"to_person_id": str(country["minister"].id)}
            return program.post(address, body).status_code
        case "decision":
            return program.put(address, {"choice": "pass"}, headers={"If-Match": '"2"'}).status_code
        case "submissions":
            return program.post(address, a_submission(country, number="99/TTr")).status_code
        case _:
            return program.post(address, {}).status_code
