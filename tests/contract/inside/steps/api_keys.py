"""How to ask for API keys."""

from __future__ import annotations

from typing import Any

from server.auth import keys
from tests.contract.inside.world import Requests, World


def weak_key(world: World) -> dict[str, Any]:
    """A key of Ada's that may do nothing but see itself: whoever may lay hands on keys may on this one."""
    with world.inside.services.database.transaction(write=True) as session:
        made = keys.create(session, user_id=world.ada, name="Weak", permissions=["token:read"], environment="live")
    return {"id": made.id}


def listed(world: World) -> dict[str, Any]:
    """A list with a key that a link can lead to."""
    weak_key(world)
    return {}


SOUND: Requests = {
    "api_keys.list": listed,
    "api_keys.create": lambda world: {"json": {"name": "Sound", "permissions": ["token:read"]}},
    "api_keys.get": weak_key,
    "api_keys.update": lambda world: {**weak_key(world), "json": {"name": "Sound"}},
    "api_keys.rotate": weak_key,
    "api_keys.delete": weak_key,
}


def play(world: World) -> None:
    """The life of a key that is restricted to a project and to a time."""
    ask = world.ask
    restricted = {"name": "One project", "permissions": ["projects:read"], "project_ids": [world.project]}
    key = ask("api_keys.create", json={**restricted, "expires_at": "2099-01-15T10:30:00Z"}).json["data"]
    ask("token.get", key=key["key"])
    ask("api_keys.get", id=key["id"])
    ask("api_keys.rotate", id=key["id"], json={"overlap_hours": 0})
    ask("api_keys.delete", id=key["id"])
    ask("api_keys.list", query="limit=100")
    ask("api_keys.list", query="revoked=true")
