"""A dossier as it was, in the reader's words: lines that can be compared with another moment's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.pages.conduct_words import Line, conduct_lines
from api.pages.duty_words import DutyWords, duty_words
from api.pages.formats import Format
from api.pages.mail_words import MailWords, mail_words
from approvals.history.dossier_then import DossierThen, FileThen, GateThen
from models.bodies import Body, Person


@dataclass(frozen=True, slots=True)
class GateWords:
    """A gate: what it is called, its lines, and whoever was asked there."""

    key: str
    title: str
    gate: GateThen
    lines: Sequence[Line]
    duties: Sequence[DutyWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenWords:
    """The dossier at one moment."""

    then: DossierThen
    place: Sequence[Line]
    judged: Sequence[Line]
    files: Sequence[tuple[Line, FileThen]]
    gates: Sequence[GateWords]
    mails: Sequence[MailWords]

    @property
    def lines(self) -> Mapping[str, Line]:
        """Everything that may differ from another moment, in the order of the page."""
        found = [*self.place, *self.judged, *(line for line, _ in self.files)]
        for gate in self.gates:
            found += gate.lines
            found += [
                Line(duty.key, f"{gate.title}: {duty.name}", duty.text) for duty in gate.duties
            ]
        found += [Line(mail.key, mail.name, mail.text) for mail in self.mails]
        return {line.key: line for line in found}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is not what it was; an empty text is one that was not there."""

    key: str
    name: str
    before: str
    now: str


def differences(before: ThenWords | None, now: ThenWords) -> list[Difference]:
    """What changed from one moment to another, in the order of the page."""
    old, new = before.lines if before else {}, now.lines
    found = []
    for key in _merged(list(old), list(new)):
        was, is_ = old.get(key), new.get(key)
        line = is_ or was
        texts = (was.text if was else "", is_.text if is_ else "")
        if line is not None and texts[0] != texts[1]:
            found.append(Difference(key, line.name, *texts))
    return found


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys of both, what is gone behind what it stood behind."""
    merged = list(new)
    for place, key in enumerate(old):
        if key not in merged:
            merged.insert(merged.index(old[place - 1]) + 1 if place else 0, key)
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Writes a dossier's past for one reader. `erased_at`: when the nominee's texts were."""

    written: Format
    bodies: Mapping[UUID, Body]
    people: Mapping[UUID, Person]
    award: str
    rules: str
    campaign: str
    nominated_by: str
    erased_at: datetime | None

    def of(self, then: DossierThen) -> ThenWords:
        return ThenWords(
            then=then,
            place=[line for line in self._place(then) if line.text],
            judged=[line for line in self._judged(then) if line.text],
            files=[(self._file(file), file) for file in then.files],
            gates=[self._gate(gate) for gate in then.gates],
            mails=[
                mail_words(mail, self.person(mail.person_id), self.written) for mail in then.mails
            ],
        )

    def person(self, id_: UUID | None) -> str:
        found = self.people.get(id_) if id_ else None
        return self.written.named(found) if found else ""

    def text(self, text: str | None) -> str:
        """What somebody wrote, or that it was erased."""
        if text is not None:
            return text
        _ = self.written.texts.gettext
        return self.written.erased(self.erased_at) if self.erased_at else str(_("erased"))

    def _place(self, then: DossierThen) -> Iterator[Line]:
        _, label = self.written.texts.gettext, self.written.label
        here = then.open_gate
        held = [duty for duty in here.assignments if duty.state == "active"] if here else []
        yield Line("state", _("State"), label(then.state))
        yield Line("stage", _("Stage"), label(then.stage))
        yield Line("round", _("Round"), str(then.round))
        yield Line("at", _("Before the body"), self._body(here.body_id) if here else "")
        yield Line("holders", _("Held by"), ", ".join(self.person(duty.person_id) for duty in held))
        yield Line("due", _("Due on"), self._day(here.due_on) if here else "")
        yield Line("held", _("On hold since"), self._moment(then.held_since))
        yield from conduct_lines(then, self.written)
        yield Line("reason", _("Reason"), self.text(then.reason))
        yield Line("number", _("Signed decision"), then.decision_number or "")
        yield Line("closed", _("Ended"), self._moment(then.closed_at))
        yield Line("hidden", _("Off the roll of honour since"), self._moment(then.hidden_at))

    def _judged(self, then: DossierThen) -> Iterator[Line]:
        _, label = self.written.texts.gettext, self.written.label
        nominee = then.nominee
        yield Line("nominee", _("Nominee"), self.text(nominee.name))
        yield Line("kind", _("Kind"), label(nominee.kind))
        yield Line("position", _("Position and workplace"), self.text(nominee.position))
        yield Line("email", _("E-mail"), self.text(nominee.email))
        yield Line("award", _("Award"), self.award)
        yield Line("rules", _("Rules then in force"), self.rules)
        yield Line("by", _("Nominated by"), self.nominated_by)
        yield Line("submission", _("Submission"), self._submission(then))
        yield Line("campaign", _("Campaign"), self.campaign)
        yield Line("achievements", _("Achievements"), self.text(then.achievements))

    def _submission(self, then: DossierThen) -> str:
        sent = then.submission
        who = self.person(sent.submitted_by_id)
        return ", ".join(
            filter(
                None, (sent.number, self._day(sent.dated_on), who, self._moment(sent.submitted_at))
            )
        )

    def _file(self, file: FileThen) -> Line:
        size, added = self.written.file_size(file.size), self._moment(file.added_at)
        return Line(f"file.{file.id}", self.text(file.name), f"{size}, {added}")

    def _gate(self, gate: GateThen) -> GateWords:
        _ = self.written.texts.gettext
        key, body = f"gate.{gate.id}", self._body(gate.body_id)
        title = f"{body} · {self.written.label(gate.stage)}"
        if gate.round > 1:
            title += " · " + _("round %(number)s") % {"number": gate.round}
        lines = [
            Line(f"{key}.{name}", f"{title}: {words}", text)
            for name, words, text in self._gate_lines(gate)
            if text
        ]
        duties = [
            duty_words(duty, gate, self.person, self.text, self.written)
            for duty in gate.assignments
        ]
        return GateWords(key, title, gate, lines, duties)

    def _gate_lines(self, gate: GateThen) -> Iterator[tuple[str, str, str]]:
        _, label = self.written.texts.gettext, self.written.label
        yield "state", _("State"), label(gate.state)
        yield "method", _("Method"), label(gate.method)
        yield "opened", _("Opened"), self._moment(gate.opened_at)
        yield "due", _("Due on"), self._day(gate.due_on)
        yield "escalated", _("The secretariat was told"), self._moment(gate.escalated_at)
        yield "closed", _("Closed"), self._moment(gate.closed_at)
        yield "tally", _("Votes"), self._votes(gate)

    def _votes(self, gate: GateThen) -> str:
        _ = self.written.texts.gettext
        if gate.tally is not None:
            counted = {"yes": gate.tally.yes, "no": gate.tally.no, "members": gate.tally.members}
            text = _("%(yes)s of all %(members)s members in favour, %(no)s against")
            return str(text % counted)
        if gate.box.votes:
            return str(_("%(count)s in the box") % {"count": gate.box.votes})
        return ""

    def _body(self, id_: UUID) -> str:
        return self.written.body_name(self.bodies[id_]) if id_ in self.bodies else str(id_)

    def _day(self, day: date | None) -> str:
        return self.written.short_date(day) if day else ""

    def _moment(self, at: datetime | None) -> str:
        return self.written.moment(at) if at else ""
