"""The label of a project's site, made from its name."""

from __future__ import annotations

import re
import secrets
import unicodedata

MAX_LENGTH = 35  # with a deployment's 26 characters and "--" it fits the 63 of a DNS label (RFC 1035, 2.3.4)
# Names that people would take for ours, or that mean something to a browser or a mail server.
RESERVED = frozenset(
    {"admin", "api", "app", "assets", "auth", "blog", "cdn", "console", "docs", "ftp", "help", "imap", "localhost"}
    | {"login", "mail", "mx", "ns", "ns1", "ns2", "oauth", "pop", "postmaster", "root", "sandbox", "security", "smtp"}
    | {"staging", "static", "status", "support", "test", "webmail", "www"}
)
_ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789"


def slug(name: str) -> str:
    """`Café & Söhne` → `cafe-sohne`; a name without a Latin letter or digit gives `site`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    label = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")
    return label or "site"


def with_suffix(label: str) -> str:
    """The same with six random characters at its end, still within the length."""
    suffix = "".join(secrets.choice(_ALPHABET) for _ in range(6))
    return f"{label[: MAX_LENGTH - 7].strip('-')}-{suffix}"
