"""The operations `webhooks.*`, over HTTP on both databases; the deliveries themselves are in test_lanes.py."""

from __future__ import annotations

import base64
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import Client, Person, RunningServer

OVERVIEW = Path(__file__).parent / "overview_webhook.sh"
# To nobody: the server refuses it at the time of sending, which is a failed attempt like any other.
URL = "https://receiver.invalid/hook"


def make(client: Client, **body: Any) -> dict[str, Any]:
    response = client.post("/webhooks", json={"url": URL, "events": ["deployment.*"], **body})
    assert response.status_code == 201, response.text
    data: dict[str, Any] = response.json()["data"]
    return data


@pytest.fixture
def webhook(client: Client) -> dict[str, Any]:
    return make(client)


@pytest.fixture
def delivery(client: Client, webhook: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = client.post(f"/webhooks/{webhook['id']}/test").json()["data"]
    return data


class TestTheOverview:
    def test_its_curl_line_creates_a_webhook(self, server: RunningServer, ada: Person, tmp_path: Path) -> None:
        line = OVERVIEW.read_text()
        assert "https://api.your-app.com/v1/webhooks" in line
        line = line.replace("https://api.your-app.com", server.url).replace("YOUR_API_KEY", ada.key().key)
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30, check=True)
        assert '"url":"https://your-app.com/webhooks/deployments"' in done.stdout
        with ada.client() as client:
            (made,) = client.get("/webhooks").json()["data"]
        assert made["events"] == ["deployment.started", "deployment.completed", "deployment.failed"]
        assert (made["status"], made["team_id"]) == ("enabled", None)


class TestCreate:
    def test_answers_the_webhook_with_its_secret_once(self, client: Client) -> None:
        made = make(client, description="For the log")
        assert re.fullmatch(r"wh_[0-9a-z]{26}", made["id"])
        assert len(base64.b64decode(made["secret"].removeprefix("whsec_"))) == 32
        shown = client.get(f"/webhooks/{made['id']}").json()["data"]
        assert shown == {name: value for name, value in made.items() if name != "secret"}
        assert made["secret"] not in client.get("/webhooks").text

    def test_takes_a_secret_of_ones_own(self, client: Client) -> None:
        own = "whsec_" + base64.b64encode(os.urandom(24)).decode()
        assert make(client, secret=own)["secret"] == own
        assert make(client, secret="ein geheimes Wört")["secret"] == "ein geheimes Wört"

    @pytest.mark.parametrize("secret", ["whsec_not base64 at all!", "whsec_" + base64.b64encode(b"x" * 23).decode()])
    def test_refuses_a_whsec_that_is_none(self, client: Client, secret: str) -> None:
        response = client.post("/webhooks", json={"url": URL, "events": ["*"], "secret": secret})
        assert response.status_code == 422
        assert response.json()["error"]["details"][0]["field"] == "secret"

    @pytest.mark.parametrize("url", ["http://your-app.com/", "https://127.0.0.1/", "https://2130706433/"])
    def test_refuses_an_address_that_is_not_sent_to(self, client: Client, url: str) -> None:
        response = client.post("/webhooks", json={"url": url, "events": ["*"]})
        assert response.status_code == 422
        assert response.json()["error"]["details"][0]["field"] == "url"

    def test_refuses_an_event_that_there_is_not(self, client: Client) -> None:
        response = client.post("/webhooks", json={"url": URL, "events": ["deployment.complete"]})
        assert response.status_code == 422
        assert response.json()["error"]["details"][0]["field"] == "events.0"

    def test_refuses_a_project_of_somebody_else(self, client: Client, stranger: Client) -> None:
        theirs, mine = stranger.project()["id"], client.project()["id"]
        assert make(client, projects=[mine])["projects"] == [mine]
        response = client.post("/webhooks", json={"url": URL, "events": ["*"], "projects": [mine, theirs]})
        assert response.status_code == 422
        assert theirs in response.json()["error"]["details"][0]["message"]

    def test_there_are_fifty_at_most(self, client: Client) -> None:
        for _ in range(50):
            make(client)
        response = client.post("/webhooks", json={"url": URL, "events": ["*"]})
        assert (response.status_code, response.json()["error"]["code"]) == (409, "webhook_limit")

    def test_sent_twice_with_a_name_makes_one(self, client: Client) -> None:
        body = {"url": URL, "events": ["*"]}
        first, second = (client.post("/webhooks", json=body, headers={"Idempotency-Key": "once"}) for _ in range(2))
        assert first.content == second.content
        assert client.get("/webhooks").json()["pagination"]["total"] == 1


