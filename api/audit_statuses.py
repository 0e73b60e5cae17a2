"""The statuses of refusals about searching the record: a part of the table in api/statuses.py."""

from collections.abc import Mapping

from approvals.domain.refusals import searching
from core.refusal import Refusal

AUDIT_STATUS: Mapping[type[Refusal], int] = {
    searching.SavedSearchNotFound: 404,
    searching.TooManySearches: 409,
    searching.MomentUnclear: 422,
    searching.SearchNameMissing: 422,
    searching.SearchTooLong: 422,
}
