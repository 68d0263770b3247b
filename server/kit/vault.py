"""Seals what the database keeps and must not tell: a copy of it, or whoever reads it, learns no secret.

AES-256-GCM with a random nonce. The key is derived (HKDF-SHA256, RFC 5869) from the server's secret key, which is not
in the database. What is sealed is bound to where it stands: moved to another row it does not open.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.kit.config import Settings
from server.kit.secret_key import secret_key

NONCE_BYTES = 12
KEY_ID_CHARACTERS = 8


class Sealed(RuntimeError):
    """What was sealed does not open; the message says what the operator has to do."""


class Vault:
    """The keys of one server: it seals with the first and opens with any."""

    def __init__(self, secret: str, *others: str) -> None:
        self._keys = {_key_id(key): AESGCM(key) for key in map(_derived, (secret, *others))}
        self.key_id = next(iter(self._keys))

    @property
    def key_ids(self) -> list[str]:
        """Of the keys that open."""
        return list(self._keys)

    def seal(self, text: str, place: str) -> str:
        """The text, which only `open` with the same `place` reads."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._keys[self.key_id].encrypt(nonce, text.encode(), place.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, place: str, key_id: str) -> str:
        """What was sealed with this key. Raises Sealed."""
        key = self._keys.get(key_id)
        if key is None:
            raise Sealed(missing([key_id], self.key_ids))
        raw = base64.b64decode(sealed)
        try:
            return key.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except InvalidTag:
            raise Sealed(f"What stands at {place} was not sealed there, or was changed since.") from None


def missing(wanted: list[str], there: list[str]) -> str:
    """What to say of keys that are not there."""
    return (
        f"The database has secrets that were sealed with the key {', '.join(wanted)}, and this process has "
        f"{', '.join(there)}. Set YOUR_APP_SECRET_KEY, or secret.key in the data folder, to what it was, the same for "
        "every process; or add what it was to YOUR_APP_OLD_SECRET_KEYS."
    )


def vault_of(settings: Settings) -> Vault:
    """The vault of these settings."""
    return _vault(secret_key(settings), settings.old_secret_keys)


@lru_cache(maxsize=8)
def _vault(secret: str, others: str) -> Vault:
    return Vault(secret, *filter(None, others.split(",")))


def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"your-app vault").derive(secret.strip().encode())


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"key id" + key).hexdigest()[:KEY_ID_CHARACTERS]
