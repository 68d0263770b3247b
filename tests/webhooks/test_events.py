"""Every event of the contract, caused over the API and delivered over HTTP, against its schema under `webhooks:`.

If you are here because `test_has_a_cause` failed: add to CAUSES what makes your event happen, as its users do it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.edge.contract import Contract
from server.events.types import TYPES
from tests.support import contract_events
from tests.support.contract_events import EventBroken
from tests.support.receiver import Answer, Arrived, Receiver, receiving
from tests.support.running import Client, Person, RunningServer

CONTRACT = Contract.load()
PAYLOAD = json.loads((Path(__file__).parent / "overview_payload.json").read_text())
# The overview's list "Webhook Events", word for word.
OF_THE_OVERVIEW = {
    "deployment.started": "Deployment begins",
    "deployment.completed": "Deployment succeeds",
    "deployment.failed": "Deployment fails",
    "project.created": "New project created",
    "project.updated": "Project settings changed",
    "team.member_added": "Team member added",
}


class Stage:
    """Ada, a team of hers, a webhook of the team's that takes everything, and Bob, who does not belong to it yet."""

    def __init__(self, client: Client, receiver: Receiver, bob: Person) -> None:
        self.client, self.receiver, self.bob = client, receiver, bob
        self.team = str(self.post("/teams", name="My Team")["id"])
        self.webhook = self.subscribe("/all")["id"]

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """What was made."""
        response = self.client.post(path, json=body) if body else self.client.post(path)
        assert response.status_code in (200, 201), response.text
        data: dict[str, Any] = response.json()["data"]
        return data

    def subscribe(self, path: str, *events: str) -> dict[str, Any]:
        """A webhook of the team's."""
        url = self.receiver.url + path
        return self.post("/webhooks", url=url, events=list(events or ("*",)), team_id=self.team)

    def project(self) -> str:
        """A project of the team's."""
        return str(self.post("/projects", name="My Project", team_id=self.team)["id"])

    def deployed(self) -> tuple[str, str]:
        """A project of the team's with a deployment that has succeeded."""
        project = self.project()
        deployment = self.client.ended(self.post(f"/projects/{project}/deployments")["id"])
        assert deployment["status"] == "success"
        return project, deployment["id"]


def git(stage: Stage, url: str) -> str:
    source = {"type": "git", "url": url, "ref": "main"}
    return str(stage.post(f"/projects/{stage.project()}/deployments", source=source)["id"])


def fail(stage: Stage) -> None:
    assert stage.client.ended(git(stage, "https://no-such-host.invalid/x.git"))["status"] == "failed"


def cancel(stage: Stage) -> None:
    source = {"type": "files", "files": {"/index.html": "0" * 64}}  # which nobody sends
    deployment = stage.post(f"/projects/{stage.project()}/deployments", source=source)["id"]
    stage.post(f"/deployments/{deployment}/cancel")


def promote(stage: Stage) -> None:
    stage.post(f"/deployments/{stage.deployed()[1]}/promote", reason="The other one is broken")


def release(stage: Stage) -> None:
    project, deployment = stage.deployed()
    stage.post(f"/deployments/{deployment}/promote", reason="The other one is broken")
    stage.post(f"/projects/{project}/release")


def change(stage: Stage) -> None:
    answer = stage.client.put(f"/projects/{stage.project()}", json={"name": "Other", "status": "archived"})
    assert answer.status_code == 200, answer.text


def delete(stage: Stage) -> None:
    assert stage.client.delete(f"/projects/{stage.project()}").status_code == 200


def add(stage: Stage) -> None:
    stage.post(f"/teams/{stage.team}/members", user_id=stage.bob.id, role="viewer")


def remove(stage: Stage) -> None:
    add(stage)
    assert stage.client.delete(f"/teams/{stage.team}/members/{stage.bob.id}").status_code == 200


def disable(stage: Stage) -> None:
    other = stage.subscribe("/other", "project.deleted")
    assert stage.client.put(f"/webhooks/{other['id']}", json={"status": "disabled"}).status_code == 200


def try_out(stage: Stage) -> None:
    stage.post(f"/webhooks/{stage.webhook}/test")


def gone(stage: Stage) -> None:
    other = stage.subscribe("/gone", "project.deleted")
    stage.post(f"/webhooks/{other['id']}/test")


