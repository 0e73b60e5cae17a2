"""Who gets figures: everybody, over the dossiers that they may see."""

from collections.abc import Mapping

from tests.access_cast import EVERYBODY, Access, page

FIGURES: Mapping[str, Access] = {
    "GET /figures": page(EVERYBODY),
    "GET /figures/{figures}": page(EVERYBODY, at="/figures/0602"),
    "GET /figures/{figures}/table.{kind}": page(EVERYBODY, at="/figures/shares/table.xlsx"),
    "GET /figures/pictures/shares": page(EVERYBODY),
    "GET /figures/pictures/authority": page(EVERYBODY),
}
