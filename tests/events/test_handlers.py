"""The operations `events.*`, over HTTP on both databases."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx

from server.events.types import TYPES
from tests.support.running import Client, Person, RunningServer


class TestList:
    def test_tells_what_happened_in_order_without_a_gap(self, client: Client, stranger: Client) -> None:
        project = client.project()
        client.put(f"/projects/{project['id']}", json={"name": "Other"})
        deployment = client.ended(client.deploy(project["id"])["id"])
        client.post(f"/deployments/{deployment['id']}/promote", json={"reason": "Held"})
        client.post(f"/projects/{project['id']}/release")
        client.post(f"/projects/{project['id']}/release")  # there is nothing to release: nothing happened
        client.delete(f"/projects/{project['id']}")
        answer = client.get("/events").json()
        assert [(each["sequence"], each["type"]) for each in answer["data"]] == [
            (1, "project.created"),
            (2, "project.updated"),
            (3, "deployment.started"),
            (4, "deployment.completed"),
            (5, "deployment.promoted"),
            (6, "project.updated"),
            (7, "project.deleted"),
        ]
        assert {each["project_id"] for each in answer["data"]} == {project["id"]}
        assert answer["cursor"] == {"next": 7, "complete": True, "latest": 7}
        assert answer["data"][1]["data"]["project"]["name"] == "Other"
        assert {each["type"] for each in answer["data"]} <= set(TYPES)
        assert stranger.get("/events").json() == {"data": [], "cursor": {"next": 0, "complete": True, "latest": 0}}

    def test_goes_on_after_a_number_and_filters(self, client: Client) -> None:
        first, second = client.project()["id"], client.project()["id"]
        client.delete(f"/projects/{first}")

        def seen(**query: Any) -> list[int]:
            return [each["sequence"] for each in client.get("/events", params=query).json()["data"]]

        assert seen(after=1) == [2, 3]
        assert seen(type="project.deleted") == [3]
        assert seen(type="project.*", project=second) == [2]
        assert seen(type="deployment.*") == []
        page = client.get("/events", params={"limit": 2}).json()
        assert page["cursor"] == {"next": 2, "complete": False, "latest": 3}
        page = client.get("/events", params={"limit": 3}).json()
        assert page["cursor"] == {"next": 3, "complete": True, "latest": 3}, "the page is full, and it is the last"
        assert client.get("/events", params={"type": "deployment.*"}).json()["cursor"]["next"] == 3

    def test_of_a_test_can_be_asked_for(self, client: Client) -> None:
        made = client.post("/webhooks", json={"url": "https://example.com/hook", "events": ["*"]}).json()["data"]
        client.post(f"/webhooks/{made['id']}/test")
        (event,) = client.get("/events", params={"type": "webhook.test"}).json()["data"]
        assert event["type"] == "webhook.test"

    def test_of_a_team_is_for_those_who_belong_to_it(
        self, server: RunningServer, ada: Person, bob: Person, client: Client, stranger: Client
    ) -> None:
        team = server.team("Team", {ada.id: "owner", bob.id: "viewer"})
        client.project(team_id=team)
        (event,) = stranger.get("/events", params={"team": team}).json()["data"]
        assert (event["sequence"], event["team_id"]) == (1, team)
        assert client.get("/events").json()["data"] == []
        assert stranger.get(f"/events/{event['id']}").json()["data"] == event
        with server.person("Carol").client() as carol:
            assert carol.get("/events", params={"team": team}).json()["data"] == []
            assert carol.get(f"/events/{event['id']}").status_code == 404

    def test_waits_for_what_comes_next(self, client: Client) -> None:
        threading.Timer(0.5, client.project).start()
        began = time.monotonic()
        (event,) = client.get("/events", params={"wait": 30}).json()["data"]
        assert event["type"] == "project.created"
        assert time.monotonic() - began < 10

    def test_needs_a_key(self, anonymous: Client) -> None:
        assert anonymous.get("/events").status_code == 401
        assert anonymous.get("/events/evt_000").status_code == 401


class TestTheStream:
    def events(self, client: Client, **headers: str) -> Iterator[dict[str, str]]:
        wanted = {"Accept": "text/event-stream", "Authorization": client.headers["authorization"], **headers}
        with httpx.stream("GET", f"{client.base_url}events", headers=wanted, timeout=30) as response:
            assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
            event: dict[str, str] = {}
            for line in response.iter_lines():
                if not line and event:
                    yield event
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    event[name] = value

    def test_brings_what_was_and_then_what_happens(self, client: Client) -> None:
        client.project()
        stream = self.events(client)
        first = next(stream)
        assert (first["id"], first["event"]) == ("1", "project.created")
        threading.Timer(0.3, client.project).start()
        second = next(stream)
        assert (second["id"], json.loads(second["data"])["sequence"]) == ("2", 2)
        stream.close()  # type: ignore[attr-defined]

    def test_goes_on_after_the_last_event(self, client: Client) -> None:
        for _ in range(3):
            client.project()
        stream = self.events(client, **{"Last-Event-ID": "2"})
        assert next(stream)["id"] == "3"
        stream.close()  # type: ignore[attr-defined]


class TestGet:
    def test_answers_the_event_as_the_list_does(self, client: Client, stranger: Client) -> None:
        client.project()
        (event,) = client.get("/events").json()["data"]
        assert client.get(f"/events/{event['id']}").json()["data"] == event
        assert stranger.get(f"/events/{event['id']}").status_code == 404
        assert client.get("/events/evt_000").status_code == 404
