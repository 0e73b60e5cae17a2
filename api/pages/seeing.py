"""The dossier of an address, read in a transaction of its own: for pages made after a POST."""

from api.dependencies import Attempting
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal


def dossier_of(attempt: Attempting, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, as a GET would."""
    found = attempt(lambda session: dossier_page(session, viewer, code))
    if isinstance(found, Refusal):
        raise found
    return found
