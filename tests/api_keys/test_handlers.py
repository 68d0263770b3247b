from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from server.kit import clock
from server.models import ApiKey
from tests.support.running import Client, Person, RunningServer, error


def make(client: Client, *permissions: str, **fields: Any) -> dict[str, Any]:
    body = {"name": "CI", "permissions": permissions or ["projects:read"], **fields}
    response = client.post("/api-keys", json=body)
    assert response.status_code == 201, response.text
    data: dict[str, Any] = response.json()["data"]
    assert response.headers["location"] == f"/v1/api-keys/{data['id']}"
    return data


def using(server: RunningServer, key: str) -> Client:
    return Client(server.url, key)


class TestCreate:
    def test_shows_the_secret_once(self, client: Client, server: RunningServer) -> None:
        data = make(client, "projects:read")
        key = data.pop("key")
        assert key.startswith("yap_live_")
        assert data["hint"] == f"yap_live_…{key[-4:]}"
        assert (data["permissions"], data["environment"]) == (["projects:read", "token:read"], "production")
        assert client.get(f"/api-keys/{data['id']}").json() == {"data": data}
        with using(server, key) as made:
            assert made.get("/projects").status_code == 200
            assert made.post("/projects", json={"name": "x"}).status_code == 403
        with server.database.transaction(write=False) as session:
            row = session.get_one(ApiKey, data["id"])
            assert key not in str(row)

    def test_gives_away_no_permission_that_one_lacks(self, ada: Person) -> None:
        with ada.client("api_keys:write", "projects:read") as client:
            make(client, "projects:read", "api_keys:write")
            refused = error(client.post("/api-keys", json={"name": "x", "permissions": ["projects:write"]}), 403)
            assert "projects:write" in refused["message"]

    def test_gives_away_no_wider_reach(self, server: RunningServer, client: Client) -> None:
        mine, other = client.project()["id"], client.project()["id"]
        key = make(client, "projects:read", "projects:write", "api_keys:write", "api_keys:read", project_ids=[mine])
        with using(server, key["key"]) as bound:
            for project_ids in (None, [other], [mine, other]):
                body = {"name": "x", "permissions": ["projects:read"], "project_ids": project_ids}
                assert mine in error(bound.post("/api-keys", json=body), 403)["message"]
            assert error(bound.post("/api-keys", json={"name": "x", "permissions": ["projects:read"]}), 403)
            make(bound, "projects:read", project_ids=[mine])
            assert error(bound.post("/projects", json={"name": "x"}), 403)
            assert [each["id"] for each in bound.get("/projects").json()["data"]] == [mine]
            assert bound.get(f"/projects/{other}").status_code == 404
            assert bound.get("/token").json()["data"]["project_ids"] == [mine]

    def test_gives_away_no_longer_life(self, server: RunningServer, client: Client) -> None:
        soon, later = (clock.rfc3339(clock.now() + timedelta(days=days)) for days in (1, 2))
        key = make(client, "api_keys:write", expires_at=soon)
        with using(server, key["key"]) as short:
            body = {"name": "x", "permissions": ["api_keys:write"]}
            for expires_at in (None, later):
                assert (
                    "ends at" in error(short.post("/api-keys", json={**body, "expires_at": expires_at}), 403)["message"]
                )
            made = make(short, "api_keys:write", expires_at=soon)
            assert error(short.put(f"/api-keys/{made['id']}", json={"expires_at": None}), 403)
            assert short.put(f"/api-keys/{made['id']}", json={"name": "y"}).status_code == 200

    def test_a_key_that_ends_takes_over_none_that_ends_later(self, server: RunningServer, client: Client) -> None:
        soon, later = (clock.rfc3339(clock.now() + timedelta(days=days)) for days in (1, 2))
        endless, longer = (make(client, "api_keys:write", expires_at=each) for each in (None, later))
        key = make(client, "api_keys:write", expires_at=soon)
        with using(server, key["key"]) as short:
            for each in (endless, longer):
                path = f"/api-keys/{each['id']}"
                for response in (
                    short.post(f"{path}/rotate"),
                    short.put(path, json={"name": "y"}),
                    short.put(path, json={"expires_at": later}),
                ):
                    assert "ends at" in error(response, 403)["message"]
            assert short.put(f"/api-keys/{key['id']}", json={"name": "y"}).status_code == 200
            assert short.post(f"/api-keys/{key['id']}/rotate").status_code == 200
            assert short.put(f"/api-keys/{longer['id']}", json={"expires_at": soon}).status_code == 200
            assert short.post(f"/api-keys/{longer['id']}/rotate").status_code == 200, "it ends no later any more"
            assert short.delete(f"/api-keys/{endless['id']}").status_code == 200, "revoking only takes away"

    def test_reaches_no_project_of_somebody_else(self, client: Client, stranger: Client) -> None:
        public = stranger.project(visibility="public")["id"]
        for project in (public, "proj_00000000000000000000000000"):
            body = {"name": "x", "permissions": ["projects:read"], "project_ids": [project]}
            details = error(client.post("/api-keys", json=body), 422)["details"]
            assert details == [
                {"field": "project_ids", "message": f"There is no project {project}, or it is not yours."}
            ]

    def test_is_not_kept_for_a_replay(self, client: Client, server: RunningServer) -> None:
        """An Idempotency-Key would keep the answer, and the secret in it, for a day. It is not looked at here."""
        headers = {"Idempotency-Key": "once"}
        body = {"name": "x", "permissions": ["projects:read"]}
        first, second = (client.post("/api-keys", json=body, headers=headers).json()["data"] for _ in range(2))
        assert first["id"] != second["id"]


