"""How to ask for health: as it is."""

from __future__ import annotations

from tests.contract.inside.world import Requests, World

SOUND: Requests = {}


def play(world: World) -> None:
    """Nothing more."""
