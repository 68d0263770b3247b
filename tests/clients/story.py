"""A story in which every operation of the API succeeds once, told so that each language can act it out.

If you are here because `test_the_story_has_every_operation` failed: add a step for your operation where it fits.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from scripts.sdk.client_files import example_arguments
from scripts.sdk.model import Model, Operation


@dataclass(frozen=True)
class Step:
    """A call. `path` has names of ids that earlier steps gave (or `=literal`); `gives` is the name of this one's."""

    operation: str
    path: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    gives: str | None = None
    at: str = "id"  # where the id stands in the answer
    ended: str | None = None  # wait first until the deployment with this name has ended
    content: str | None = None  # a body that is not JSON


CONTENT = "<h1>Told in a story</h1>"
DIGEST = hashlib.sha256(CONTENT.encode()).hexdigest()
FILES = {"source": {"type": "files", "files": {"/index.html": DIGEST}}}


def story(friend_id: str) -> tuple[Step, ...]:
    """Every step; `friend_id` is the ID of somebody else with an account."""
    return (
        Step("health.get"),
        Step("token.get"),
        Step("projects.create", params={"name": "My Website", "template": "blank"}, gives="project"),
        Step("projects.list", params={"limit": 1, "status": "active"}),
        Step("projects.get", ("project",)),
        Step("projects.update", ("project",), {"description": "Words – mit Umlaut: ä"}),
        Step("deployments.create", ("project",), gives="cancelled"),
        Step("deployments.cancel", ("cancelled",)),
        Step(
            "deployments.create", ("project",), {"source": {"type": "template", "template": "docs"}}, gives="deployment"
        ),
        Step("deployments.get", ("deployment",), {"wait": 10}),
        Step("deployments.list", ("project",), {"limit": 5}),
        Step("deployments.logs", ("deployment",), {"after": 0}),
        Step("deployments.promote", ("deployment",), {"reason": "For the story"}, ended="deployment"),
        Step("projects.release", ("project",)),
        Step("deployments.redeploy", ("deployment",)),
        Step("deployments.dry_run", ("project",), FILES),
        Step("deployments.create", ("project",), FILES, gives="uploading"),
        Step("deployments.upload_file", ("uploading", f"={DIGEST}"), content=CONTENT),
        Step("teams.create", params={"name": "My Team"}, gives="team"),
        Step("teams.list", params={"limit": 1}),
        Step("teams.get", ("team",)),
        Step("teams.update", ("team",), {"name": "Our Team – ä"}),
        Step("teams.members.add", ("team",), {"user_id": friend_id}),
        Step("teams.members.list", ("team",), {"limit": 1}),
        Step("teams.members.update", ("team", f"={friend_id}"), {"role": "admin"}),
        Step("teams.members.remove", ("team", f"={friend_id}")),
        Step("teams.members.add", ("team",), {"email": "eve@example.com"}, gives="invitation", at="invitation.id"),
        Step("teams.invitations.list", ("team",), {"limit": 1}),
        Step("teams.invitations.revoke", ("team", "invitation")),
        Step("api_keys.create", params={"name": "CI", "permissions": ["deployments:write"]}, gives="key"),
        Step("api_keys.list", params={"revoked": False}),
        Step("api_keys.get", ("key",)),
        Step("api_keys.update", ("key",), {"name": "Deploys"}),
        Step("api_keys.rotate", ("key",), {"overlap_hours": 1}),
        Step("api_keys.delete", ("key",)),
        Step("oauth_apps.create", params={"name": "Monitor", "redirect_uris": ["https://a.example/"]}, gives="app"),
        Step("oauth_apps.list", params={"limit": 1}),
        Step("oauth_apps.get", ("app",)),
        Step("oauth_apps.update", ("app",), {"homepage_url": "https://a.example"}),
        Step("oauth_apps.rotate_secret", ("app",)),
        Step("oauth_apps.delete", ("app",)),
        Step(
            "webhooks.create",
            params={"url": "https://hooks.your-app.com/", "events": ["deployment.*"]},
            gives="webhook",
        ),
        Step("webhooks.list", params={"limit": 1}),
        Step("webhooks.get", ("webhook",)),
        Step("webhooks.update", ("webhook",), {"description": "Words – ä"}),
        Step("webhooks.rotate_secret", ("webhook",)),
        Step("webhooks.keys", ("webhook",)),
        Step("webhooks.test", ("webhook",), gives="delivery"),
        Step("webhooks.test", ("webhook",), gives="event", at="event_id"),
        Step("webhooks.deliveries.list", ("webhook",), {"limit": 1}),
        Step("webhooks.deliveries.get", ("webhook", "delivery")),
        Step("webhooks.deliveries.redeliver", ("webhook", "delivery")),
        Step("webhooks.replay", ("webhook",), {"scope": "failed"}),
        Step("events.list", params={"limit": 1}),
        Step("events.get", ("event",)),
        Step("webhooks.delete", ("webhook",)),
        Step("audit_log.list", params={"action": "teams.create", "since": "2024-01-15T10:30:00Z"}),
        Step("projects.transfer", ("project",), {"team_id": None}),
        Step("projects.delete", ("project",)),
        Step("teams.delete", ("team",)),
    )


def untold(model: Model) -> set[str]:
    """The operations that no step is about."""
    return {operation.id for operation in model.operations} - {step.operation for step in story("usr_123")}


def example_step(model: Model, operation: Operation) -> tuple[list[Any], dict[str, Any]]:
    """Path arguments and parameters that are valid, of things that do not exist."""
    path, params = example_arguments(model, operation)
    if operation.body and not operation.body.fields:
        params["content"] = "bytes"
    return path, params
