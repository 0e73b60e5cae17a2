"""Why a search of the record, or a look into the past, cannot be had."""

from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class SearchNameMissing(WordedRefusal):
    about = "name"
    template = N_("Give the search a name.")


class SearchTooLong(WordedRefusal):
    template = N_("A search of more than %(limit)s characters cannot be saved. Narrow it less.")
    limit: int


class TooManySearches(WordedRefusal):
    template = N_("You have saved %(limit)s searches. Delete one that you no longer need.")
    limit: int


class SavedSearchNotFound(WordedRefusal):
    template = N_("There is no saved search %(search)s of yours. It may have been deleted.")
    search: UUID


class ListTooLong(WordedRefusal):
    template = N_("A file holds at most %(limit)s dossiers; this list is longer. Narrow it first.")
    limit: int


class MomentUnclear(WordedRefusal):
    about = "at"
    template = N_("“%(moment)s” is no moment. Give the number of an event, or a day and time.")
    moment: str
