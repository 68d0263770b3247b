from __future__ import annotations

import threading
from typing import Any

from tests.deployments.test_handlers import zipped
from tests.support.running import Client, Person


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
