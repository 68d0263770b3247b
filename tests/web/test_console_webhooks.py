"""The console's pages of webhooks, without scripts, on a server that delivers to a receiver on the loopback."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from server.edge.contract import Contract
from server.kit import clock
from server.models import Webhook
from server.web.webhook_pages import EVENTS
from tests.support.browsing import Browser, with_password
from tests.support.receiver import Answer, Receiver, receiving
from tests.support.running import Client, Person, RunningServer

LIST, NEW = "/console/settings/webhooks", "/console/webhooks/new"
ACTIONS = ("", "/status", "/rotate-secret", "/test", "/replay", "/delete")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """On SQLite: nothing here depends on the database. What fails is tried again an hour later."""
    folder = tmp_path_factory.mktemp("console-webhooks")
    running = RunningServer(folder, webhook_allow_private=True, webhook_retry_seconds="3600").start()
    yield running
    running.database.dispose()
    assert running.stop() == 0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def member(server: RunningServer, bob: Person) -> Iterator[Browser]:
    """Somebody else's browser."""
    with Browser(server) as browser:
        assert browser.sign_in(with_password(bob).email).status_code == 303
        yield browser


@pytest.fixture
def hook(client: Client, receiver: Receiver) -> str:
    """The address of the page of a new webhook of Ada's."""
    return f"/console/webhooks/{make(client, receiver)['id']}"


def make(client: Client, receiver: Receiver, **body: Any) -> dict[str, Any]:
    made = client.post("/webhooks", json={"url": receiver.url, "events": ["project.*"], **body})
    assert made.status_code == 201, made.text
    data: dict[str, Any] = made.json()["data"]
    return data


def attempted(client: Client, delivery: str) -> dict[str, Any]:
    """The delivery at the address of its page, once it was tried."""
    for _ in range(300):
        found: dict[str, Any] = client.get(delivery.removeprefix("/console"), params={"wait": 1}).json()["data"]
        if found["attempts"]:
            return found
    raise AssertionError("it is never tried")


def text(browser: Browser, path: str) -> str:
    return browser.page(path).one("main").text


class TestTheForm:
    def test_has_a_box_for_each_filter_of_the_contract(self, browser: Browser) -> None:
        boxes = [
            each.attributes["value"]
            for each in browser.page(NEW).all("input")
            if each.attributes.get("name") == "events"
        ]
        assert sorted(boxes) == sorted(Contract.load().document["components"]["schemas"]["EventFilter"]["enum"])
        assert len(boxes) == 1 + sum(1 + len(events) for _, _, events in EVENTS)

    def test_makes_a_webhook_and_shows_its_secret_once(
        self, browser: Browser, client: Client, receiver: Receiver
    ) -> None:
        project = client.project()["id"]
        fields = {"url": receiver.url, "description": "For the log", "events": ["project.*", "deployment.failed"]}
        made = browser.submit(NEW, NEW, **fields, projects=project, secret="")
        assert made.status_code == 200
        secret = re.search(r"whsec_[\w+/]{43}=", made.text)
        assert secret is not None
        assert 'data-copies="secret"' in made.text
        (shown,) = client.get("/webhooks").json()["data"]
        assert (sorted(shown["events"]), shown["projects"]) == (["deployment.failed", "project.*"], [project])
        page = f"/console/webhooks/{shown['id']}"
        for path in (page, LIST):
            assert secret[0] not in browser.get(path).text
        assert "For the log" in text(browser, LIST)
        ticked = [each.attributes["value"] for each in browser.page(page).all("input") if "checked" in each.attributes]
        assert sorted(ticked) == sorted(["deployment.failed", "project.*", project])

    def test_takes_a_secret_of_ones_own_and_says_what_is_wrong_beside_the_field(
        self, browser: Browser, client: Client, receiver: Receiver
    ) -> None:
        wrong = browser.submit(NEW, NEW, url="ftp://a.example/", secret="short")
        assert wrong.status_code == 422
        assert ['id="url-error"' in wrong.text, 'id="events-error"' in wrong.text] == [True, True]
        assert 'id="secret-error"' in wrong.text
        assert client.get("/webhooks").json()["data"] == []
        right = browser.submit(NEW, NEW, url=receiver.url, events="*", secret="a secret of my own")
        assert '<code id="secret">a secret of my own</code>' in right.text

    def test_without_its_token_does_nothing(self, browser: Browser, client: Client, hook: str) -> None:
        before = client.get("/webhooks").json()
        for path in (NEW, *(hook + action for action in ACTIONS)):
            answer = browser.post(path, data={"url": "https://a.example/", "events": "*", "status": "disabled"})
            assert (answer.status_code, "This form has expired" in answer.text) == (400, True), path
        assert client.get("/webhooks").json() == before


