"""A played story made into patterns: its events and rows after each act, with slots to fill."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from approvals.domain.shown import Part, Shown
from approvals.history.chain import digest_of
from approvals.queries import copying
from cli.national.country import Country, Held, Home
from cli.national.pattern import Cutter, Pattern
from cli.national.rehearsal import ACHIEVEMENTS, NAME, NUMBER, POSITION, Act, Played
from cli.national.stories import DECISION, Story
from cli.national.working_days import When, WorkingDays
from core.vietnamese import person_sort_key, search_key, sort_key
from models.enums import MessageState, NomineeKind

_DIGEST = re.compile(rb"<DIGEST (?P<person>\S+) (?P<morning>\S+)>")
_MESSAGE = {name: place for place, name in enumerate(copying.columns("message"))}
_DOSSIER = {name: place for place, name in enumerate(copying.columns("dossier"))}
_NOTHING = b"\\N"
_DAY, _MOMENT, _HASH = 10, 19, 64  # how long the words are


@dataclass(frozen=True, slots=True)
class Born:
    """A row's id, made anew for each dossier: in which act, and which among those of the act."""

    act: int
    rank: int


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody of the cast: the n-th, as `id` (their seat's), `person_id` or `address`."""

    place: int
    field: str


@dataclass(frozen=True, slots=True)
class Of:
    """What the dossier itself says: `code`, `name`, `shown`, the `head` of its chain."""

    what: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """So many working days after the submission."""

    days: int


@dataclass(frozen=True, slots=True)
class InDigest:
    """The digest in which somebody of the cast, or a person by id, is told, on a morning."""

    person: Role | bytes
    morning: When


@dataclass(frozen=True, slots=True)
class Committed:
    """The commitment to a text: that of event `seq`, by its name."""

    seq: int
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside event `seq`: as it stands, or what the dossier itself says."""

    seq: int
    name: str
    says: bytes | Of


@dataclass(frozen=True, slots=True)
class ActPattern:
    """All that there is once an act is over. Events stand one a line, rows with their ends."""

    ends: When
    headers: Pattern  # of events: chain, number, kind, moment, actor
    bodies: Pattern
    texts: tuple[Text, ...]
    rows: Mapping[str, Pattern]
    open: bool


@dataclass(frozen=True, slots=True)
class Template:
    """`strangers`: the addresses of people outside the cast who get mail, by their ids."""

    story: Story
    rule_set_id: str
    dossier: int  # the slot of its id
    acts: tuple[ActPattern, ...]
    slots: Mapping[Hashable, int]
    strangers: Mapping[bytes, bytes]


def cast(home: Home, appraiser: Held) -> tuple[Held | None, ...]:
    """Those of whom a dossier of a home may speak, in one order."""
    return (*home.seats, *home.bloc, appraiser)


def template(played: Played, country: Country, days: WorkingDays) -> Template:
    """A played story with slots; its submission was on the first of the days."""
    reading = _Reading(played, country, days)
    acts = tuple(map(reading.act, played.acts))
    slots = reading.cutter.slots
    dossier = slots[reading.stands_for(played.events[0][0].encode())]
    return Template(played.story, _rule_set_id(played), dossier, acts, slots, reading.strangers)


class _Reading:
    """What the words of one played story stand for."""

    def __init__(self, played: Played, country: Country, days: WorkingDays) -> None:
        self._played, self._days = played, days
        marks = _marks(played)
        members = _cast(played.home, country.appraisers)
        self._known = marks | members | _hashes(played) | _ids(played)
        addresses = [word for word in members if b"@" in word]
        self.cutter = Cutter([*marks, *addresses], _DIGEST, self.stands_for)
        self.strangers: dict[bytes, bytes] = {}

    def act(self, act: Act) -> ActPattern:
        events = self._played.events[: act.events]
        headers = (
            "\t".join((chain, str(seq), kind, at, actor or "\\N"))
            for chain, seq, kind, at, actor, _ in events
        )
        [dossier] = act.rows["dossier"]
        return ActPattern(
            ends=self._days.when(act.at),
            headers=self.cutter.cut("\n".join(headers).encode()),
            bodies=self.cutter.cut(b"\n".join(event[5] for event in events)),
            texts=tuple(
                Text(seq, name, self._says(text))
                for seq, name, text, _ in self._played.texts
                if seq <= act.events
            ),
            rows={
                table: self.cutter.cut(b"".join(self._row(table, line) + b"\n" for line in lines))
                for table, lines in act.rows.items()
            },
            open=dossier.split(b"\t")[_DOSSIER["closed_at"]] == _NOTHING,
        )

    def _says(self, text: str) -> bytes | Of:
        key = self._known.get(text.encode())
        return key if isinstance(key, Of) else text.encode()

    def _row(self, table: str, line: bytes) -> bytes:
        """A gathered message is told in a digest that was not played: it has a mark instead."""
        if table != "message":
            return line
        fields = line.split(b"\t")
        person = fields[_MESSAGE["person_id"]]
        if person not in self._known:
            self.strangers[person] = fields[_MESSAGE["address"]]
        if fields[_MESSAGE["state"]] == MessageState.GATHERED.value.encode():
            morning = fields[_MESSAGE["next_attempt_at"]].replace(b" ", b"T")
            fields[_MESSAGE["digest_id"]] = b"<DIGEST %b %b>" % (person, morning)
        return b"\t".join(fields)

    def stands_for(self, word: bytes) -> Hashable | None:
        """None: the same for all."""
        if word in self._known:
            return self._known[word]
        if told := _DIGEST.fullmatch(word):
            person = self._known.get(told["person"])
            morning = self._days.when(datetime.fromisoformat(told["morning"].decode()))
            return InDigest(person if isinstance(person, Role) else told["person"], morning)
        if len(word) == _DAY:
            return OnDay(self._days.place(date.fromisoformat(word.decode())))
        if len(word) == _MOMENT:
            moment = datetime.fromisoformat(word.decode()).replace(tzinfo=UTC)
            return self._days.when(moment)
        return Of("head") if len(word) == _HASH else None


def _marks(played: Played) -> dict[bytes, Hashable]:
    """Words that stand for what is the dossier's own."""
    sorted_by = person_sort_key if played.story.kind is NomineeKind.INDIVIDUAL else sort_key
    marks = {
        NAME: "name",
        sorted_by(NAME): "sort_key",
        search_key(NAME): "search_key",
        POSITION: "position",
        ACHIEVEMENTS: "achievements",
        NUMBER: "number",
        DECISION: "decision",
        played.code: "code",
    }
    return {word.encode(): Of(what) for word, what in marks.items()}


def _cast(home: Home, appraisers: Sequence[Held]) -> dict[bytes, Hashable]:
    """The ids and addresses of the cast, and of its body and bloc; any appraiser plays the part."""
    found: dict[bytes, Hashable] = {
        str(home.id).encode(): Of("body"),
        str(home.bloc_id).encode(): Of("bloc"),
    }
    for appraiser in appraisers:
        for place, held in enumerate(cast(home, appraiser)):
            if held is not None:
                for field in ("id", "person_id", "address"):
                    found[str(getattr(held, field)).encode()] = Role(place, field)
    return found


def _hashes(played: Played) -> dict[bytes, Hashable]:
    """Commitments to texts, and the digest of what reviewers were shown."""
    position = POSITION if played.story.kind is NomineeKind.INDIVIDUAL else ""
    contents = (NAME, position, played.story.award, _rule_set_id(played), ACHIEVEMENTS, "")
    shown = Shown.of(dict(zip(Part, contents, strict=True)))
    found: dict[bytes, Hashable] = {shown.digest.encode(): Of("shown")}
    for seq, name, text, salt in played.texts:
        found[digest_of(salt, text).encode()] = Committed(seq, name)
    return found


def _ids(played: Played) -> dict[bytes, Hashable]:
    """The ids of its rows, by the act in which each is first there, in their order."""
    [dossier] = played.acts[0].rows["dossier"]
    fields = dossier.split(b"\t")
    found: dict[bytes, Hashable] = {fields[_DOSSIER["submission_id"]]: Of("submission")}
    for number, act in enumerate(played.acts):
        there = {line.split(b"\t", 1)[0] for lines in act.rows.values() for line in lines}
        for rank, new in enumerate(sorted(there - found.keys())):
            found[new] = Born(number, rank)
    return found


def _rule_set_id(played: Played) -> str:
    [dossier] = played.acts[0].rows["dossier"]
    return dossier.split(b"\t")[_DOSSIER["rule_set_id"]].decode()
