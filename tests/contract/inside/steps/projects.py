"""How to ask for projects."""

from __future__ import annotations

from tests.contract.inside.world import Requests, World

SOUND: Requests = {
    "projects.create": lambda world: {"json": {"name": "Sound"}},
    "projects.get": lambda world: {"id": world.project},
    "projects.release": lambda world: {"id": world.project},
    "projects.update": lambda world: {"id": world.project, "json": {"name": "Sound"}},
    "projects.delete": lambda world: {"id": world.make("projects.create", json={"name": "Short-lived"})},
    "projects.transfer": lambda world: {
        "id": world.make("projects.create", json={"name": "Handed on"}),
        "json": {"team_id": None},
    },
}


def play(world: World) -> None:
    """A project of a team, as its members see it."""
    ask = world.ask
    project = world.make("projects.create", json={"name": "The team's", "description": "x", "team_id": world.team})
    for each in (project, world.project):
        ask("projects.get", id=each)
    ask("projects.list", query="limit=100")
    for number in range(2):
        ask("projects.create", json={"name": str(number)}, headers={"idempotency-key": "once-project"})
    ask("projects.get", id=project, key=world.viewer_key)
    ask("projects.update", id=project, json={"name": "x"}, key=world.viewer_key)
