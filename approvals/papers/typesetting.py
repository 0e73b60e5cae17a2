"""A template and its facts become a PDF. The only module that knows Typst."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

_FOLDER = Path(__file__).parent
_FONTS = _FOLDER / "fonts"  # Liberation Serif has the measures of Times New Roman


def typeset(
    template: str, facts: Mapping[str, object], *, made_at: datetime, fonts: Path | None = None
) -> bytes:
    """The same facts give the same bytes. `fonts`: a folder with the agency's own, which win.

    Facts travel as JSON and are never read as markup. PDF/A-2b, for archives; where a name has a
    character that no font shows, which PDF/A does not allow, a plain PDF.
    """
    compiler = typst.Compiler(
        _FOLDER / template,
        root=_FOLDER,
        font_paths=[folder for folder in (fonts, _FONTS) if folder],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(facts)},
    )
    try:
        return _pdf(compiler, "a-2b", made_at)
    except typst.TypstError:
        return _pdf(compiler, "1.7", made_at)


def _pdf(compiler: typst.Compiler, standard: Literal["a-2b", "1.7"], made_at: datetime) -> bytes:
    made = compiler.compile(
        format="pdf", pdf_standards=standard, timestamp=int(made_at.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF expected, not {type(made)}")
    return made
