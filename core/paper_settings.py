"""The settings of papers: the part of `core.settings.Settings` that nothing else asks for."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class PaperSettings(BaseSettings):
    """What papers are set in, and what signs them."""

    paper_fonts: Path | None = Field(
        None,
        description=(
            "Folder with the agency's own fonts for papers (Times New Roman). Without it, papers "
            "are set in Liberation Serif, which has the same measures."
        ),
    )
    signing_certificate_file: Path | None = Field(
        None,
        description=(
            "Certificate and key (PKCS #12, `.p12`) with which papers are signed (PAdES); needs "
            "the extra `signing`. Without it, papers say that they are not signed."
        ),
    )
    signing_password: SecretStr | None = Field(
        None, description="What opens the certificate; empty where nothing does."
    )
