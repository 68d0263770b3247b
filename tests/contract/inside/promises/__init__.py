"""What the platform promises, written by hand from the API overview and from what the code does, not from the contract.

A value that is taken or refused stands here once and is used twice: against the contract's schema, which is quick, and
in a request to the server (test_requests.py). If you are here because a test failed: did you mean to change a promise?

Each tag has a file, in which these names say what is promised of it; a new tag needs its name in TAGS and its file:

OPERATIONS        its operations by operationId
TAKES, REFUSES    bodies that an operation takes, and those that it answers with 422
REFUSED_BY_RULES  bodies that are refused for what a schema can't say
BODY_DEFAULTS     what an operation fills in where the body is silent
SCHEMAS           what these schemas take and refuse, where no request can show it; `Name.property` is a part of one
ENUMS, CONSTANTS  the words of each list, from the code that writes them, and the only value of a field
FORMATS, LENGTHS  what forms and SDKs read, even where a pattern says the same; lengths in characters, least and most
TEXTS             what the server would refuse too: SDKs and forms are to know it before
SOURCES           schemas that are told apart by `type`, and the schema that each word leads to
FIELDS            the fields that a request can have; an unknown one is a mistake
HEADERS           the schema of each header of answers
MEANINGS          what a text or a number means, and where it does
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tests.contract.inside.promises.vocabulary import Bodies, Operations, Values

SERVERS = [
    "https://api.your-app.com/v1",
    "https://api-staging.your-app.com/v1",
    "https://api-sandbox.your-app.com/v1",
    "http://{host}/v1",
]
# What clients are called and where they go: who installs, imports or configures one depends on each of these names.
SDK = {
    "version": "1.0.0",
    "client": "YourAppClient",
    "environment_prefix": "YOUR_APP",
    "command": "your-app",
    "key_placeholder": "YOUR_API_KEY",
    "python": {"distribution": "your-app-api", "package": "your_app_api"},
    "javascript": {"package": "@your-app/api-client"},
    "php": {"package": "your-app/api-client", "client": "YourApp\\ApiClient"},
    "postman": {"collection": "Your App API"},
    "environments": dict(
        zip(("production", "staging", "sandbox", "local"), [*SERVERS[:3], "http://localhost:8000/v1"], strict=True)
    ),
}
TAGS = [
    *("health", "token", "projects", "deployments", "teams", "api_keys", "oauth_apps", "audit_log"),
    *("webhooks", "events"),
]
# The answer that each status of an error is, the same one for every operation.
ERRORS = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "PayloadTooLarge",
    415: "UnsupportedMediaType",
    422: "ValidationError",
    500: "InternalServerError",
    503: "ServiceUnavailable",
}
# Response headers besides those that every answer has. Unlisted ones are the transport's.
EVERY_HEADER = {"x-request-id", "x-spec-digest"}
HEADERS_BY_STATUS = {
    201: {"location"},
    401: {"www-authenticate"},
    403: {"www-authenticate"},
    503: {"retry-after"},
}
TRANSPORT = {
    *("content-type", "content-length", "cache-control", "x-content-type-options"),
    *("access-control-allow-origin", "access-control-expose-headers"),
    "idempotency-replayed",  # scripts/check_spec.py knows where it is declared; tests/edge/test_idempotency.py sees it
}

ROOMS = [import_module(f"{__name__}.{each}") for each in (*TAGS, "everywhere")]
KINDS = {
    *("OPERATIONS", "TAKES", "REFUSES", "REFUSED_BY_RULES", "BODY_DEFAULTS", "SCHEMAS", "ENUMS", "CONSTANTS"),
    *("HEADERS", "FORMATS", "LENGTHS", "TEXTS", "SOURCES", "FIELDS", "MEANINGS"),
}


def gathered(kind: str) -> dict[str, Any]:
    """What all rooms promise of this kind. A set may be told in parts, each by the room that it is about."""
    found: dict[str, Any] = {}
    for room in ROOMS:
        for name, promise in getattr(room, kind, {}).items():
            if kind == "MEANINGS":
                promise = found.get(name, set()) | promise
            else:
                assert name not in found, f"{kind} of {name} is promised twice"
            found[name] = promise
    return found


for _room in ROOMS:
    _unknown = {name for name in _room.__annotations__ if isinstance(getattr(_room, name), dict)} - KINDS
    assert not _unknown, f"nobody reads {_unknown} of {_room.__name__}: KINDS has the names"

OPERATIONS: Operations = gathered("OPERATIONS")
TAKES: Bodies = gathered("TAKES")
REFUSES: Bodies = gathered("REFUSES")
REFUSED_BY_RULES: Bodies = gathered("REFUSED_BY_RULES")
BODY_DEFAULTS: dict[str, dict[str, Any]] = gathered("BODY_DEFAULTS")
SCHEMAS: Values = gathered("SCHEMAS")
ENUMS: dict[str, set[Any]] = gathered("ENUMS")
CONSTANTS: dict[str, Any] = gathered("CONSTANTS")
FORMATS: dict[str, str] = gathered("FORMATS")
HEADERS: dict[str, str] = gathered("HEADERS")
LENGTHS: dict[str, tuple[int | None, int | None]] = gathered("LENGTHS")
TEXTS: Values = gathered("TEXTS")
SOURCES: dict[str, dict[str, str]] = gathered("SOURCES")
FIELDS: dict[str, set[str]] = gathered("FIELDS")
MEANINGS: dict[str, set[str]] = gathered("MEANINGS")