class TestRestriction:
    def test_follows_the_team_at_each_request(
        self, server: RunningServer, client: Client, stranger: Client, ada: Person, bob: Person
    ) -> None:
        team = server.team("T", {ada.id: "owner", bob.id: "member"})
        project = client.project(team_id=team)["id"]
        key = make(stranger, "projects:read", "projects:write", project_ids=[project])
        with using(server, key["key"]) as bound:
            assert bound.put(f"/projects/{project}", json={"name": "x"}).status_code == 200
            client.put(f"/teams/{team}/members/{bob.id}", json={"role": "viewer"})
            assert bound.put(f"/projects/{project}", json={"name": "x"}).status_code == 403
            client.delete(f"/teams/{team}/members/{bob.id}")
            assert bound.get(f"/projects/{project}").status_code == 404
            assert bound.get("/projects").json()["data"] == []

    def test_leaves_nothing_beyond_projects(self, server: RunningServer, client: Client) -> None:
        project = client.project()["id"]
        body = {"name": "x", "permissions": ["teams:read"], "project_ids": [project]}
        assert error(client.post("/api-keys", json=body), 422)["details"][0]["field"] == "permissions"
        wide = make(client, "teams:read", "projects:read")
        assert error(client.put(f"/api-keys/{wide['id']}", json={"project_ids": [project]}), 422)
        with server.database.transaction(write=True) as session:
            session.get_one(ApiKey, wide["id"]).project_ids = [project]
        with using(server, wide["key"]) as bound:
            assert "restricted to projects" in error(bound.get("/teams"), 403)["message"]
            assert bound.get("/token").json()["data"]["permissions"] == ["projects:read", "token:read"]


class TestUpdate:
    def test_counts_from_the_next_request_on(self, server: RunningServer, client: Client) -> None:
        key = make(client, "projects:read")
        with using(server, key["key"]) as made:
            assert made.get("/projects").status_code == 200
            changed = client.put(f"/api-keys/{key['id']}", json={"permissions": ["deployments:read"]}).json()["data"]
            assert changed["permissions"] == ["deployments:read", "token:read"]
            assert made.get("/projects").status_code == 403

    def test_keeps_a_restriction_whose_project_is_gone(self, client: Client) -> None:
        project = client.project()["id"]
        key = make(client, "projects:read", project_ids=[project])
        client.delete(f"/projects/{project}")
        assert client.put(f"/api-keys/{key['id']}", json={"name": "y"}).json()["data"]["project_ids"] == [project]

    @pytest.mark.parametrize("act", ["update", "rotate"])
    def test_needs_all_that_the_key_holds(self, ada: Person, client: Client, act: str) -> None:
        strong = make(client, "projects:write")
        with ada.client("api_keys:write", "api_keys:read") as weak:
            path = f"/api-keys/{strong['id']}"
            response = weak.put(path, json={"name": "x"}) if act == "update" else weak.post(f"{path}/rotate")
            assert "projects:write" in error(response, 403)["message"]
            assert weak.delete(path).status_code == 200, "whoever may write keys may always revoke one"


