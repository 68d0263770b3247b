"""How to ask for webhooks and their deliveries."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from server.events.record import record
from server.kit.database import table_of
from server.models import Webhook
from tests.contract.inside.promises.webhooks import webhook
from tests.contract.inside.world import Requests, World


def room_for_one(world: World) -> None:
    """There may be 50 webhooks, and the tests make more: the newest stay."""
    with world.inside.services.database.transaction(write=True) as session:
        hooks = table_of(Webhook)
        newest = session.connection().execute(sa.select(hooks.c.id).order_by(hooks.c.id.desc()).limit(10))
        keep = (world.webhook, world.disabled, *newest.scalars())
        session.connection().execute(hooks.delete().where(hooks.c.id.not_in(keep)))


def a_new_one(world: World) -> dict[str, Any]:
    """To be created."""
    room_for_one(world)
    return {"json": webhook()}


SOUND: Requests = {
    "webhooks.create": a_new_one,
    "webhooks.delete": lambda world: {"id": world.make("webhooks.create", **a_new_one(world))},
    "webhooks.update": lambda world: {"id": world.webhook, "json": {"description": "Sound"}},
    "webhooks.replay": lambda world: {"id": world.webhook, "json": {"scope": "failed"}},
    "webhooks.deliveries.get": lambda world: {"id": world.webhook, "deliveryId": world.delivery},
    "webhooks.deliveries.redeliver": lambda world: {"id": world.webhook, "deliveryId": world.resent},
    **{
        f"webhooks.{each}": lambda world: {"id": world.webhook}
        for each in ("get", "test", "rotate_secret", "keys", "deliveries.list")
    },
}


def play(world: World) -> None:
    """A team's webhook, deliveries in every state, and what one that is disabled refuses."""
    ask = world.ask
    team = {**webhook(team_id=world.team, description="The team's"), "events": ["team.*"]}
    world.make("webhooks.create", json=team)
    with world.inside.services.database.transaction(write=True) as session:
        people = {"team": {"id": world.team, "name": "My Team"}}
        member = {"user_id": world.ada, "name": "Ada Lovelace", "role": "member"}
        record(session, world.team, "team.member_added", {**people, "member": member})
    for operation in ("events.list", "webhooks.list"):
        ask(operation, query=f"team={world.team}")
    for status in (None, 500):
        world.tested(status)
    waiting = ask("webhooks.test", id=world.webhook).json["data"]["id"]
    ask("webhooks.get", id=world.disabled)
    ask("webhooks.list")
    shown = ask("webhooks.deliveries.list", id=world.webhook).json["data"]
    for each in (waiting, *(delivery["id"] for delivery in shown)):
        ask("webhooks.deliveries.get", id=world.webhook, deliveryId=each)
    ask("webhooks.rotate_secret", id=world.webhook)
    ask("webhooks.keys", id=world.webhook)
    for _ in range(2):
        body = webhook(description=str(len(world.exchanges)))
        ask("webhooks.create", json=body, headers={"idempotency-key": "once-webhook"})
    ask("webhooks.test", id=world.disabled)
    ask("webhooks.replay", id=world.disabled, json={"scope": "failed"})
    ask("webhooks.deliveries.redeliver", id=world.disabled, deliveryId=world.stuck)
