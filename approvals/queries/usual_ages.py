"""How long gates take: computed anew now and then, read where a dossier is looked at."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from approvals.domain.standing import Usual
from models.enums import Stage
from models.open_dossiers import UsualAge

FEWEST = 20  # decided gates, from which on a share of them says something

# Gates that were decided: nothing is learned from one whose dossier was withdrawn.
_RENEW = """
    WITH fresh AS (
        SELECT gate.stage, coalesce(dossier.award_code, '') AS award_code, count(*) AS closed,
            percentile_cont(ARRAY[0.5, 0.85, 0.95])
                WITHIN GROUP (ORDER BY gate.closed_at - gate.opened_at) AS took
        FROM gate JOIN dossier ON dossier.id = gate.dossier_id
        WHERE gate.state IN ('passed', 'returned', 'rejected')
        GROUP BY GROUPING SETS ((gate.stage, dossier.award_code), (gate.stage))
    ), gone AS (
        DELETE FROM usual_age old WHERE NOT EXISTS (
            SELECT FROM fresh
            WHERE fresh.stage = old.stage AND fresh.award_code = old.award_code)
    )
    INSERT INTO usual_age (stage, award_code, closed, in_50_percent, in_85_percent, in_95_percent)
    SELECT stage, award_code, closed, took[1], took[2], took[3] FROM fresh
    ON CONFLICT (stage, award_code) DO UPDATE SET
        closed = excluded.closed, in_50_percent = excluded.in_50_percent,
        in_85_percent = excluded.in_85_percent, in_95_percent = excluded.in_95_percent
"""


def renew(session: Session) -> None:
    """Compute `usual_age` from all gates that were decided. Repeating it changes nothing."""
    session.execute(text(_RENEW))


def usual_ages(session: Session) -> dict[tuple[Stage, str], Usual]:
    """How long gates took, by stage and award, where enough were decided to tell."""
    rows = session.exec(select(UsualAge).where(col(UsualAge.closed) >= FEWEST)).all()
    return {
        (row.stage, row.award_code): Usual(row.in_85_percent, row.in_95_percent) for row in rows
    }
