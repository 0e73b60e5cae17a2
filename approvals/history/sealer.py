"""Who seals: the log's name, the keys that sign here or elsewhere, and where it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from approvals.history.note import NoteMalformed, PublicKey, SigningKey
from approvals.history.published import CheckpointFiles
from core.keys import seal_seeds
from core.settings import Settings, SettingsRefused


@dataclass(frozen=True, slots=True)
class Sealer:
    """`keys` sign here, and may be none; `elsewhere` is the one that signs elsewhere."""

    name: str
    keys: Sequence[SigningKey]
    files: CheckpointFiles
    elsewhere: PublicKey | None = None

    @property
    def known(self) -> list[PublicKey]:
        """The keys that may sign now, the oldest first."""
        here = [key.public for key in reversed(self.keys)]
        return [*here, self.elsewhere] if self.elsewhere else here


def sealer_of(settings: Settings) -> Sealer:
    """The sealer that the settings describe. In development, its key is made on first use.

    Raises `SettingsRefused`.
    """
    name = settings.seal_name or urlsplit(settings.base_url).hostname or "bangvang"
    try:
        keys = [SigningKey.of(name, seed) for seed in seal_seeds(settings)]
        vkey = settings.seal_public_key.strip()
        elsewhere = PublicKey.parse(vkey) if vkey else None
    except NoteMalformed as wrong:
        raise SettingsRefused(f"BANGVANG_SEAL_PUBLIC_KEY or _NAME: {wrong}.") from None
    return Sealer(name, keys, CheckpointFiles.within(settings.home / "checkpoints"), elsewhere)
