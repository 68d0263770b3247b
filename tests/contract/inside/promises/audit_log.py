"""What is promised of the audit log."""

from __future__ import annotations

from tests.contract.inside.promises.vocabulary import (
    LIMIT,
    MOMENTS,
    NO_TEXT,
    PAGE,
    Operation,
    Operations,
    Parameter,
    Values,
    at_least,
    id_texts,
    identifier,
)

ACTIONS = (
    ("teams.create", "a_b.c.d", "z.z", "a." + "a" * 58),
    ("", "teams", "Teams.create", "a.", ".a", "a-b.c", "a.b!", "a." + "a" * 59),
)
OBJECTS = (("a", "usr_124", "A-Z_09", "o" * 100), ("", "o" * 101, "a b", "a.b"))


OPERATIONS: Operations = {
    "audit_log.list": Operation(
        "GET",
        "/audit-log",
        "audit_log:read",
        parameters=(
            PAGE,
            LIMIT,
            identifier("team", "team", "query"),
            identifier("actor", "usr", "query"),
            Parameter("action", takes=ACTIONS[0], refuses=ACTIONS[1]),
            Parameter("object", takes=OBJECTS[0], refuses=OBJECTS[1]),
            Parameter("since", takes=MOMENTS, refuses=("2024-01-15", "15.01.2024 10:30", "", 1705314600)),
            Parameter("until", takes=MOMENTS, refuses=("2024-01-15", "15.01.2024 10:30", "", 1705314600)),
        ),
        links={"same_object": ("audit_log.list", {"object": "$response.body#/data/0/object_id"})},
    ),
}

SCHEMAS: Values = {
    "AuditEntryId": id_texts("aud"),
    "Action": (ACTIONS[0], (*ACTIONS[1], *NO_TEXT)),
    "ObjectId": (OBJECTS[0], (*OBJECTS[1], *NO_TEXT)),
    "AuditEntry.number": at_least(1),
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "Action": (None, 60),
}

MEANINGS: dict[str, set[str]] = {
    "UserId": {"AuditActor.id"},
    "AuditEntryId": {"AuditEntry.id"},
    "Digest": {"AuditEntry.hash"},
    "Timestamp": {"AuditEntry.at"},
}
