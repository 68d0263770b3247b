"""How to ask for deployments."""

from __future__ import annotations

import sqlalchemy as sa

from server.kit.database import table_of
from server.models import Deployment
from tests.contract.inside.promises.deployments import INDEX_DIGEST, STYLE_DIGEST, files, git, template
from tests.contract.inside.promises.vocabulary import BYTES, EVENTS, STYLE, TEXT
from tests.contract.inside.world import Requests, World

SOUND: Requests = {
    "deployments.list": lambda world: {"id": world.project},
    "deployments.create": lambda world: {"id": world.project},
    "deployments.dry_run": lambda world: {"id": world.project, "json": files()},
    "deployments.upload_file": lambda world: {
        "id": world.uploading,
        "sha256": STYLE_DIGEST,
        "body": STYLE,
        "headers": {"content-type": BYTES},
    },
    "deployments.cancel": lambda world: {"id": world.cancelled},
    **{f"deployments.{each}": lambda world: {"id": world.success} for each in ("get", "logs", "promote", "redeploy")},
}


def play(world: World) -> None:
    """Sources of every kind, deployments in every state, a hold, and what each state forbids."""
    ask = world.ask
    world.make("deployments.create", id=world.project, json=template(template="docs"))
    world.make("deployments.create", id=world.project, json=git())
    from_git = world.make("deployments.create", id=world.project, json=git(ref="main", folder="public"))
    fetched(world, from_git)
    for deployment in (from_git, world.queued, world.failed, world.uploading):
        ask("deployments.get", id=deployment)
    ask("deployments.list", id=world.project, query="limit=100")
    unknown = {"/index.html": "1" * 64}
    for body in (files(sizes={INDEX_DIGEST: 5}), files(files=unknown), files(files=unknown, sizes={"1" * 64: 5})):
        ask("deployments.dry_run", id=world.project, json=body)
    for accept in (TEXT, EVENTS):
        ask("deployments.logs", id=world.success, headers={"accept": accept})
    ask("deployments.promote", id=world.success, json={"reason": "Held"})
    for operation in ("projects.get", "projects.list", "deployments.get", "deployments.list", "projects.release"):
        ask(operation, **world.sound(operation))
    _conflicts(world)


def _conflicts(world: World) -> None:
    ask = world.ask
    ask("deployments.create", id=world.archived)
    ask("deployments.dry_run", id=world.archived, json=files())
    ask("deployments.cancel", id=world.success)
    ask("deployments.redeploy", id=world.failed)
    ask("deployments.promote", id=world.failed)
    late = world.make("deployments.create", id=world.project, json=files(files={"/index.html": "2" * 64}))
    ask("deployments.cancel", id=late)
    ask("deployments.upload_file", id=late, sha256="2" * 64, body=b"x", headers={"content-type": BYTES})


def fetched(world: World, deployment: str) -> None:
    """Note the commit that a `git` deployment was made of."""
    table = table_of(Deployment)
    with world.inside.services.database.transaction(write=True) as session:
        source = session.get_one(Deployment, deployment).source
        session.connection().execute(
            sa.update(table).where(table.c.id == deployment).values(source={**source, "commit": "0" * 40})
        )
