"""Two who change who belongs to a team at the same moment: the second goes by what the first has left."""

from __future__ import annotations

from sqlmodel import Session

from server.auth import accounts
from server.auth.actor import Actor
from server.kit.database import Database
from server.kit.errors import NotFound
from server.kit.ids import new_id
from server.models import TeamMember, User
from server.teams import invitations, members, service
from tests.support.overlapping import overlap


def person(database: Database, name: str) -> Actor:
    with database.transaction(write=True) as session:
        made = accounts.create(session, email=f"{new_id('mail')}@example.com", name=name, plan="free")
        return Actor.operator(made.id)


class TestWhoAccepts:
    def test_gets_no_more_than_the_sender_may_give_by_then(self, database: Database) -> None:
        ada, bob, eve = (person(database, name) for name in ("Ada", "Bob", "Eve"))
        with database.transaction(write=True) as session:
            team = service.create(session, ada, {"name": "T"}).id
            members.add(session, ada, team, {"user_id": bob.user_id, "role": "owner"})
            sent = members.add(session, bob, team, {"email": "x@y.example", "role": "owner"}).invitation
        assert sent is not None

        def demote(session: Session) -> None:
            service.lock(session, team)
            session.get_one(TeamMember, (team, bob.user_id)).role = "admin"  # and withdraw nothing
            session.flush()

        _, second = overlap(
            database,
            demote,
            lambda session: invitations.accept(session, session.get_one(User, eve.user_id), sent.token),
        )
        assert isinstance(second, NotFound), second
