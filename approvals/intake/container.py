"""An .xlsx file before anything reads it: what it is, how much it unpacks to, how far it reaches.

The reader allots memory for the whole rectangle between a sheet's first and last filled cell, so
one cell in the far corner would end the process. Hence each part is unpacked here within a
budget, walked once, and handed on in a container that holds just what was measured.
"""

import io
import re
import zipfile
import zlib

from approvals.domain.refusals.filing import FileEmpty, FileTooLarge
from approvals.intake.extent import Extent, measure
from approvals.intake.limits import Limits
from approvals.intake.refusals import (
    WorkbookEncrypted,
    WorkbookNotXlsx,
    WorkbookTooLarge,
    WorkbookUnreadable,
)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the wrapping of encrypted files
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
# The reader drops a cell that shows an error such as #N/A; as text it can be named.
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*)(?:"e"|'e')""")


def measured(content: bytes, name: str, limits: Limits) -> bytes:
    """The same workbook in a container that cannot surprise its reader, or a refusal."""
    _be_xlsx(content, name, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive, limits)
    except RuntimeError:  # what zipfile says of a part locked with a password
        raise WorkbookEncrypted from None
    except _READ_ERRORS:
        raise WorkbookUnreadable from None
    if "xl/workbook.xml" not in parts:
        raise WorkbookNotXlsx
    return _packed(parts, limits)


def _be_xlsx(content: bytes, name: str, limits: Limits) -> None:
    if not content:
        raise FileEmpty(name=name)
    if len(content) > limits.file_megabytes << 20:
        raise FileTooLarge(name=name, megabytes=limits.file_megabytes)
    if content.startswith(_OLD_OFFICE) and _ENCRYPTED in content:
        raise WorkbookEncrypted
    if not content.startswith(b"PK"):
        raise WorkbookNotXlsx


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """The XML parts by name. Pictures, macros and whatever else is in there stay behind."""
    listed = archive.infolist()
    if len(listed) > limits.parts:
        raise WorkbookTooLarge(limit=limits.parts, unit="parts")
    parts: dict[str, bytes] = {}
    left = limits.unpacked_megabytes << 20
    for item in listed:
        if item.filename.endswith((".xml", ".rels")):
            with archive.open(item) as file:
                parts[item.filename] = file.read(left + 1)
            left -= len(parts[item.filename])
        if left < 0:
            raise WorkbookTooLarge(limit=limits.unpacked_megabytes, unit="MB")
    return parts


def _packed(parts: dict[str, bytes], limits: Limits) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            _fit(measure(part), limits)
            archive.writestr(name, _ERROR_CELL.sub(rb'\1"str"', part))
    return packed.getvalue()


def _fit(extent: Extent, limits: Limits) -> None:
    if extent.rows > limits.rows:
        raise WorkbookTooLarge(limit=limits.rows, unit="rows")
    if extent.columns > limits.columns:
        raise WorkbookTooLarge(limit=limits.columns, unit="columns")
