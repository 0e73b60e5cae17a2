"""The settings of signing in: the part of `core.settings.Settings` that nothing else asks for."""

from datetime import timedelta

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class SignInSettings(BaseSettings):
    """Passkeys and the agency's own sign-in."""

    insist_on_login: bool = Field(
        default=False,
        description=(
            "Development only: ask for a passkey or the agency's sign-in where the rules say "
            "`login`, as production always does. Otherwise a mailed link will do there."
        ),
    )
    login_minutes: int = Field(
        15,
        ge=1,
        description="How long ago somebody may have signed in where the rules say `login`.",
    )
    oidc_issuer: str = Field(
        "",
        description=(
            "Address of the agency's sign-in (OpenID Connect); empty: only mailed codes and "
            "passkeys. Register `BANGVANG_PUBLIC_URL` + `/sign-in/oidc/return` there."
        ),
    )
    oidc_client_id: str = Field("", description="What that sign-in knows us by.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Our secret there; empty for a public client, which has none."
    )
    oidc_name: str = Field("", description="What people call that sign-in, for its button.")

    @property
    def login_holds(self) -> timedelta:
        """How long a passkey or the agency's sign-in counts as recent."""
        return timedelta(minutes=self.login_minutes)
