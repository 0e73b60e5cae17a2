"""Static files under an address that carries their hash, so that browsers keep them for ever."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "public, no-cache"


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of static files. One hash for all, since stylesheets name fonts beside them."""

    version: str

    @classmethod
    def load(cls) -> Self:
        digest = hashlib.sha256()
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(FOLDER).as_posix().encode())
                digest.update(path.read_bytes())
        return cls(version=digest.hexdigest()[:12])

    def url(self, path: str) -> str:
        """Where a file under api/static/ is to be had."""
        return f"/static/{self.version}/{path}"


class VersionedFiles(StaticFiles):
    """Serves `/{version}/{path}`. An old page may ask for an old version: it gets today's file."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(directory=FOLDER)
        self._version = assets.version

    async def get_response(self, path: str, scope: Scope) -> Response:
        version, _, name = path.replace("\\", "/").partition("/")
        response = await super().get_response(name, scope)
        current = version == self._version
        response.headers["Cache-Control"] = _FOR_EVER if current else _ASK_EACH_TIME
        return response
