"""What an application may ask a person for: `read`, `write`, and permissions by their own names."""

from __future__ import annotations

from collections.abc import Iterable

from server.auth.permissions import ALWAYS, PERMISSIONS, expand

# What makes credentials stays with people and the keys that they made: an application that could mint a key for itself
# would outlive the consent that it was given.
_PEOPLE_ONLY = frozenset({"api_keys:write", "oauth_apps:write"})

SCOPES: dict[str, str] = {
    "read": "See everything that you can see: projects, deployments, teams, and your settings without their secrets",
    "write": "Change what you can change: projects, deployments and teams",
    **{name: words for name, words in PERMISSIONS.items() if name not in ALWAYS | _PEOPLE_ONLY},
}


def parse(text: str | None, allowed: Iterable[str]) -> list[str] | None:
    """The scopes of a request, in the order of the table; None if one is unknown or not among `allowed`.

    Allowed is also a permission that an allowed `read` or `write` includes. Nothing asked for is everything allowed.
    """
    allowed = list(allowed)
    wanted = set((text or "").split(" ")) - {""} or set(allowed)
    reachable = set(allowed) | expand(allowed)
    return [each for each in SCOPES if each in wanted] if wanted <= reachable & SCOPES.keys() else None
