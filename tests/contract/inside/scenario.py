"""A story in which every operation succeeds in each of its ways and answers each of its statuses."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import sqlalchemy.exc

from tests.contract.inside.closed import Exchange
from tests.contract.inside.promises import OPERATIONS, TAGS
from tests.contract.inside.world import LIMIT_BYTES, PLACES, World

ROOMS = [import_module(f"tests.contract.inside.steps.{each}") for each in TAGS]
LAST = ("projects.delete", "webhooks.delete")  # so that the events of the end are told too


def scenario(world: World) -> list[Exchange]:
    """All exchanges, in order."""
    for operation in OPERATIONS:
        if operation not in LAST:
            world.ask(operation, **world.sound(operation))
    for room in ROOMS:
        room.play(world)
    _mistakes(world)
    for operation in LAST:
        world.ask(operation, **world.sound(operation))
    world.ask("events.list", query="limit=1000")
    return world.exchanges


def _mistakes(world: World) -> None:
    unavailable = sqlalchemy.exc.OperationalError("SELECT 1", {}, Exception("away"))
    for operation, promise in OPERATIONS.items():
        world.ask(operation, **world.sound(operation), query="%zz")
        world.ask(operation, **world.sound(operation), query="unknown=1")
        for error in (unavailable, RuntimeError("a mistake of ours")):
            sound = world.sound(operation)
            with world.broken(error):
                world.ask(operation, **sound)
        if promise.permission:
            world.ask(operation, **world.sound(operation), key=None)
            world.ask(operation, **world.sound(operation), key="nonsense")
            world.ask(operation, **world.sound(operation), key=world.all_but[promise.permission])
        if "{" in promise.path:
            world.ask(operation, **world.missing(operation))
        for media_type in promise.bodies:
            large = {"body": b"[" * (LIMIT_BYTES + 1), "headers": {"content-type": media_type}}
            world.ask(operation, **{**_places(world.sound(operation)), **large})
        if promise.bodies:
            form = {"body": b"a=b", "headers": {"content-type": "application/x-www-form-urlencoded"}}
            world.ask(operation, **{**_places(world.sound(operation)), **form})


def _places(request: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in request.items() if name in PLACES}
