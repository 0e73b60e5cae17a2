"""A file that came with a form."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, File, UploadFile


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What a browser sent; nothing at all when nobody chose a file."""

    name: str = ""
    content: bytes = b""

    @property
    def chosen(self) -> bool:
        return bool(self.name)


def read_file(file: Annotated[UploadFile | None, File()] = None) -> Uploaded:
    """The file of the field `file`. The shield has refused what is too large for memory."""
    if file is None or not file.filename:
        return Uploaded()
    return Uploaded(file.filename, file.file.read())


FileOfForm = Annotated[Uploaded, Depends(read_file)]
