"""What a list of dossiers may be narrowed to and sorted by, in the query of its address."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from api.schemas.words import Search, Slug
from approvals.queries.dossier_filters import Filters, Trouble
from approvals.queries.dossier_list import Sort
from models.enums import DossierState, Stage


def filters(  # noqa: PLR0913, PLR0917 -- each is one parameter of the address
    search: Annotated[
        Search, Query(description="A name without diacritics, part of a code or number.")
    ] = "",
    state: DossierState | None = None,
    stage: Stage | None = None,
    award: Annotated[Slug, Query(description="An award's code.")] = "",
    body: Annotated[Slug, Query(description="Slug of the body that submitted it.")] = "",
    at: Annotated[Slug, Query(description="Slug of the body that has it now.")] = "",
    campaign: Annotated[Slug, Query(description="A campaign's slug.")] = "",
    submission_id: UUID | None = None,
    holder_id: Annotated[UUID | None, Query(description="Somebody who is asked now.")] = None,
    trouble: Annotated[Trouble | None, Query(description="Why it does not move.")] = None,
) -> Filters:
    return Filters(
        search=search,
        state=state,
        stage=stage,
        award=award,
        body=body,
        at=at,
        campaign=campaign,
        submission_id=submission_id,
        holder_id=holder_id,
        trouble=trouble,
    )


def sorted_by(
    sort: Annotated[
        Sort,
        Query(
            description="`due`: the most overdue first; `waiting`: the longest at its gate first; "
            "`changed`: the latest change first; `code`; `name`: by given name."
        ),
    ] = Sort.DUE,
) -> Sort:
    return sort


Filtered = Annotated[Filters, Depends(filters)]
SortedBy = Annotated[Sort, Depends(sorted_by)]