class TestRotate:
    def test_lets_both_secrets_count_for_a_while(self, server: RunningServer, client: Client) -> None:
        old = make(client, "projects:read")
        new = client.post(f"/api-keys/{old['id']}/rotate", json={"overlap_hours": 2}).json()["data"]
        assert new["id"] == old["id"]
        assert new["key"] != old["key"]
        assert new["previous_expires_at"] is not None
        with using(server, old["key"]) as before, using(server, new["key"]) as after:
            assert (before.get("/projects").status_code, after.get("/projects").status_code) == (200, 200)
            with server.database.transaction(write=True) as session:
                session.get_one(ApiKey, old["id"]).previous_expires_at = clock.now() - timedelta(seconds=1)
            assert "rotated" in error(before.get("/projects"), 401)["message"]
            assert after.get("/projects").status_code == 200
            assert client.get(f"/api-keys/{old['id']}").json()["data"]["previous_expires_at"] is None

    def test_with_no_overlap_ends_the_old_one_at_once(self, server: RunningServer, client: Client) -> None:
        old = make(client, "projects:read")
        new = client.post(f"/api-keys/{old['id']}/rotate", json={"overlap_hours": 0}).json()["data"]
        with using(server, old["key"]) as before, using(server, new["key"]) as after:
            assert (before.get("/projects").status_code, after.get("/projects").status_code) == (401, 200)

    def test_twice_ends_the_oldest(self, server: RunningServer, client: Client) -> None:
        keys = [make(client, "projects:read")]
        keys += [client.post(f"/api-keys/{keys[0]['id']}/rotate").json()["data"] for _ in range(2)]
        statuses = []
        for each in keys:
            with using(server, each["key"]) as made:
                statuses.append(made.get("/projects").status_code)
        assert statuses == [401, 200, 200]


class TestDelete:
    def test_revokes_for_ever_with_both_secrets(self, server: RunningServer, client: Client) -> None:
        old = make(client, "projects:read")
        new = client.post(f"/api-keys/{old['id']}/rotate").json()["data"]
        assert client.delete(f"/api-keys/{old['id']}").json() == {"data": {"id": old["id"], "deleted": True}}
        for each in (old, new):
            with using(server, each["key"]) as gone:
                assert "revoked" in error(gone.get("/projects"), 401)["message"]
        path = f"/api-keys/{old['id']}"
        gone = (
            client.get(path),
            client.delete(path),
            client.post(f"{path}/rotate"),
            client.put(path, json={"name": "x"}),
        )
        assert [each.status_code for each in gone] == [404, 404, 404, 404]
        assert old["id"] not in {each["id"] for each in client.get("/api-keys").json()["data"]}
        revoked = client.get("/api-keys", params={"revoked": True}).json()["data"]
        assert [(each["id"], each["revoked"]) for each in revoked] == [(old["id"], True)]


class TestList:
    def test_pages_through_ones_own(self, client: Client, stranger: Client) -> None:
        made = [make(client)["id"] for _ in range(3)]
        make(stranger)
        pages = [client.get("/api-keys", params={"page": page, "limit": 2}).json() for page in (1, 2, 3)]
        seen = [each["id"] for page in pages for each in page["data"]]
        assert seen[:3] == made[::-1]
        assert pages[0]["pagination"]["total"] == len(seen) == 4  # and the one that is used here
        assert "key" not in pages[0]["data"][0]
