"""Secrets that we hand out: a prefix that names the kind, 32 random characters (190 bits), a checksum of six.

The prefix tells the kinds apart without a query, and scanners for leaked secrets what they found; the checksum tells
a typing error. Only the SHA-256 is stored: with that many random bits a slow hash would protect nothing more.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import zlib

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_REST = re.compile(r"[0-9A-Za-z]{38}")

ACCESS_TOKEN = "yat"  # noqa: S105 (a prefix, no secret)
REFRESH_TOKEN = "yrt"  # noqa: S105 (as above)
CODE = "yac"
CLIENT_SECRET = "yas"  # noqa: S105 (as above)
SESSION = "ses"
DEVICE = "dev"
SETUP = "set"


def make(prefix: str) -> str:
    """A new secret, `yat_` and 38 characters for the prefix `yat`."""
    body = f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(32))
    return body + checksum(body)


def checksum(text: str) -> str:
    """Six characters made from the others: CRC-32 in base 62."""
    number = zlib.crc32(text.encode())
    digits = ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        digits = ALPHABET[rest] + digits
    return digits


def digest_of(text: str) -> str:
    """What is stored of a secret: its SHA-256, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def recognise(prefix: str, text: str | None) -> str | None:
    """The digest to look a secret up by; None for what cannot be one of this kind."""
    if text is None or not text.startswith(f"{prefix}_") or not _REST.fullmatch(text[len(prefix) + 1 :]):
        return None
    return digest_of(text) if checksum(text[:-6]) == text[-6:] else None
