"""Who gets the pages that un-stick a dossier, where there is one to un-stick."""

from collections.abc import Mapping

from tests.access_cast import CORRECT, NO_MAIL, Access, page

GIVES_SEATS = frozenset({"administrator"})

STUCK: Mapping[str, Access] = {
    "GET /dossiers/{code}/seat": page(
        {404: CORRECT}, otherwise=403, at="/dossiers/HS-2000-000001/seat"
    ),
    "POST /dossiers/{code}/seat": page(
        {404: GIVES_SEATS}, otherwise=403, at="/dossiers/HS-2000-000001/seat", form={}
    ),
    "POST /seats/{seat_id:uuid}/undo": page(
        {404: GIVES_SEATS}, otherwise=403, at=f"/seats/{NO_MAIL}/undo", form={}
    ),
}
