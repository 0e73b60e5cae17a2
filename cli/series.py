"""`bangvang body series`: where a body's own numbers for its papers go on."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from approvals.commands.set_series import set_series
from approvals.domain.document_numbers import MARKS, numbered
from approvals.domain.refusals.missing import BodyNotFound
from approvals.queries import bodies
from approvals.queries import series as kept
from cli.access import database
from cli.listing import show, tell
from cli.options import AsJson
from cli.writing import DryRun, writing
from core.clock import local_date, now
from core.database import transaction
from models.document_kinds import DocumentKind


def series(  # noqa: PLR0913 -- the fields of a series
    slug: str,
    *,
    kind: DocumentKind = DocumentKind.DECISION,
    last: Annotated[int | None, Parameter(validator=Number(gte=0, lte=999_999))] = None,
    year: int | None = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Number a body's papers here, or list its series.

    Example: bangvang body series bo-tu-phap --last 573

    Args:
        slug: The body.
        kind: decision, submission_letter, minutes or certificate.
        last: The last number used on paper; the next one here follows it. 0 begins at 01.
            Without it, the series are listed.
        year: This year if not given.

    """
    this_year = local_date(now()).year
    if last is None:
        with database() as engine, transaction(engine) as session:
            body = bodies.body_by_slug(session, slug)
            if body is None:
                raise BodyNotFound(body=slug)
            rows = [
                {
                    "kind": row.kind.value,
                    "year": row.year,
                    "last": row.last,
                    "mark": MARKS[row.kind],
                }
                for row in kept.all_of(session, body.id)
            ]
            show(rows, as_json=as_json, nothing="It numbers no papers here.")
        return
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        made = set_series(
            session, body_slug=slug, kind=kind, year=year or this_year, last=last, now=now()
        )
        body = bodies.body_by_slug(session, slug)
        following = numbered(last + 1, kind, body.symbol if body else "")
        facts = {"body": slug, "kind": kind.value, "year": made.year, "next": following}
        tell(f"The next number of {made.year} is {following}.", facts, as_json=as_json)
