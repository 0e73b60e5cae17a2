"""The QR on a paper: which events it stands on, and what was signed by then. Only this knows segno.

Whoever has the paper can hold the record against it, without asking the system that printed it.
"""

import io

import segno

_MOST_BYTES = 500  # more makes modules that a phone cannot tell apart at 32 mm


def proof_text(code: str, seq: int, head: bytes, note: str | None) -> str:
    """The dossier's code; the number and hash of its newest event; the newest signed checkpoint.

    Two lines, then, where there is one, an empty line and the note as it was signed.
    """
    text = f"{code}\n{seq} {head.hex()}\n"
    signed = f"{text}\n{note}" if note else text
    return signed if len(signed.encode()) <= _MOST_BYTES else text


def proof_svg(text: str) -> str:
    """The text as a QR code. A seventh of it may be unreadable: papers are folded and stamped."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False, encoding="utf-8", eci=False)
    code.save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
