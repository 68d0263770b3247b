from __future__ import annotations

from typing import Literal

EventTypeQuery = Literal[
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
    "deployment.*",
    "project.*",
    "team.*",
    "webhook.*",
    "*",
]
"""Events of this type; `deployment.*` are all that begin with `deployment.`, also those to come, and `*` is every
one.
"""
