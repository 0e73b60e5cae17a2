"""Fills an empty database with the year: all of it in one transaction, or nothing.

Commands enter the country and play every story once (`rehearsal`); what that wrote is taken back,
and written of 110,435 dossiers by COPY (`multiply`), with the triggers on: the events wait to be
sealed as all events do. Tables and events then say the same, as `bangvang audit verify` checks.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count as counting

from sqlmodel import Session

from approvals.domain.deadlines import day_before
from approvals.queries import copying, dossiers
from approvals.rules.calendar import vietnamese_calendar
from cli.national import country as entering
from cli.national.country import Country
from cli.national.digests import Digests
from cli.national.multiply import Filed, Lines, Multiplier
from cli.national.plan import DOSSIERS, Filing, after, plan
from cli.national.rehearsal import SUBMITTED, rehearse
from cli.national.stories import Story, stories
from cli.national.template import Template, template
from cli.national.working_days import WorkingDays
from core.clock import local_date, local_moment
from core.collecting import without_collector
from core.ids import uuid7

WORKING_DAYS = 205  # about ten months
_AHEAD = timedelta(days=150)  # due days lie ahead of today
_BATCH = 1_000  # dossiers that are written at once, at least
_TABLES = ("submission", *copying.OF_DOSSIER, "event", "event_text", "wake")
_UNREACHED = 40  # of so many bodies, one has a member of its council whom no mail reaches
_UNREACHED_SINCE = timedelta(days=20)
_MEMBER = 3  # of the seats of a home
_FIRST_NUMBER = 12  # of a body's submissions in the year

ENTERING, REHEARSING, WRITING = "Entering bodies and people", "Rehearsing", "Writing dossiers"
Codes = Mapping[int, Iterator[int]]  # the numbers of dossiers, by year
Advance = Callable[[str, int], None]  # so much more is done of a part


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of the year; `blocs` None: all of them."""

    dossiers: int = DOSSIERS
    blocs: Collection[str] | None = None
    stories: Sequence[Story] = field(default_factory=stories)


def parts() -> dict[str, int]:
    """The parts of the work, with how much each is."""
    return {ENTERING: entering.size(), REHEARSING: len(stories()), WRITING: DOSSIERS}


def fill(
    session: Session, *, now: datetime, advance: Advance, extent: Extent | None = None
) -> None:
    """The year as it stands at a moment; the whole of it, unless less is wanted."""
    extent = extent or Extent()
    copying.without_hurry(session)
    today, calendar = local_date(now), vietnamese_calendar()
    first_day = day_before(today, WORKING_DAYS, calendar)
    country = entering.enter_country(
        session,
        first_day=first_day,
        today=today,
        advance=lambda: advance(ENTERING, 1),
        blocs=extent.blocs,
    )
    played = rehearse(
        session, country, extent.stories, day=first_day, advance=lambda: advance(REHEARSING, 1)
    )
    days = WorkingDays(first_day, today + _AHEAD, calendar)
    templates = [template(each, country, days) for each in played]
    filings = plan(country.homes, extent.stories, count=extent.dossiers, today=days.until(today))
    digests = _digests(country, templates, now)
    writing = _Writing(country, days, templates, Multiplier(country, days, digests, now))
    codes = writing.codes(session, filings)
    copying.without_hurry(session)  # who takes numbers is in a hurry
    with without_collector():
        for written, lines in _made_ahead(writing.batches(filings, codes)):
            for table in _TABLES:
                copying.copy_in(session, table, lines[table])
            advance(WRITING, written)
    session.add_all(digests.reports)


def _digests(country: Country, templates: Iterable[Template], now: datetime) -> Digests:
    strangers = {
        person: address for each in templates for person, address in each.strangers.items()
    }
    addresses = {str(held.person_id).encode(): held.address.encode() for held in country.people}
    unreached = [home.seats[_MEMBER] for home in country.homes[_UNREACHED // 8 :: _UNREACHED]]
    return Digests(
        addresses=strangers | addresses,
        unreached=frozenset(str(held.person_id).encode() for held in unreached if held),
        since=now - _UNREACHED_SINCE,
    )


class _Writing:
    """Filings become lines, in the order in which they came in."""

    def __init__(
        self,
        country: Country,
        days: WorkingDays,
        templates: Sequence[Template],
        multiplier: Multiplier,
    ) -> None:
        self._campaign, self._days, self._multiplier = country.campaign, days, multiplier
        self._templates = {each.story: each for each in templates}
        self._numbers = {home.id: counting(_FIRST_NUMBER) for home in country.homes}

    def batches(self, filings: Sequence[Filing], codes: Codes) -> Iterator[tuple[int, Lines]]:
        """How many dossiers, and their lines by table."""
        submissions: list[bytes] = []
        written = 0
        for place, filing in enumerate(filings, 1):
            submissions.append(self._write(filing, codes))
            written += len(filing.stories)
            if written >= _BATCH or place == len(filings):
                lines = self._multiplier.taken()
                lines["submission"], submissions = submissions, []
                yield written, lines
                written = 0

    def codes(self, session: Session, filings: Sequence[Filing]) -> Codes:
        """The numbers of each year's dossiers, taken as submissions take them."""
        years: Counter[int] = Counter()
        for filing in filings:
            years[self._days.days[filing.start].year] += len(filing.stories)
        return {
            year: iter(dossiers.take_numbers(session, year, count)) for year, count in years.items()
        }

    def _write(self, filing: Filing, codes: Codes) -> bytes:
        """Its dossiers; and the line of the submission itself."""
        home, day = filing.home, self._days.days[filing.start]
        moment = local_moment(day) + SUBMITTED + timedelta(seconds=filing.own)
        submission = uuid7(moment)
        number = f"{next(self._numbers[home.id])}/TTr-{home.symbol}"
        for place, story in enumerate(filing.stories):
            filed = Filed(
                home=home,
                start=filing.start,
                own=after(filing.own, place),
                at_first=filing.own,
                code=f"HS-{day.year}-{next(codes[day.year]):06d}",
                number=number,
                submission=str(submission).encode(),
            )
            self._multiplier.write(self._templates[story], filed)
        said = {
            "id": submission,
            "body_id": home.id,
            "campaign_id": self._campaign.id,
            "number": number,
            "dated_on": day,
            "submitted_by_id": home.secretary.person_id,
            "submitted_at": moment.isoformat(),
        }
        fields = (str(said.get(name, "\\N")) for name in copying.columns("submission"))
        return "\t".join(fields).encode() + b"\n"


def _made_ahead(batches: Iterator[tuple[int, Lines]]) -> Iterator[tuple[int, Lines]]:
    """While the database takes one batch, the next is made."""
    with ThreadPoolExecutor(1) as maker:
        coming: Future[tuple[int, Lines] | None] = maker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = maker.submit(next, batches, None)
            yield batch
