"""A signed paper: the signature holds for these bytes, and for no others."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from approvals.domain.refusals.numbering import SigningFailed
from approvals.papers.signing import Seal, signed
from approvals.papers.typesetting import typeset

PASSWORD = "mật khẩu"  # noqa: S105 -- of a certificate made here
NOW = datetime.now(UTC)
PAPER = typeset(
    "certificate.typ",
    dict.fromkeys(
        ("code", "award", "name", "position", "achievements", "authority", "number", "dated",
         "place_and_day", "register", "office", "signatory", "foot", "body"), "Bằng khen",
    ) | {"draft": False},
    made_at=NOW,
)  # fmt: skip


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cơ quan thử nghiệm")])
    day = timedelta(days=1)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - day)
        .not_valid_after(NOW + day)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    file: Path = tmp_path_factory.mktemp("certificate") / "agency.p12"
    encryption = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"a", key, certificate, None, encryption)
    )
    return Seal(certificate=file, password=PASSWORD)


def status_of(paper: bytes) -> PdfSignatureStatus:
    [signature] = PdfFileReader(io.BytesIO(paper)).embedded_signatures
    trusted = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    return validate_pdf_signature(signature, trusted)


def test_the_signature_covers_the_whole_paper(seal: Seal) -> None:
    paper = signed(PAPER, seal)
    assert paper.startswith(PAPER)
    status = status_of(paper)
    assert (status.bottom_line, status.coverage) == (True, SignatureCoverageLevel.ENTIRE_FILE)
    assert status.signing_cert.subject.native["common_name"] == "Cơ quan thử nghiệm"


def test_one_byte_changed_and_it_holds_no_more(seal: Seal) -> None:
    paper = signed(PAPER, seal)
    place = PAPER.index(b"/Producer") if b"/Producer" in PAPER else len(PAPER) // 2
    changed = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
    assert not status_of(changed).intact


def test_a_certificate_that_does_not_open_is_said(seal: Seal) -> None:
    with pytest.raises(SigningFailed) as refused:
        signed(PAPER, Seal(certificate=seal.certificate, password="khác"))  # noqa: S106
    assert refused.value.facts == {"problem": "agency.p12"}
