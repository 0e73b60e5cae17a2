"""Who gets which answer where: every route, for everybody of the cast and for nobody.

A new route must be entered in access_pages.py, or in one beside it. What a route is
sent is well formed and yet changes nothing, so that whoever may gets a refusal of another kind
(409, 415, 422), and the database stays as it was.
"""

from collections.abc import Mapping

from tests.access_absence import ABSENCE
from tests.access_agencies import AGENCIES
from tests.access_api import API
from tests.access_blocs import BLOCS
from tests.access_cast import Access
from tests.access_conduct import CONDUCT
from tests.access_consultation import CONSULTATION
from tests.access_figures import FIGURES
from tests.access_honours import HONOURS
from tests.access_movements import MOVEMENTS
from tests.access_pages import PAGES
from tests.access_papers import PAPERS
from tests.access_rules import RULES
from tests.access_stuck import STUCK

TABLE: Mapping[str, Access] = {
    **PAGES,
    **ABSENCE,
    **BLOCS,
    **AGENCIES,
    **CONDUCT,
    **CONSULTATION,
    **FIGURES,
    **HONOURS,
    **MOVEMENTS,
    **PAPERS,
    **RULES,
    **STUCK,
    **API,
}