class TestTeams:
    def test_owners_and_admins_manage_members_see_and_strangers_find_nothing(
        self, server: RunningServer, ada: Person, bob: Person, client: Client, stranger: Client
    ) -> None:
        team = server.team("Team", {ada.id: "admin", bob.id: "member"})
        made = make(client, team_id=team)
        assert made["team_id"] == team
        path = f"/webhooks/{made['id']}"
        assert [each["id"] for each in stranger.get("/webhooks", params={"team": team}).json()["data"]] == [made["id"]]
        assert client.get("/webhooks").json()["data"] == []
        assert stranger.get(path).status_code == 200
        for refused in (
            stranger.put(path, json={"status": "disabled"}),
            stranger.delete(path),
            stranger.post(f"{path}/test"),
            stranger.post(f"{path}/rotate-secret"),
            stranger.post(f"{path}/replay", json={"scope": "failed"}),
            stranger.post("/webhooks", json={"url": URL, "events": ["*"], "team_id": team}),
        ):
            assert refused.status_code == 403
        with server.person("Carol").client() as carol:
            assert carol.get(path).status_code == 404
            assert carol.get("/webhooks", params={"team": team}).json()["data"] == []
            response = carol.post("/webhooks", json={"url": URL, "events": ["*"], "team_id": team})
            assert response.status_code == 422


