"""Writes dossiers that lived a rehearsed story: other names, other days, chains of their own."""

import os
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeVar

from approvals.domain.shown import Part, Shown
from approvals.history.chain import FIRST, digest_of, link_hash
from cli.national.country import Country, Held, Home
from cli.national.digests import Digests
from cli.national.nominees import Invented, Nominees
from cli.national.template import (
    ActPattern,
    Born,
    Committed,
    InDigest,
    Of,
    OnDay,
    Role,
    Template,
    cast,
)
from cli.national.working_days import When, WorkingDays
from core.ids import uuid7

_SALT = 16
_RANDOM = 15  # hex digits of an id
_SEED = 574
_MOMENT = len("2026-01-05T01:00:00")

Lines = dict[str, list[bytes]]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A dossier as it was filed.

    `own`: seconds that people take longer than in the rehearsal; `at_first`, the same of what was
    done when the whole list came in.
    """

    home: Home
    start: int
    own: int
    at_first: int
    code: str
    number: str
    submission: bytes


class Multiplier:
    """Writes dossiers as lines for COPY, by table; what has not happened yet is left out."""

    def __init__(
        self, country: Country, days: WorkingDays, digests: Digests, now: datetime
    ) -> None:
        self._country, self._days, self._digests, self._now = country, days, digests, now
        self._drawn = Random(_SEED)  # noqa: S311 -- the same ones each time
        self._nominees = Nominees()
        self._gaps: dict[int, _Gaps] = {}
        self._lines: Lines = defaultdict(list)

    def taken(self) -> Lines:
        """What was written since it was last asked for."""
        self._lines["message"] = self._digests.taken() + self._lines["message"]
        taken, self._lines = self._lines, defaultdict(list)
        return taken

    def write(self, template: Template, filed: Filed) -> None:
        gaps = self._gaps.get(id(template)) or self._gaps.setdefault(id(template), _Gaps(template))
        times = [self._moment(filed, act.ends) for act in template.acts]
        act = template.acts[max(1, sum(time <= self._now for time in times)) - 1]
        values = self._values(template, gaps, filed, times)
        self._texts(act, gaps, values)
        self._events(act, gaps, values)
        for table, rows in act.rows.items():
            self._lines[table].append(rows.with_values(values))
        if act.open:
            self._wake(values[gaps.dossier])

    def _values(
        self, template: Template, gaps: "_Gaps", filed: Filed, times: Sequence[datetime]
    ) -> list[bytes]:
        values = [b""] * len(template.slots)
        begins = [f"{int(time.timestamp() * 1000):012x}" for time in times]
        chance = os.urandom(8 * len(gaps.born)).hex()
        for number, (born, slot) in enumerate(gaps.born):
            began, own = begins[born.act], chance[16 * number : 16 * number + _RANDOM]
            values[slot] = f"{began[:8]}-{began[8:]}-7{born.rank:03x}-8{own[:3]}-{own[3:]}".encode()
        people = cast(filed.home, self._drawn.choice(self._country.appraisers))
        for role, slot in gaps.roles:
            values[slot] = _says(people, role)
        for day, slot in gaps.days:
            values[slot] = self._days.written[filed.start + day.days]
        for when, slot in gaps.moments:
            values[slot] = self._moment(filed, when).isoformat()[:_MOMENT].encode()
        for told, slot in gaps.digests:
            morning = self._moment(filed, told.morning)
            person = told.person
            who = _says(people, person) if isinstance(person, Role) else person
            values[slot] = self._digests.told_in(who, morning) if morning <= self._now else b"\\N"
        invented = self._nominees.draw(template.story)
        for what, says in self._own(template, filed, invented).items():
            if what in gaps.of:
                values[gaps.of[what]] = says
        return values

    def _own(self, template: Template, filed: Filed, invented: Invented) -> dict[str, bytes]:
        """What the dossier itself says."""
        by = filed.home.symbol if template.story.award == "bk-bo" else "TTg"
        contents = (
            invented.name, invented.position, template.story.award, template.rule_set_id,
            invented.achievements, "",
        )  # fmt: skip
        own = {
            "name": invented.name,
            "sort_key": invented.sort_key,
            "search_key": invented.search_key,
            "position": invented.position,
            "achievements": invented.achievements,
            "shown": Shown.of(dict(zip(Part, contents, strict=True))).digest,
            "decision": f"{self._drawn.randrange(100, 2500)}/QĐ-{by}",
            "code": filed.code,
            "number": filed.number,
            "body": str(filed.home.id),
            "bloc": str(filed.home.bloc_id),
        }
        return {what: says.encode() for what, says in own.items()} | {
            "submission": filed.submission
        }

    def _texts(self, act: ActPattern, gaps: "_Gaps", values: list[bytes]) -> None:
        chain, salts = values[gaps.dossier], os.urandom(_SALT * len(act.texts))
        for number, text in enumerate(act.texts):
            says = values[gaps.of[text.says.what]] if isinstance(text.says, Of) else text.says
            salt = salts[_SALT * number : _SALT * (number + 1)]
            values[gaps.committed[text.seq, text.name]] = digest_of(salt, says.decode()).encode()
            self._lines["event_text"].append(
                b"%b\t%d\t%b\t\\\\x%b\t%b\n"
                % (chain, text.seq, text.name.encode(), salt.hex().encode(), says)
            )

    def _events(self, act: ActPattern, gaps: "_Gaps", values: list[bytes]) -> None:
        """A chain of its own; its head is known then."""
        headers = act.headers.with_values(values).split(b"\n")
        bodies = act.bodies.with_values(values).split(b"\n")
        before, written = FIRST, FIRST.hex().encode()
        lines = self._lines["event"]
        for header, body in zip(headers, bodies, strict=True):
            before, previous = link_hash(before, body), written
            written = before.hex().encode()
            lines.append(
                b"%b\t\\\\x%b\t\\\\x%b\t\\\\x%b\n"
                % (header, body.hex().encode(), previous, written)
            )
        values[gaps.of["head"]] = written

    def _wake(self, dossier: bytes) -> None:
        """The engine is to look at it, and finds that everybody was told."""
        woken = f"{uuid7()}\t{dossier.decode()}\t{self._now.isoformat()}\n"
        self._lines["wake"].append(woken.encode())

    def _moment(self, filed: Filed, when: When) -> datetime:
        own = filed.own if when.days else filed.at_first
        return self._days.moment(filed.start, when, own)


class _Gaps:
    """The slots of a template by what goes into them."""

    def __init__(self, template: Template) -> None:
        slots, self.dossier = template.slots, template.dossier
        self.born = _of_kind(slots, Born)
        self.roles = _of_kind(slots, Role)
        self.moments = _of_kind(slots, When)
        self.days = _of_kind(slots, OnDay)
        self.digests = _of_kind(slots, InDigest)
        self.of = {key.what: slot for key, slot in _of_kind(slots, Of)}
        self.committed = {(key.seq, key.name): slot for key, slot in _of_kind(slots, Committed)}


def _of_kind(slots: Mapping[Hashable, int], kind: type[Key]) -> list[tuple[Key, int]]:
    return [(key, slot) for key, slot in slots.items() if isinstance(key, kind)]


def _says(people: Sequence[Held | None], role: Role) -> bytes:
    held = people[role.place]
    if held is None:
        raise LookupError(f"a story asks for seat {role.place}, which nobody holds")
    return str(getattr(held, role.field)).encode()
