"""What is promised of teams, their members and invitations."""

from __future__ import annotations

from typing import Any

from server.teams.roles import ROLES
from tests.contract.inside.promises.vocabulary import (
    FIRST,
    IDEMPOTENCY,
    ITS_ID,
    JSON,
    LIMIT,
    NAMES,
    NO_NAMES,
    NO_OBJECT,
    NO_TEXT,
    NO_WORDS,
    PAGE,
    TEAM,
    THAT_ID,
    URLS,
    Bodies,
    Operation,
    Operations,
    Values,
    id_texts,
    identifier,
    identifiers,
)

ITS_TEAM = identifier("id", "team")
MEMBER = identifier("userId", "usr")
INVITATION = identifier("invitationId", "inv")
ADDRESSES = ("a@b", "A.B+c@Example.ORG", f"{'l' * 64}@{'d' * 189}", "ü@example.org")
NO_ADDRESSES = ("", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n", f"{'l' * 65}@d", f"l@{'d' * 190}", *NO_TEXT)


OPERATIONS: Operations = {
    "teams.list": Operation(
        "GET",
        "/teams",
        "teams:read",
        parameters=(PAGE, LIMIT),
        links={"team": ("teams.get", FIRST), "members": ("teams.members.list", FIRST)},
    ),
    "teams.create": Operation(
        "POST",
        "/teams",
        "teams:write",
        201,
        (IDEMPOTENCY,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={
            "get": ("teams.get", ITS_ID),
            "update": ("teams.update", ITS_ID),
            "delete": ("teams.delete", ITS_ID),
            "members": ("teams.members.list", ITS_ID),
            "add_member": ("teams.members.add", ITS_ID),
        },
    ),
    "teams.get": Operation(
        "GET",
        "/teams/{id}",
        "teams:read",
        parameters=(ITS_TEAM,),
        links={
            "members": ("teams.members.list", ITS_ID),
            "projects": ("projects.list", {"team": "$response.body#/data/id"}),
        },
    ),
    "teams.update": Operation(
        "PUT",
        "/teams/{id}",
        "teams:write",
        200,
        (ITS_TEAM,),
        (JSON,),
        body_required=True,
        links={"get": ("teams.get", ITS_ID)},
    ),
    "teams.delete": Operation(
        "DELETE",
        "/teams/{id}",
        "teams:write",
        200,
        (ITS_TEAM,),
        conflicts=True,
        links={"gone": ("teams.get", ITS_ID)},
    ),
    "teams.members.list": Operation(
        "GET",
        "/teams/{id}/members",
        "teams:read",
        parameters=(ITS_TEAM, PAGE, LIMIT),
        links={
            "add": ("teams.members.add", THAT_ID),
            "update": ("teams.members.update", {**THAT_ID, "userId": "$response.body#/data/0/user/id"}),
        },
    ),
    "teams.members.add": Operation(
        "POST",
        "/teams/{id}/members",
        "teams:write",
        201,
        (ITS_TEAM,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={
            "members": ("teams.members.list", THAT_ID),
            "invitations": ("teams.invitations.list", THAT_ID),
        },
    ),
    "teams.members.update": Operation(
        "PUT",
        "/teams/{id}/members/{userId}",
        "teams:write",
        200,
        (ITS_TEAM, MEMBER),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={"members": ("teams.members.list", THAT_ID)},
    ),
    "teams.members.remove": Operation(
        "DELETE",
        "/teams/{id}/members/{userId}",
        "teams:write",
        200,
        (ITS_TEAM, MEMBER),
        conflicts=True,
        links={"members": ("teams.members.list", THAT_ID)},
    ),
    "teams.invitations.list": Operation(
        "GET",
        "/teams/{id}/invitations",
        "teams:read",
        parameters=(ITS_TEAM, PAGE, LIMIT),
        links={
            "revoke": ("teams.invitations.revoke", {**THAT_ID, "invitationId": "$response.body#/data/0/id"}),
        },
    ),
    "teams.invitations.revoke": Operation(
        "DELETE",
        "/teams/{id}/invitations/{invitationId}",
        "teams:write",
        200,
        (ITS_TEAM, INVITATION),
        links={"invitations": ("teams.invitations.list", THAT_ID)},
    ),
}

TAKES: Bodies = {
    "teams.create": tuple({"name": each} for each in NAMES),
    "teams.update": tuple({"name": each} for each in NAMES),
    "teams.members.add": (
        *({"email": each} for each in ADDRESSES),
        *({"email": f"{each}@example.org", "role": each} for each in ROLES),
    ),
    "teams.members.update": tuple({"role": each} for each in ROLES),
}

REFUSES: Bodies = {
    "teams.create": ({}, *NO_OBJECT, *({"name": each} for each in NO_NAMES), {"name": "a", "role": "owner"}),
    "teams.update": ({}, *NO_OBJECT, *({"name": each} for each in NO_NAMES), {"name": "a", "id": TEAM}),
    "teams.members.add": (
        *NO_OBJECT,
        *({"email": each} for each in NO_ADDRESSES),
        *({"user_id": each} for each in (*identifiers("usr")[1], "", *NO_TEXT)),
        *({"email": "a@b.example", "role": each} for each in NO_WORDS),
        {"email": "a@b.example", "name": "a"},
    ),
    "teams.members.update": (
        {},
        *NO_OBJECT,
        *({"role": each} for each in NO_WORDS),
        {"role": "admin", "name": "a"},
    ),
}

REFUSED_BY_RULES: Bodies = {
    "teams.members.add": ({}, {"role": "member"}, {"user_id": "usr_000"}, {"user_id": "usr_000", "email": "a@b"}),
}

BODY_DEFAULTS: dict[str, dict[str, Any]] = {
    "teams.members.add": {"role": "member"},
}

SCHEMAS: Values = {
    "InvitationId": id_texts("inv"),
    "TeamId": id_texts("team"),
    "InvitationLink.url": URLS,
}

ENUMS: dict[str, set[Any]] = {
    "Role": set(ROLES),
    "TeamMember.status": {"active", "invited"},
}

FORMATS: dict[str, str] = {
    "InvitationLink.url": "uri",
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "TeamName": (1, 100),
    "Email": (3, 254),
}

FIELDS: dict[str, set[str]] = {
    "TeamCreate": {"name"},
    "TeamUpdate": {"name"},
    "TeamMemberAdd": {"user_id", "email", "role"},
    "TeamMemberUpdate": {"role"},
}

MEANINGS: dict[str, set[str]] = {
    "UserId": {"Invitation.invited_by", "MemberUser.id", "TeamMemberAdd.user_id"},
    "TeamId": {"Team.id", "TeamSummary.id"},
    "InvitationId": {"Invitation.id", "InvitationLink.id"},
    "Role": {"Invitation.role", "Team.role", "TeamMember.role", "TeamMemberAdd.role", "TeamMemberUpdate.role"},
    "Email": {"TeamMemberAdd.email"},
    "TeamName": {"TeamCreate.name", "TeamUpdate.name"},
    "Timestamp": {
        "Invitation.created_at",
        "Invitation.expires_at",
        "InvitationLink.expires_at",
        "Team.created_at",
        "Team.updated_at",
        "TeamMember.created_at",
    },
}
