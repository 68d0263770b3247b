"""How to ask for teams, their members and invitations."""

from __future__ import annotations

from typing import Any

from tests.contract.inside.world import Requests, World


def crew(world: World) -> str:
    """A new team of Ada's, with Bob as its viewer: what a test does to it, no other test sees."""
    team = world.make("teams.create", json={"name": "Crew"})
    added = world.ask("teams.members.add", id=team, json={"user_id": world.bob, "role": "viewer"})
    assert added.status == 201, added.body
    return team


def invited(world: World) -> dict[str, Any]:
    """A new team of Ada's, and an invitation to it."""
    team = crew(world)
    made = world.ask("teams.members.add", id=team, json={"email": "short@example.com", "role": "viewer"})
    assert made.status == 201, made.body
    return {"id": team, "invitationId": made.json["data"]["invitation"]["id"]}


SOUND: Requests = {
    "teams.create": lambda world: {"json": {"name": "Sound"}},
    "teams.update": lambda world: {"id": crew(world), "json": {"name": "Sound"}},
    "teams.delete": lambda world: {"id": world.make("teams.create", json={"name": "Short-lived"})},
    "teams.get": lambda world: {"id": world.only_owner},
    "teams.members.list": lambda world: {"id": world.only_owner},
    "teams.members.add": lambda world: {"id": crew(world), "json": {"email": "new@example.com"}},
    "teams.members.update": lambda world: {"id": crew(world), "userId": world.bob, "json": {"role": "viewer"}},
    "teams.members.remove": lambda world: {"id": crew(world), "userId": world.bob},
    "teams.invitations.list": lambda world: {"id": invited(world)["id"]},
    "teams.invitations.revoke": invited,
}


def play(world: World) -> None:
    """Members of a team, and who or what can't go."""
    ask = world.ask
    added = ask("teams.members.add", id=world.only_owner, json={"user_id": world.eve, "role": "admin"})
    assert added.status == 201, added.body
    ask("teams.members.list", id=world.only_owner)
    ask("teams.invitations.list", id=world.only_owner)
    for number in range(2):
        ask("teams.create", json={"name": str(number)}, headers={"idempotency-key": "once-team"})
    ask("teams.members.add", id=world.only_owner, json={"user_id": world.bob})
    # A team of its own: elsewhere another test may have made another owner, and Ada would go.
    alone = world.make("teams.create", json={"name": "Alone"})
    ask("teams.members.update", id=alone, userId=world.ada, json={"role": "viewer"})
    ask("teams.members.remove", id=alone, userId=world.ada)
    world.make("projects.create", json={"name": "In the way", "team_id": world.only_owner})
    ask("teams.delete", id=world.only_owner)
