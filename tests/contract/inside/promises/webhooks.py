"""What is promised of webhooks and their deliveries."""

from __future__ import annotations

from typing import Any

from server.events.types import TYPES
from tests.contract.inside.promises.events import FILTERS
from tests.contract.inside.promises.vocabulary import (
    DESCRIPTIONS,
    FIRST,
    IDEMPOTENCY,
    ITS_ID,
    JSON,
    LIMIT,
    MOMENTS,
    NO_DESCRIPTIONS,
    NO_MOMENTS,
    NO_OBJECT,
    NO_TEXT,
    NO_WORDS,
    PAGE,
    TEAM,
    URLS,
    Bodies,
    Operation,
    Operations,
    Parameter,
    Values,
    at_least,
    id_texts,
    identifier,
    identifiers,
    one_of,
    whole,
)

WEBHOOK = identifier("id", "wh")
DELIVERIES = (
    (*identifiers("dlv")[0], f"dlv_{'z' * 64}"),
    (*identifiers("dlv")[1][:1], f"dlv_{'a' * 65}", "dlv_A23", "xdlv_123"),
)
DELIVERY = Parameter("deliveryId", "path", True, None, *DELIVERIES)
ITS_WEBHOOK = {"id": "$response.body#/data/webhook_id"}
ITS_DELIVERY = {**ITS_WEBHOOK, "deliveryId": "$response.body#/data/id"}


def webhook(**fields: Any) -> dict[str, Any]:
    """A webhook with these fields."""
    return {"url": "https://your-app.com/hook", "events": ["*"], **fields}


TARGETS = ("https://ab", "https://your-app.com/a?b=c", "https://a.example/!~", "https://a.example/" + "a" * 1982)
NO_TARGETS = (
    "https://a",
    TARGETS[-1] + "a",
    "ftp://a.example",
    "https:/a.example.org",
    "xhttps://a.example",
    "https://a b",
    "https://a.example/ ",
    " https://a.example",
    "",
    *NO_TEXT,
)
SECRETS = ("s" * 16, "s" * 200, "ein geheimes W\u00f6rt")
NO_SECRETS = ("", "s" * 15, "s" * 201, "more than\none line", "a secret of\x7f17", *NO_TEXT)
NO_FILTERS: tuple[Any, ...] = (
    True,
    [],
    ["gone"],
    ["webhook.test"],
    ["Deployment.*"],
    ["*", "*"],
    "*",
    *({"a": 1}, 5, None, [None]),
)
NO_PROJECTS: tuple[Any, ...] = (
    True,
    ["proj_1"],
    ["proj_123", "proj_123"],
    [f"proj_{number:03}" for number in range(51)],
    "proj_123",
    5,
    None,
    {},
    [None],
)
DELIVERIES_SHOWN = ("Delivery", "DeliveryDetail")


