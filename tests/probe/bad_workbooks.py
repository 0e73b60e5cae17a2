"""Lists that must not be taken: broken files, files made to hurt, and lists that say nonsense."""

import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.approvals.intake.spreadsheets import (
    HEADER,
    SHEET,
    a_list,
    a_row,
    a_workbook,
    tampered,
    with_sheet,
)
from tests.probe.odd_texts import odd_cell

_ROW = b'<row r="2"'


def a_bad_workbook(draw: Random) -> tuple[str, bytes]:
    """What is wrong with it, and the file."""
    make = draw.choice(_KINDS)
    return make.__name__.strip("_"), make(draw)


def _cut(draw: Random) -> bytes:
    whole = a_list(a_row())
    return whole[: draw.randrange(len(whole) - 30)]


def _scrambled(draw: Random) -> bytes:
    """From somewhere on, other bytes: the directory at the end is gone."""
    whole = a_list(a_row())
    kept = draw.randrange(len(whole) // 2)
    return whole[:kept] + draw.randbytes(len(whole) - kept)


def _no_zip(draw: Random) -> bytes:
    return draw.choice([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"\xef\xbb\xbf", b""]) + (
        draw.randbytes(draw.randrange(2_000))
    )


def _another_zip(draw: Random) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in draw.sample(["a.xml", "../../a.xml", "xl/", "/etc/x.rels"], draw.randrange(4)):
            archive.writestr(name, b"<a/>")
    return written.getvalue()


def _bomb(draw: Random) -> bytes:
    """Some kilobytes that become more than anybody has room for."""
    name = draw.choice([SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
    many = b" " * (40 << 20) if draw.random() < 0.5 else b"<c/>" * (10 << 20)
    return tampered(a_list(a_row()), lambda part, said: many if part == name else said)


def _many_parts(draw: Random) -> bytes:
    written = io.BytesIO(a_list(a_row()))
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(draw.randrange(2_001, 2_200)):
            archive.writestr(f"xl/x{number}.xml", b"")
    return written.getvalue()


def _far_away(draw: Random) -> bytes:
    """One cell in a far corner, for whose sake the reader would allot the whole rectangle."""
    row, column = draw.choice([(1_048_576, "XFD"), (999_999_999, "A"), (2, "XFD"), (20_000, "C")])
    far = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'.encode()
    return with_sheet(a_list(a_row()), b"</sheetData>", far)


def _many_sheets(draw: Random) -> bytes:
    return a_workbook(*[[HEADER, a_row()]] * draw.randrange(51, 60))


def _broken_xml(draw: Random) -> bytes:
    junk = draw.choice([b"<", b"</row>", b"&nbsp;", b"\x00", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"])
    return with_sheet(a_list(a_row()), _ROW, junk + _ROW)


def _entities(_draw: Random) -> bytes:
    """A billion laughs, and a file of this machine."""
    laughs = b"".join(
        f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>".encode() for n in range(10)
    )
    kind = b"<!DOCTYPE a [" + laughs + b"<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<worksheet", kind + b"<worksheet", 1) if name == SHEET else part

    return tampered(a_list(a_row(name="&l9;&f;", award="&l9;")), change)


def _without_parts(draw: Random) -> bytes:
    gone = draw.choice(["xl/workbook.xml", SHEET, "xl/_rels/workbook.xml.rels"])
    return tampered(a_list(a_row()), lambda name, part: None if name == gone else part)


def _nonsense(draw: Random) -> bytes:
    """A sound file; one cell that must hold something known holds something odd."""
    field = draw.choice(["award", "kind", "gender"])
    values: list[object] = [f"Không có {odd_cell(draw)}", "=1/0", "#N/A", -1, 1e308, True]
    return a_list(a_row(**{field: draw.choice(values)}))


def _nothing_said(draw: Random) -> bytes:
    field = draw.choice(["name", "award"])
    return a_list(a_row(**{field: draw.choice(["", " ", "\u200b", "\ufeff", "\n"])}))


def _no_header(draw: Random) -> bytes:
    header = [odd_cell(draw)[:200] for _ in HEADER]
    return a_list(a_row(), header=header) if draw.random() < 0.5 else a_workbook([a_row()])


_KINDS: tuple[Callable[[Random], bytes], ...] = (
    _cut, _scrambled, _no_zip, _another_zip, _far_away, _broken_xml, _entities, _without_parts,
    _nonsense, _nonsense, _nothing_said, _no_header,
    *(_cut, _scrambled, _no_zip, _nonsense, _nothing_said, _no_header) * 3,
    _bomb, _many_parts, _many_sheets,  # slow to make
)  # fmt: skip
