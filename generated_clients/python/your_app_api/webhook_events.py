"""The events that webhooks deliver."""

from __future__ import annotations

from typing import Any, Union

from ._runtime.models import converter
from .models.deployment_cancelled_event import DeploymentCancelledEvent
from .models.deployment_completed_event import DeploymentCompletedEvent
from .models.deployment_failed_event import DeploymentFailedEvent
from .models.deployment_promoted_event import DeploymentPromotedEvent
from .models.deployment_started_event import DeploymentStartedEvent
from .models.project_created_event import ProjectCreatedEvent
from .models.project_deleted_event import ProjectDeletedEvent
from .models.project_updated_event import ProjectUpdatedEvent
from .models.team_member_added_event import TeamMemberAddedEvent
from .models.team_member_removed_event import TeamMemberRemovedEvent
from .models.webhook_disabled_event import WebhookDisabledEvent
from .models.webhook_test_event import WebhookTestEvent

WebhookEvent = Union[
    DeploymentCancelledEvent,
    DeploymentCompletedEvent,
    DeploymentFailedEvent,
    DeploymentPromotedEvent,
    DeploymentStartedEvent,
    ProjectCreatedEvent,
    ProjectDeletedEvent,
    ProjectUpdatedEvent,
    TeamMemberAddedEvent,
    TeamMemberRemovedEvent,
    WebhookDisabledEvent,
    WebhookTestEvent,
]
"""Told apart by `type`. Expect others in time: they have `id`, `type`, `created_at` and `data` as well."""

_convert = converter(
    (
        "type",
        {
            "deployment.started": "DeploymentStartedEvent",
            "deployment.completed": "DeploymentCompletedEvent",
            "deployment.failed": "DeploymentFailedEvent",
            "deployment.cancelled": "DeploymentCancelledEvent",
            "deployment.promoted": "DeploymentPromotedEvent",
            "project.created": "ProjectCreatedEvent",
            "project.updated": "ProjectUpdatedEvent",
            "project.deleted": "ProjectDeletedEvent",
            "team.member_added": "TeamMemberAddedEvent",
            "team.member_removed": "TeamMemberRemovedEvent",
            "webhook.disabled": "WebhookDisabledEvent",
            "webhook.test": "WebhookTestEvent",
        },
    )
)


def event_from(body: dict[str, Any]) -> WebhookEvent:
    """The event that this JSON object describes."""
    event: WebhookEvent = _convert(body)
    return event
