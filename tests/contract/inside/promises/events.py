"""What is promised of events."""

from __future__ import annotations

from typing import Any

from server.events.types import TYPES, filters_for
from tests.contract.inside.promises.vocabulary import (
    ANY_TEXT,
    EVENTS,
    FIRST,
    JSON,
    LARGEST,
    URLS,
    Operation,
    Operations,
    Values,
    at_least,
    id_texts,
    identifier,
    one_of,
    whole,
)

EVENT = identifier("id", "evt")
# What a webhook can take: each event but the test, those of a kind, all.
FILTERS = tuple(dict.fromkeys(each for name in TYPES for each in filters_for(name) if each != "webhook.test"))


def schema_of(event: str) -> str:
    """The schema of what is sent of an event of this type: of `team.member_added`, `TeamMemberAddedEvent`."""
    return event.replace("_", ".").title().replace(".", "") + "Event"


OPERATIONS: Operations = {
    "events.list": Operation(
        "GET",
        "/events",
        "events:read",
        200,
        (
            whole("after", 0, LARGEST, 0),
            whole("limit", 1, 1000, 100),
            identifier("team", "team", "query"),
            one_of("type", FILTERS),
            identifier("project", "proj", "query"),
            whole("wait", 0, 60, 0),
            whole("Last-Event-ID", 0, LARGEST, 0, "header"),
        ),
        answers=(JSON, EVENTS),
        links={
            "event": ("events.get", FIRST),
            "more": ("events.list", {"after": "$response.body#/cursor/next"}),
        },
    ),
    "events.get": Operation(
        "GET",
        "/events/{id}",
        "events:read",
        200,
        (EVENT,),
        links={"after": ("events.list", {"after": "$response.body#/data/sequence"})},
    ),
}

# What each kind of event is about: the schema of its `data`, and the fields of that.
DATA = {
    "deployment": ("DeploymentEventData", {"deployment": "EventDeployment"}),
    "project": ("ProjectEventData", {"project": "EventProject"}),
    "team": ("MemberEventData", {"team": "EventTeam", "member": "EventMember"}),
    "webhook": ("HookEventData", {"webhook": "EventHook"}),
}
# The headers of a delivery (Standard Webhooks 1.0, and our number of the event), all of them always there.
DELIVERY_HEADERS = {
    "webhook-id": "EventId",
    "webhook-timestamp": "UnixSeconds",
    "webhook-signature": "MessageSignature",
    "webhook-sequence": "EventSequence",
}

SCHEMAS: Values = {
    "EventId": id_texts("evt"),
    "EventStream": ANY_TEXT,
    "EventSequence": ((1, LARGEST), (0, -1, LARGEST + 1, 1.5, "1", None)),
    "UnixSeconds": ((1, 1705833000, 10**12 - 1), (0, -1, 10**12, 1.5, "1705833000", None)),
    "Event.sequence": at_least(1),
    "EventCursor.next": at_least(0),
    "EventCursor.latest": at_least(0),
    **{f"{each}.url": URLS for each in ("EventDeployment", "EventProject", "EventHook")},
}

ENUMS: dict[str, set[Any]] = {
    "EventType": set(TYPES),
    "EventFilter": set(FILTERS),
    "EventTypeQuery": {*FILTERS, "webhook.test"},
}

CONSTANTS: dict[str, Any] = {
    **{f"{schema_of(each)}.type": each for each in TYPES},
}

FORMATS: dict[str, str] = {
    **{f"{each}.url": "uri" for each in ("EventDeployment", "EventProject", "EventHook")},
}

MEANINGS: dict[str, set[str]] = {
    "UserId": {"EventMember.user_id"},
    "TeamId": {"EventTeam.id"},
    "ProjectId": {"EventDeployment.project_id", "EventProject.id"},
    "DeploymentId": {"EventDeployment.id"},
    "Slug": {"EventProject.slug"},
    "Timestamp": {
        "Event.created_at",
        "EventDeployment.created_at",
        "EventProject.created_at",
        "EventProject.updated_at",
        *(f"{schema_of(each)}.created_at" for each in TYPES),
    },
    "NullableTimestamp": {"EventDeployment.completed_at"},
    "ProjectStatus": {"EventProject.status"},
    "DeploymentStatus": {"EventDeployment.status"},
    "Visibility": {"EventProject.visibility"},
    "NullableTeamId": {"Event.team_id", "EventProject.team_id"},
    "WebhookId": {"EventHook.id"},
    "EventId": {"Event.id", *(f"{schema_of(each)}.id" for each in TYPES)},
    "EventType": {"Event.type"},
    "EventFilter": {"EventFilters.items"},
    "WebhookStatus": {"EventHook.status"},
    "DisabledReason": {"EventHook.disabled_reason"},
}
