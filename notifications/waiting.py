"""What waits for somebody, as a digest lists it: by day and award, the most urgent first."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from approvals.queries import inbox
from models.mail import Message
from notifications.catalogue import Changed, GateOpened
from notifications.contents import Awaited, AwaitedDossier
from notifications.facts import in_language
from notifications.making import Making, working_days

LISTED = 50  # more, and some mail programs cut the mail off


def awaited(making: Making, gathered: Sequence[Message]) -> tuple[Awaited, ...]:
    """The first of what waits for the reader, and what they are told of it for the first time."""
    told = {(one.assignment_id, one.template) for one in gathered}

    def place(line: inbox.Waiting) -> tuple[date, str]:
        award = in_language(making.message.language, line.award.name, line.award.name_en)
        return line.gate.due_on or date.max, award

    found = inbox.waiting_for(making.session, making.viewer, limit=LISTED).rows
    return tuple(
        Awaited(
            award=award,
            due_on=None if due_on == date.max else due_on,
            days_left=0 if due_on == date.max else working_days(making.today, due_on),
            dossiers=tuple(
                AwaitedDossier(
                    code=line.dossier.code,
                    nominee=line.nominee.name,
                    history_head=line.dossier.history_head,
                    new=(line.assignment.id, GateOpened.template) in told,
                    changed=(line.assignment.id, Changed.template) in told,
                    url=f"{making.base_url}/task/{line.assignment.id}",
                )
                for line in lines
            ),
        )
        for (due_on, award), lines in groupby(sorted(found, key=place), key=place)
    )
