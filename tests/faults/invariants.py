"""What holds whatever was broken, once nothing is under way: each as a sentence and as SQL.

A query finds what breaks its sentence; it finds nothing where all is well.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlmodel import Session

from core.database import transaction


@dataclass(frozen=True, slots=True)
class Invariant:
    """`breaches` selects one column: what breaks the sentence."""

    sentence: str
    breaches: str


INVARIANTS = (
    Invariant(
        "Each decision at a gate is one ballot, and each ballot one decision.",
        """
        SELECT gate.id FROM gate
        WHERE box_yes + box_no + (SELECT count(*) FROM ballot WHERE gate_id = gate.id)
            <> (SELECT count(*) FROM assignment WHERE gate_id = gate.id AND state = 'decided')
        """,
    ),
    Invariant(
        "Each decision is told once in the history.",
        """
        SELECT assignment.id FROM assignment JOIN gate ON gate.id = gate_id
        LEFT JOIN event ON chain_id = dossier_id AND kind = 'assignment.decided'
            AND convert_from(body, 'UTF8')::jsonb #>> '{facts,assignment}' = assignment.id::text
        WHERE assignment.state = 'decided'
        GROUP BY assignment.id HAVING count(event.seq) <> 1
        """,
    ),
    Invariant(
        "Each gate is opened once and settled at most once in the history, as its row says.",
        """
        SELECT gate.id FROM gate
        LEFT JOIN event ON chain_id = dossier_id AND kind IN ('gate.opened', 'gate.settled')
            AND convert_from(body, 'UTF8')::jsonb #>> '{facts,gate}' = stage || ':' || round
        GROUP BY gate.id HAVING count(*) FILTER (WHERE kind = 'gate.opened') <> 1
            OR count(*) FILTER (WHERE kind = 'gate.settled') <> (gate.closed_at IS NOT NULL)::int
        """,
    ),
    Invariant(
        "No gate opens before the former one was passed, or returned and handed in again.",
        """
        SELECT chain_id FROM (
            SELECT chain_id, kind, lag(kind) OVER chain AS former,
                lag(convert_from(body, 'UTF8')::jsonb #>> '{facts,state}') OVER chain AS state
            FROM event WHERE kind IN ('gate.opened', 'gate.settled')
            WINDOW chain AS (PARTITION BY chain_id ORDER BY seq)
        ) AS moves
        WHERE kind = 'gate.opened' AND former IS NOT NULL
            AND (former = 'gate.opened' OR state NOT IN ('passed', 'returned'))
        """,
    ),
    Invariant(
        "Nobody decides who was not asked, was not shown the dossier, or proved nothing.",
        """
        SELECT assignment.id FROM assignment JOIN gate ON gate.id = gate_id
        JOIN event ON chain_id = dossier_id AND kind = 'assignment.decided'
            AND convert_from(body, 'UTF8')::jsonb #>> '{facts,assignment}' = assignment.id::text
        WHERE convert_from(body, 'UTF8')::jsonb #>> '{facts,shown}' IS NULL
            OR convert_from(body, 'UTF8')::jsonb #>> '{facts,assurance}' IS NULL
            OR (convert_from(body, 'UTF8')::jsonb #>> '{facts,via}' = 'link' AND NOT EXISTS (
                SELECT FROM link WHERE link.assignment_id = assignment.id AND used_at IS NOT NULL))
        """,
    ),
    Invariant(
        "An award is given once, and its dossier is at an end.",
        """
        SELECT dossier.id FROM dossier
        LEFT JOIN event ON chain_id = dossier.id AND kind = 'dossier.awarded'
        GROUP BY dossier.id HAVING count(event.seq) <> (dossier.state = 'awarded')::int
        """,
    ),
    Invariant(
        "No link lives whose task is closed, or somebody else's.",
        """
        SELECT link.id FROM link JOIN assignment ON assignment.id = assignment_id
        WHERE assignment.state <> 'active' AND used_at IS NULL AND revoked_at IS NULL
        """,
    ),
    Invariant(
        "Every open gate has somebody who is asked, and every open dossier a gate or its unit.",
        """
        SELECT dossier.id FROM dossier WHERE state = 'under_review' AND NOT EXISTS (
            SELECT FROM gate JOIN assignment ON gate_id = gate.id
            WHERE dossier_id = dossier.id AND gate.state = 'open' AND assignment.state = 'active')
        """,
    ),
    Invariant(
        "Every open gate has a due day and a next moment, unless its clock stands.",
        """
        SELECT id FROM gate WHERE state = 'open' AND stopped_at IS NULL
            AND (due_on IS NULL OR due_at IS NULL OR (remind_at IS NULL AND escalate_at IS NULL))
        """,
    ),
    Invariant(
        "Whoever is asked has a mail about it.",
        """
        SELECT assignment.id FROM assignment WHERE state = 'active' AND NOT EXISTS (
            SELECT FROM message WHERE assignment_id = assignment.id
                AND message.state IN ('accepted', 'gathered'))
        """,
    ),
    Invariant(
        "Whoever nominated hears of the outcome.",
        """
        SELECT dossier.id FROM dossier WHERE closed_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM message WHERE dossier_id = dossier.id AND template = 'outcome'
                AND message.state IN ('accepted', 'gathered'))
        """,
    ),
    Invariant(
        "Every message comes to an end, and every report to its message.",
        """
        SELECT id FROM message WHERE state IN ('queued', 'claimed', 'unknown')
        UNION ALL SELECT id FROM delivery_event WHERE read_at IS NULL
        """,
    ),
    Invariant(
        "No wake-up is left.",
        "SELECT dossier_id FROM wake",
    ),
    Invariant(
        "Mail about a task goes to the person who is asked, at their own address.",
        """
        SELECT message.id FROM message JOIN person ON person.id = message.person_id
        LEFT JOIN assignment ON assignment.id = assignment_id
        WHERE address <> email OR assignment.person_id <> message.person_id
        """,
    ),
)
TWICE = "What the provider took twice is counted as sent again without knowing."
ADDRESSED = "The provider took nothing but what the queue holds, for the address it holds."


def broken(engine: Engine) -> list[str]:
    """The sentences that do not hold in the database, each with what breaks it."""
    with transaction(engine) as session:
        return list(_broken(session))


def broken_outside(engine: Engine, taken: Mapping[tuple[str, str], int]) -> list[str]:
    """The same of mails that the provider took: how often, by our message id and address."""
    with transaction(engine) as session:
        rows = session.execute(text("SELECT id::text, address, repeats FROM message")).all()
    known = {(message_id, address): repeats for message_id, address, repeats in rows}
    strange = [key[0] for key in taken if key not in known]
    more = [key[0] for key, times in taken.items() if times > 1 + known.get(key, 0)]
    found = ((ADDRESSED, strange), (TWICE, more))
    return [f"{sentence} Broken by {_named(ids)}." for sentence, ids in found if ids]


def doubled(taken: Mapping[tuple[str, str], int]) -> int:
    """How many mails came more often than once, each as often as it came too often."""
    return sum(Counter(taken).values()) - len(taken)


def _broken(session: Session) -> Iterator[str]:
    for invariant in INVARIANTS:
        ids = [str(row[0]) for row in session.execute(text(invariant.breaches)).all()]
        if ids:
            yield f"{invariant.sentence} Broken by {_named(ids)}."


def _named(ids: list[str]) -> str:
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return ", ".join(ids[:3]) + more
