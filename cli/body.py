"""`bangvang body`: units, councils, blocs, boards."""

from typing import Annotated

from cyclopts import App, Parameter
from sqlmodel import Session

from approvals.commands import administer
from approvals.domain.refusals.missing import BodyNotFound
from approvals.queries import bodies, registers
from cli.access import database
from cli.listing import Limit, show, tell
from cli.options import AsJson
from cli.series import series
from cli.writing import Day, DryRun, writing
from core.clock import local_date, now
from core.database import transaction
from core.refusal import Refusal
from models.bodies import Body
from models.enums import BlocRole, BodyKind


class BlocHasHead(Refusal):
    code = "bloc_has_head"


app = App(name="body", help="Bodies: units, councils, blocs, boards.")
app.command(series)


@app.command(name="list")
def list_(
    *, kind: BodyKind | None = None, search: str = "", limit: Limit = 200, as_json: AsJson = False
) -> None:
    """List bodies by name.

    Args:
        kind: Only bodies of this kind.
        search: Only bodies whose name has this in it; diacritics do not matter.

    """
    with database() as engine, transaction(engine) as session:
        found = registers.bodies_list(session, kind=kind, search=search, limit=limit)
        show([_row(body) for body in found], as_json=as_json, nothing="No body found.")


@app.command
def add(  # noqa: PLR0913 -- the fields of a body
    slug: str,
    name: str,
    *,
    kind: BodyKind,
    name_en: str = "",
    symbol: str = "",
    parent: str = "",
    since: Day | None = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Enter a body. One that is there already stays as it is.

    Example: bangvang body add cuc-con-nuoi "Cục Con nuôi" --kind unit --parent bo-tu-phap

    Args:
        slug: Its short name in addresses and commands, as `bo-tu-phap`.
        name: Its full name, as printed.
        kind: ministry (also central agency, province), unit, bloc, board or authority.
        name_en: Its name in English.
        symbol: What stands for it in document numbers, as `BTP`.
        parent: Slug of the body above it.
        since: Its first day; today if not given.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        body = administer.add_body(
            session,
            slug=slug,
            kind=kind,
            name=name,
            name_en=name_en,
            symbol=symbol,
            parent_slug=parent or None,
            valid_from=since or local_date(now()),
            now=now(),
        )
        tell(f"{body.name} ({body.slug}) is entered.", _row(body), as_json=as_json)


@app.command
def join(  # noqa: PLR0913 -- the fields of a membership
    bloc: str,
    member: str,
    *,
    year: Annotated[int, Parameter(help="The year; heads and deputies rotate.")],
    role: BlocRole = BlocRole.MEMBER,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Place a body in a bloc for a year.

    Args:
        bloc: Slug of the bloc.
        member: Slug of the body that joins it.
        role: head, deputy or member.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        if role is BlocRole.HEAD:
            _ensure_no_other_head(session, bloc, member, year)
        placed = administer.add_bloc_member(
            session, bloc_slug=bloc, member_slug=member, year=year, role=role, now=now()
        )
        facts = {"bloc": bloc, "member": member, "year": year, "role": placed.role}
        tell(f"{member} is in {bloc} in {year} as {placed.role}.", facts, as_json=as_json)


@app.command
def members(bloc: str, *, year: int | None = None, as_json: AsJson = False) -> None:
    """List the bodies of a bloc in a year.

    Args:
        bloc: Slug of the bloc.
        year: This year if not given.

    """
    with database() as engine, transaction(engine) as session:
        found = bodies.body_by_slug(session, bloc)
        if found is None:
            raise BodyNotFound(body=bloc)
        rows = registers.bloc_members(session, found.id, year=year or local_date(now()).year)
        show(
            [{"slug": b.slug, "name": b.name, "role": m.role} for m, b in rows],
            as_json=as_json,
            nothing="No member is entered for that year.",
        )


def _ensure_no_other_head(session: Session, bloc: str, member: str, year: int) -> None:
    found = bodies.body_by_slug(session, bloc)
    for placed, body in registers.bloc_members(session, found.id, year=year) if found else ():
        if placed.role is BlocRole.HEAD and body.slug != member:
            raise BlocHasHead(f"{body.name} is the head of {bloc} in {year} already.", field="role")


def _row(body: Body) -> dict[str, object]:
    return {
        "slug": body.slug,
        "kind": body.kind.value,
        "name": body.name,
        "symbol": body.symbol,
        "since": body.valid_from,
        "until": body.valid_to,
    }
