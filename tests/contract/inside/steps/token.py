"""How to ask for the credential that asks."""

from __future__ import annotations

from tests.contract.inside.world import Requests, World

SOUND: Requests = {}


def play(world: World) -> None:
    """A key that ends some day."""
    world.ask("token.get", key=world.temporary_key)
