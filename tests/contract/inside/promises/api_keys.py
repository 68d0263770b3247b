"""What is promised of API keys."""

from __future__ import annotations

from typing import Any

from server.auth.permissions import PERMISSIONS
from tests.contract.inside.promises.vocabulary import (
    FIRST,
    ITS_ID,
    JSON,
    LIMIT,
    MOMENTS,
    NAMES,
    NO_NAMES,
    NO_OBJECT,
    PAGE,
    PROJECT_ID,
    Bodies,
    Operation,
    Operations,
    Parameter,
    Values,
    id_texts,
    identifier,
)

KEY = identifier("id", "key")


def api_key(**fields: Any) -> dict[str, Any]:
    """A key with these fields."""
    return {"name": "CI", "permissions": ["token:read"], **fields}


FUTURE = ("2099-01-15T10:30:00Z", "2099-01-15T10:30:00.123456+01:00")
NO_EXPIRY: tuple[Any, ...] = ("2099-01-15", "", "tomorrow", 4071292200, True, [], {})
NO_PERMISSIONS: tuple[Any, ...] = (
    True,
    [],
    ["projects"],
    ["Projects:read"],
    ["token:read"] * 101,
    "token:read",
    {},
    None,
    [5],
)
NO_RESTRICTIONS: tuple[Any, ...] = (True, [], ["proj_000"] * 101, "proj_000", {}, [5], ["team_000"])


OPERATIONS: Operations = {
    "api_keys.list": Operation(
        "GET",
        "/api-keys",
        "api_keys:read",
        parameters=(PAGE, LIMIT, Parameter("revoked", default=False, takes=(True, False), refuses=("yes", "", 1))),
        links={"key": ("api_keys.get", FIRST)},
    ),
    # Takes no Idempotency-Key: its answer, with the secret, would be kept for a day.
    "api_keys.create": Operation(
        "POST",
        "/api-keys",
        "api_keys:write",
        201,
        (),
        (JSON,),
        body_required=True,
        links={
            "get": ("api_keys.get", ITS_ID),
            "update": ("api_keys.update", ITS_ID),
            "rotate": ("api_keys.rotate", ITS_ID),
            "delete": ("api_keys.delete", ITS_ID),
        },
    ),
    "api_keys.get": Operation(
        "GET",
        "/api-keys/{id}",
        "api_keys:read",
        parameters=(KEY,),
        links={"rotate": ("api_keys.rotate", ITS_ID), "delete": ("api_keys.delete", ITS_ID)},
    ),
    "api_keys.update": Operation(
        "PUT",
        "/api-keys/{id}",
        "api_keys:write",
        200,
        (KEY,),
        (JSON,),
        body_required=True,
        links={"get": ("api_keys.get", ITS_ID)},
    ),
    "api_keys.delete": Operation(
        "DELETE", "/api-keys/{id}", "api_keys:write", 200, (KEY,), links={"gone": ("api_keys.get", ITS_ID)}
    ),
    "api_keys.rotate": Operation(
        "POST",
        "/api-keys/{id}/rotate",
        "api_keys:write",
        200,
        (KEY,),
        (JSON,),
        links={"get": ("api_keys.get", ITS_ID), "delete": ("api_keys.delete", ITS_ID)},
    ),
}

TAKES: Bodies = {
    "api_keys.create": (
        *(api_key(name=each) for each in NAMES),
        *(api_key(permissions=[each]) for each in PERMISSIONS),
        api_key(permissions=["token:read"] * 100),
        api_key(project_ids=None),
        api_key(project_ids=[PROJECT_ID] * 100),
        *(api_key(expires_at=each) for each in (None, *FUTURE)),
    ),
    "api_keys.update": (
        *({"name": each} for each in NAMES),
        *({"permissions": [each]} for each in PERMISSIONS),
        *({"expires_at": each} for each in (None, *FUTURE)),
        {"permissions": ["token:read"], "project_ids": [PROJECT_ID]},
        {"project_ids": None},
    ),
    "api_keys.rotate": ({}, {"overlap_hours": 0}, {"overlap_hours": 168}),
}

REFUSES: Bodies = {
    "api_keys.create": (
        {},
        *NO_OBJECT,
        {"name": "a"},
        {"permissions": ["token:read"]},
        *(api_key(name=each) for each in NO_NAMES),
        *(api_key(permissions=each) for each in NO_PERMISSIONS),
        *(api_key(project_ids=each) for each in NO_RESTRICTIONS),
        *(api_key(expires_at=each) for each in NO_EXPIRY),
        api_key(environment="sandbox"),
    ),
    "api_keys.update": (
        {},
        *NO_OBJECT,
        *({"name": each} for each in NO_NAMES),
        *({"permissions": each} for each in NO_PERMISSIONS),
        *({"project_ids": each} for each in NO_RESTRICTIONS),
        *({"expires_at": each} for each in NO_EXPIRY),
        {"name": "a", "revoked": False},
    ),
    "api_keys.rotate": (
        *NO_OBJECT,
        *({"overlap_hours": each} for each in (-1, 169, 1.5, "1", None, True)),
        {"overlap": 1},
    ),
}

REFUSED_BY_RULES: Bodies = {
    "api_keys.create": (
        api_key(project_ids=["proj_000"]),
        api_key(permissions=["teams:read"], project_ids=[PROJECT_ID]),
        api_key(expires_at=MOMENTS[0]),
    ),
    "api_keys.update": (
        {"project_ids": ["proj_000"]},
        {"permissions": ["audit_log:read"], "project_ids": [PROJECT_ID]},
        {"expires_at": MOMENTS[0]},
    ),
}

BODY_DEFAULTS: dict[str, dict[str, Any]] = {
    "api_keys.rotate": {"overlap_hours": 24},
}

SCHEMAS: Values = {
    "KeyId": id_texts("key"),
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "KeyName": (1, 100),
}

FIELDS: dict[str, set[str]] = {
    "ApiKeyCreate": {"name", "permissions", "project_ids", "expires_at"},
    "ApiKeyUpdate": {"name", "permissions", "project_ids", "expires_at"},
    "ApiKeyRotation": {"overlap_hours"},
}

MEANINGS: dict[str, set[str]] = {
    "KeyId": {"ApiKey.id", "ApiKeySecret.id"},
    "KeyName": {"ApiKeyCreate.name", "ApiKeyUpdate.name"},
    "KeyPermissions": {"ApiKeyCreate.permissions", "ApiKeyUpdate.permissions"},
    "ProjectRestriction": {"ApiKeyCreate.project_ids", "ApiKeyUpdate.project_ids"},
    "OverlapHours": {"ApiKeyRotation.overlap_hours"},
    "ProjectId": {"ApiKey.project_ids.items", "ApiKeySecret.project_ids.items", "ProjectRestriction.items"},
    "Timestamp": {"ApiKey.created_at", "ApiKeySecret.created_at"},
    "NullableTimestamp": {
        "ApiKey.expires_at",
        "ApiKey.last_used_at",
        "ApiKey.previous_expires_at",
        "ApiKeyCreate.expires_at",
        "ApiKeySecret.expires_at",
        "ApiKeySecret.last_used_at",
        "ApiKeySecret.previous_expires_at",
        "ApiKeyUpdate.expires_at",
    },
    "Environment": {"ApiKey.environment", "ApiKeySecret.environment"},
    "Permission": {"ApiKey.permissions.items", "ApiKeySecret.permissions.items", "KeyPermissions.items"},
}
