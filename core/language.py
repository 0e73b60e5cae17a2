"""Texts in the reader's language: gettext catalogues under translations/."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = ("vi", "en")


def catalogue(language: str) -> Path:
    """Where a language's texts are kept."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def translator(language: str) -> Translations:
    """The texts of one language. Catalogues are read as they stand: there is no build step."""
    path = catalogue(language)
    if not path.exists():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
