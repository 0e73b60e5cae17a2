"""The settings of public pages: a part of `core.settings.Settings` that nothing else asks for."""

from pydantic import Field
from pydantic_settings import BaseSettings


class PublicSettings(BaseSettings):
    """What becomes of pages that anybody may read."""

    honours_indexed: bool = Field(
        default=False,
        description=(
            "Let search engines list the public roll of honour (`/honours`). A name that a search "
            "engine has shown is hard to take back, so it is off unless somebody decides so."
        ),
    )
