from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from server.auth import accounts
from server.kit import clock
from server.kit.database import table_of
from server.kit.errors import NotFound
from server.models import TeamInvitation, TeamMember, User
from server.teams import invitations
from server.teams.roles import ADMIN, MEMBER, OWNER, ROLES, VIEWER, denied, rank
from tests.support.running import Client, Person, RunningServer, error

NOBODY = "usr_00000000000000000000000000"


@pytest.fixture
def team(client: Client) -> str:
    """Ada's."""
    made: str = client.post("/teams", json={"name": "My Team"}).json()["data"]["id"]
    return made


def accept(server: RunningServer, person: Person, url: str) -> Any:
    """What the console does when somebody says yes."""
    token = url.rpartition("/")[2]
    with server.database.transaction(write=True) as session:
        return invitations.accept(session, session.get_one(User, person.id), token)


class TestRoles:
    def test_each_may_what_the_one_before_may_and_more(self) -> None:
        assert VIEWER < MEMBER < ADMIN < OWNER
        assert [rank(role) for role in ("viewer", "member", "admin", "owner")] == [0, 1, 2, 3]

    def test_who_may_not_hears_who_may(self) -> None:
        for role, actions in ROLES.items():
            for action in OWNER:
                reason = denied(role, action)
                assert (reason is None) == (action in actions)
                assert reason is None or (role in reason and "owner" in reason)

    def test_a_role_that_nobody_knows_may_nothing(self) -> None:
        assert all(denied("superuser", action) for action in OWNER)


class TestTeams:
    def test_are_made_changed_listed_and_deleted(self, client: Client, stranger: Client) -> None:
        response = client.post("/teams", json={"name": "My Team"})
        made = response.json()["data"]
        assert response.headers["location"] == f"/v1/teams/{made['id']}"
        assert (made["name"], made["role"]) == ("My Team", "owner")
        assert client.get(f"/teams/{made['id']}").json() == {"data": made}
        assert [each["id"] for each in client.get("/teams").json()["data"]] == [made["id"]]
        assert stranger.get("/teams").json()["data"] == []
        changed = client.put(f"/teams/{made['id']}", json={"name": "Our Team"}).json()["data"]
        assert (changed["name"], changed["created_at"]) == ("Our Team", made["created_at"])
        assert client.delete(f"/teams/{made['id']}").json() == {"data": {"id": made["id"], "deleted": True}}
        assert client.get(f"/teams/{made['id']}").status_code == 404

    def test_with_projects_are_not_deleted(self, client: Client, team: str) -> None:
        project = client.project(team_id=team)
        assert error(client.delete(f"/teams/{team}"), 409)["code"] == "team_has_projects"
        assert client.get(f"/projects/{project['id']}").status_code == 200
        client.post(f"/projects/{project['id']}/transfer", json={"team_id": None})
        assert client.delete(f"/teams/{team}").status_code == 200
        assert client.get(f"/projects/{project['id']}").json()["data"]["team"] is None


class TestMembers:
    def test_are_added_by_id_or_address_in_any_case(
        self, client: Client, server: RunningServer, team: str, bob: Person
    ) -> None:
        eve = server.person("Eve")
        response = client.post(f"/teams/{team}/members", json={"user_id": bob.id})
        assert response.headers["location"] == f"/v1/teams/{team}/members/{bob.id}"
        assert response.json()["data"]["role"] == "member"
        added = client.post(f"/teams/{team}/members", json={"email": eve.email.upper(), "role": "viewer"}).json()[
            "data"
        ]
        assert (added["user"]["id"], added["status"], added["invitation"]) == (eve.id, "active", None)
        listed = client.get(f"/teams/{team}/members").json()
        assert [(each["user"]["id"], each["role"]) for each in listed["data"]][1:] == [
            (bob.id, "member"),
            (eve.id, "viewer"),
        ]
        assert listed["pagination"]["total"] == 3

    def test_are_members_once(self, client: Client, team: str, bob: Person) -> None:
        for body in ({"user_id": bob.id}, {"email": bob.email}):
            answers = [client.post(f"/teams/{team}/members", json=body).status_code for _ in range(2)]
            assert answers[-1] == 409

    def test_lose_access_at_once_when_they_go(
        self, client: Client, stranger: Client, team: str, ada: Person, bob: Person
    ) -> None:
        project = client.project(team_id=team)["id"]
        deployment = client.deploy(project)["id"]
        paths = [
            f"/teams/{team}",
            f"/projects/{project}",
            f"/deployments/{deployment}",
            f"/deployments/{deployment}/logs",
        ]
        for who in (client, stranger):  # removed by somebody else, and by themselves
            client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "admin"})
            assert {stranger.get(each).status_code for each in paths} == {200}
            assert who.delete(f"/teams/{team}/members/{bob.id}").json() == {"data": {"id": bob.id, "deleted": True}}
            assert {stranger.get(each).status_code for each in paths} == {404}
        assert stranger.get("/projects").json()["data"] == []

    def test_a_lower_role_counts_at_once(self, client: Client, stranger: Client, team: str, bob: Person) -> None:
        project = client.project(team_id=team)["id"]
        client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "member"})
        assert stranger.put(f"/projects/{project}", json={"name": "a"}).status_code == 200
        client.put(f"/teams/{team}/members/{bob.id}", json={"role": "viewer"})
        refused = error(stranger.put(f"/projects/{project}", json={"name": "b"}), 403)
        assert refused["message"] == (
            "Your role in this team is viewer; to create, change, deploy and delete its projects it must be "
            "member, admin or owner."
        )

    def test_the_last_owner_stays(self, client: Client, stranger: Client, team: str, ada: Person, bob: Person) -> None:
        for response in (
            client.delete(f"/teams/{team}/members/{ada.id}"),
            client.put(f"/teams/{team}/members/{ada.id}", json={"role": "admin"}),
        ):
            assert error(response, 409)["code"] == "last_owner"
        client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "owner"})
        assert client.delete(f"/teams/{team}/members/{ada.id}").status_code == 200
        assert error(stranger.delete(f"/teams/{team}/members/{bob.id}"), 409)["code"] == "last_owner"

    def test_of_two_owners_who_leave_at_once_one_stays(
        self, server: RunningServer, client: Client, stranger: Client, ada: Person, bob: Person
    ) -> None:
        for _ in range(5):
            team = server.team("Both", {ada.id: "owner", bob.id: "owner"})
            with ThreadPoolExecutor(2) as pool:
                answers = pool.map(
                    lambda each: each[0].delete(f"/teams/{team}/members/{each[1].id}").status_code,  # noqa: B023
                    ((client, ada), (stranger, bob)),
                )
                assert sorted(answers) == [200, 409]

    def test_that_are_none_are_not_found(self, client: Client, team: str) -> None:
        path = f"/teams/{team}/members"
        answers = {
            client.delete(f"{path}/{each}", headers={"X-Request-Id": "same"}).content for each in (NOBODY, "x", "usr_!")
        }
        assert len(answers) == 1
        details = error(client.post(path, json={"user_id": NOBODY}), 422)["details"]
        assert details == [{"field": "user_id", "message": "There is no such person."}]


