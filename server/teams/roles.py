"""What each role in a team may do, in one readable table. Every check asks `denied`; the docs are made from here."""

from __future__ import annotations

from typing import Final

# What can be done in a team. The words stand in error messages: "to <action> it must be …".
SEE: Final = "see the team, its members and its projects"
CHANGE_PROJECTS: Final = "create, change, deploy and delete its projects"
TRANSFER_PROJECTS: Final = "transfer its projects to somebody else"
CHANGE_TEAM: Final = "change the team"
MANAGE_MEMBERS: Final = "invite, change and remove members"
MANAGE_WEBHOOKS: Final = "create, change and test its webhooks"
SEE_AUDIT_LOG: Final = "see its audit log"
MANAGE_OWNERS: Final = "make, change and remove owners"
DELETE_TEAM: Final = "delete the team"

VIEWER: Final = frozenset({SEE})
MEMBER: Final = VIEWER | {CHANGE_PROJECTS}
ADMIN: Final = MEMBER | {TRANSFER_PROJECTS, CHANGE_TEAM, MANAGE_MEMBERS, MANAGE_WEBHOOKS, SEE_AUDIT_LOG}
OWNER: Final = ADMIN | {MANAGE_OWNERS, DELETE_TEAM}

# The least first: each may do what those before it may, and more.
ROLES: Final[dict[str, frozenset[str]]] = {"viewer": VIEWER, "member": MEMBER, "admin": ADMIN, "owner": OWNER}


def denied(role: str, action: str) -> str | None:
    """Why a member with this role may not do this; None if they may. A role that nobody knows may do nothing."""
    if action in ROLES.get(role, ()):
        return None
    allowed = [name for name, actions in ROLES.items() if action in actions]
    needed = allowed[0] if len(allowed) == 1 else f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    return f"Your role in this team is {role}; to {action} it must be {needed}."


def gives(role: str | None) -> frozenset[str]:
    """The roles that a member with this one may give to others; None is for who is no member."""
    actions = ROLES.get(role or "", frozenset())
    if MANAGE_MEMBERS not in actions:
        return frozenset()
    return frozenset(ROLES) if MANAGE_OWNERS in actions else frozenset(ROLES) - {"owner"}


def rank(role: str) -> int:
    """0 for the role that may do the least."""
    return list(ROLES).index(role)
