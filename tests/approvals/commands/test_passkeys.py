"""Adding passkeys and signing in with them."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from approvals.commands.administer import deactivate_person
from approvals.commands.passkeys import (
    Challenge,
    Site,
    add_passkey,
    options_to_add,
    options_to_use,
    remove_all_passkeys,
    remove_passkey,
    rename_passkey,
    use_passkey,
)
from approvals.domain.refusals.missing import PasskeyNotFound, PersonNotFound
from approvals.domain.refusals.proving import PasskeyNotUsable
from approvals.queries import access
from models.access import Passkey
from models.bodies import Person
from tests.approvals.authenticator import Authenticator
from tests.builders import NOW, a_country

SITE = Site(host="bangvang.example", origin="https://bangvang.example")


@pytest.fixture
def device() -> Authenticator:
    return Authenticator(SITE.origin)


@pytest.fixture
def minister(session: Session) -> Person:
    return a_country(session)["minister"]


def challenge(seconds: int = 0) -> Challenge:
    return Challenge(uuid4().bytes + uuid4().bytes, NOW + timedelta(seconds=seconds))


def added(session: Session, person: Person, device: Authenticator, name: str = "Máy") -> Passkey:
    asked = challenge()
    answer = device.add(options_to_add(session, person, asked, site=SITE))
    return add_passkey(session, person.id, answer, name=name, challenge=asked, site=SITE, now=NOW)


def used(
    session: Session, device: Authenticator, *, site: Site = SITE, person_id: UUID | None = None
) -> UUID:
    asked = challenge(seconds=1)
    answer = device.use(options_to_use(session, person_id, asked, site=SITE))
    return use_passkey(session, answer, challenge=asked, site=site, now=asked.asked_at)


def test_a_passkey_signs_its_owner_in(
    session: Session, minister: Person, device: Authenticator
) -> None:
    passkey = added(session, minister, device, name="  Điện thoại\u200b của tôi ")
    assert passkey.name == "Điện thoại của tôi"
    assert used(session, device) == minister.id
    session.refresh(passkey)
    assert passkey.last_used_at == NOW + timedelta(seconds=1)


def test_the_same_answer_is_good_once(
    session: Session, minister: Person, device: Authenticator
) -> None:
    added(session, minister, device)
    asked = challenge(seconds=1)
    answer = device.use(options_to_use(session, None, asked, site=SITE))
    use_passkey(session, answer, challenge=asked, site=SITE, now=asked.asked_at)
    with pytest.raises(PasskeyNotUsable):
        use_passkey(session, answer, challenge=asked, site=SITE, now=asked.asked_at)


@pytest.mark.parametrize(
    "site",
    [
        Site(host="elsewhere.example", origin=SITE.origin),
        Site(host=SITE.host, origin="https://elsewhere.example"),
    ],
)
def test_an_answer_to_another_site_is_refused(
    session: Session, minister: Person, device: Authenticator, site: Site
) -> None:
    added(session, minister, device)
    with pytest.raises(PasskeyNotUsable):
        used(session, device, site=site)


def test_an_answer_to_another_question_is_refused(
    session: Session, minister: Person, device: Authenticator
) -> None:
    added(session, minister, device)
    answer = device.use(options_to_use(session, None, challenge(1), site=SITE))
    with pytest.raises(PasskeyNotUsable):
        use_passkey(session, answer, challenge=challenge(1), site=SITE, now=NOW)


def test_a_device_must_check_who_holds_it(session: Session, minister: Person) -> None:
    careless = Authenticator(SITE.origin, verifies=False)
    with pytest.raises(PasskeyNotUsable):
        added(session, minister, careless)
    careless.verifies = True
    added(session, minister, careless)
    careless.verifies = False
    with pytest.raises(PasskeyNotUsable):
        used(session, careless)


def test_a_copied_device_is_noticed_where_it_counts(session: Session, minister: Person) -> None:
    device = Authenticator(SITE.origin, counts=True)
    added(session, minister, device)
    used(session, device)
    device._uses = 0  # noqa: SLF001 -- as a copy made earlier would have it
    with pytest.raises(PasskeyNotUsable):
        used(session, device)


def test_a_passkey_is_added_once_and_to_one_person(
    session: Session, minister: Person, device: Authenticator
) -> None:
    other = somebody_else(session, minister)
    asked = challenge()
    answer = device.add(options_to_add(session, minister, asked, site=SITE))
    for person, fits in ((minister, True), (other, False)):
        try:
            add_passkey(session, person.id, answer, name="", challenge=asked, site=SITE, now=NOW)
        except PasskeyNotUsable:
            assert not fits
        else:
            assert fits


def test_the_device_is_told_what_it_holds_already(
    session: Session, minister: Person, device: Authenticator
) -> None:
    passkey = added(session, minister, device)
    told = json.loads(options_to_add(session, minister, challenge(), site=SITE))
    assert len(told["excludeCredentials"]) == 1
    assert told["user"]["name"] == minister.email
    remove_passkey(session, minister.id, passkey.id)
    session.flush()
    told = json.loads(options_to_add(session, minister, challenge(), site=SITE))
    assert told["excludeCredentials"] == []


def test_a_removed_passkey_signs_nobody_in(
    session: Session, minister: Person, device: Authenticator
) -> None:
    passkey = added(session, minister, device)
    remove_passkey(session, minister.id, passkey.id)
    session.flush()
    with pytest.raises(PasskeyNotUsable):
        used(session, device)


def test_nor_does_that_of_somebody_who_left(
    session: Session, minister: Person, device: Authenticator
) -> None:
    added(session, minister, device)
    deactivate_person(session, minister.email, now=NOW)
    with pytest.raises(PasskeyNotUsable):
        used(session, device)


def test_only_ones_own_passkeys_are_renamed_and_removed(
    session: Session, minister: Person, device: Authenticator
) -> None:
    passkey, other = added(session, minister, device), somebody_else(session, minister)
    with pytest.raises(PasskeyNotFound):
        rename_passkey(session, other.id, passkey.id, "Của tôi")
    with pytest.raises(PasskeyNotFound):
        remove_passkey(session, other.id, passkey.id)
    rename_passkey(session, minister.id, passkey.id, "Máy ở cơ quan")
    assert [one.name for one in access.passkeys_of(session, minister.id)] == ["Máy ở cơ quan"]


def test_whoever_lost_them_has_all_removed(
    session: Session, minister: Person, device: Authenticator
) -> None:
    added(session, minister, device)
    added(session, minister, Authenticator(SITE.origin))
    assert remove_all_passkeys(session, minister.email) == 2
    session.flush()
    assert list(access.passkeys_of(session, minister.id)) == []
    with pytest.raises(PersonNotFound):
        remove_all_passkeys(session, "nobody@bangvang.example")


@pytest.mark.parametrize(
    "nonsense",
    ["", "nonsense", "[]", "{}", '{"id": "a", "rawId": "é", "response": {}}', "null", "1" * 9_000],
)
def test_nonsense_is_refused(session: Session, minister: Person, nonsense: str) -> None:
    with pytest.raises(PasskeyNotUsable):
        use_passkey(session, nonsense, challenge=challenge(), site=SITE, now=NOW)
    with pytest.raises(PasskeyNotUsable):
        add_passkey(
            session, minister.id, nonsense, name="", challenge=challenge(), site=SITE, now=NOW
        )


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("instead", ["", "AAAA", "!", "oA", "a" * 300])
def test_a_garbled_answer_is_refused(
    session: Session, minister: Person, device: Authenticator, part: str, instead: str
) -> None:
    added(session, minister, device)
    asked = challenge(seconds=1)
    answer = json.loads(device.use(options_to_use(session, None, asked, site=SITE)))
    answer["response"][part] = instead
    with pytest.raises(PasskeyNotUsable):
        use_passkey(session, json.dumps(answer), challenge=asked, site=SITE, now=NOW)


@pytest.mark.parametrize("instead", ["", "AAAA", "!", "oA", "oWNmbXRkbm9uZQ"])
def test_a_garbled_new_key_is_refused(
    session: Session, minister: Person, device: Authenticator, instead: str
) -> None:
    asked = challenge()
    answer = json.loads(device.add(options_to_add(session, minister, asked, site=SITE)))
    answer["response"]["attestationObject"] = instead
    with pytest.raises(PasskeyNotUsable):
        add_passkey(
            session,
            minister.id,
            json.dumps(answer),
            name="",
            challenge=asked,
            site=SITE,
            now=NOW,
        )


def somebody_else(session: Session, person: Person) -> Person:
    """Somebody else."""
    found = session.exec(select(Person).where(Person.id != person.id)).first()
    assert found is not None
    return found
