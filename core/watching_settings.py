"""The settings of being watched: a part of `core.settings.Settings` that nothing else asks for."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class WatchingSettings(BaseSettings):
    """Who may read the figures at `/metrics`."""

    metrics_token: SecretStr | None = Field(
        None,
        description=(
            "What Prometheus shows as its bearer token to read `/metrics`; empty means that only "
            "this machine may read it."
        ),
    )
