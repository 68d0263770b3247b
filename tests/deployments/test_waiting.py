"""Waiting for a deployment: by a long poll, by a stream, as text."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.deployments.publishing import LARGE, start, zipped
from tests.support.running import Client, Person, RunningServer


class TestWait:
    def test_answers_as_soon_as_it_has_ended(self, client: Client) -> None:
        deployment = client.deploy(client.project()["id"])
        begun = time.monotonic()
        data = client.get(f"/deployments/{deployment['id']}", params={"wait": 60}).json()["data"]
        assert data["status"] == "success"
        assert time.monotonic() - begun < 15

    def test_answers_what_is_when_the_time_is_over(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": b"never sent"})
        begun = time.monotonic()
        data = client.get(f"/deployments/{deployment['id']}", params={"wait": 1}).json()["data"]
        assert data["status"] == "uploading"
        assert 0.9 < time.monotonic() - begun < 5

    def test_notices_a_cancel_at_once(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": b"never sent either"})
        threading.Timer(0.5, lambda: client.post(f"/deployments/{deployment['id']}/cancel")).start()
        begun = time.monotonic()
        data = client.get(f"/deployments/{deployment['id']}", params={"wait": 30}).json()["data"]
        assert data["status"] == "cancelled"
        assert time.monotonic() - begun < 10

    def test_fifty_who_wait_do_not_keep_others_waiting(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": b"nor this"})
        path = f"/deployments/{deployment['id']}"
        with ThreadPoolExecutor(50) as pool:
            # Longer than any of the requests below may take: they are answered while all of these wait.
            waiting = [pool.submit(client.get, path, params={"wait": 60}) for _ in range(50)]
            time.sleep(0.5)
            assert client.get("/projects").status_code == 200
            assert not any(each.done() for each in waiting)
            assert client.post(f"{path}/cancel").status_code == 200
            answers = [each.result() for each in waiting]
        assert [each.status_code for each in answers] == [200] * 50
        assert {each.json()["data"]["status"] for each in answers} == {"cancelled"}


class TestLogsAsText:
    def test_is_what_a_terminal_would_show(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        response = client.get(f"/deployments/{deployment['id']}/logs", headers={"Accept": "text/plain"})
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        lines = response.text.splitlines()
        assert lines[-1].endswith(deployment["url"])
        assert " info " in lines[0]

    def test_says_how_to_go_on_where_the_limit_has_cut_it_off(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        path, headers = f"/deployments/{deployment['id']}/logs", {"Accept": "text/plain"}
        whole = client.get(path, headers=headers).text
        first, told = client.get(path, headers=headers, params={"limit": 1}).text.splitlines()
        assert told == "… more lines follow: ask with ?after=1"
        assert f"{first}\n{client.get(path, headers=headers, params={'after': 1}).text}" == whole


class TestLogsAsAStream:
    def events(self, client: Client, deployment_id: str, **headers: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        event: dict[str, str] = {}
        accept = {"Accept": "text/event-stream", **headers}
        with httpx.stream(
            "GET",
            f"{client.base_url}deployments/{deployment_id}/logs",
            headers={**accept, "Authorization": client.headers["authorization"]},
            timeout=30,
        ) as response:
            assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
            for line in response.iter_lines():
                if not line and event:
                    found.append(event)
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    event[name] = value
        return found

    def test_follows_a_running_one_to_its_end(self, client: Client) -> None:
        deployment = client.deploy(client.project()["id"], zipped({"index.html": b"x", **LARGE}))
        events = self.events(client, deployment["id"])
        assert events[-1]["event"] == "end"
        assert json.loads(events[-1]["data"]) == {"status": "success"}
        lines = [json.loads(each["data"]) for each in events[:-1]]
        assert [int(each["id"]) for each in events[:-1]] == list(range(1, len(lines) + 1))
        assert lines == client.get(f"/deployments/{deployment['id']}/logs").json()["data"]

    def test_goes_on_after_the_last_event(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        events = self.events(client, deployment["id"], **{"Last-Event-ID": "2"})
        assert [each.get("id") for each in events[:1]] == ["3"]

    def test_ends_when_the_key_is_revoked(self, server: RunningServer, ada: Person) -> None:
        key = ada.key()
        with Client(server.url, key.key) as client:
            deployment = start(client, client.project()["id"], {"/index.html": b"not this one"})
            threading.Timer(0.5, lambda: server.command("revoke-api-key", key.id)).start()
            begun = time.monotonic()
            assert self.events(client, deployment["id"]) == []
            assert time.monotonic() - begun < 20
