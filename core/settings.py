"""Every setting, built once at the edge and passed down."""

import ipaddress
import os
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from core.mail_settings import MailSettings
from core.paper_settings import PaperSettings
from core.public_settings import PublicSettings
from core.refusal import Refusal
from core.rehearsal_settings import RehearsalSettings
from core.sealing_settings import SealingSettings
from core.sign_in_settings import SignInSettings
from core.watching_settings import WatchingSettings


class Mode(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingsRefused(Refusal):
    """The settings contradict each other; the sentence says which to change."""

    code = "settings_refused"


class Settings(
    SignInSettings,
    SealingSettings,
    MailSettings,
    PaperSettings,
    PublicSettings,
    WatchingSettings,
    RehearsalSettings,
):
    """Read from `BANGVANG_*`; a secret may come from the file named in `BANGVANG_…_FILE`."""

    model_config = SettingsConfigDict(env_prefix="BANGVANG_", frozen=True, extra="ignore")

    mode: Mode = Field(
        Mode.DEVELOPMENT,
        description="`development` (loopback only, mail stays here) or `production`.",
    )
    home: Path = Field(
        Path(".bangvang"),
        description="Folder for everything kept on this machine: database, files, keys.",
    )
    host: str = Field("127.0.0.1", description="Address the web listens on.")
    port: int = Field(8600, ge=1, le=65535, description="Port the web listens on.")
    public_url: str = Field(
        "", description="Address people reach the web at; links in mails start with it."
    )
    database_url: SecretStr | None = Field(
        None,
        description="A PostgreSQL of your own, 15 or newer; empty means the embedded server.",
    )
    engine_database_url: SecretStr | None = Field(
        None,
        description=(
            "Prefect's own database on that server; empty means the same server, "
            "with `_engine` added to the database's name."
        ),
    )
    engine_api_url: str = Field(
        "",
        description="An engine (Prefect server) already running elsewhere; empty means our own.",
    )
    engine_port: int = Field(8601, ge=1, le=65535, description="Loopback port of our own engine.")
    secret_key: SecretStr | None = Field(
        None,
        description=(
            "Key for links, codes and cookies, at least 32 characters. Development makes one "
            "and keeps it in the home folder; production must be given one."
        ),
    )
    upload_limit_mb: int = Field(20, ge=1, description="Largest file taken, in MiB.")
    requests_per_minute: int = Field(
        600,
        ge=1,
        description=(
            "Mailed links and sign-in pages asked for from one network (IPv4 /24, IPv6 /64) in a "
            "minute. A ministry may be one network, so keep it generous."
        ),
    )
    mails_per_hour: int = Field(
        10,
        ge=1,
        description=(
            "Mails that one address gets in an hour because somebody asked: codes to sign in, "
            "new links for a task. After three in a row there is one each 30 seconds."
        ),
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description=(
            "Addresses or networks of the reverse proxies before the web, with commas: what they "
            "say in X-Forwarded-For is whom limits count."
        ),
    )

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, object]) -> dict[str, object]:
        """Docker and systemd hand secrets over as files: `BANGVANG_X_FILE` stands for X."""
        for name in SECRETS:
            path = os.environ.get(f"BANGVANG_{name.upper()}_FILE")
            if path and name not in values:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
        return values

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if self.mode is Mode.PRODUCTION:
            if self.failpoints is not None:
                raise SettingsRefused("Production must be without BANGVANG_FAILPOINTS.")
            if self.secret_key is None or len(self.secret_key.get_secret_value()) < 32:  # noqa: PLR2004
                raise SettingsRefused(
                    "Production needs BANGVANG_SECRET_KEY (or _FILE) of at least 32 characters."
                )
            if self.sendgrid_api_key is None:
                raise SettingsRefused(
                    "Production needs BANGVANG_SENDGRID_API_KEY: without it no mail would leave."
                )
            if not self.public_url.startswith("https://"):
                raise SettingsRefused(
                    "Production needs BANGVANG_PUBLIC_URL, starting with https://."
                )
            if self.oidc_issuer and not self.oidc_issuer.startswith("https://"):
                raise SettingsRefused(
                    "Production needs BANGVANG_OIDC_ISSUER to start with https://."
                )
        elif not is_loopback(self.host) or not is_loopback(urlsplit(self.base_url).hostname or ""):
            raise SettingsRefused(
                "Development mode stays on this machine: set BANGVANG_HOST and "
                "BANGVANG_PUBLIC_URL to a loopback address, or BANGVANG_MODE=production."
            )
        if self.oidc_issuer and not self.oidc_client_id:
            raise SettingsRefused("BANGVANG_OIDC_ISSUER needs BANGVANG_OIDC_CLIENT_ID beside it.")
        if fault := self.sealing_fault(needed=not self.development):
            raise SettingsRefused(fault)
        return self

    @property
    def base_url(self) -> str:
        """What links start with, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def development(self) -> bool:
        return self.mode is Mode.DEVELOPMENT

    @property
    def login_waived(self) -> bool:
        """Whether a mailed link will do where the rules ask for a login."""
        return self.development and not self.insist_on_login

    @property
    def mail_comes_at_once(self) -> bool:
        """Whether people who have not chosen otherwise get each mail by itself, at any hour."""
        return self.development and not self.gather_mail

    @property
    def files_folder(self) -> Path:
        """Where attachments live, named by their content."""
        return self.home / "files"


def load_settings() -> Settings:
    """The settings of this process; raises `SettingsRefused` naming each variable at fault."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"BANGVANG_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False)
        )
        raise SettingsRefused(f"{'; '.join(faults)}.") from None
    except OSError as error:  # a file of a secret
        raise SettingsRefused(f"A secret's file cannot be read: {error}.") from None


SECRETS = (
    "database_url",
    "engine_database_url",
    "secret_key",
    "sendgrid_api_key",
    "smtp_password",
    "oidc_client_secret",
    "seal_key",
    "seal_key_before",
    "signing_password",
    "metrics_token",
)


def is_loopback(host: str) -> bool:
    """Whether an address or name can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
