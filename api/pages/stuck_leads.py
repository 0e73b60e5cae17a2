"""Where the one action is that helps with a stuck dossier, if not on the list of them itself."""

from collections.abc import Sequence
from datetime import date

from api.pages.cover import naming_address
from approvals.commands.ask_opinion import may_ask
from approvals.commands.cover import may_cover_for_anybody
from approvals.commands.hold import may_hold
from approvals.commands.open_consultation import may_consult
from approvals.commands.reassign import may_reassign
from approvals.domain.remedies import Remedy
from approvals.domain.standing import Asked
from approvals.domain.why_stuck import Stuck
from approvals.queries.dossier_list import DossierRow
from approvals.queries.visibility import Viewer


def leads_to(
    viewer: Viewer, row: DossierRow, stuck: Stuck, asked: Sequence[Asked], *, today: date
) -> str:
    """An address; empty where there is none, or not for this viewer."""
    remedy, page = stuck.cause.remedy, f"/dossiers/{row.dossier.code}"
    if remedy is Remedy.NAME_COVER and may_cover_for_anybody(viewer):
        return _naming(row, asked, today)
    if remedy is Remedy.REASSIGN and may_reassign(viewer, row.at.id):
        return _handing_over(row, asked)
    listed = f"/submissions/{row.dossier.submission_id}/consultation"
    places = {
        Remedy.RELEASE: (may_hold(viewer, row.at.id), f"{page}/holds"),
        Remedy.OPEN_CONSULTATION: (may_consult(viewer, row.body.id), listed),
        Remedy.SEE_CONSULTATION: (True, f"{page}#consultation"),
        Remedy.REMIND_BODY: (may_ask(viewer, row.at.id), f"{page}/opinions"),
    }
    may, address = places.get(remedy, (False, ""))
    return address if may else ""


def _naming(row: DossierRow, asked: Sequence[Asked], today: date) -> str:
    """Of the first who is away: the others are told once somebody acts for them."""
    away = next(one.away for one in asked if one.away)
    person = next((one for one in row.holders.people if one.id == away.person_id), None)
    return naming_address(person, today, away.until) if person else ""


def _handing_over(row: DossierRow, asked: Sequence[Asked]) -> str:
    """To whom it is to go is asked of one; of several, the dossier's page asks whose it is."""
    page = f"/dossiers/{row.dossier.code}"
    if len(asked) > 1:
        return f"{page}#asked"
    return f"{page}/assignments/{asked[0].assignment_id}/reassign"
