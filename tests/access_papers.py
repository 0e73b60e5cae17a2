"""Who gets papers: letters whoever files, drafts whoever prepares the last signature."""

from collections.abc import Mapping

from tests.access_cast import MINISTRY, NATIONAL, NO_MAIL, SEE_THEIRS, Access, page

# None of these dossiers is at its last gate, and none is awarded.
PAPERS: Mapping[str, Access] = {
    "GET /documents/{document_id:uuid}": page({}, at=f"/documents/{NO_MAIL}"),
    "GET /dossiers/{code}/decision/draft": page({}),
    "GET /dockets/{docket_id:uuid}/decision/draft": page({}),
    "GET /dossiers/{code}/certificate": page({}),
    "GET /submissions/{submission_id:uuid}/letter.pdf": page(
        {200: MINISTRY | NATIONAL}, theirs={200: SEE_THEIRS}
    ),
}
