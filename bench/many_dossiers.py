"""As many dossiers as the sector handles in a year, put into a database by itself.

Twenty are filed as people do, first of all and never decided: their events can be folded. The rest
is made by the database from numbers: where they are follows from their number alone.
"""

from datetime import UTC, datetime

from sqlalchemy import Engine, text

from approvals.commands.load_rule_sets import load_rule_sets
from core.database import transaction
from tests.builders import BLOC, BOARD, MINISTRY, a_country, a_nomination, a_submission

DOSSIERS = 110_435
FIRST = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
DAYS = 300  # over which they come in
_FOLDED = 20
_STAGES = (("unit", MINISTRY, 7), ("bloc", BLOC, 9), ("central_board", BOARD, 1))

# A gate takes 12 days. Of a hundred dossiers, some stay at each stage, are returned or declined.
_TABLES = """
CREATE TEMP TABLE one AS
SELECT n, uuidv7() AS dossier_id, uuidv7() AS nominee_id,
       CAST(:first AS timestamptz) + interval '1 minute'
         + n * (make_interval(days => :days) / :dossiers) AS at,
       n % 100 AS lot
FROM generate_series(1, :dossiers) AS n;

INSERT INTO nominee (id, kind, name, position, direct_worker, sort_key, search_key)
SELECT nominee_id, 'individual', 'Nguyễn Văn ' || n, 'Chuyên viên', false, n::text,
       'nguyen van ' || n FROM one;

CREATE TEMP TABLE stop AS
SELECT one.*, stage.number, stage.stage, stage.body_id, stage.members,
       at + (stage.number - 1) * interval '12 days' AS opened_at,
       CASE WHEN at + stage.number * interval '12 days'
                 < CAST(:first AS timestamptz) + make_interval(days => :days)
                 AND NOT (stage.number = 1 + lot % 3 AND lot < 5)
            THEN at + stage.number * interval '12 days' END AS closed_at
FROM one CROSS JOIN stages AS stage WHERE stage.number <= 1 + lot % 3;
DELETE FROM stop USING stop AS before
WHERE before.dossier_id = stop.dossier_id AND before.number < stop.number
  AND before.closed_at IS NULL;

INSERT INTO dossier (id, code, submission_id, nominee_id, rule_set_id, award_code, achievements,
                     state, stage, round, version, submitted_at, changed_at, closed_at, last_seq,
                     last_hash)
SELECT dossier_id, 'HS-2027-' || lpad(n::text, 6, '0'), :submission, nominee_id, 'nd98-2023',
       'bk-ttg', '', CASE WHEN closed_at IS NULL THEN 'under_review' WHEN lot > 90 THEN 'returned'
       WHEN lot > 80 THEN 'declined' ELSE 'awarded' END, stage, 1, 1, at, at,
       CASE WHEN lot <= 90 THEN closed_at END, 4, decode(repeat('00', 32), 'hex')
FROM (SELECT DISTINCT ON (dossier_id) * FROM stop ORDER BY dossier_id, number DESC) AS last;

INSERT INTO gate (id, dossier_id, body_id, stage, round, method, members, box_yes, box_no, state,
                  opened_at, due_on, due_at, calendar, closed_at)
SELECT uuidv7(), dossier_id, body_id, stage, 1,
       CASE WHEN members > 1 THEN 'ballot' ELSE 'signature' END, members, 0, 0,
       CASE WHEN closed_at IS NULL THEN 'open'
            WHEN number < 1 + lot % 3 THEN 'passed' WHEN lot > 90 THEN 'returned'
            WHEN lot > 80 THEN 'rejected' ELSE 'passed' END,
       opened_at, (opened_at + interval '10 days')::date, opened_at + interval '11 days', '',
       closed_at
FROM stop;

INSERT INTO assignment (id, gate_id, seat_id, person_id, role, state, activated_at, opened_at,
                        decided_at, decided_by_id)
SELECT uuidv7(), gate.id, seat.id, seat.person_id, 'member',
       CASE WHEN gate.closed_at IS NULL THEN 'active' ELSE 'decided' END, gate.opened_at,
       gate.opened_at + interval '5 hours', gate.closed_at - member * interval '7 hours',
       CASE WHEN gate.closed_at IS NOT NULL THEN seat.person_id END
FROM gate JOIN LATERAL (
    SELECT id, person_id, row_number() OVER (ORDER BY id) AS member
    FROM seat WHERE seat.body_id = gate.body_id
) AS seat ON member <= gate.members
WHERE gate.dossier_id IN (SELECT dossier_id FROM one);

INSERT INTO ballot (id, gate_id, assignment_id, choice, cast_at)
SELECT uuidv7(), gate_id, id, CASE WHEN random() < 0.05 THEN 'reject' ELSE 'pass' END, decided_at
FROM assignment WHERE decided_at IS NOT NULL;

INSERT INTO event (chain_id, seq, kind, at, actor_id, body, prev_hash, hash)
SELECT dossier_id, seq, CASE WHEN lot = 7 AND seq = 4 THEN 'decision.undone'
       ELSE 'assignment.decided' END, at + seq * interval '3 days', NULL, '\\x7b7d',
       decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
FROM one CROSS JOIN generate_series(1, 4) AS seq WHERE lot <> 7 OR seq < 4;
"""


def fill(database: Engine, dossiers: int = DOSSIERS) -> None:
    """As many as asked for, with statistics as autovacuum would have made them."""
    with transaction(database) as session:
        load_rule_sets(session, now=FIRST)
        country = a_country(session, council=10, today=FIRST.date())
        nominations = [
            a_nomination("bk-ttg", name=f"Cao Thị Quỳnh {number}") for number in range(_FOLDED)
        ]
        submission = a_submission(session, country, *nominations, now=FIRST)
    with database.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
        connection.execute(
            text("CREATE TEMP TABLE stages (number int, stage text, body_id uuid, members int)")
        )
        connection.execute(
            text("INSERT INTO stages VALUES (:number, :stage, :body, :members)"),
            [
                {
                    "number": number,
                    "stage": stage,
                    "body": country.bodies[slug].id,
                    "members": members,
                }
                for number, (stage, slug, members) in enumerate(_STAGES, 1)
            ],
        )
        values = {
            "first": FIRST,
            "days": DAYS,
            "dossiers": dossiers,
            "submission": submission.id,
        }
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(text(statement), values)
        connection.execute(
            text(
                "ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only, "
                "ENABLE ALWAYS TRIGGER event_no_truncate, "
                "ENABLE ALWAYS TRIGGER event_await_sealing"
            )
        )
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM ANALYZE"))
