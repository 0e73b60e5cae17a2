"""Count what the dashboard's pictures show: how long gates take, and what moved on which day."""

from sqlmodel import Session

from approvals.queries import flow_by_day, open_dossiers, usual_ages


def count_flow(session: Session) -> None:
    """Compute `usual_age` and `flow_by_day` anew. Repeating it changes nothing."""
    usual_ages.renew(session)
    flow_by_day.renew(session)
    open_dossiers.note_counted(session)  # last: a page that looks again waits for that row
