"""What is stuck, as each desk is told: its own and what is before it, and nothing of another's."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.count_flow import count_flow
from approvals.queries import moved, pictures
from approvals.queries.stuck import Scope, busiest, figures, stuck_ids
from approvals.queries.stuck_choices import choices
from approvals.queries.visibility import Viewer, visible_to
from core.vietnamese import sort_key
from models.bodies import BlocMembership, Body, Seat
from models.dossiers import Dossier, Submission
from models.enums import BodyKind, NomineeKind, Office, Stage
from models.open_dossiers import OpenDossier
from tests.approvals.queries.test_stuck import LATER, surveyed
from tests.builders import (
    BLOC,
    BOARD,
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_nomination,
    a_person_in,
    a_submission,
    pass_gate,
)
from tests.listing import seen_by

TAX = "bo-tai-chinh"
DESKS = ("alice", "minister", "chair", "dan", "bloc_head", "bloc_chair", "board_head")
TELLING = (*DESKS, "prime_minister", "secretariat", "auditor")
FILTERS = (
    Scope(),
    *(Scope(stage=stage) for stage in Stage),
    *(Scope(body=slug) for slug in (MINISTRY, TAX, BOARD)),
    *(Scope(at=slug) for slug in (MINISTRY, TAX, BOARD, BLOC)),
    *(Scope(award=code) for code in ("bk-bo", "bk-ttg", "cstdtq")),
    Scope(campaign="nam-2024"),
)


@pytest.fixture
def country(session: Session) -> Country:
    """Alice's ministry has one before the board, three at home; Dan's has one at home."""
    country = a_country(session, council=2)
    a_person_in(session, country, "dans_chair", "Mai Văn Thuế", TAX, Office.COUNCIL_CHAIR)
    other_bloc = a_body(session, country, "khoi-kinh-te", BodyKind.BLOC)
    joined(session, other_bloc, country.bodies[TAX], TODAY.year)
    one = NomineeKind.INDIVIDUAL
    filed(session, country, "1/TTr-BTP", "bk-bo", kind=one)
    pass_gate(session, filed(session, country, "2/TTr-BTP", "cstdtq", kind=one))
    filed(session, country, "3/TTr-BTP", "bk-ttg")  # its bloc will judge it
    filed(session, country, "4/TTr-BTP", "bk-ttg", kind=one)  # and not this
    filed(session, country, "1/TTr-BTC", "bk-ttg", body=TAX, by="dan")
    surveyed(session, LATER)
    count_flow(session)
    return country


def filed(  # noqa: PLR0913 -- defaults for all but four
    session: Session,
    country: Country,
    number: str,
    award: str,
    *,
    body: str = MINISTRY,
    by: str = "alice",
    kind: NomineeKind = NomineeKind.COLLECTIVE,
) -> Dossier:
    made = a_submission(
        session,
        country,
        a_nomination(award, kind=kind),
        number=number,
        body_id=country.bodies[body].id,
        submitted_by_id=country[by].id,
    )
    return session.exec(select(Dossier).where(Dossier.submission_id == made.id)).one()


def numbers(session: Session, country: Country, name: str, scope: Scope | None = None) -> set[str]:
    """Of the submissions whose dossiers are listed for a desk."""
    viewer = seen_by(session, country, name)
    ids = stuck_ids(session, viewer, scope or Scope(), limit=50).rows
    of = select(Submission.number).join(Dossier).where(Dossier.id.in_(ids))  # type: ignore[attr-defined]
    return set(session.exec(of).all())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("alice", {"1/TTr-BTP", "2/TTr-BTP", "3/TTr-BTP", "4/TTr-BTP"}),
        ("minister", {"1/TTr-BTP", "2/TTr-BTP", "3/TTr-BTP", "4/TTr-BTP"}),
        ("dan", {"1/TTr-BTC"}),
        ("board_head", {"2/TTr-BTP"}),
        ("prime_minister", set()),
        ("bloc_head", {"3/TTr-BTP"}),
        ("bloc_member", set()),
        ("appraiser", set()),
        ("member1", set()),
        ("secretariat", {"1/TTr-BTP", "2/TTr-BTP", "3/TTr-BTP", "4/TTr-BTP", "1/TTr-BTC"}),
    ],
)
def test_each_desk_is_told_of_its_own_and_of_what_is_before_it(
    session: Session, country: Country, name: str, told: set[str]
) -> None:
    assert numbers(session, country, name) == told


@pytest.mark.parametrize("name", TELLING)
def test_no_filter_shows_or_counts_more(session: Session, country: Country, name: str) -> None:
    viewer = seen_by(session, country, name)
    may = set(session.exec(select(Dossier.id).where(visible_to(viewer))).all())
    own = set(stuck_ids(session, viewer, Scope(), limit=50).rows)
    assert own <= may
    for scope in FILTERS:
        ids = set(stuck_ids(session, viewer, scope, limit=50).rows)
        assert ids <= own
        assert counts(session, viewer, scope) == {len(ids)}, scope


def counts(session: Session, viewer: Viewer, scope: Scope) -> set[int]:
    """How many dossiers there are, as each part of the dashboard counts them."""
    today = LATER.date()
    found = figures(session, viewer, scope, now=LATER)
    open_now = pictures.open_counts(session, viewer, scope, today=today)
    return {
        found.open,
        found.stuck,
        sum(one.under_review for one in busiest(session, viewer, scope, now=LATER)),
        sum(one.dossiers for one in pictures.ages(open_now)),
        len(pictures.dots(session, viewer, scope, today=today)),
        sum(one.dossiers for one in pictures.waiting(session, open_now)),
    }


@pytest.mark.parametrize(
    ("name", "submitted"),
    [("alice", 4), ("dan", 1), ("bloc_head", 2), ("board_head", 0), ("secretariat", 5)],
)
def test_pictures_of_the_past_are_of_what_was_submitted_for_a_desk(
    session: Session, country: Country, name: str, submitted: int
) -> None:
    viewer = seen_by(session, country, name)
    for scope in (Scope(), Scope(body=MINISTRY), Scope(body=TAX)):
        flow = moved.flow(session, viewer, scope, today=TODAY)
        there = sum(at[-1] for at in flow.at.values())
        left = moved.throughput(session, viewer, scope, today=TODAY)
        if scope == Scope():
            assert there == submitted
        assert there <= submitted
        assert left.dossiers <= min(1, submitted)


def test_filters_offer_nothing_of_others(session: Session, country: Country) -> None:
    offered = choices(session, seen_by(session, country, "dan"))
    assert [body.slug for body in offered.bodies] == [TAX]
    assert [award.code for award in offered.awards] == ["bk-ttg"]
    offered = choices(session, seen_by(session, country, "alice"))
    assert [body.slug for body in offered.bodies] == [MINISTRY]


def test_bodies_below_belong_to_a_desk_and_bodies_above_do_not(
    session: Session, country: Country
) -> None:
    below = a_body(session, country, "cuc-tinh", BodyKind.UNIT, MINISTRY)
    a_person_in(session, country, "clerk", "Lâm Thị Cục", "cuc-tinh", Office.SECRETARY)
    session.add(
        OpenDossier(
            **session.exec(select(OpenDossier).where(OpenDossier.award_code == "cstdtq"))
            .one()
            .model_dump(exclude={"dossier_id", "body_id"}),
            dossier_id=filed(session, country, "9/TTr", "bk-bo").id,
            body_id=below.id,
        )
    )
    session.flush()
    alice, clerk = (seen_by(session, country, name) for name in ("alice", "clerk"))
    assert figures(session, alice, Scope(), now=LATER).open == 5
    assert figures(session, clerk, Scope(), now=LATER).open == 1


def test_a_bloc_is_told_of_its_members_in_their_year_alone(
    session: Session, country: Country
) -> None:
    bloc, tax = country.bodies[BLOC], country.bodies[TAX]
    joined(session, bloc, tax, TODAY.year - 1)  # and no more
    assert numbers(session, country, "bloc_head") == {"3/TTr-BTP"}
    joined(session, bloc, tax, TODAY.year)
    assert numbers(session, country, "bloc_head") == {"3/TTr-BTP", "1/TTr-BTC"}


def joined(session: Session, bloc: Body, member: Body, year: int) -> None:
    session.add(BlocMembership(bloc_id=bloc.id, member_id=member.id, year=year))
    session.flush()


def a_body(
    session: Session, country: Country, slug: str, kind: BodyKind, parent: str | None = None
) -> Body:
    made = Body(
        slug=slug,
        kind=kind,
        name=slug,
        parent_id=country.bodies[parent].id if parent else None,
        valid_from=date(2020, 1, 1),
        sort_key=sort_key(slug),
        search_key=slug,
    )
    session.add(made)
    session.flush()
    country.bodies[slug] = made
    return made


def test_whoever_decides_somewhere_and_runs_a_desk_elsewhere_is_told_of_the_desk(
    session: Session, country: Country
) -> None:
    a_person_in(session, country, "both", "Tô Thị Hai", TAX, Office.COUNCIL_MEMBER)
    held = country["both"]
    session.add(
        Seat(
            body_id=country.bodies[MINISTRY].id,
            office=Office.SECRETARY,
            person_id=held.id,
            valid_from=NOW.date() - timedelta(days=9),
        )
    )
    session.flush()
    assert numbers(session, country, "both") == numbers(session, country, "alice")
