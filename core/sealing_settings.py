"""The settings of sealing: the part of `core.settings.Settings` that nothing else asks for."""

import base64
import binascii
import re

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

SEED_BYTES = 32
_NAME = re.compile(r"[^\s+]+")
_NUMBERED = re.compile(r".*/\d+")


class SealingSettings(BaseSettings):
    """What signs the checkpoints of the log, and under which name."""

    seal_key: SecretStr | None = Field(
        None,
        description=(
            "Key that checkpoints are signed with: 32 bytes (an Ed25519 seed) in base64. "
            "Development makes one and keeps it in the home folder; production must be given it, "
            "or BANGVANG_SEAL_PUBLIC_KEY."
        ),
    )
    seal_key_before: SecretStr | None = Field(
        None,
        description=(
            "The former key, while one replaces the other: checkpoints then carry both signatures."
        ),
    )
    seal_public_key: str = Field(
        "",
        description=(
            "Public key (name+id+base64), where the key itself lives elsewhere: checkpoints are "
            "then signed there (`bangvang audit sign`) and brought back (`bangvang audit accept`)."
        ),
    )
    seal_name: str = Field(
        "",
        description=(
            "What the log and its key are called in checkpoints; empty means the host of "
            "BANGVANG_PUBLIC_URL. Once published, it stays."
        ),
    )

    def sealing_fault(self, *, needed: bool) -> str:
        """What is wrong with these settings, in one sentence; empty where nothing is.

        `needed`: whether a key must be given.
        """
        if needed and not (self.seal_key or self.seal_public_key):
            return (
                "Production needs BANGVANG_SEAL_KEY (or _FILE; `openssl rand -base64 32` makes "
                "one), or BANGVANG_SEAL_PUBLIC_KEY where the key lives elsewhere."
            )
        if self.seal_key_before and not self.seal_key:
            return "BANGVANG_SEAL_KEY_BEFORE needs BANGVANG_SEAL_KEY beside it."
        for name, key in (("", self.seal_key), ("_BEFORE", self.seal_key_before)):
            if key and seed_of(key.get_secret_value()) is None:
                return f"BANGVANG_SEAL_KEY{name} must be 32 bytes in base64."
        sound = _NAME.fullmatch(self.seal_name) and not _NUMBERED.fullmatch(self.seal_name)
        if self.seal_name and not sound:
            return (
                "BANGVANG_SEAL_NAME has no spaces and no plus sign, and does not end with a slash "
                "and a number."
            )
        return ""


def seed_of(written: str) -> bytes | None:
    """The 32 bytes of a key as settings and key files have it; None where it is none."""
    try:
        seed = base64.b64decode(written.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return seed if len(seed) == SEED_BYTES else None