class TestUpdate:
    def test_changes_what_is_sent_and_nothing_else(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/webhooks/{webhook['id']}"
        changed = client.put(path, json={"events": ["*"], "description": "All"}).json()["data"]
        assert (changed["events"], changed["description"], changed["url"]) == (["*"], "All", URL)
        response = client.put(path, json={"url": "https://10.0.0.1/"})
        assert response.status_code == 422
        assert client.get(path).json()["data"]["url"] == URL

    def test_disables_and_enables_it(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/webhooks/{webhook['id']}"
        off = client.put(path, json={"status": "disabled"}).json()["data"]
        assert (off["status"], off["disabled_reason"]) == ("disabled", "request")
        assert off["disabled_at"] is not None
        for response in (client.post(f"{path}/test"), client.post(f"{path}/replay", json={"scope": "failed"})):
            assert (response.status_code, response.json()["error"]["code"]) == (409, "webhook_disabled")
        assert client.get("/events", params={"type": "webhook.disabled"}).json()["data"][0]["data"]["webhook"] == {
            **{name: off[name] for name in ("id", "url", "status", "disabled_reason")}
        }
        on = client.put(path, json={"status": "enabled"}).json()["data"]
        assert (on["status"], on["disabled_reason"], on["disabled_at"]) == ("enabled", None, None)
        assert client.post(f"{path}/test").status_code == 201


class TestDelete:
    def test_removes_it_with_its_deliveries(
        self, client: Client, webhook: dict[str, Any], delivery: dict[str, Any]
    ) -> None:
        path = f"/webhooks/{webhook['id']}"
        assert client.delete(path).json()["data"] == {"id": webhook["id"], "deleted": True}
        assert client.get(path).status_code == 404
        assert client.get(f"{path}/deliveries/{delivery['id']}").status_code == 404


class TestRotateSecret:
    def test_answers_a_new_one_and_keeps_the_newest_four(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/webhooks/{webhook['id']}"
        secrets = {client.post(f"{path}/rotate-secret").json()["data"]["secret"] for _ in range(6)}
        assert len(secrets) == 6
        chosen = client.post(f"{path}/rotate-secret", json={"secret": "another-webhook-secret"}).json()["data"]
        assert chosen["secret"] == "another-webhook-secret"
        keys = client.get(f"{path}/keys").json()["data"]
        assert len(keys) == 4
        assert [each["expires_at"] is None for each in keys] == [True, False, False, False]
        assert keys[0]["public_key"] == chosen["public_key"] == client.get(path).json()["data"]["public_key"]


class TestKeys:
    def test_are_for_everybody_to_see(self, anonymous: Client, webhook: dict[str, Any]) -> None:
        (key,) = anonymous.get(f"/webhooks/{webhook['id']}/keys").json()["data"]
        assert key["public_key"] == webhook["public_key"]
        assert anonymous.get("/webhooks/wh_000/keys").status_code == 404


class TestDeliveries:
    def test_are_listed_and_shown_with_each_attempt(
        self, client: Client, webhook: dict[str, Any], delivery: dict[str, Any]
    ) -> None:
        path = f"/webhooks/{webhook['id']}/deliveries"
        assert (delivery["event_type"], delivery["status"]) == ("webhook.test", "waiting")
        shown: dict[str, Any] = {}
        for _ in range(100):
            shown = client.get(f"{path}/{delivery['id']}").json()["data"]
            if shown["attempts"]:
                break
        (attempt,) = shown["attempts"]
        assert attempt["error"] == "The host receiver.invalid has no address."
        assert (attempt["url"], attempt["response_status"]) == (URL, None)
        assert (shown["status"], shown["attempt_count"], shown["last_error"]) == ("waiting", 1, attempt["error"])
        assert shown["next_attempt_at"] is not None
        for query, count in (
            ({}, 1),
            ({"status": "waiting", "type": "webhook.test", "event": delivery["event_id"]}, 1),
            ({"status": "delivered"}, 0),
            ({"type": "deployment.failed"}, 0),
            ({"event": "evt_000"}, 0),
        ):
            assert client.get(path, params=query).json()["pagination"]["total"] == count, query
        again = client.post(f"{path}/{delivery['id']}/redeliver").json()["data"]
        assert (again["id"], again["status"]) == (delivery["id"], "waiting")
        assert client.post(f"/webhooks/{webhook['id']}/replay", json={"scope": "missed"}).json()["data"] == {
            "webhook_id": webhook["id"],
            "deliveries": 0,
        }

    def test_of_another_webhook_are_not_found_here(self, client: Client, delivery: dict[str, Any]) -> None:
        other = make(client)["id"]
        assert client.get(f"/webhooks/{other}/deliveries/{delivery['id']}").status_code == 404
        assert client.post(f"/webhooks/{other}/deliveries/{delivery['id']}/redeliver").status_code == 404


class TestAStranger:
    def test_finds_none_of_it(
        self, stranger: Client, anonymous: Client, webhook: dict[str, Any], delivery: dict[str, Any]
    ) -> None:
        path, one = f"/webhooks/{webhook['id']}", f"/webhooks/{webhook['id']}/deliveries/{delivery['id']}"
        requests: list[tuple[str, str, Any]] = [
            ("GET", path, None),
            ("PUT", path, {"status": "disabled"}),
            ("DELETE", path, None),
            ("POST", f"{path}/test", None),
            ("POST", f"{path}/rotate-secret", None),
            ("POST", f"{path}/replay", {"scope": "failed"}),
            ("GET", f"{path}/deliveries", None),
            ("GET", one, None),
            ("POST", f"{one}/redeliver", None),
            ("GET", f"/events/{delivery['event_id']}", None),
        ]
        for method, target, body in requests:
            assert stranger.request(method, target, json=body).status_code == 404, (method, target)
            assert anonymous.request(method, target, json=body).status_code == 401, (method, target)
        assert anonymous.get("/webhooks").status_code == 401
        assert anonymous.post("/webhooks", json={"url": URL, "events": ["*"]}).status_code == 401

    def test_a_key_without_the_permission_is_refused(self, ada: Person, webhook: dict[str, Any]) -> None:
        with ada.client("webhooks:read") as reader:
            assert reader.get(f"/webhooks/{webhook['id']}").status_code == 200
            assert reader.post(f"/webhooks/{webhook['id']}/test").status_code == 403
            assert reader.get("/events").status_code == 403
