"""Two who change who belongs to a team at the same moment: the second goes by what the first has left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from server.auth import accounts
from server.auth.actor import Actor
from server.kit.database import Database
from server.kit.errors import Forbidden, NotFound
from server.kit.ids import new_id
from server.models import TeamMember, User
from server.teams import invitations, members, service
from tests.support.overlapping import overlap

Action = Callable[[Session, Actor, str, str], Any]


def person(database: Database, name: str) -> Actor:
    with database.transaction(write=True) as session:
        made = accounts.create(session, email=f"{new_id('mail')}@example.com", name=name, plan="free")
        return Actor.operator(made.id)


class TestWhoIsBeingRemoved:
    """Bob is an owner whom Ada removes; Eve is a member, of whom and of the team Bob wants something meanwhile."""

    @pytest.mark.parametrize(
        "action",
        [
            lambda session, bob, team, eve: members.add(
                session, bob, team, {"email": "x@example.com", "role": "owner"}
            ),
            lambda session, bob, team, eve: members.change_role(session, bob, team, eve, "owner"),
            lambda session, bob, team, eve: members.remove(session, bob, team, eve),
            lambda session, bob, team, eve: members.remove(session, bob, team, bob.user_id),
            lambda session, bob, team, eve: service.update(session, bob, team, {"name": "Mine"}),
            lambda session, bob, team, eve: service.delete(session, bob, team),
            lambda session, bob, team, eve: invitations.revoke(session, bob, team, "inv_0"),
        ],
        ids=["add", "change_role", "remove", "leave", "update", "delete", "revoke"],
    )
    def test_finds_no_team_any_more(self, database: Database, action: Action) -> None:
        ada, bob, eve = (person(database, name) for name in ("Ada", "Bob", "Eve"))
        with database.transaction(write=True) as session:
            team = service.create(session, ada, {"name": "T"}).id
            members.add(session, ada, team, {"user_id": bob.user_id, "role": "owner"})
            members.add(session, ada, team, {"user_id": eve.user_id, "role": "member"})
        first, second = overlap(
            database,
            lambda session: members.remove(session, ada, team, bob.user_id),
            lambda session: action(session, bob, team, eve.user_id),
        )
        assert first is None
        assert isinstance(second, NotFound), second
        assert str(second) == str(NotFound.of("team"))
        with database.transaction(write=False) as session:
            assert service.get(session, ada, team).name == "T"
            assert service.roles(session, eve.user_id) == {team: "member"}
            assert invitations.list_page(session, ada, team, page=1, limit=20) == ([], 0)

    def test_who_is_being_demoted_makes_no_owner(self, database: Database) -> None:
        ada, bob, eve = (person(database, name) for name in ("Ada", "Bob", "Eve"))
        with database.transaction(write=True) as session:
            team = service.create(session, ada, {"name": "T"}).id
            members.add(session, ada, team, {"user_id": bob.user_id, "role": "owner"})
        _, second = overlap(
            database,
            lambda session: members.change_role(session, ada, team, bob.user_id, "admin"),
            lambda session: members.add(session, bob, team, {"user_id": eve.user_id, "role": "owner"}),
        )
        assert isinstance(second, Forbidden), second

    def test_who_is_being_demoted_does_not_rename_the_team(self, database: Database) -> None:
        ada, bob = (person(database, name) for name in ("Ada", "Bob"))
        with database.transaction(write=True) as session:
            team = service.create(session, ada, {"name": "T"}).id
            members.add(session, ada, team, {"user_id": bob.user_id, "role": "admin"})
        _, second = overlap(
            database,
            lambda session: members.change_role(session, ada, team, bob.user_id, "member"),
            lambda session: service.update(session, bob, team, {"name": "Mine"}),
        )
        assert isinstance(second, Forbidden), second


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
