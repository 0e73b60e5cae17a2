"""What happens around dossiers: clocks, mail, seats, covers, opinions on paper, erasure."""

from datetime import timedelta
from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from approvals.commands.accept_message import accept_message
from approvals.commands.administer import add_seat, end_seat
from approvals.commands.begin_cover import begin_cover, lapse_cover
from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.cover import StandIn, cover
from approvals.commands.end_cover import end_cover
from approvals.commands.enter_opinion import EnterOpinion, Scan, enter_opinion
from approvals.commands.erase import Erase, erase
from approvals.commands.escalate import escalate
from approvals.commands.open_envelopes import OpenEnvelopes, open_envelopes
from approvals.commands.read_reports import read_reports
from approvals.commands.reject_message import reject_message
from approvals.commands.remind import remind
from approvals.commands.repair_run import note_cancelled
from approvals.commands.seat_gate import seat_gate
from approvals.commands.store_reports import Reported, store_reports
from approvals.commands.strike_opinion import StrikeOpinion, strike_opinion
from approvals.queries import mail
from core.clock import local_date
from core.ids import uuid7
from models.enums import AssignmentState, Choice, Delivery, GateMethod, Office
from notifications import announcing
from tests.approvals.history.life_of_dossiers import ANY, SELDOM, TEXT, LifeOfDossiers, picked
from tests.builders import BOARD

_FATES = st.sampled_from([Delivery.DELIVERED, Delivery.BOUNCED, Delivery.DEFERRED])


