"""A paper gets the agency's digital signature (PAdES). The only module that knows pyHanko."""

import io
from dataclasses import dataclass
from pathlib import Path

from approvals.domain.refusals.numbering import SigningFailed

_FIELD = "ChuKySoCoQuan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Where the certificate with its key is, and what opens it."""

    certificate: Path
    password: str | None = None


def signed(paper: bytes, seal: Seal) -> bytes:
    """The paper with an invisible signature over all of it. Nobody is asked on the way.

    Raises `SigningFailed` where the certificate cannot be opened, or the extra is not installed.
    """
    try:
        # Whoever signs nothing needs neither it nor what it brings along.
        from pyhanko.pdf_utils import incremental_writer  # noqa: PLC0415 -- optional dependency
        from pyhanko.sign import fields, signers  # noqa: PLC0415 -- optional dependency
    except ImportError as error:
        raise SigningFailed(problem="bangvang[signing]") from error
    password = seal.password.encode() if seal.password else None
    signer = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        seal.certificate, passphrase=password
    )
    if signer is None:
        raise SigningFailed(problem=seal.certificate.name)
    said = signers.PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    done = signers.sign_pdf(
        incremental_writer.IncrementalPdfFileWriter(io.BytesIO(paper)), said, signer=signer
    )
    return bytes(done.getbuffer())
