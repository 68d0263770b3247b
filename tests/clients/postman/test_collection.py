"""The Postman collection, run with newman against real servers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.postman.story import story
from scripts.sdk.model import load
from server.auth.permissions import PERMISSIONS
from tests.clients.postman import newman
from tests.clients.postman.breaching_proxy import Answer, Breach, breaching
from tests.support.running import Person, RunningServer

MODEL = load(newman.ROOT / "openapi" / "openapi.yaml")
STEPS = story(MODEL)
COLLECTION: dict[str, Any] = json.loads(newman.COLLECTION.read_text())
ITEMS: list[dict[str, Any]] = [item for folder in COLLECTION["item"] for item in folder["item"]]


class TestARunFromTopToBottom:
    def test_sends_every_request_and_finds_nothing_wrong(self, server: RunningServer, tmp_path: Path) -> None:
        person = server.person("Ada Lovelace", plan="enterprise")
        run = newman.run(f"{server.url}/v1", person.key().key, tmp_path)
        assert run.failed == set(), run.output
        assert run.status == 0
        assert list(dict.fromkeys(run.sent)) == [item["name"] for item in ITEMS]
        assert run.passed >= 5 * len(ITEMS), "status, type, two headers and the schema of each"

    def test_leaves_the_account_as_it_was(self, platform: RunningServer, owner: Person, tmp_path: Path) -> None:
        with owner.client() as client:
            kept = client.project(name="Kept")["id"]
            assert newman.run(f"{platform.url}/v1", owner.key().key, tmp_path).status == 0
            assert [each["id"] for each in client.get("/projects").json()["data"]] == [kept]

    def test_never_deletes_what_it_did_not_make(self, platform: RunningServer, owner: Person, tmp_path: Path) -> None:
        """With a key that may delete nothing it makes nothing either; whatever it finds in lists, it leaves alone."""
        read_only = [name for name in PERMISSIONS if name.endswith(":read")]
        with owner.client() as client:
            kept = client.project(name="Kept")["id"]
            run = newman.run(f"{platform.url}/v1", owner.key(*read_only).key, tmp_path)
            assert ("Create a new project", "Status is 201") in run.failed
            assert "Delete project" not in run.sent
            assert "Skipped, because {{projectId}} is empty" in run.output
            assert client.get(f"/projects/{kept}").status_code == 200

    def test_is_red_without_a_key(self, platform: RunningServer, tmp_path: Path) -> None:
        run = newman.run(f"{platform.url}/v1", "", tmp_path)
        assert run.status == 1
        # Whatever needs nothing that another request has made is sent, and refused.
        assert {name for name, _ in run.failed} == {
            step.name for step in STEPS if not step.needs and not step.operation.is_public
        }


def other_status(answer: Answer) -> None:
    answer.status = 200


def other_type(answer: Answer) -> None:
    answer.headers["content-type"] = "text/html; charset=utf-8"


def without_request_id(answer: Answer) -> None:
    del answer.headers["x-request-id"]


def without_slug(answer: Answer) -> None:
    del answer.body["data"]["slug"]


def number_as_text(answer: Answer) -> None:
    answer.body["data"][0]["number"] = "1"


def unknown_level(answer: Answer) -> None:
    answer.body["data"][0]["level"] = "shout"


def time_without_zone(answer: Answer) -> None:
    answer.body["data"]["created_at"] = "yesterday"


def not_deleted(answer: Answer) -> None:
    answer.body["data"]["deleted"] = False


BREACHES: dict[tuple[str, str], tuple[Breach, tuple[str, str]]] = {
    ("GET", "/health"): (other_type, ("Check the API", "Content-Type is application/json")),
    ("GET", "/token"): (without_request_id, ("Describe the credential in use", "Has the header X-Request-Id")),
    ("POST", "/projects"): (other_status, ("Create a new project", "Status is 201")),
    ("GET", "/projects/{id}"): (without_slug, ("Get project details", "Body keeps to ProjectResponse")),
    ("PUT", "/projects/{id}"): (time_without_zone, ("Update project", "Body keeps to ProjectResponse")),
    ("GET", "/projects/{id}/deployments"): (number_as_text, ("List deployments", "Body keeps to DeploymentPage")),
    ("GET", "/deployments/{id}/logs"): (unknown_level, ("Read the logs", "Body keeps to LogPage")),
    ("DELETE", "/projects/{id}"): (not_deleted, ("Delete project", "Body keeps to DeletedResponse")),
}


class TestAServerThatBreaksItsContract:
    def test_is_caught_at_each_breach_and_nowhere_else(
        self, platform: RunningServer, owner: Person, tmp_path: Path
    ) -> None:
        # Without the project's ID, which only a 201 gives, nothing after it would be sent: this one comes alone.
        breaches = {where: breach for where, (breach, _) in BREACHES.items() if breach is not other_status}
        expected = {red for breach, red in BREACHES.values() if breach is not other_status}
        with breaching(f"{platform.url}/v1", breaches) as url:
            run = newman.run(url, owner.key().key, tmp_path)
        assert run.failed == expected, run.output
        assert run.status == 1

    def test_is_caught_when_it_answers_another_status(
        self, platform: RunningServer, owner: Person, tmp_path: Path
    ) -> None:
        breach, red = BREACHES["POST", "/projects"]
        with breaching(f"{platform.url}/v1", {("POST", "/projects"): breach}) as url:
            run = newman.run(url, owner.key().key, tmp_path)
        assert run.failed == {red}
        assert run.status == 1

    def test_is_no_such_server_while_nothing_is_changed(
        self, platform: RunningServer, owner: Person, tmp_path: Path
    ) -> None:
        with breaching(f"{platform.url}/v1", {}) as url:
            assert newman.run(url, owner.key().key, tmp_path).failed == set()


class TestTheCollection:
    def test_has_a_request_for_every_operation(self) -> None:
        assert {step.operation.id for step in STEPS} == {each.id for each in MODEL.operations}
        assert [item["name"] for item in ITEMS] == [step.name for step in STEPS]

    def test_saves_every_example_of_the_contract(self) -> None:
        for step, item in zip(STEPS, ITEMS, strict=True):
            saved = {(each["code"], each["body"]) for each in item["response"]}
            for _, example in step.operation.result.examples:
                assert (step.operation.result.status, json.dumps(example, indent=2, ensure_ascii=False)) in saved
            assert {each.status for each in step.operation.errors} <= {code for code, _ in saved}

    def test_authenticates_by_variable_alone(self) -> None:
        assert COLLECTION["auth"]["bearer"][0]["value"] == "{{apiKey}}"
        for step, item in zip(STEPS, ITEMS, strict=True):
            expected = {"type": "noauth"} if step.operation.is_public else None
            assert item["request"].get("auth") == expected

    def test_has_ids_that_stay_when_an_operation_is_added(self) -> None:
        ids = [item["id"] for item in ITEMS]
        assert len(set(ids)) == len(ids)
        text = json.dumps(COLLECTION)
        assert "proj_123" not in json.dumps([item["request"] for item in ITEMS]), "IDs come from variables"
        assert "{{bearerToken}}" not in text

    def test_has_environments_for_every_server_and_no_secret_in_them(self) -> None:
        for name, url in MODEL.names.environments:
            environment = json.loads((newman.POSTMAN / f"{name}.postman_environment.json").read_text())
            values = {each["key"]: each["value"] for each in environment["values"]}
            assert values == {"baseUrl": url, "apiKey": ""}
        assert {"local", "sandbox", "production"} <= {name for name, _ in MODEL.names.environments}