class Life(LifeOfDossiers):
    """All of it."""

    def __init__(self) -> None:
        super().__init__()
        self.reports = count(1)

    # The clock.

    @precondition(lambda self: self.living.open_gates())
    @rule(which=ANY)
    def a_reminder_is_due(self, which: int) -> None:
        gate = picked(self.living.open_gates(), which)
        self.living.later(gate.remind_at)
        self.attempt(lambda: remind(self.session, gate.id, now=self.living.now))

    @precondition(lambda self: self.living.open_gates())
    @rule(which=ANY, due=SELDOM)
    def somebody_is_overdue(self, *, which: int, due: bool) -> None:
        gate = picked(self.living.open_gates(), which)
        if due:
            self.living.later(gate.escalate_at)
        self.attempt(lambda: escalate(self.session, gate.id, now=self.living.now))

    # People.

    @rule(who=ANY, really=SELDOM)
    def somebody_comes_or_goes(self, *, who: int, really: bool) -> None:
        """A seat is vacant while nobody who holds it is here."""
        person = self.somebody(who)
        person.active = not person.active or not really
        self.session.flush()

    @rule(who=ANY)
    def somebody_gets_a_seat(self, who: int) -> None:
        self.attempt(
            lambda: add_seat(
                self.session,
                body_slug=BOARD,
                office=Office.APPRAISER,
                email=self.somebody(who).email,
                valid_from=local_date(self.living.now),
                now=self.living.now,
            )
        )

    @rule(which=ANY, really=SELDOM)
    def somebody_leaves_a_seat(self, *, which: int, really: bool) -> None:
        duty = self.duty(which, AssignmentState.ACTIVE)
        if really:
            last_day = local_date(self.living.now) - timedelta(days=1)
            self.attempt(
                lambda: end_seat(self.session, duty.seat_id, last_day=last_day, now=self.living.now)
            )

    @precondition(lambda self: self.living.open_gates())
    @rule()
    def vacant_gates_are_seated(self) -> None:
        for gate in self.living.open_gates():
            self.attempt(lambda gate=gate: seat_gate(self.session, gate.id, now=self.living.now))  # type: ignore[misc]

    @rule(who=st.just(("minister", "deputy")) | st.tuples(ANY, ANY), days=st.integers(0, 3))
    def somebody_is_away(self, who: tuple[str, str] | tuple[int, int], days: int) -> None:
        absent, acting = (
            self.living.person(one) if isinstance(one, str) else self.somebody(one) for one in who
        )
        today = local_date(self.living.now)
        command = StandIn(
            absent_id=absent.id,
            acting_id=acting.id,
            by_person_id=self.living.person("secretariat").id,
            starts_on=today,
            ends_on=today + timedelta(days=days),
        )
        self.attempt(lambda: cover(self.session, command, now=self.living.now))

    @precondition(lambda self: self.living.covers())
    @rule(which=ANY)
    def a_cover_begins_or_ends(self, which: int) -> None:
        one = picked(self.living.covers(), which)
        by, now = self.living.person("secretariat").id, self.living.now
        ways = (
            lambda: begin_cover(self.session, one.id, now=now),
            lambda: lapse_cover(self.session, one.id, now=now),
            lambda: end_cover(self.session, one.id, by_person_id=by, now=now),
        )
        self.attempt(picked(ways, which))

    # Opinions on paper.

    @rule(which=ANY, choice=st.sampled_from([None, Choice.PASS, Choice.REJECT]), reason=TEXT)
    def an_opinion_comes_in(self, which: int, choice: Choice | None, reason: str) -> None:
        command = EnterOpinion(
            assignment_id=self.duty(which, AssignmentState.ACTIVE).id,
            by_person_id=self.living.person("alice").id,
            dated_on=local_date(self.living.now),
            choice=choice,
            reason=reason,
            scan=Scan(name="phieu.pdf", content=b"%PDF-1.7") if reason else None,
        )
        now, folder = self.living.now, self.folder
        self.attempt(
            lambda: enter_opinion(self.session, command, folder=folder, limit_mb=1, now=now)
        )

    @rule(which=ANY, choice=st.sampled_from([None, Choice.PASS]))
    def a_council_votes_with_a_letter(self, which: int, choice: Choice | None) -> None:
        """One member by letter, all others in person; then, in a secret ballot, it is opened."""
        self.an_opinion_comes_in(which=which, choice=choice, reason="Như tờ trình")
        for _ in range(2):
            self.all_decide_together(choice=Choice.PASS, reason="", skipped=6)
        self.envelopes_are_opened(in_favour=1, against=0)

    @rule(which=ANY, reason=TEXT)
    def an_opinion_is_struck(self, which: int, reason: str) -> None:
        duty = self.duty(which, AssignmentState.DECIDED)
        command = StrikeOpinion(assignment_id=duty.id, person_id=duty.person_id, reason=reason)
        self.attempt(lambda: strike_opinion(self.session, command, now=self.living.now))

    @rule(in_favour=st.integers(0, 2), against=st.integers(0, 1))
    def envelopes_are_opened(self, in_favour: int, against: int) -> None:
        councils = [gate for gate in self.living.open_gates() if gate.method is GateMethod.BALLOT]
        for gate in councils:
            command = OpenEnvelopes(
                gate_id=gate.id,
                by_person_id=self.living.person("alice").id,
                in_favour=in_favour,
                against=against,
            )
            self.attempt(
                lambda command=command: open_envelopes(  # type: ignore[misc]
                    self.session, command, now=self.living.now
                )
            )

    # Mail.

    @rule(which=ANY)
    def people_are_written_to(self, which: int) -> None:
        dossier = picked(self.living.dossiers(), which)
        self.attempt(lambda: announcing.announce(self.session, dossier.id, now=self.living.now))

    @precondition(lambda self: self.living.messages())
    @rule(which=ANY, taken=st.booleans())
    def a_mail_is_sent(self, *, which: int, taken: bool) -> None:
        message_id, now = picked(self.living.messages(), which).id, self.living.now
        attempt = mail.claim(self.session, message_id, now=now, until=now)
        if attempt is None:
            return
        if taken:
            self.attempt(
                lambda: accept_message(
                    self.session, message_id, attempt=attempt, provider_id="", now=now
                )
            )
        else:
            self.attempt(
                lambda: reject_message(
                    self.session, message_id, attempt=attempt, problem="550 no", now=now
                )
            )

    @precondition(lambda self: self.living.messages())
    @rule(which=ANY, kind=_FATES)
    def a_report_comes_in(self, which: int, kind: Delivery) -> None:
        message_id = picked(self.living.messages(), which).id
        report = Reported(
            event_id=f"report-{next(self.reports)}",
            message_id=message_id,
            provider_id="",
            kind=kind,
            at=self.living.now,
            reason="550 5.1.1 unknown",
        )
        store_reports(self.session, [report], now=self.living.now)
        self.attempt(lambda: read_reports(self.session, message_id, now=self.living.now))

    @rule(which=ANY)
    def an_address_is_corrected(self, which: int) -> None:
        failed = [one for one in self.living.messages() if one.delivery is Delivery.BOUNCED]
        person = failed[which % len(failed)].person_id if failed else self.somebody(which).id
        command = CorrectAddress(
            person_id=person,
            address=f"moi{next(self.reports)}@bangvang.example",
            by_person_id=self.living.person("administrator").id,
        )
        self.attempt(lambda: correct_address(self.session, command, now=self.living.now))

    # The rest.

    @rule(which=ANY, really=SELDOM)
    def a_nominee_is_forgotten(self, *, which: int, really: bool) -> None:
        if really:
            self.living.pass_time(timedelta(hours=2))  # nothing can be undone any more
        command = Erase(
            ground="Theo đề nghị",
            approved_by_id=self.living.person("administrator").id,
            nominee_id=picked(self.living.dossiers(), which).nominee_id,
        )
        self.attempt(lambda: erase(self.session, command, now=self.living.now))

    @rule(which=ANY)
    def the_engine_is_mended(self, which: int) -> None:
        dossier = picked(self.living.dossiers(), which)
        note_cancelled(self.session, dossier.id, uuid7(), now=self.living.now)
