"""Every permission there is, in one readable table. The contract's `Permission` is checked against it at start."""

from __future__ import annotations

from collections.abc import Iterable

# Held by every credential without being asked for: it may always see itself.
ALWAYS = frozenset({"token:read"})

PERMISSIONS: dict[str, str] = {
    "token:read": "See the credential itself",
    "projects:read": "See projects",
    "projects:write": "Create, change and delete projects",
    "deployments:read": "See deployments and their logs",
    "deployments:write": "Deploy, cancel and promote",
    "teams:read": "See teams, their members and invitations",
    "teams:write": "Create, change and delete teams, their members and invitations",
    "api_keys:read": "See API keys, without their secrets",
    "api_keys:write": "Create, change, rotate and revoke API keys",
    "audit_log:read": "See who did what",
    "webhooks:read": "See webhooks and what was sent to them",
    "webhooks:write": "Create, change, test and delete webhooks",
    "events:read": "See what has happened",
    "oauth_apps:read": "See OAuth applications, without their secrets",
    "oauth_apps:write": "Create, change and delete OAuth applications",
}

# What counts on a credential that is restricted to some projects. Whatever else it holds reaches beyond them, and does
# not count: a permission that is new is refused there until somebody decides otherwise.
WITHIN_PROJECTS = frozenset(
    {
        "token:read",
        "projects:read",
        "projects:write",
        "deployments:read",
        "deployments:write",
        "api_keys:read",
        "api_keys:write",
    }
)

# Never granted by the words `read` and `write`, only by name: a key outlives the consent that made it.
_BY_NAME_ONLY = frozenset({"api_keys:write", "oauth_apps:write"})

# The scopes of OAuth 2.0 that stand for several permissions. `write` without `read` can change what it cannot see.
SCOPES: dict[str, frozenset[str]] = {
    word: frozenset(name for name in PERMISSIONS if name.endswith(f":{word}") and name not in _BY_NAME_ONLY)
    for word in ("read", "write")
}


def expand(scopes: Iterable[str]) -> frozenset[str]:
    """The permissions that scopes (`read`, `write`, or a permission itself) stand for; unknown words stand for none."""
    found = set(ALWAYS)
    for scope in scopes:
        found |= SCOPES.get(scope, frozenset({scope} & PERMISSIONS.keys()))
    return frozenset(found)


def effective(permissions: Iterable[str], project_ids: Iterable[str] | None) -> frozenset[str]:
    """What a credential with these permissions may do; `project_ids`: the projects that it is restricted to, if any."""
    held = frozenset(permissions) | ALWAYS
    return held if project_ids is None else held & WITHIN_PROJECTS