class TestInvitations:
    def invite(self, client: Client, team: str, email: str = "new@example.com", role: str = "member") -> dict[str, Any]:
        response = client.post(f"/teams/{team}/members", json={"email": email, "role": role})
        assert response.status_code == 201
        data: dict[str, Any] = response.json()["data"]
        assert response.headers["location"] == f"/v1/teams/{team}/invitations/{data['invitation']['id']}"
        return data

    def test_go_to_addresses_without_an_account_and_count_once(
        self, client: Client, stranger: Client, server: RunningServer, team: str, bob: Person
    ) -> None:
        data = self.invite(client, team)
        assert (data["user"], data["status"], data["email"]) == (None, "invited", "new@example.com")
        url = data["invitation"]["url"]
        assert url.startswith(f"{server.settings.base_url}/invitations/")
        assert [each["email"] for each in client.get(f"/teams/{team}/invitations").json()["data"]] == [
            "new@example.com"
        ]
        assert stranger.get(f"/teams/{team}").status_code == 404
        with server.database.transaction(write=False) as session:
            seen = invitations.look_at(session, url.rpartition("/")[2])
        assert (seen.team_name, seen.inviter_name, seen.role) == ("My Team", "Ada Lovelace", "member")
        accept(server, bob, url)
        assert stranger.get(f"/teams/{team}").json()["data"]["role"] == "member"
        assert client.get(f"/teams/{team}/invitations").json()["data"] == []
        with pytest.raises(NotFound):
            accept(server, bob, url)

    def test_are_accepted_by_one_of_many_who_try_at_once(
        self, client: Client, server: RunningServer, team: str
    ) -> None:
        people = [server.person(f"Person {number}") for number in range(4)]
        url = self.invite(client, team)["invitation"]["url"]

        def attempt(person: Person) -> bool:
            try:
                accept(server, person, url)
            except NotFound:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(attempt, people)) == 1

    def test_are_kept_as_a_digest(self, client: Client, server: RunningServer, team: str) -> None:
        token = self.invite(client, team)["invitation"]["url"].rpartition("/")[2]
        table = table_of(TeamInvitation)
        with server.database.transaction(write=False) as session:
            [row] = session.connection().execute(table.select().where(table.c.team_id == team)).all()
        assert len(token) == 43
        assert token not in str(row)

    def test_end_when_they_are_withdrawn_replaced_or_old(
        self, client: Client, server: RunningServer, team: str, bob: Person
    ) -> None:
        first = self.invite(client, team)["invitation"]
        second = self.invite(client, team, role="viewer")["invitation"]
        with pytest.raises(NotFound):
            accept(server, bob, first["url"])
        assert client.delete(f"/teams/{team}/invitations/{second['id']}").status_code == 200
        assert client.delete(f"/teams/{team}/invitations/{second['id']}").status_code == 404
        with pytest.raises(NotFound):
            accept(server, bob, second["url"])
        third = self.invite(client, team)["invitation"]
        with clock.frozen(clock.now() + timedelta(days=7, seconds=1)), pytest.raises(NotFound):
            accept(server, bob, third["url"])

    def test_end_with_the_right_of_who_sent_them(
        self, client: Client, stranger: Client, server: RunningServer, team: str, bob: Person
    ) -> None:
        eve = server.person("Eve")
        for end in ("demoted", "removed"):
            client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "admin"})
            client.put(f"/teams/{team}/members/{bob.id}", json={"role": "admin"})
            url = self.invite(stranger, team, f"{end}@example.com")["invitation"]["url"]
            if end == "demoted":
                client.put(f"/teams/{team}/members/{bob.id}", json={"role": "member"})
            else:
                client.delete(f"/teams/{team}/members/{bob.id}")
            with pytest.raises(NotFound):
                accept(server, eve, url)

    def test_of_an_owner_make_no_owner_once_the_sender_is_none(
        self, client: Client, stranger: Client, server: RunningServer, team: str, bob: Person
    ) -> None:
        """The sender has the link: it would make them an owner again."""
        client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "owner"})
        url = self.invite(stranger, team, role="owner")["invitation"]["url"]
        kept = self.invite(stranger, team, "kept@example.com", role="admin")["invitation"]["id"]
        assert client.put(f"/teams/{team}/members/{bob.id}", json={"role": "admin"}).status_code == 200
        with pytest.raises(NotFound):
            accept(server, bob, url)
        assert stranger.get(f"/teams/{team}").json()["data"]["role"] == "admin"
        assert [each["id"] for each in client.get(f"/teams/{team}/invitations").json()["data"]] == [kept]

    @pytest.mark.parametrize("now", ["admin", "member", None])
    def test_are_asked_for_the_right_of_who_sent_them_when_they_are_accepted(
        self, client: Client, stranger: Client, server: RunningServer, team: str, bob: Person, now: str | None
    ) -> None:
        """Also where an invitation is left over: an older version withdrew fewer."""
        eve = server.person("Eve")
        client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "owner"})
        url = self.invite(stranger, team, role="owner")["invitation"]["url"]
        with server.database.transaction(write=True) as session:
            place = session.get_one(TeamMember, (team, bob.id))
            if now is None:
                session.delete(place)
            else:
                place.role = now
        for person in (bob, eve):
            with pytest.raises(NotFound, match="no such invitation"):
                accept(server, person, url)
        roles = {each["user"]["id"]: each["role"] for each in client.get(f"/teams/{team}/members").json()["data"]}
        assert (roles.get(bob.id), roles.get(eve.id)) == (now, None)

    def test_leave_a_member_the_higher_role(
        self, client: Client, server: RunningServer, team: str, ada: Person, bob: Person
    ) -> None:
        accept(server, ada, self.invite(client, team, role="viewer")["invitation"]["url"])
        assert client.get(f"/teams/{team}").json()["data"]["role"] == "owner"
        client.post(f"/teams/{team}/members", json={"user_id": bob.id, "role": "viewer"})
        accept(server, bob, self.invite(client, team, role="admin")["invitation"]["url"])
        roles = {each["user"]["id"]: each["role"] for each in client.get(f"/teams/{team}/members").json()["data"]}
        assert roles == {ada.id: "owner", bob.id: "admin"}

    def test_are_not_needed_once_the_person_has_an_account(
        self, client: Client, server: RunningServer, team: str
    ) -> None:
        self.invite(client, team, "late@example.com")
        with server.database.transaction(write=True) as session:
            accounts.create(session, email="late@example.com", name="Late", plan="free")
        assert client.post(f"/teams/{team}/members", json={"email": "late@example.com"}).json()["data"]["user"]
        with server.database.transaction(write=True) as session:
            session.delete(session.get_one(User, accounts.find(session, "late@example.com").id))


