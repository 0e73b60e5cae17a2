"""Which papers somebody is offered beside a dossier or a docket."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from approvals.domain.route import stage_after
from approvals.queries import documents, papers
from approvals.queries.dockets import DocketRow, Part
from approvals.queries.dossier_page import DossierPage
from approvals.queries.holders import are_named
from approvals.queries.visibility import Viewer
from models.documents import Document
from models.enums import DossierState, GateState, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLinks:
    """`decisions`: those that the viewer may have; `draft`: one waits for the last signature."""

    decisions: Sequence[Document] = ()
    certificate: bool = False
    draft: bool = False


def beside_dossier(session: Session, viewer: Viewer, found: DossierPage) -> PaperLinks:
    dossier, here = found.dossier, found.open_gate
    if here is not None:
        last = stage_after(found.award, found.nominee.kind, here.gate.stage) is None
        return PaperLinks(draft=last and are_named(viewer, here.body.id))
    if dossier.state is not DossierState.AWARDED:
        return PaperLinks()
    decisions = documents.decisions_on(session, [dossier.id])
    readable = [one for one in decisions if papers.may_read(session, viewer, one)]
    return PaperLinks(decisions=readable, certificate=bool(decisions))


def beside_docket(
    session: Session, viewer: Viewer, row: DocketRow, parts: Sequence[Part]
) -> PaperLinks:
    items = [item for part in parts for item in part.items]
    decisions = documents.decisions_on(session, [item.dossier.id for item in items])
    return PaperLinks(
        decisions=[one for one in decisions if papers.may_read(session, viewer, one)],
        draft=are_named(viewer, row.body.id)
        and any(
            item.gate.state is GateState.OPEN and item.gate.stage is Stage.FINAL_AUTHORITY
            for item in items
        ),
    )
