"""How to ask for the audit log."""

from __future__ import annotations

from server.audit_log import chain
from server.audit_log.chain import Origin
from server.auth.actor import Actor
from server.kit import clock
from tests.contract.inside.world import Requests, World

SOUND: Requests = {}


def play(world: World) -> None:
    """What happens where nobody is signed in, and who is gone since."""
    with world.inside.services.database.transaction(write=True) as session:
        chain.record(session, Origin(None), owner_id=world.ada, action="session.refuse")
        gone = Actor("usr_gone", "ses_1", "session", "x", "live", frozenset(), clock.now(), None)
        chain.record(session, Origin(gone), owner_id=world.ada, action="session.create")
    world.ask("audit_log.list", query="limit=100")