OPERATIONS: Operations = {
    "webhooks.list": Operation(
        "GET",
        "/webhooks",
        "webhooks:read",
        200,
        (PAGE, LIMIT, identifier("team", "team", "query")),
        links={"webhook": ("webhooks.get", FIRST)},
    ),
    "webhooks.create": Operation(
        "POST",
        "/webhooks",
        "webhooks:write",
        201,
        (IDEMPOTENCY,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={
            **{each: (f"webhooks.{each}", ITS_ID) for each in ("get", "test", "update", "rotate_secret", "keys")},
            **{each: (f"webhooks.{each}", ITS_ID) for each in ("replay", "delete")},
            "deliveries": ("webhooks.deliveries.list", ITS_ID),
        },
    ),
    "webhooks.get": Operation(
        "GET",
        "/webhooks/{id}",
        "webhooks:read",
        200,
        (WEBHOOK,),
        links={"deliveries": ("webhooks.deliveries.list", ITS_ID)},
    ),
    "webhooks.update": Operation(
        "PUT",
        "/webhooks/{id}",
        "webhooks:write",
        200,
        (WEBHOOK,),
        (JSON,),
        body_required=True,
        links={"get": ("webhooks.get", ITS_ID)},
    ),
    "webhooks.delete": Operation(
        "DELETE", "/webhooks/{id}", "webhooks:write", 200, (WEBHOOK,), links={"gone": ("webhooks.get", ITS_ID)}
    ),
    "webhooks.test": Operation(
        "POST",
        "/webhooks/{id}/test",
        "webhooks:write",
        201,
        (WEBHOOK,),
        conflicts=True,
        links={
            "get": ("webhooks.deliveries.get", ITS_DELIVERY),
            "redeliver": ("webhooks.deliveries.redeliver", ITS_DELIVERY),
            "event": ("events.get", {"id": "$response.body#/data/event_id"}),
        },
    ),
    "webhooks.rotate_secret": Operation(
        "POST",
        "/webhooks/{id}/rotate-secret",
        "webhooks:write",
        200,
        (WEBHOOK,),
        (JSON,),
        links={"keys": ("webhooks.keys", ITS_WEBHOOK)},
    ),
    "webhooks.keys": Operation("GET", "/webhooks/{id}/keys", None, 200, (WEBHOOK,)),
    "webhooks.replay": Operation(
        "POST",
        "/webhooks/{id}/replay",
        "webhooks:write",
        200,
        (WEBHOOK,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={"deliveries": ("webhooks.deliveries.list", ITS_WEBHOOK)},
    ),
    "webhooks.deliveries.list": Operation(
        "GET",
        "/webhooks/{id}/deliveries",
        "webhooks:read",
        200,
        (
            WEBHOOK,
            PAGE,
            LIMIT,
            one_of("status", ("waiting", "delivered", "failed")),
            one_of("type", TYPES),
            identifier("event", "evt", "query"),
        ),
        links={
            "delivery": (
                "webhooks.deliveries.get",
                {"id": "$response.body#/data/0/webhook_id", "deliveryId": "$response.body#/data/0/id"},
            )
        },
    ),
    "webhooks.deliveries.get": Operation(
        "GET",
        "/webhooks/{id}/deliveries/{deliveryId}",
        "webhooks:read",
        200,
        (WEBHOOK, DELIVERY, whole("wait", 0, 60, 0)),
        links={"event": ("events.get", {"id": "$response.body#/data/event_id"})},
    ),
    "webhooks.deliveries.redeliver": Operation(
        "POST",
        "/webhooks/{id}/deliveries/{deliveryId}/redeliver",
        "webhooks:write",
        200,
        (WEBHOOK, DELIVERY),
        conflicts=True,
        links={"get": ("webhooks.deliveries.get", ITS_DELIVERY)},
    ),
}

TAKES: Bodies = {
    "webhooks.create": (
        webhook(),
        *(webhook(url=each) for each in TARGETS),
        webhook(events=list(FILTERS)),
        *(webhook(secret=each) for each in SECRETS),
        *(webhook(description=each) for each in DESCRIPTIONS),
        webhook(projects=[]),
        webhook(team_id=TEAM),
    ),
    "webhooks.update": (
        *({"url": each} for each in TARGETS),
        *({"events": [each]} for each in FILTERS),
        *({"description": each} for each in DESCRIPTIONS),
        {"projects": []},
        *({"status": each} for each in ("disabled", "enabled")),
    ),
    "webhooks.rotate_secret": ({}, *({"secret": each} for each in SECRETS)),
    "webhooks.replay": (
        *({"scope": each} for each in ("failed", "missed")),
        *({"scope": "failed", "since": each} for each in MOMENTS),
    ),
}

REFUSES: Bodies = {
    "webhooks.create": (
        {},
        *NO_OBJECT,
        {"url": "https://your-app.com/hook"},
        {"events": ["*"]},
        *(webhook(url=each) for each in NO_TARGETS),
        *(webhook(events=each) for each in NO_FILTERS),
        *(webhook(secret=each) for each in NO_SECRETS),
        *(webhook(description=each) for each in NO_DESCRIPTIONS),
        *(webhook(projects=each) for each in NO_PROJECTS),
        *(webhook(team_id=each) for each in (*identifiers("team")[1], "", *NO_TEXT)),
        webhook(status="enabled"),
    ),
    "webhooks.update": (
        {},
        *NO_OBJECT,
        *({"url": each} for each in NO_TARGETS),
        *({"events": each} for each in NO_FILTERS),
        *({"description": each} for each in NO_DESCRIPTIONS),
        *({"projects": each} for each in NO_PROJECTS),
        *({"status": each} for each in NO_WORDS),
        {"secret": "your-webhook-secret"},
        {"description": "a", "team_id": TEAM},
    ),
    "webhooks.rotate_secret": (*NO_OBJECT, *({"secret": each} for each in NO_SECRETS), {"secrets": "s" * 16}),
    "webhooks.replay": (
        {},
        *NO_OBJECT,
        *({"scope": each} for each in NO_WORDS),
        {"since": MOMENTS[0]},
        *({"scope": "failed", "since": each} for each in (*NO_MOMENTS, None)),
        {"scope": "failed", "until": MOMENTS[0]},
    ),
}

SCHEMAS: Values = {
    "WebhookId": id_texts("wh"),
    "DeliveryId": (DELIVERIES[0], (*DELIVERIES[1], *NO_TEXT)),
    "PublicKey": (
        (f"whpk_{'A' * 43}=", f"whpk_{'/+z9' * 10}abc="),
        ("whpk_", "A" * 44, f"whpk_{'A' * 44}", f"xwhpk_{'A' * 43}=", f"whpk_{'A' * 43}=x", *NO_TEXT),
    ),
    "MessageSignature": (
        (
            "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
            "v1,YQ== v1a,YWI=",
            "v1,09azAZ+/",
            " ".join(["v1a,YWJj"] * 100),
        ),
        ("", "v1,", "v2,YQ==", "v1;YQ==", "v1,YQ==,v1a,YQ==", " v1,YQ==", f"v1,{'a' * 998}", *NO_TEXT),
    ),
    "WebhookProjects": (([], ["proj_123"], [f"proj_{number:03}" for number in range(50)]), NO_PROJECTS),
    "ReplayResult.deliveries": at_least(0),
    "DeliveryAttempt.number": at_least(1),
    "DeliveryAttempt.duration_ms": at_least(0),
    **{f"{each}.url": URLS for each in ("Webhook", "WebhookWithSecret", "DeliveryAttempt")},
    **{f"{each}.sequence": at_least(1) for each in DELIVERIES_SHOWN},
    **{f"{each}.attempt_count": at_least(0) for each in DELIVERIES_SHOWN},
}

ENUMS: dict[str, set[Any]] = {
    "WebhookStatus": {"enabled", "disabled"},
    "DisabledReason": {"request", "gone", "failing", None},
    "ReplayScope": {"failed", "missed"},
    "DeliveryStatus": {"waiting", "delivered", "failed"},
}

CONSTANTS: dict[str, Any] = {
    "IsReplay": True,
}

FORMATS: dict[str, str] = {
    "WebhookUrl": "uri",
    **{f"{each}.url": "uri" for each in ("Webhook", "WebhookWithSecret", "DeliveryAttempt")},
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "WebhookUrl": (10, 2000),
    "WebhookSecret": (16, 200),
    "MessageSignature": (None, 1000),
    "WebhookDescription": (None, 500),
}

FIELDS: dict[str, set[str]] = {
    "WebhookCreate": {"url", "events", "secret", "description", "projects", "team_id"},
    "WebhookUpdate": {"url", "events", "description", "projects", "status"},
    "SecretRotation": {"secret"},
    "Replay": {"scope", "since"},
}

MEANINGS: dict[str, set[str]] = {
    "TeamId": {"WebhookCreate.team_id"},
    "ProjectId": {"WebhookProjects.items"},
    "Timestamp": {
        "Delivery.created_at",
        "DeliveryAttempt.at",
        "DeliveryDetail.created_at",
        "Replay.since",
        "RotatedSecret.previous_expires_at",
        "Webhook.created_at",
        "Webhook.updated_at",
        "WebhookKey.created_at",
        "WebhookWithSecret.created_at",
        "WebhookWithSecret.updated_at",
    },
    "NullableTimestamp": {
        "Delivery.completed_at",
        "Delivery.next_attempt_at",
        "DeliveryDetail.completed_at",
        "DeliveryDetail.next_attempt_at",
        "Webhook.disabled_at",
        "Webhook.failing_since",
        "WebhookKey.expires_at",
        "WebhookWithSecret.disabled_at",
        "WebhookWithSecret.failing_since",
    },
    "NullableTeamId": {"Webhook.team_id", "WebhookWithSecret.team_id"},
    "WebhookId": {
        "Delivery.webhook_id",
        "DeliveryDetail.webhook_id",
        "ReplayResult.webhook_id",
        "RotatedSecret.webhook_id",
        "Webhook.id",
        "WebhookWithSecret.id",
    },
    "EventId": {"Delivery.event_id", "DeliveryDetail.event_id"},
    "DeliveryId": {"Delivery.id", "DeliveryDetail.id"},
    "PublicKey": {
        "RotatedSecret.public_key",
        "Webhook.public_key",
        "WebhookKey.public_key",
        "WebhookWithSecret.public_key",
    },
    "EventType": {"Delivery.event_type", "DeliveryDetail.event_type"},
    "WebhookStatus": {"Webhook.status", "WebhookUpdate.status", "WebhookWithSecret.status"},
    "DisabledReason": {"Webhook.disabled_reason", "WebhookWithSecret.disabled_reason"},
    "DeliveryStatus": {"Delivery.status", "DeliveryDetail.status"},
    "ReplayScope": {"Replay.scope"},
    "WebhookSecret": {"SecretRotation.secret", "WebhookCreate.secret"},
    "WebhookUrl": {"WebhookCreate.url", "WebhookUpdate.url"},
}
