"""What moved on which day: computed anew now and then, read by the dashboard's pictures."""

from sqlalchemy import text
from sqlmodel import Session

from core.clock import ZONE

_RENEW = """
    WITH happened AS (
        SELECT dossier_id, stage, 'came' AS step, opened_at AS at FROM gate
            WHERE state <> 'undone'
        UNION ALL
        SELECT dossier_id, stage, 'left', closed_at FROM gate WHERE state NOT IN ('open', 'undone')
        UNION ALL
        (SELECT DISTINCT ON (dossier_id) dossier_id, stage, 'submitted', opened_at FROM gate
            WHERE state <> 'undone' ORDER BY dossier_id, opened_at)
        UNION ALL
        SELECT id, stage, CASE state WHEN 'revoked' THEN 'awarded' ELSE state END, closed_at
            FROM dossier WHERE closed_at IS NOT NULL
    ), fresh AS (
        SELECT (happened.at AT TIME ZONE :zone)::date AS day, happened.step, happened.stage,
            submission.campaign_id, submission.body_id, dossier.award_code, count(*) AS dossiers
        FROM happened
            JOIN dossier ON dossier.id = happened.dossier_id
            JOIN submission ON submission.id = dossier.submission_id
        GROUP BY 1, 2, 3, 4, 5, 6
    ), gone AS (
        DELETE FROM flow_by_day old WHERE NOT EXISTS (
            SELECT FROM fresh WHERE fresh.day = old.day AND fresh.step = old.step
                AND fresh.stage = old.stage AND fresh.campaign_id = old.campaign_id
                AND fresh.body_id = old.body_id AND fresh.award_code = old.award_code)
    )
    INSERT INTO flow_by_day AS old
        (day, step, stage, campaign_id, body_id, award_code, dossiers)
    SELECT day, step, stage, campaign_id, body_id, award_code, dossiers FROM fresh
    ON CONFLICT (day, step, stage, campaign_id, body_id, award_code) DO UPDATE
        SET dossiers = excluded.dossiers WHERE old.dossiers <> excluded.dossiers
"""


def renew(session: Session) -> None:
    """Compute `flow_by_day` from all gates and dossiers. Repeating it changes nothing."""
    session.execute(text(_RENEW), {"zone": ZONE.key})
