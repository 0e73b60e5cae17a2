"""A page with a form: as it is asked for, or as it was sent, with what is wrong with it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.errors import status_of
from api.pages.rendering import page, sentence
from core.refusal import Refusal


def form_page(
    request: Request,
    template: str,
    *refusals: Refusal | None,
    **context: Any,  # noqa: ANN401 -- whatever the template asks for
) -> HTMLResponse:
    """Each refusal stands beside its field; the first gives the status. `None` is none."""
    faults = [refusal for refusal in refusals if refusal is not None]
    return page(
        request,
        template,
        status=status_of(faults[0]) if faults else 200,
        errors={fault.field or "": sentence(request, fault) for fault in faults},
        **context,
    )
