"""Which of several media types a caller likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def best(accept: str, offered: Sequence[str]) -> str:
    """The offered type of the highest quality; of equals the one offered first, which is also the answer to none."""
    qualities = [_quality(each, accept) for each in offered]
    most = max(qualities)
    return offered[qualities.index(most)] if most > 0 else offered[0]


def _quality(offered: str, accept: str) -> float:
    """What the most specific range that matches says; 0 if none does."""
    kind = offered.partition("/")[0]
    found: dict[str, float] = {}
    for text in accept.split(","):
        name, *parameters = (part.strip().lower() for part in text.split(";"))
        quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            found[name] = float(quality)
        except ValueError:
            found[name] = 0.0
    for name in (offered, f"{kind}/*", "*/*"):
        if name in found:
            return found[name]
    return 0.0
