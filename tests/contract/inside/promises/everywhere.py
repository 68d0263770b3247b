"""What is promised of what every room has: times, pages, errors."""

from __future__ import annotations

from typing import Any

from tests.contract.inside.promises.vocabulary import (
    ANY_TEXT,
    KEYS,
    MOMENTS,
    NO_MOMENTS,
    NO_TEXT,
    Values,
    at_least,
    identifiers,
)

SCHEMAS: Values = {
    "Revoked": ((True, False), (0, 1, "true", None)),
    "IdempotencyKey": (KEYS[0], (*KEYS[1], *NO_TEXT)),
    "RequestId": (("a", "A-Z_09", "zZ", "r" * 64), ("", "r" * 65, "a b", "a.b", *NO_TEXT)),
    "Timestamp": (MOMENTS, (*NO_MOMENTS, None)),
    "NullableTimestamp": ((*MOMENTS, None), NO_MOMENTS),
    "Path": (("/v1/projects/proj_1", "/v1/deployments/deploy_1"), ("a b", "http://[", *NO_TEXT)),
    "Seconds": (at_least(0)[0], (*at_least(0)[1], None)),
    "Challenge": ANY_TEXT,
    "NullableTeamId": ((*identifiers("team")[0], None), identifiers("team")[1]),
    "Pagination.page": at_least(1),
    "Pagination.limit": at_least(1, 100),
    "Pagination.total": at_least(0),
    "Pagination.pages": at_least(0),
}

HEADERS: dict[str, str] = {
    "X-Request-Id": "RequestId",
    "X-Spec-Digest": "Digest",
    "Location": "Path",
    "WWW-Authenticate": "Challenge",
    "Retry-After": "Seconds",
    "Idempotency-Replayed": "IsReplay",
}

CONSTANTS: dict[str, Any] = {
    "Deleted.deleted": True,
}

FORMATS: dict[str, str] = {
    "Timestamp": "date-time",
    "NullableTimestamp": "date-time",
    "Path": "uri-reference",
}

MEANINGS: dict[str, set[str]] = {
    "RequestId": {"ErrorBody.request_id"},
}