CAUSES: list[tuple[str, Callable[[Stage], object]]] = [
    ("deployment.started", Stage.deployed),
    ("deployment.completed", Stage.deployed),
    ("deployment.failed", fail),
    ("deployment.cancelled", cancel),
    ("deployment.promoted", promote),
    ("project.created", Stage.project),
    ("project.updated", change),
    ("project.updated", release),
    ("project.deleted", delete),
    ("team.member_added", add),
    ("team.member_removed", remove),
    ("webhook.disabled", disable),
    ("webhook.disabled", gone),
    ("webhook.test", try_out),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The whole server, which may send to the loopback."""
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    folder = tmp_path_factory.mktemp(f"events-{request.param}")
    running = RunningServer(folder, url, webhook_allow_private=True, job_poll_seconds=0.05).start()
    yield running
    running.database.dispose()
    assert running.stop() == 0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        receiver.answer = lambda arrived, _: Answer(410 if arrived.path == "/gone" else 204)
        yield receiver


@pytest.fixture
def stage(client: Client, receiver: Receiver, bob: Person) -> Stage:
    return Stage(client, receiver, bob)


def delivered(stage: Stage, event_type: str) -> Arrived:
    """The last request that told the team's webhook of this event."""
    deadline = time.monotonic() + 20
    while True:
        told = [each for each in stage.receiver.arrived if each.path == "/all"]
        found = [each for each in told if json.loads(each.body)["type"] == event_type]
        if found:
            return found[-1]
        assert time.monotonic() < deadline, f"no {event_type} among {[each.body for each in told]}"
        time.sleep(0.02)


class TestEveryEvent:
    def test_has_a_cause(self) -> None:
        assert {event_type for event_type, _ in CAUSES} == set(CONTRACT.document["webhooks"])

    @pytest.mark.parametrize(
        ("event_type", "cause"), CAUSES, ids=[f"{name}-{cause.__name__}" for name, cause in CAUSES]
    )
    def test_arrives_as_the_contract_says(
        self, stage: Stage, event_type: str, cause: Callable[[Stage], object]
    ) -> None:
        cause(stage)
        arrived = delivered(stage, event_type)
        contract_events.check(arrived.headers, arrived.body)
        event = json.loads(arrived.body)
        assert list(event) == list(PAYLOAD)
        logged = stage.client.get(f"/events/{event['id']}").json()["data"]
        assert {name: logged[name] for name in event} == event
        assert str(logged["sequence"]) == arrived.headers["webhook-sequence"]
        assert ("error" in event["data"].get("deployment", {})) == (event_type == "deployment.failed")


class TestTheOverview:
    def test_lists_events_that_the_contract_calls_the_same(self) -> None:
        described = {name: node["post"]["summary"] for name, node in CONTRACT.document["webhooks"].items()}
        assert {name: described.get(name) for name in OF_THE_OVERVIEW} == OF_THE_OVERVIEW

    def test_shows_a_payload_that_is_the_contract_s_example(self) -> None:
        content = CONTRACT.document["webhooks"][PAYLOAD["type"]]["post"]["requestBody"]["content"]
        assert content["application/json"]["examples"]["example"]["value"] == PAYLOAD

    def test_shows_the_payload_that_is_sent(self, stage: Stage) -> None:
        stage.deployed()
        event = json.loads(delivered(stage, "deployment.completed").body)
        assert shape(event) == shape(PAYLOAD)
        assert event["type"] == PAYLOAD["type"]
        assert event["data"]["deployment"]["status"] == PAYLOAD["data"]["deployment"]["status"]


def shape(value: Any) -> Any:
    """The names and their order, and of what is there the type; of IDs the beginning, of moments the zone."""
    if isinstance(value, dict):
        return [(name, shape(each)) for name, each in value.items()]
    assert isinstance(value, str)
    if value.endswith("Z"):
        return "Z"
    return value.partition("_")[0] if "_" in value else str


class TestTheCheckItself:
    """Of every test's receiver: it sees what a contract that is open to more fields lets pass."""

    HEADERS = {
        "content-type": "application/json",
        "webhook-id": "evt_123",
        "webhook-timestamp": "1705833000",
        "webhook-signature": f"v1,{'a' * 43}=",
        "webhook-sequence": "1",
    }

    def body(self, **deployment: Any) -> bytes:
        changed = {**PAYLOAD["data"]["deployment"], **deployment}
        return json.dumps({**PAYLOAD, "data": {"deployment": changed}}).encode()

    def test_lets_the_overview_s_payload_pass(self) -> None:
        contract_events.check(self.HEADERS, self.body())

    @pytest.mark.parametrize(
        ("body", "headers", "problem"),
        [
            ({"secret": "x"}, {}, "secret"),
            ({"status": "done"}, {}, "status"),
            ({"completed_at": 5}, {}, "completed_at"),
            ({"created_at": "yesterday"}, {}, "created_at"),
            ({}, {"webhook-id": "evt_124"}, "another event"),
            ({}, {"webhook-timestamp": "now"}, "webhook-timestamp"),
            ({}, {"webhook-sequence": "-1"}, "webhook-sequence"),
            ({}, {"content-type": "text/plain"}, "media type"),
        ],
    )
    def test_sees_what_is_wrong(self, body: dict[str, Any], headers: dict[str, str], problem: str) -> None:
        with pytest.raises(EventBroken, match=problem):
            contract_events.check({**self.HEADERS, **headers}, self.body(**body))

    def test_sees_an_event_that_nobody_has_described(self) -> None:
        with pytest.raises(EventBroken, match=r"project\.starred"):
            contract_events.check(self.HEADERS, json.dumps({**PAYLOAD, "type": "project.starred"}).encode())


class TestTheContract:
    def test_describes_every_event_and_no_other(self) -> None:
        assert tuple(CONTRACT.document["webhooks"]) == TYPES
        schemas = CONTRACT.document["components"]["schemas"]
        assert tuple(schemas["EventType"]["enum"]) == TYPES
        families = dict.fromkeys(f"{each.partition('.')[0]}.*" for each in TYPES)
        wanted = [each for each in TYPES if each != "webhook.test"]
        assert schemas["EventFilter"]["enum"] == [*wanted, *families, "*"]
