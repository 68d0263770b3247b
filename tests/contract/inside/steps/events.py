"""How to ask for events."""

from __future__ import annotations

from tests.contract.inside.promises.vocabulary import EVENTS
from tests.contract.inside.world import Requests, World

SOUND: Requests = {"events.get": lambda world: {"id": world.event}}


def play(world: World) -> None:
    """As a stream; the scenario asks for the whole list in the end."""
    world.ask("events.list", headers={"accept": EVENTS})