class TestOneWebhook:
    def test_is_changed_switched_rotated_and_deleted(self, browser: Browser, client: Client, hook: str) -> None:
        api = hook.removeprefix("/console")
        url = client.get(api).json()["data"]["url"]
        assert browser.submit(hook, hook, url=url, events="*", description="Mine").status_code == 303
        shown = client.get(api).json()["data"]
        assert (shown["events"], shown["description"]) == (["*"], "Mine")
        assert browser.submit(hook, hook, url=url).status_code == 422  # no event
        assert "whsec_" in browser.submit(hook, f"{hook}/rotate-secret", secret="").text
        assert "a secret of my own" in browser.submit(hook, f"{hook}/rotate-secret", secret="a secret of my own").text
        browser.submit(hook, f"{hook}/status", status="disabled")
        assert "It was disabled" in text(browser, hook)
        refused = browser.submit(hook, f"{hook}/test")
        assert (refused.status_code, "Set its status to enabled first" in refused.text) == (422, True)
        browser.submit(hook, f"{hook}/status", status="enabled")
        assert client.get(api).json()["data"]["status"] == "enabled"
        assert browser.submit(hook, f"{hook}/delete").headers["location"] == LIST
        assert browser.get(hook).status_code == 404

    def test_shows_what_a_receiver_answered_as_text(
        self, browser: Browser, client: Client, receiver: Receiver, hook: str
    ) -> None:
        evil = "</code><script>alert(1)</script>"
        receiver.answer = lambda *_: Answer(500, {"X-Evil": "<img src=x>"}, evil.encode())
        delivery = browser.submit(hook, f"{hook}/test").headers["location"]
        found = attempted(client, delivery)
        assert found["attempts"][0]["response_body"] == evil
        page = browser.page(delivery)
        assert [each.text for each in page.all("code") if "alert" in each.text] == [evil]
        assert [each for each in page.all("script") if "src" not in each.attributes] == []
        assert page.all("img")[1:] == []  # the mark alone
        main = page.one("main").text
        for said in ("It answered 500.", f"{found['attempts'][0]['duration_ms']} ms", "webhook.test"):
            assert said in main
        assert re.search(r"Next attempt\s*in \d+ (hours?|minutes)", main)
        assert "It is failing: no event arrives." in text(browser, hook)

    def test_lists_its_deliveries_by_status_and_page_and_sends_them_again(
        self, browser: Browser, client: Client, receiver: Receiver, hook: str
    ) -> None:
        receiver.answer = lambda *_: Answer(200, body=b"taken")
        delivery = browser.submit(hook, f"{hook}/test").headers["location"]
        attempted(client, delivery)
        assert "taken" in text(browser, delivery)
        assert delivery in browser.get(f"{hook}?status=delivered").text
        assert "None with this status." in text(browser, f"{hook}?status=failed")
        assert browser.get(f"{hook}?status=lost").status_code == 422
        receiver.answer = lambda *_: Answer(500)
        assert browser.submit(hook, f"{delivery}/redeliver").status_code == 303
        receiver.wait(2)
        browser.submit(hook, f"{hook}/status", status="disabled")  # gives up what waits
        browser.submit(hook, f"{hook}/status", status="enabled")
        assert delivery in browser.get(f"{hook}?status=failed").text
        receiver.answer = lambda *_: Answer(204)
        browser.submit(hook, f"{hook}/replay", scope="failed", hours="24")
        receiver.wait(3)
        assert "1 delivery is on the way." in text(browser, hook)
        assert browser.submit(hook, f"{hook}/replay", scope="nothing").status_code == 422
        for _ in range(20):
            client.post(f"{hook.removeprefix('/console')}/test")
        assert f'href="{hook}?page=2"' in browser.get(hook).text
        # Whichever of them have arrived: the link keeps the filter.
        receiver.wait(23)
        deadline = time.monotonic() + 20
        while "Page 1 of 2" not in (listed := browser.get(f"{hook}?status=delivered").text):
            assert time.monotonic() < deadline, listed
            time.sleep(0.1)
        assert f'href="{hook}?status=delivered&amp;page=2"' in listed

    @pytest.mark.parametrize(("reason", "words"), [("failing", "has answered no event well"), ("gone", "answered 410")])
    def test_that_was_given_up_is_told_of_wherever_one_looks(
        self, server: RunningServer, browser: Browser, hook: str, reason: str, words: str
    ) -> None:
        since = clock.now() - timedelta(days=6)
        with server.database.transaction(write=True) as session:
            row = session.get_one(Webhook, hook.rpartition("/")[2])
            row.status, row.disabled_reason = "disabled", reason
            row.failing_since, row.disabled_at = since, clock.now() - timedelta(days=1)
            session.add(row)
        for path in (hook, LIST, "/console/projects"):
            said = text(browser, path)
            assert "A webhook was disabled" in said, path
            assert ("1 day ago" in said, words in said) == (True, True), path
            assert ("6 days ago" in said) == (reason == "failing"), path
        browser.submit(hook, f"{hook}/status", status="enabled")
        for path in (hook, LIST, "/console/projects"):
            assert "A webhook was disabled" not in text(browser, path), path


