"""Coming into a team by a link. (With an OpenID Connect provider: oidc/test_signing_in.py.)"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.kit.database import Database, table_of
from server.kit.ids import new_id
from server.models import AuditEntry, BrowserSession
from server.teams import invitations
from tests.support.browsing import PASSWORD, Browser, with_password
from tests.support.running import Person, RunningServer

_entries, _sessions = table_of(AuditEntry), table_of(BrowserSession)


@pytest.fixture
def browser(server: RunningServer) -> Iterator[Browser]:
    with Browser(server) as browser:
        yield browser


@pytest.fixture
def team(server: RunningServer, ada: Person) -> str:
    return server.team("Signalbox", {ada.id: "owner"})


@pytest.fixture
def link(server: RunningServer, ada: Person, team: str) -> str:
    with server.database.transaction(write=True) as session:
        email = f"{new_id('mail')}@example.com"
        made = invitations.create(session, Actor.operator(ada.id), team, email=email, role="viewer")
    return f"/invitations/{made.token}"


def told(database: Database, owner_id: str) -> list[Any]:
    """The entries of a chain."""
    query = sa.select(_entries).where(_entries.c.owner_id == owner_id).order_by(_entries.c.number)
    with database.transaction(write=False) as session:
        return list(session.connection().execute(query))


class TestTheTeamSAuditLog:
    def test_tells_of_who_accepted_with_an_account(
        self, server: RunningServer, browser: Browser, bob: Person, team: str, link: str
    ) -> None:
        assert browser.sign_in(with_password(bob).email).status_code == 303
        assert browser.submit(link, link).status_code == 303
        (entry,) = told(server.database, team)
        assert (entry.action, entry.actor_id, entry.credential_type) == ("invitation.accept", bob.id, "session")

    def test_tells_of_who_made_an_account_by_it(
        self, server: RunningServer, browser: Browser, team: str, link: str
    ) -> None:
        answer = browser.submit(link, f"{link}/sign-up", name="New", password=PASSWORD)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/console/teams/{team}")
        assert browser.is_signed_in
        (entry,) = told(server.database, team)
        assert (entry.action, entry.address) == ("invitation.accept", "127.0.0.1")
        with server.database.transaction(write=False) as session:
            query = sa.select(_sessions.c.user_id).where(_sessions.c.id == entry.credential_id)
            assert session.connection().execute(query).scalar() == entry.actor_id
        assert [each.action for each in told(server.database, entry.actor_id)] == ["session.create"]

    def test_tells_of_nobody_who_was_refused(
        self, server: RunningServer, browser: Browser, team: str, link: str
    ) -> None:
        assert browser.submit(link, f"{link}/sign-up", name="New", password="short").status_code == 422
        assert told(server.database, team) == []
