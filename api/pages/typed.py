"""What people typed: cleaned of what no database takes and no reader sees."""

import unicodedata

_LINE = {"\n", "\t"}
_INVISIBLE = {"Cc", "Cf"}


def clean_lines(text: str) -> str:
    """NFC, lines kept, without control, zero-width and direction characters."""
    one_kind = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character
        for character in one_kind
        if character in _LINE or unicodedata.category(character) not in _INVISIBLE
    ).strip()
