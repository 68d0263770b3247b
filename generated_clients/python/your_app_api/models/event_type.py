from __future__ import annotations

from typing import Literal

EventType = Literal[
    "deployment.started",
    "deployment.completed",
    "deployment.failed",
    "deployment.cancelled",
    "deployment.promoted",
    "project.created",
    "project.updated",
    "project.deleted",
    "team.member_added",
    "team.member_removed",
    "webhook.disabled",
    "webhook.test",
]
"""What has happened. Expect others in time."""
