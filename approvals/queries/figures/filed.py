"""What was filed or given, counted by award, body, kind and recipient; and list by list."""

from datetime import date

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from approvals.domain.counted import Counted, Work, authority_of
from approvals.domain.figures import Filed, Named
from approvals.domain.figures_of_awards import Tally
from approvals.domain.figures_of_work import ListTally
from approvals.queries.figures.counting import conditions, levels
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import NomineeKind
from models.rules import Award


def tallies(session: Session, viewer: Viewer, counted: Counted, *, today: date) -> list[Tally]:
    """Awards in the order of their names, then bodies in that of theirs."""
    work = case((col(Nominee.kind) == NomineeKind.INDIVIDUAL, col(Nominee.direct_worker)))
    alike = (
        *(col(Submission.body_id), col(Dossier.rule_set_id), col(Dossier.award_code)),
        *(col(Dossier.award_kind), col(Nominee.kind), work),
    )
    # Counted first, named after: names are long, and dossiers many.
    counts = (
        select(
            *(one.label(f"c{place}") for place, one in enumerate(alike)), func.count().label("n")
        )
        .select_from(Dossier)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .where(visible_to(viewer), *conditions(session, counted, today=today))
        .group_by(*alike)
        .subquery()
    )
    of_award = (col(Award.rule_set_id) == counts.c.c1) & (col(Award.code) == counts.c.c2)
    rows = session.execute(
        select(Body, Award, counts.c.c3, counts.c.c4, counts.c.c5, counts.c.n)
        .join(Body, col(Body.id) == counts.c.c0)
        .join(Award, of_award)
        .order_by(col(Award.name), col(Award.code), col(Body.sort_key), col(Body.id))
    ).all()
    known = levels(session)
    return [
        Tally(
            body=named(body),
            award=Named(award.code, award.name, award.name_en),
            level=known[award.rule_set_id, award.code],
            authority=authority_of(known[award.rule_set_id, award.code], body.kind),
            kind=kind,
            recipient=recipient,
            work=None if direct is None else Work.DIRECT if direct else Work.OTHER,
            dossiers=number,
        )
        for body, award, kind, recipient, direct, number in rows
    ]


def lists(session: Session, viewer: Viewer, counted: Counted, *, today: date) -> list[ListTally]:
    """Submissions with individuals, by body, the oldest first."""
    direct = func.count(case((col(Nominee.direct_worker), 1)))
    counts = (
        select(
            col(Dossier.submission_id).label("id"), func.count().label("n"), direct.label("direct")
        )
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(
            visible_to(viewer),
            *conditions(session, counted, today=today),
            col(Nominee.kind) == NomineeKind.INDIVIDUAL,
        )
        .group_by(col(Dossier.submission_id))
        .subquery()
    )
    rows = session.execute(
        select(Body, col(Submission.id), col(Submission.number), counts.c.n, counts.c.direct)
        .join(Submission, col(Submission.id) == counts.c.id)
        .join(Body, col(Body.id) == col(Submission.body_id))
        .order_by(col(Body.sort_key), col(Body.id), col(Submission.id))
    ).all()
    return [
        ListTally(named(body), Filed(id_, number), individuals, direct)
        for body, id_, number, individuals, direct in rows
    ]


def named(body: Body) -> Named:
    return Named(body.slug, body.name, body.name_en)
