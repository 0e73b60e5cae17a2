"""Vietnamese order and search without diacritics, stored beside each name."""

import unicodedata

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Letters in dictionary order; each has a place of its own, unlike in byte order.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=10)}
_INVISIBLE = {"Cc", "Cf"}


def clean(text: str) -> str:
    """NFC, single spaces, and no control, zero-width or direction characters."""
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    return " ".join(visible.split())


def search_key(text: str) -> str:
    """Lower case without diacritics: "Nguyễn Văn Đức" is found by "nguyen van duc"."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", clean(text).lower())
        if not unicodedata.combining(character)
    )
    return bare.replace("đ", "d")


def spelling_key(text: str) -> str:
    """The same for one name however it is typed: "Hoà" is "Hòa", "Hoa" and "Hoá" are not."""
    return " ".join(_spelled(word) for word in clean(text).lower().split())


def sort_key(text: str) -> str:
    """Order of a Vietnamese dictionary: letters, then tones (ngang huyền hỏi ngã sắc nặng)."""
    return " ".join(_word_key(word) for word in clean(text).lower().split())


def person_sort_key(name: str) -> str:
    """Order of a Vietnamese list of people: by given name, which stands last, then the rest."""
    *rest, given = clean(name).split() or [""]
    return f"{sort_key(given)}|{sort_key(' '.join(rest))}"


def _spelled(word: str) -> str:
    """The word's letters, then its tone: people differ on where in the word the tone is set."""
    parts = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(_TONES.get(mark, "") for mark in parts)


def _word_key(word: str) -> str:
    letters, tones = "", ""
    for character in word:
        parts = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in parts if mark in _TONES), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        letters += _PLACE.get(letter, f"0{letter}")
        tones += _TONES.get(tone, "0")
    return f"{letters}.{tones}"
