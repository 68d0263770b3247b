"""How to ask for OAuth applications."""

from __future__ import annotations

from typing import Any

from tests.contract.inside.promises.oauth_apps import GIVEN, oauth_app
from tests.contract.inside.world import Requests, World


def app(world: World) -> dict[str, Any]:
    """An OAuth application."""
    return {"id": world.make("oauth_apps.create", json=oauth_app(scopes=sorted(GIVEN)))}


def listed(world: World) -> dict[str, Any]:
    """A list with an application that a link can lead to."""
    app(world)
    return {}


SOUND: Requests = {
    "oauth_apps.list": listed,
    "oauth_apps.create": lambda world: {"json": oauth_app(scopes=sorted(GIVEN))},
    "oauth_apps.get": app,
    "oauth_apps.update": lambda world: {**app(world), "json": {"name": "Sound"}},
    "oauth_apps.rotate_secret": app,
    "oauth_apps.delete": app,
}


def play(world: World) -> None:
    """The life of an application, and one that has no secret to rotate."""
    ask = world.ask
    its = app(world)
    ask("oauth_apps.get", **its)
    ask("oauth_apps.update", **its, json={"homepage_url": "https://monitor.example.com", "scopes": ["read", "write"]})
    ask("oauth_apps.rotate_secret", **its)
    ask("oauth_apps.create", json=oauth_app(type="public"))
    ask("oauth_apps.list", query="limit=100")
    ask("oauth_apps.delete", **its)
    ask("oauth_apps.rotate_secret", id=world.make("oauth_apps.create", json=oauth_app(type="public")))
