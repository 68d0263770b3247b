"""What is promised of the credential that asks."""

from __future__ import annotations

from typing import Any

from server.auth.permissions import PERMISSIONS
from tests.contract.inside.promises.vocabulary import NO_TEXT, Operation, Operations, Values, id_texts

# Every key holds token:read, so nobody is refused. Declared all the same, for other kinds of credential.
NEVER_ANSWERED = {("token.get", 403)}


OPERATIONS: Operations = {
    "token.get": Operation("GET", "/token", "token:read", links={"projects": ("projects.list", {})}),
}

SCHEMAS: Values = {
    "UserId": id_texts("usr"),
    "CredentialId": (
        ("key_123", "tok_123", f"ses_{'z' * 32}"),
        ("usr_123", "key_12", "key_A", "xkey_123", f"ses_{'z' * 33}", *NO_TEXT),
    ),
}

ENUMS: dict[str, set[Any]] = {
    "Permission": set(PERMISSIONS),
    "Token.type": {"api_key", "oauth_token", "session"},
}

MEANINGS: dict[str, set[str]] = {
    "CredentialId": {"Token.id"},
    "UserId": {"User.id"},
    "ProjectId": {"Token.project_ids.items"},
    "Timestamp": {"Token.created_at"},
    "NullableTimestamp": {"Token.expires_at"},
    "Environment": {"Token.environment"},
    "Permission": {"Token.permissions.items"},
}
