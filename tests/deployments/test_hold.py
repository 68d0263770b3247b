"""Promoting with a reason, releasing, deploying again; and what an answer says may be done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deployments.publishing import start, zipped
from tests.support.running import Client, Person, RunningServer, Site


def deploy(client: Client, project_id: str, text: bytes) -> dict[str, Any]:
    return client.ended(client.deploy(project_id, zipped({"index.html": text}))["id"])


class TestHold:
    def test_a_later_success_does_not_take_over_and_says_so(self, client: Client, site: Site) -> None:
        project = client.project()
        first, _ = (deploy(client, project["id"], text) for text in (b"1", b"2"))
        reason = "Checkout is broken since 3.2"
        held = client.post(f"/deployments/{first['id']}/promote", json={"reason": reason}).json()["data"]
        assert (held["is_live"], held["hold"]["reason"]) == (True, reason)
        third = deploy(client, project["id"], b"3")
        assert (third["status"], third["is_live"], third["hold"]["reason"]) == ("success", False, reason)
        assert site.show(project["url"]).content == b"1"
        logs = client.get(f"/deployments/{third['id']}/logs").json()["data"]
        assert reason in logs[-1]["message"]
        assert client.get(f"/projects/{project['id']}").json()["data"]["deployments"]["hold"]["reason"] == reason

    def test_releasing_shows_the_newest_success_at_once(self, client: Client, site: Site) -> None:
        project = client.project()
        first = deploy(client, project["id"], b"1")
        client.post(f"/deployments/{first['id']}/promote", json={"reason": "wait"})
        second = deploy(client, project["id"], b"2")
        released = client.post(f"/projects/{project['id']}/release").json()["data"]["deployments"]
        assert (released["live_id"], released["hold"]) == (second["id"], None)
        assert site.show(project["url"]).content == b"2"
        deploy(client, project["id"], b"3")
        assert site.show(project["url"]).content == b"3"

    def test_releasing_what_is_not_held_changes_nothing(self, client: Client) -> None:
        project = client.project()
        first, _ = (deploy(client, project["id"], text) for text in (b"1", b"2"))
        client.post(f"/deployments/{first['id']}/promote")
        released = client.post(f"/projects/{project['id']}/release").json()["data"]["deployments"]
        assert released["live_id"] == first["id"]

    @pytest.mark.parametrize("body", [{"reason": ""}, {"reason": "a\nb"}, {"reason": "x" * 501}, {"raeson": "x"}])
    def test_a_bad_reason_is_422(self, client: Client, body: dict[str, str]) -> None:
        deployment = deploy(client, client.project()["id"], b"1")
        assert client.post(f"/deployments/{deployment['id']}/promote", json=body).status_code == 422

    def test_a_stranger_cannot_release(self, client: Client, stranger: Client) -> None:
        assert stranger.post(f"/projects/{client.project()['id']}/release").status_code == 404


class TestRedeploy:
    def test_makes_a_new_deployment_of_the_same_files(self, client: Client, site: Site) -> None:
        project = client.project()
        first, _ = (deploy(client, project["id"], text) for text in (b"1", b"2"))
        again = client.post(f"/deployments/{first['id']}/redeploy")
        assert again.status_code == 201
        data = again.json()["data"]
        assert data["source"] == {"type": "deployment", "deployment_id": first["id"]}
        assert (data["number"], data["file_count"], data["size_bytes"]) == (3, 1, 1)
        assert client.ended(data["id"])["is_live"] is True
        assert site.show(project["url"]).content == b"1"

    def test_of_anything_but_a_success_is_409(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": b"never sent"})
        assert client.post(f"/deployments/{deployment['id']}/cancel").status_code == 200
        assert client.post(f"/deployments/{deployment['id']}/redeploy").status_code == 409


class TestAllowedActions:
    def test_say_what_the_service_would_do(self, client: Client) -> None:
        project = client.project()
        first = deploy(client, project["id"], b"1")
        second = deploy(client, project["id"], b"2")
        first = client.get(f"/deployments/{first['id']}").json()["data"]
        assert {name: each["allowed"] for name, each in first["allowed_actions"].items()} == {
            "cancel": False,
            "promote": True,
            "redeploy": True,
        }
        # What is live already can be held there.
        assert second["allowed_actions"]["promote"] == {"allowed": True, "reason": None}
        held = client.post(f"/deployments/{second['id']}/promote", json={"reason": "Nothing may follow"})
        assert held.json()["data"]["hold"]["reason"] == "Nothing may follow"
        assert "success" in first["allowed_actions"]["cancel"]["reason"]

    def test_tell_that_an_archived_project_takes_no_deployments(self, client: Client) -> None:
        project = client.project()
        deployment = deploy(client, project["id"], b"1")
        client.put(f"/projects/{project['id']}", json={"status": "archived"})
        path = f"/deployments/{deployment['id']}"
        actions = client.get(path).json()["data"]["allowed_actions"]
        assert {name: each["allowed"] for name, each in actions.items()} == {
            "cancel": False,
            "promote": True,
            "redeploy": False,
        }
        assert "archived" in actions["redeploy"]["reason"]
        assert client.post(f"{path}/redeploy").json()["error"]["code"] == "project_archived"
        assert client.post(f"{path}/promote").status_code == 200

    def test_name_the_permission_that_is_missing(self, client: Client, ada: Person) -> None:
        deployment = deploy(client, client.project()["id"], b"1")
        with ada.client("deployments:read") as reader:
            actions = reader.get(f"/deployments/{deployment['id']}").json()["data"]["allowed_actions"]
        assert all("deployments:write" in each["reason"] for each in actions.values())

    def test_name_the_role_that_is_too_low(
        self, client: Client, stranger: Client, server: RunningServer, ada: Person, bob: Person
    ) -> None:
        team_id = server.team("Team", {ada.id: "owner", bob.id: "viewer"})
        deployment = deploy(client, client.project(team_id=team_id)["id"], b"1")
        actions = stranger.get(f"/deployments/{deployment['id']}").json()["data"]["allowed_actions"]
        assert all("viewer" in each["reason"] for each in actions.values())
        assert stranger.post(f"/deployments/{deployment['id']}/redeploy").status_code == 403
