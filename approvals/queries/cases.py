"""A dossier with what commands about it read; for one, or for a thousand in a few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.consulting import posting_of
from approvals.domain.eligibility import Nomination
from approvals.domain.requirements import Posting
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.shown import Part, Shown, rules_shown
from approvals.domain.sourced import Sourced
from approvals.queries import rules
from models.dossiers import Attachment, Dossier, Nominee, Submission

Editions = Mapping[tuple[str, int], RuleSet]


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier, and by what it is judged: the award's rules as they were when it was submitted."""

    dossier: Dossier
    nominee: Nominee
    submission: Submission
    award: AwardRule
    files: tuple[str, ...] = ()  # SHA-256 of each
    posting: Sourced[Posting] | None = None  # that must be over before a council votes

    @property
    def shown(self) -> Shown:
        """What a reviewer judges, as it is now."""
        return shown_of(self.dossier, self.nominee, self.files)

    def nomination(self, *, judged_by: frozenset[UUID], recused: frozenset[UUID]) -> Nomination:
        """What matters of it for the question who may judge it."""
        return Nomination(
            nominator_id=self.submission.submitted_by_id,
            nominee_email=self.nominee.email,
            nominee_body_id=self.nominee.body_id,
            judged_by=judged_by,
            recused=recused,
        )


def case_of(session: Session, dossier: Dossier) -> Case:
    return cases_of(session, [dossier])[dossier.id]


def cases_of(
    session: Session, dossiers: Sequence[Dossier], under: Editions | None = None
) -> dict[UUID, Case]:
    """By dossier; `under` are their rules, where somebody has read these already."""
    nominee_ids = [dossier.nominee_id for dossier in dossiers]
    submission_ids = {dossier.submission_id for dossier in dossiers}
    of_nominees = select(Nominee).where(col(Nominee.id).in_(nominee_ids))
    of_submissions = select(Submission).where(col(Submission.id).in_(submission_ids))
    nominees = {nominee.id: nominee for nominee in session.exec(of_nominees)}
    submissions = {submission.id: submission for submission in session.exec(of_submissions)}
    under = rules.rules_of_all(session, dossiers) if under is None else under
    files: dict[UUID, tuple[str, ...]] = {}
    of_files = select(Attachment.dossier_id, Attachment.sha256).where(
        col(Attachment.dossier_id).in_([dossier.id for dossier in dossiers])
    )
    for dossier_id, sha256 in session.exec(of_files):
        files[dossier_id] = (*files.get(dossier_id, ()), sha256)
    return {
        dossier.id: Case(
            dossier,
            nominees[dossier.nominee_id],
            submissions[dossier.submission_id],
            under[dossier.edition_key].award(dossier.award_code),
            files.get(dossier.id, ()),
            _posting(under[dossier.edition_key], dossier),
        )
        for dossier in dossiers
    }


def _posting(rule_set: RuleSet, dossier: Dossier) -> Sourced[Posting] | None:
    return posting_of(rule_set, rule_set.award(dossier.award_code))


def shown_of(dossier: Dossier, nominee: Nominee, files: Iterable[str]) -> Shown:
    """What a reviewer judges; `files` are the evidence files' SHA-256."""
    return Shown.of(
        {
            Part.NOMINEE: nominee.name,
            Part.POSITION: nominee.position,
            Part.AWARD: dossier.award_code,
            Part.RULES: rules_shown(*dossier.edition_key),
            Part.ACHIEVEMENTS: dossier.achievements,
            Part.FILES: "\n".join(sorted(files)),
        }
    )