class TestTransfer:
    def test_moves_a_project_with_all_that_it_has(
        self, client: Client, stranger: Client, team: str, bob: Person
    ) -> None:
        project = client.project()
        deployment = client.ended(client.deploy(project["id"])["id"])
        moved = client.post(f"/projects/{project['id']}/transfer", json={"team_id": team}).json()["data"]
        assert moved["team"] == {"id": team, "name": "My Team"}
        assert (moved["url"], moved["deployments"]["live_id"]) == (project["url"], deployment["id"])
        assert [each["id"] for each in client.get("/projects", params={"team": team}).json()["data"]] == [project["id"]]
        assert stranger.get(f"/projects/{project['id']}").status_code == 404
        client.post(f"/teams/{team}/members", json={"user_id": bob.id})
        assert stranger.get(f"/projects/{project['id']}").status_code == 200
        again = stranger.post(f"/deployments/{deployment['id']}/redeploy").json()["data"]
        assert stranger.ended(again["id"])["status"] == "success"
        assert client.ended(client.deploy(project["id"])["id"])["status"] == "success"
        back = client.post(f"/projects/{project['id']}/transfer", json={"team_id": None}).json()["data"]
        assert back["team"] is None
        assert stranger.get(f"/projects/{project['id']}").status_code == 404
