from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.edge import idempotency
from server.edge.response import Response
from server.kit.errors import Conflict
from server.kit.vault import Vault
from server.oauth_apps import clients, grants
from server.oauth_apps.grants import Issued
from tests.deployments.test_handlers import zipped
from tests.support.platform import Platform
from tests.support.running import Client, Person, RunningServer
from tests.support.written import written

KEY, NEXT_KEY = "the first secret key, 32 letters", "the second secret key, 32 letters"
ANSWER = Response(201, [(b"location", b"/v1/webhooks/wh_1")], b'{"data":{"secret":"whsec_shown_once"}}')


class TestIdempotencyKey:
    def test_the_same_request_is_carried_out_once(self, client: Client) -> None:
        headers = {"Idempotency-Key": "one"}
        first, second = (client.post("/projects", json={"name": "Once"}, headers=headers) for _ in range(2))
        assert first.json() == second.json()
        assert second.headers["idempotency-replayed"] == "true"
        assert "idempotency-replayed" not in first.headers
        assert second.headers["location"] == first.headers["location"]
        assert second.headers["x-request-id"] != first.headers["x-request-id"]
        assert client.get("/projects").json()["pagination"]["total"] == 1

    def test_ten_at_once_are_carried_out_once(self, client: Client) -> None:
        answers: list[Any] = []

        def send() -> None:
            response = client.post("/projects", json={"name": "Once"}, headers={"Idempotency-Key": "many"})
            answers.append((response.status_code, response.json()["data"]["id"]))

        threads = [threading.Thread(target=send) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(answers)) == 1
        assert answers[0][0] == 201
        assert client.get("/projects").json()["pagination"]["total"] == 1

    def test_another_request_of_the_same_name_is_409(self, client: Client) -> None:
        headers = {"Idempotency-Key": "reused"}
        client.post("/projects", json={"name": "One"}, headers=headers)
        response = client.post("/projects", json={"name": "Two"}, headers=headers)
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "idempotency_key_reused"

    def test_a_request_that_failed_may_be_tried_again(self, client: Client) -> None:
        headers = {"Idempotency-Key": "failed"}
        assert client.post("/projects", json={"nmae": "x"}, headers=headers).status_code == 422
        assert client.post("/projects", json={"name": "x"}, headers=headers).status_code == 201

    def test_an_archive_sent_twice_is_one_deployment(self, client: Client) -> None:
        project = client.project()
        content = zipped({"index.html": b"x"})
        headers = {"Idempotency-Key": "archive", "Content-Type": "application/zip"}
        path = f"/projects/{project['id']}/deployments"
        first, second = (client.post(path, content=content, headers=headers) for _ in range(2))
        assert first.json()["data"]["id"] == second.json()["data"]["id"]
        assert client.get(path).json()["pagination"]["total"] == 1
        assert client.ended(first.json()["data"]["id"])["status"] == "success"
        other = client.post(path, content=zipped({"index.html": b"y"}), headers=headers)
        assert other.status_code == 409

    def test_two_people_may_choose_the_same_name(self, client: Client, stranger: Client) -> None:
        headers = {"Idempotency-Key": "popular"}
        ids = {
            each.post("/projects", json={"name": "x"}, headers=headers).json()["data"]["id"]
            for each in (client, stranger)
        }
        assert len(ids) == 2

    def test_a_key_without_the_permission_gets_no_replay(self, client: Client, ada: Person) -> None:
        headers = {"Idempotency-Key": "secret"}
        client.post("/projects", json={"name": "x"}, headers=headers)
        with ada.client("projects:read") as reader:
            assert reader.post("/projects", json={"name": "x"}, headers=headers).status_code == 403

    def test_a_name_that_is_none_is_422(self, client: Client) -> None:
        response = client.post("/projects", json={"name": "x"}, headers={"Idempotency-Key": "x" * 101})
        assert response.status_code == 422
        assert response.json()["error"]["details"][0]["field"] == "Idempotency-Key"


REPLAYED = "idempotency-replayed"


def narrowed(client: Client, server: RunningServer, *project_ids: str) -> tuple[str, Client]:
    """Another key of the same person, for these projects only; and its id."""
    permissions = ["projects:read", "projects:write", "deployments:read", "deployments:write"]
    body = {"name": "CI", "permissions": permissions, "project_ids": list(project_ids)}
    made = client.post("/api-keys", json=body).json()["data"]
    return made["id"], Client(server.url, made["key"])


