"""The console's pages of the audit log: what `GET /audit-log` tells, and to nobody else."""

from __future__ import annotations

import pytest

from tests.support.browsing import ON_SQLITE, Browser
from tests.support.running import Client, Person, RunningServer

pytestmark = ON_SQLITE
OWN = "/console/settings/audit-log"


@pytest.fixture
def team(server: RunningServer, ada: Person, bob: Person) -> str:
    return server.team("Engines", {ada.id: "owner", bob.id: "admin"})


def told(browser: Browser, path: str) -> list[str]:
    """The actions of a page, in order."""
    page = browser.page(path)
    return [each.text for each in page.all("code") if "departure" not in each.text and "." in each.text]


class TestOwn:
    def test_tells_what_the_api_tells(self, browser: Browser, client: Client) -> None:
        project = client.project()["id"]
        client.delete(f"/projects/{project}")
        actions = [each["action"] for each in client.get("/audit-log").json()["data"]]
        assert told(browser, OWN) == actions == ["projects.delete", "projects.create", "session.create"]
        text = browser.page(OWN).one("main").text
        for words in ("Ada Lovelace", "API key", "Console", "Signed in", project, "127.0.0.1"):
            assert words in text

    def test_is_narrowed_by_action_thing_and_day(self, browser: Browser, client: Client) -> None:
        project = client.project()["id"]
        client.project()
        assert told(browser, f"{OWN}?action=projects.create") == ["projects.create"] * 2
        assert told(browser, f"{OWN}?action=projects.create&object={project}") == ["projects.create"]
        assert told(browser, f"{OWN}?until=2024-01-15") == []
        assert len(told(browser, f"{OWN}?since=2024-01-15&action=&actor=")) == 3
        assert "No entry fits." in browser.get(f"{OWN}?action=teams.create").text

    def test_says_what_is_wrong_with_a_filter(self, browser: Browser) -> None:
        answer = browser.get(OWN, params={"action": "No Action", "since": "yesterday"})
        assert answer.status_code == 422
        assert "An action is written like projects.create. The first day is none." in answer.text

    @pytest.mark.parametrize("page", ["0", "x", "99999999999999999999"])
    def test_a_page_that_cannot_be_is_refused_with_words(self, browser: Browser, page: str) -> None:
        answer = browser.get(OWN, params={"page": page})
        assert answer.status_code == 422
        assert "page" in answer.text

    def test_goes_on_on_other_pages_with_the_same_filter(self, browser: Browser, client: Client) -> None:
        for _ in range(51):
            client.project()
        first = browser.page(f"{OWN}?action=projects.create")
        assert "Page 1 of 2" in first.one("main").text
        (older,) = first.all("a", rel="next")
        assert told(browser, older.attributes["href"]) == ["projects.create"]


class TestOfATeam:
    def test_tells_who_did_what_to_its_admins(
        self, server: RunningServer, browser: Browser, team: str, ada: Person, bob: Person, stranger: Client
    ) -> None:
        page = f"/console/teams/{team}"
        browser.submit(page, page, name="Difference Engines")
        stranger.post(f"/teams/{team}/members", json={"email": "eve@example.com", "role": "viewer"})
        assert "Its audit log" in browser.page(page).one("main").text
        log = f"{page}/audit-log"
        assert told(browser, log) == ["teams.members.add", "teams.update"]
        assert told(browser, f"{log}?actor={bob.id}") == ["teams.members.add"]
        assert told(browser, f"{log}?actor={ada.id}") == ["teams.update"]
        assert "role: viewer" in browser.page(log).one("main").text

    @pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("member", 403), ("admin", 200), (None, 404)])
    def test_is_shown_to_whom_the_api_shows_it(
        self, server: RunningServer, browser: Browser, ada: Person, bob: Person, role: str | None, status: int
    ) -> None:
        team = server.team("Engines", {bob.id: "owner", **({ada.id: role} if role else {})})
        assert browser.get(f"/console/teams/{team}/audit-log").status_code == status
        shown = "Its audit log" in browser.get(f"/console/teams/{team}").text
        assert shown == (status == 200)
