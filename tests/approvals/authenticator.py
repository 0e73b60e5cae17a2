"""A device that holds passkeys, as a browser's script would talk to it."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _NEW_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """Makes and uses P-256 keys. `verifies`: whether it checks who holds it, as it should."""

    origin: str
    verifies: bool = True
    counts: bool = False
    _keys: dict[bytes, ec.EllipticCurvePrivateKey] = field(default_factory=dict)
    _uses: int = 0

    def add(self, options: str) -> str:
        """Answer what `navigator.credentials.create` asks."""
        asked = json.loads(options)
        assert asked["authenticatorSelection"]["userVerification"] == "required"
        credential_id = secrets.token_bytes(32)
        key = self._keys[credential_id] = ec.generate_private_key(ec.SECP256R1())
        numbers = key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        data = self._data(asked["rp"]["id"], _NEW_KEY)
        data += bytes(16) + len(credential_id).to_bytes(2) + credential_id + cbor2.dumps(cose)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            credential_id,
            clientDataJSON=self._client_data("webauthn.create", asked["challenge"]),
            attestationObject=attestation,
        )

    def use(self, options: str) -> str:
        """Answer what `navigator.credentials.get` asks, with any key of this device."""
        asked = json.loads(options)
        assert asked["userVerification"] == "required"
        allowed = {_bytes(one["id"]) for one in asked["allowCredentials"]} or set(self._keys)
        credential_id = next(one for one in self._keys if one in allowed)
        data = self._data(asked["rpId"])
        client = self._client_data("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(client).digest()
        signature = self._keys[credential_id].sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            credential_id, clientDataJSON=client, authenticatorData=data, signature=signature
        )

    def _data(self, host: str, flags: int = 0) -> bytes:
        self._uses += self.counts
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0)
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self._uses.to_bytes(4)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    @staticmethod
    def _answer(credential_id: bytes, **response: bytes) -> str:
        answer: dict[str, Any] = {
            "id": _text(credential_id),
            "rawId": _text(credential_id),
            "type": "public-key",
            "response": {name: _text(value) for name, value in response.items()},
        }
        return json.dumps(answer)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
