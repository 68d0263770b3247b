"""Signatures of what webhooks are sent: Standard Webhooks 1.0, `v1` (HMAC-SHA256) and `v1a` (Ed25519).

Both sign `<webhook-id>.<webhook-timestamp>.<body>`. Each webhook has a key pair of its own: nothing in what is signed
says where it was sent, so with one pair for all, whoever receives a webhook could pass it on to another's receiver.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Pair:
    """An Ed25519 key pair."""

    private: str  # 32 bytes in base64
    public: str  # whpk_ and 32 bytes in base64


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret and a key pair, ready to sign."""

    secret: bytes
    key: Ed25519PrivateKey

    @classmethod
    def of(cls, secret: str, private: str) -> Signer:
        """From what is stored."""
        return cls(secret_bytes(secret), Ed25519PrivateKey.from_private_bytes(base64.b64decode(private)))


def new_secret() -> str:
    """A secret of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def new_pair() -> Pair:
    """A new key pair."""
    key = Ed25519PrivateKey.generate()
    return Pair(
        base64.b64encode(key.private_bytes_raw()).decode(),
        "whpk_" + base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    )


def secret_bytes(secret: str) -> bytes:
    """The key: `whsec_…` holds it in base64, any other text is taken as its UTF-8 bytes. ValueError for bad base64."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def signature(signers: list[Signer], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: `v1,… v1,… v1a,… v1a,…`."""
    content = f"{message_id}.{timestamp}.".encode() + body
    # Not hmac.digest: it lets go of the interpreter, however short the text, and may wait for it for milliseconds.
    macs = [("v1", hmac.new(each.secret, content, hashlib.sha256).digest()) for each in signers]
    signed = [("v1a", each.key.sign(content)) for each in signers]
    return " ".join(f"{version},{base64.b64encode(each).decode()}" for version, each in [*macs, *signed])
