"""The application's keys: one for tokens, codes and cookies, one that seals the record."""

import base64
import os
import secrets
from pathlib import Path

from core.sealing_settings import SEED_BYTES, seed_of
from core.settings import Settings, SettingsRefused


def application_key(settings: Settings) -> bytes:
    """The configured key; in development, one made on first use and kept in the home folder."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.home / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    key = secrets.token_hex(32).encode()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    return key


def seal_seeds(settings: Settings) -> list[bytes]:
    """The seeds of the keys that sign checkpoints, the present one first; none if it is elsewhere.

    In development, one is made on first use and kept in the home folder. Raises
    `SettingsRefused` where that file holds something else.
    """
    given = (settings.seal_key, settings.seal_key_before)
    seeds = [seed_of(key.get_secret_value()) for key in given if key]
    if seeds or settings.seal_public_key:
        return [seed for seed in seeds if seed]
    return [key_in(made_once(settings.home / "seal.key"))]


def made_once(path: Path) -> Path:
    """A file with a new key, unless it is there: whole at once, whoever else makes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(SEED_BYTES)) + b"\n")
            file.flush()
            os.fsync(descriptor)
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path


def key_in(path: Path) -> bytes:
    """The seed that a key file holds. Raises `SettingsRefused`."""
    try:
        seed = seed_of(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        seed = None
    if seed is None:
        raise SettingsRefused(f"{path} holds no key: it must have 32 bytes in base64.")
    return seed
