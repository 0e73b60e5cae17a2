"""Keyset pages: every row once, also when rows come in between; nonsense begins at the start."""

import pytest
from sqlmodel import Session, col, select

from approvals.queries.paging import Cursor, Order, Page, page_of
from core.vietnamese import search_key, sort_key
from models.bodies import Body
from models.enums import BodyKind
from tests.builders import TODAY

ORDER = Order("name", (col(Body.sort_key), col(Body.id)))


def a_body(session: Session, name: str) -> None:
    session.add(
        Body(
            slug=name,
            kind=BodyKind.UNIT,
            name=name,
            valid_from=TODAY,
            sort_key=sort_key(name),
            search_key=search_key(name),
        )
    )
    session.flush()


def names(page: Page[tuple[str]]) -> list[str]:
    return [name for (name,) in page.rows]


def read(session: Session, cursor: Cursor | None = None, order: Order = ORDER) -> Page[tuple[str]]:
    return page_of(session, select(Body.name), order, cursor, limit=2)


def test_a_walk_meets_every_row_once_though_rows_come_in_between(session: Session) -> None:
    for name in ("An", "Bình", "Chi", "Dũng", "Em"):
        a_body(session, name)
    first = read(session)
    a_body(session, "Ân")  # sorts before what was read
    a_body(session, "Đức")  # sorts after
    second = read(session, first.next)
    third = read(session, second.next)
    assert [names(page) for page in (first, second, third)] == [
        ["An", "Bình"],
        ["Chi", "Dũng"],
        ["Đức", "Em"],
    ]
    assert (first.previous, third.next) == (None, None)


def test_the_way_back_leads_over_the_same_rows(session: Session) -> None:
    for name in ("An", "Bình", "Chi", "Dũng", "Em"):
        a_body(session, name)
    last = read(session, read(session, read(session).next).next)
    middle = read(session, last.previous)
    first = read(session, middle.previous)
    assert [names(page) for page in (last, middle, first)] == [
        ["Em"],
        ["Chi", "Dũng"],
        ["An", "Bình"],
    ]
    assert first.previous is None
    assert names(read(session, first.next)) == ["Chi", "Dũng"]


def test_a_descending_order_pages_downwards(session: Session) -> None:
    for name in ("An", "Bình", "Chi"):
        a_body(session, name)
    order = Order("name", ORDER.columns, descending=True)
    first = read(session, order=order)
    assert names(first) == ["Chi", "Bình"]
    assert names(read(session, first.next, order)) == ["An"]


def test_a_full_last_page_offers_no_further_one(session: Session) -> None:
    for name in ("An", "Bình"):
        a_body(session, name)
    page = read(session)
    assert (len(page.rows), page.next) == (2, None)


def test_a_cursor_survives_the_address_bar(session: Session) -> None:
    for name in ("An", "Bình", "Chi"):
        a_body(session, name)
    cursor = read(session).next
    assert cursor is not None
    assert str(cursor).replace("-", "").replace("_", "").isalnum()
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "x",
        "ừ",
        "bm90IGpzb24",
        "e30",
        "MQ",
        "[" * 5_000,
        str(Cursor("name", ("a\x00b", "c"))),
        str(Cursor("name", ("a", "not a key"))),
        str(Cursor("name", ("a",))),
        str(Cursor("another order", ("a", "b"))),
    ],
)
def test_a_cursor_that_fits_nothing_begins_at_the_start(session: Session, text: str | None) -> None:
    for name in ("An", "Bình", "Chi"):
        a_body(session, name)
    page = read(session, Cursor.parse(text))
    assert (names(page), page.previous) == (["An", "Bình"], None)


def test_a_page_whose_rows_are_gone_begins_at_the_start(session: Session) -> None:
    for name in ("An", "Bình", "Chi"):
        a_body(session, name)
    after = read(session).next
    session.delete(session.exec(select(Body).where(Body.name == "Chi")).one())
    session.flush()
    assert names(read(session, after)) == ["An", "Bình"]