class TestWhoseTheNameIs:
    def test_another_key_s_answer_is_not_given(self, client: Client, server: RunningServer) -> None:
        out_of_reach, reached = client.project()["id"], client.project()["id"]
        headers = {"Idempotency-Key": "ci-build-42"}
        path = f"/projects/{out_of_reach}/deployments"
        assert client.post(path, json={}, headers=headers).status_code == 201
        archive = {"content": zipped({"index.html": b"x"}), "headers": {**headers, "Content-Type": "application/zip"}}
        _, ci = narrowed(client, server, reached)
        with ci:
            for response in (ci.post(path, json={}, headers=headers), ci.post(path, **archive)):
                assert response.status_code == 404
                assert REPLAYED not in response.headers
            assert ci.post(f"/projects/{reached}/deployments", json={}, headers=headers).status_code == 201

    def test_two_keys_of_a_person_may_choose_the_same_name(self, client: Client, ada: Person) -> None:
        headers = {"Idempotency-Key": "popular"}
        with ada.client() as other:
            ids = {
                each.post("/projects", json={"name": "x"}, headers=headers).json()["data"]["id"]
                for each in (client, other)
            }
        assert len(ids) == 2

    def test_a_key_keeps_its_names_when_it_is_rotated(self, client: Client, ada: Person, server: RunningServer) -> None:
        headers = {"Idempotency-Key": "rotated"}
        key = ada.key()
        with Client(server.url, key.key) as before:
            first = before.post("/projects", json={"name": "x"}, headers=headers)
        new = client.post(f"/api-keys/{key.id}/rotate").json()["data"]["key"]
        with Client(server.url, new) as after:
            again = after.post("/projects", json={"name": "x"}, headers=headers)
        assert (again.headers[REPLAYED], again.json()) == ("true", first.json())

    def test_an_application_keeps_them_when_it_gets_new_tokens(
        self, client: Client, ada: Person, bob: Person, server: RunningServer
    ) -> None:
        headers = {"Idempotency-Key": "refreshed"}
        body = {"name": "Monitor", "redirect_uris": ["https://a.example/"], "scopes": ["read", "write"]}
        app_id = client.post("/oauth-apps", json=body).json()["data"]["id"]
        tokens: list[str] = []
        with server.database.transaction(write=True) as session:
            app = clients.find(session, app_id)
            assert app is not None
            for person in (ada, bob):
                code = grants.allow(
                    session, app, person.id, scopes=["write"], redirect_uri="https://a.example/", code_challenge=None
                )
                issued = grants.redeem(session, app, code, redirect_uri="https://a.example/", verifier=None)
                assert isinstance(issued, Issued)
                assert issued.refresh_token is not None
                renewed = grants.refresh(session, app, issued.refresh_token, narrowed=None)
                assert isinstance(renewed, Issued)
                tokens += [issued.access_token, renewed.access_token]
            tokens += [grants.for_app_itself(session, app, ["write"]).access_token for _ in range(2)]
        answers = []
        for token in tokens:
            with Client(server.url, token) as using:
                answers.append(using.post("/projects", json={"name": "x"}, headers=headers))
        assert [each.headers.get(REPLAYED) for each in answers] == [None, "true"] * 3
        assert len({each.json()["data"]["id"] for each in answers}) == 3