class TestOthers:
    def test_find_nothing_and_change_nothing(self, member: Browser, client: Client, hook: str) -> None:
        delivery = client.post(f"{hook.removeprefix('/console')}/test").json()["data"]["id"]
        assert member.get(hook).status_code == 404
        assert member.get(f"{hook}/deliveries/{delivery}").status_code == 404
        for action in (*ACTIONS, f"/deliveries/{delivery}/redeliver"):
            fields = {"url": "https://a.example/", "events": "*", "status": "disabled", "scope": "failed"}
            assert member.submit(NEW, hook + action, **fields).status_code == 404, action
        assert client.get(hook.removeprefix("/console")).json()["data"]["status"] == "enabled"

    def test_who_are_nobody_are_sent_to_sign_in(self, server: RunningServer, hook: str) -> None:
        with Browser(server) as anonymous:
            for path in (LIST, NEW, hook):
                assert anonymous.get(path).headers["location"].startswith("/sign-in?next=%2Fconsole"), path


class TestOfATeam:
    def test_are_made_by_its_admins_and_seen_by_its_viewers(
        self, server: RunningServer, browser: Browser, member: Browser, receiver: Receiver, ada: Person, bob: Person
    ) -> None:
        team = server.team("Engines", {ada.id: "owner", bob.id: "viewer"})
        listing, new = f"/console/teams/{team}/webhooks", f"{NEW}?team={team}"
        browser.submit(new, NEW, team_id=team, url=receiver.url, events="*", description="The team's")
        assert "The team's" not in text(browser, LIST)
        assert "The team's" in text(browser, listing)
        page = browser.page(listing)
        (hook,) = {each.attributes["href"] for each in page.all("a") if "/webhooks/wh_" in each.attributes["href"]}
        with ada.client() as client:
            delivery = client.post(f"{hook.removeprefix('/console')}/test").json()["data"]["id"]
        for path in (listing, hook, f"{hook}/deliveries/{delivery}"):
            seen = member.page(path)
            assert [each.attributes["action"] for each in seen.all("form")] == ["/sign-out"], path
            assert NEW not in member.get(path).text
        for action in (*ACTIONS, f"/deliveries/{delivery}/redeliver"):
            fields = {"url": "https://a.example/", "events": "*", "status": "disabled", "scope": "failed"}
            answer = member.submit(NEW, hook + action, **fields)
            assert answer.status_code in (403, 422), action
            assert "Your role in this team is viewer" in answer.text, action
        assert member.submit(NEW, NEW, team_id=team, url=receiver.url, events="*").status_code == 422
        with ada.client() as client:
            (kept,) = client.get("/webhooks", params={"team": team}).json()["data"]
            assert (kept["status"], kept["description"]) == ("enabled", "The team's")

    def test_are_not_there_for_strangers(self, server: RunningServer, member: Browser, ada: Person) -> None:
        team = server.team("Engines", {ada.id: "owner"})
        assert member.get(f"/console/teams/{team}/webhooks").status_code == 404
        assert member.get(f"{NEW}?team={team}").status_code == 404
