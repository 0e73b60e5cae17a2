"""`bangvang demo`: an empty database becomes one in which there is something to see and to do."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.count_flow import count_flow
from approvals.commands.seal_log import seal_log
from approvals.commands.survey import survey
from approvals.domain.deadlines import day_before
from approvals.history.sealer import sealer_of
from approvals.intake.details import complete
from approvals.intake.importing import import_submission, known_on, plan_import
from approvals.queries import intake, registers, wakes
from approvals.rules.calendar import vietnamese_calendar
from cli.access import database
from cli.demo_bloc_year import live_bloc_year
from cli.demo_country import enter_country, size
from cli.demo_openings import open_tasks
from cli.demo_stories import Player, Step
from cli.example_lists import FOLDER, ExampleList, read_list
from cli.listing import Row, table
from cli.national import fill as year
from cli.options import AsJson
from core.clock import local_date, local_moment, now
from core.database import gather_statistics, transaction
from core.refusal import Refusal
from core.settings import Settings, load_settings
from models.rules import Campaign

LISTS = (FOLDER / "demo/thanh-tra-chinh-phu.toml", FOLDER / "demo/ngan-hang-nha-nuoc.toml")
_OFFICE_HOUR = 8
_MOST_SEATS = 2_000
_ONE_OF = 3  # so many dossiers, one has somebody asked who never looks


class DemoNotHere(Refusal):
    code = "demo_not_here"


class Scale(StrEnum):
    """How much there is to see."""

    SMALL = "small"  # two submissions, each dossier with a story of its own
    NATIONAL = "national"  # a year of the whole country


def demo(*, scale: Scale = Scale.SMALL, as_json: AsJson = False) -> None:
    """Fill an empty database with real bodies, invented people and what they did so far.

    `small`: two submissions, whose dossiers stand at every stage and in every state, some
    overdue, some awarded: what happened so far happened on past days, by the same commands people
    use. The lists in examples/*.xlsx are left for you to import.

    `national`: a year of 110,435 dossiers of 146 bodies, for some minutes and 4 GB on the disk.
    Their awards are the four that the rules know.

    Does everything or nothing, and nothing at all where the database holds anything already.

    Args:
        scale: How much: small (unless said otherwise) or national.

    """
    settings = load_settings()
    if not settings.development:
        raise DemoNotHere("The demo's people are invented: it runs in development mode only.")
    with database(settings) as engine, _progress() as progress:
        with transaction(engine) as session:
            filled = not registers.any_body(session)
            if filled:
                _FILL[scale](session, progress)
        if filled and scale is Scale.NATIONAL:
            _settle_in(engine, settings, progress)
        elif filled:
            look_at_all(engine)
        with transaction(engine) as session:
            seats = _seats(session, local_date(now()), scale)
    _tell(seats, settings.base_url, filled=filled, as_json=as_json)


def _fill_small(session: Session, progress: Progress) -> None:
    lists = [read_list(path) for path in LISTS]
    bar = progress.add_task("Filling", total=_steps(lists))
    fill(session, lists, today=local_date(now()), advance=lambda: progress.advance(bar))
    session.flush()
    wakes.wait_from(session, now())


def _fill_national(session: Session, progress: Progress) -> None:
    bars = {part: progress.add_task(part, total=total) for part, total in year.parts().items()}
    year.fill(session, now=now(), advance=lambda part, more: progress.advance(bars[part], more))


_FILL = {Scale.SMALL: _fill_small, Scale.NATIONAL: _fill_national}


def _settle_in(engine: Engine, settings: Settings, progress: Progress) -> None:
    """What the worker and PostgreSQL would do by and by, before anybody looks at so much."""
    for part, work in (
        ("Sealing", lambda: seal_log(engine, sealer_of(settings), now=now())),
        ("Statistics", lambda: gather_statistics(engine)),
        ("Counting", lambda: look_at_all(engine)),
    ):
        bar = progress.add_task(part, total=None)
        work()
        progress.update(bar, total=1, completed=1)


def look_at_all(engine: Engine) -> None:
    """So that the dashboard has its figures at once; usual ages first, since causes use them."""
    with transaction(engine) as session:
        count_flow(session)
    left = True
    while left:
        with transaction(engine) as session:
            left = survey(session, now=now()) > 0


def fill(
    session: Session, lists: Sequence[ExampleList], *, today: date, advance: Callable[[], None]
) -> None:
    """The demo as it stands on a day; `advance` is called for each thing entered or done."""
    first_day = min(_submitted_on(each, today) for each in lists)
    campaign = enter_country(session, first_day=first_day, today=today, advance=advance)
    live_bloc_year(session, today=today)
    for each in lists:
        _submit(session, each, campaign, _submitted_on(each, today), today, advance)


def _submit(  # noqa: PLR0913, PLR0917 -- what is filed, and when
    session: Session,
    written: ExampleList,
    campaign: Campaign,
    on: date,
    today: date,
    advance: Callable[[], None],
) -> None:
    """By the way a secretary takes: a workbook, read and imported. Then its stories."""
    moment = local_moment(on, _OFFICE_HOUR)
    known = known_on(session, moment)
    plan = plan_import(written.workbook(known.rules, on), known)
    command = complete(session, plan, campaign=campaign.slug, on=on)
    submission = import_submission(session, plan, command, now=moment)
    filed = intake.dossiers_of(session, submission.id)
    calendar = vietnamese_calendar()
    for number, (dossier, story) in enumerate(zip(filed, written.stories, strict=True)):
        advance()
        player = Player(session, dossier, on)
        for line in story:
            player.play(Step.parse(line), calendar)
            advance()
        never = number % _ONE_OF == 0
        open_tasks(session, dossier, calendar, until=local_moment(today), but_last=never)


def _submitted_on(written: ExampleList, today: date) -> date:
    return day_before(today, written.submitted, vietnamese_calendar())


def _steps(lists: Sequence[ExampleList]) -> int:
    return size() + sum(1 + len(story) for each in lists for story in each.stories)


def _progress() -> Progress:
    """On the error stream, so that what is printed can be piped."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _seats(session: Session, on: date, scale: Scale) -> list[Row]:
    """Who there is to sign in as; of a whole country, one for each office in each kind of body."""
    found = list(registers.seats_list(session, on=on, limit=_MOST_SEATS))
    if scale is Scale.NATIONAL:
        found = list({(row[0].office, row[1].kind): row for row in found}.values())
    return [
        {
            "body": body.name,
            "office": seat.office.value,
            "name": person.name,
            "sign in with": person.email,
        }
        for seat, body, person in found
    ]


def _tell(seats: Sequence[Row], address: str, *, filled: bool, as_json: bool) -> None:
    if as_json:
        said = {"filled": filled, "address": address, "seats": seats}
        print(json.dumps(said, ensure_ascii=False))
    elif filled:
        print(f"The demo is there. Sign in at {address} with any of these addresses;")
        print(f"the code comes to the local mailbox {address}/dev/mail.\n")
        print(table(seats))
    else:
        print("The database holds something already: nothing was added.")