class TestWhoMayNoMore:
    """What is asked before an answer is given again: could the request be made now?"""

    @pytest.mark.parametrize("now", ["viewer", None])
    def test_gets_no_answer_again(
        self, client: Client, stranger: Client, server: RunningServer, ada: Person, bob: Person, now: str | None
    ) -> None:
        team = server.team("T", {ada.id: "owner", bob.id: "admin"})
        project = client.project(team_id=team)["id"]
        deployment = client.ended(client.deploy(project)["id"])["id"]
        hook = {"url": "https://example.com/hook", "events": ["*"], "team_id": team}
        archive = {"content": zipped({"index.html": b"x"}), "headers": {"Content-Type": "application/zip"}}
        requests: list[tuple[str, dict[str, Any], int]] = [
            ("/projects", {"json": {"name": "x", "team_id": team}}, 422),
            (f"/projects/{project}/deployments", {"json": {}}, 404),
            (f"/projects/{project}/deployments", archive, 404),
            (f"/deployments/{deployment}/redeploy", {}, 404),
            ("/webhooks", {"json": hook}, 422),
        ]

        def send() -> list[Any]:
            return [
                stranger.post(path, **{**body, "headers": {**body.get("headers", {}), "Idempotency-Key": f"n{number}"}})
                for number, (path, body, _) in enumerate(requests)
            ]

        assert [each.status_code for each in send()] == [201] * 5
        assert [each.headers.get(REPLAYED) for each in send()] == ["true"] * 5
        if now is None:
            client.delete(f"/teams/{team}/members/{bob.id}")
        else:
            client.put(f"/teams/{team}/members/{bob.id}", json={"role": now})
        answers = send()
        assert [each.status_code for each in answers] == [403 if now else status for _, _, status in requests]
        assert [each.headers.get(REPLAYED) for each in answers] == [None] * 5

    def test_nor_does_a_key_that_was_narrowed(self, client: Client, server: RunningServer) -> None:
        project, other = client.project()["id"], client.project()["id"]
        key, ci = narrowed(client, server, project)
        path, headers = f"/projects/{project}/deployments", {"Idempotency-Key": "one"}
        with ci:
            assert ci.post(path, json={}, headers=headers).status_code == 201
            assert ci.post(path, json={}, headers=headers).headers[REPLAYED] == "true"
            client.put(f"/api-keys/{key}", json={"project_ids": [other]})
            assert ci.post(path, json={}, headers=headers).status_code == 404

    def test_who_may_still_gets_it_whatever_has_become_of_it(self, client: Client) -> None:
        project = client.project()["id"]
        path, headers = f"/projects/{project}/deployments", {"Idempotency-Key": "one"}
        first = client.post(path, json={}, headers=headers)
        client.ended(first.json()["data"]["id"])
        client.put(f"/projects/{project}", json={"status": "archived"})
        again = client.post(path, json={}, headers=headers)
        assert (again.status_code, again.json()) == (201, first.json())


class TestASecretInTheAnswer:
    def test_comes_again_and_does_not_stand_in_the_database(self, client: Client, server: RunningServer) -> None:
        headers = {"Idempotency-Key": "a-webhook"}
        body = {"url": "https://example.com/hook", "events": ["*"]}
        first, second = (client.post("/webhooks", json=body, headers=headers) for _ in range(2))
        assert second.headers["idempotency-replayed"] == "true"
        secret = first.json()["data"]["secret"]
        assert second.json()["data"]["secret"] == secret
        found = written(server.settings)
        assert first.json()["data"]["id"].encode() in found, "this is where it would be"
        assert secret.encode() not in found
        assert secret.encode().hex().encode() not in found, "PostgreSQL prints bytes so"


class TestTheSeal:
    @pytest.fixture(params=["sqlite", "postgresql"])
    def platform(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Platform]:
        url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
        platform = Platform(tmp_path, url)
        yield platform
        platform.stop()

    def test_opens_with_a_key_that_was_replaced(self, platform: Platform) -> None:
        user = platform.user()
        with platform.database.transaction(write=True) as session:
            assert idempotency.begin(session, Vault(KEY), user, "one", "mark") is None
            idempotency.finish(session, Vault(KEY), user, "one", ANSWER)
            answer = idempotency.begin(session, Vault(NEXT_KEY, KEY), user, "one", "mark")
        assert answer is not None
        assert (answer.status, answer.body) == (ANSWER.status, ANSWER.body)
        assert answer.headers == [*ANSWER.headers, (b"idempotency-replayed", b"true")]

    def test_of_a_key_that_is_gone_is_409_and_does_not_carry_it_out_again(self, platform: Platform) -> None:
        user = platform.user()
        with platform.database.transaction(write=True) as session:
            idempotency.begin(session, Vault(KEY), user, "one", "mark")
            idempotency.finish(session, Vault(KEY), user, "one", ANSWER)
            with pytest.raises(Conflict, match="server's key was changed"):
                idempotency.begin(session, Vault(NEXT_KEY), user, "one", "mark")

    def test_of_one_request_does_not_open_at_another(self, platform: Platform) -> None:
        """Whoever can write to the database could otherwise have somebody else's secret answered to them."""
        user = platform.user()
        requests = idempotency._requests
        with platform.database.transaction(write=True) as session:
            for name in ("theirs", "mine"):
                idempotency.begin(session, Vault(KEY), user, name, "mark")
                idempotency.finish(session, Vault(KEY), user, name, ANSWER)
            theirs = requests.select().where(requests.c.name == "theirs")
            body = session.connection().execute(theirs).one().body
            session.connection().execute(requests.update().where(requests.c.name == "mine").values(body=body))
            with pytest.raises(Conflict):
                idempotency.begin(session, Vault(KEY), user, "mine", "mark")
