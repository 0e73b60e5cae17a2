"""What a connection keeps."""

from sqlalchemy import text

from core.database import connect

_ASKED_BY_PAGES = 300


def test_plans_of_all_that_pages_ask_are_kept(emptied_url: str) -> None:
    engine = connect(emptied_url, pool_size=1)
    with engine.connect() as connection:
        for _ in range(2):
            for number in range(_ASKED_BY_PAGES):
                connection.execute(text(f"SELECT {number}"))
        kept = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
    engine.dispose()
    assert kept >= _ASKED_BY_PAGES
