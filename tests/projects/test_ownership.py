"""Two who act on a project at the same moment: the second goes by whose it is once the first is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from server.auth import accounts
from server.auth.actor import Actor
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.errors import Forbidden, NotFound
from server.kit.ids import new_id
from server.projects import service
from server.teams import members
from server.teams import service as teams
from tests.support.overlapping import overlap
from tests.support.running import Client, Person, RunningServer

SETTINGS = Settings()
BODY = {"name": "p", "template": "blank", "visibility": "private"}


@dataclass
class Place:
    """Ada owns two teams. Bob is an admin of the first, where the project is."""

    ada: Actor
    bob: Actor
    first: str
    second: str
    project: str


@pytest.fixture
def place(database: Database) -> Place:
    with database.transaction(write=True) as session:
        ada, bob = (
            Actor.operator(accounts.create(session, email=f"{new_id('mail')}@example.com", name=name, plan="free").id)
            for name in ("Ada", "Bob")
        )
        first, second = (teams.create(session, ada, {"name": name}).id for name in ("First", "Second"))
        members.add(session, ada, first, {"user_id": bob.user_id, "role": "admin"})
        project = service.create(session, ada, {**BODY, "team_id": first}, SETTINGS).id
    return Place(ada, bob, first, second, project)


Act = Callable[[Session, Place], Any]
ACTS: dict[str, Act] = {
    "transfer": lambda session, at: service.transfer(session, at.bob, at.project, None, SETTINGS),
    "delete": lambda session, at: service.delete(session, at.bob, at.project, SETTINGS),
    "update": lambda session, at: service.update(session, at.bob, at.project, {"name": "Mine"}, SETTINGS),
}


class TestWhileItIsTransferred:
    @pytest.mark.parametrize("act", ACTS)
    def test_who_is_left_behind_finds_none(self, database: Database, place: Place, act: str) -> None:
        first, second = overlap(
            database,
            lambda session: service.transfer(session, place.ada, place.project, place.second, SETTINGS),
            lambda session: ACTS[act](session, place),
        )
        assert not isinstance(first, Exception)
        assert isinstance(second, NotFound), second
        with database.transaction(write=False) as session:
            row = service.get(session, place.ada, place.project)
        assert (row.owner_id, row.name) == (place.second, "p")

    @pytest.mark.parametrize("act", ACTS)
    def test_who_may_only_see_it_there_changes_nothing(self, database: Database, place: Place, act: str) -> None:
        with database.transaction(write=True) as session:
            members.add(session, place.ada, place.second, {"user_id": place.bob.user_id, "role": "viewer"})
        _, second = overlap(
            database,
            lambda session: service.transfer(session, place.ada, place.project, place.second, SETTINGS),
            lambda session: ACTS[act](session, place),
        )
        assert isinstance(second, Forbidden), second

    @pytest.mark.parametrize("act", ACTS)
    def test_it_is_gone_for_who_comes_after_a_deletion(self, database: Database, place: Place, act: str) -> None:
        _, second = overlap(
            database,
            lambda session: service.delete(session, place.ada, place.project, SETTINGS),
            lambda session: ACTS[act](session, place),
        )
        assert isinstance(second, NotFound), second

    @pytest.mark.parametrize(
        ("action", "event"),
        [
            ("projects.update", "project.updated"),
            ("projects.transfer", "project.updated"),
            ("projects.delete", "project.deleted"),
        ],
    )
    def test_what_comes_after_is_told_to_the_new_owner(
        self, server: RunningServer, client: Client, stranger: Client, ada: Person, bob: Person, action: str, event: str
    ) -> None:
        """Bob may change it in both teams."""
        before, after = (server.team(name, {ada.id: "owner", bob.id: "admin"}) for name in ("Before", "After"))
        project = client.project(team_id=before)["id"]
        path = f"/projects/{project}"

        def act(_session: Session) -> httpx.Response:
            match action:
                case "projects.update":
                    return stranger.put(path, json={"name": "x"})
                case "projects.transfer":
                    return stranger.post(f"{path}/transfer", json={"team_id": None})
            return stranger.delete(path)

        _, response = overlap(
            server.database,
            lambda session: service.transfer(session, Actor.operator(ada.id), project, after, server.settings),
            act,
        )
        assert response.status_code == 200, response
        told = {
            team: [each["action"] for each in client.get("/audit-log", params={"team": team}).json()["data"]]
            for team in (before, after)
        }
        assert told == {before: ["projects.create"], after: [action]}
        to = stranger.get("/events").json()["data"] if action == "projects.transfer" else None
        events = to or stranger.get("/events", params={"team": after}).json()["data"]
        assert events[-1]["type"] == event
        if to is not None:
            assert action in [each["action"] for each in stranger.get("/audit-log").json()["data"]]
