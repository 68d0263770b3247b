"""The console without scripts: what every page does with links and forms alone."""

from __future__ import annotations

import re

import pytest

from tests.support.browsing import ON_SQLITE, Browser, with_password
from tests.support.running import Client, Person, RunningServer

pytestmark = ON_SQLITE
SETTINGS = "/console/settings"
PAGES = (
    "/console/projects",
    "/console/projects/new",
    "/console/teams",
    f"{SETTINGS}/api-keys",
    f"{SETTINGS}/api-keys/new",
    f"{SETTINGS}/oauth-apps",
    f"{SETTINGS}/oauth-apps/new",
    f"{SETTINGS}/authorized-apps",
    f"{SETTINGS}/account",
)


@pytest.fixture
def project(browser: Browser) -> str:
    """The address of a new project's page."""
    new = "/console/projects/new"
    made = browser.submit(new, new, name="My Website", template="blank", visibility="private")
    return made.headers["location"]


class TestEveryPage:
    @pytest.mark.parametrize("path", PAGES)
    def test_is_sound_and_kept_by_nobody(self, browser: Browser, path: str) -> None:
        page = browser.page(path)
        assert len(page.all("h1")) == 1
        assert [each for each in page.elements if "style" in each.attributes or each.tag == "style"] == []
        assert browser.get(path).headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("path", PAGES)
    def test_sends_who_is_not_signed_in_away(self, server: RunningServer, path: str) -> None:
        with Browser(server) as anonymous:
            assert anonymous.get(path).headers["location"].startswith("/sign-in?next=%2Fconsole")


class TestProjects:
    def test_shows_what_the_contract_says_of_a_field_beside_it(self, browser: Browser) -> None:
        new = "/console/projects/new"
        answer = browser.submit(new, new, name="", template="blank", visibility="private")
        assert answer.status_code == 422
        assert 'id="name-error"' in answer.text

    def test_are_deployed_promoted_changed_and_deleted(self, browser: Browser, client: Client, project: str) -> None:
        id_ = project.rpartition("/")[2]
        for _ in range(2):
            made = browser.submit(project, f"{project}/deploy").headers["location"].rpartition("/")[2]
            assert client.ended(made)["status"] == "success"
        first = client.get(f"/projects/{id_}/deployments").json()["data"][1]["id"]
        assert browser.submit(project, f"/console/deployments/{first}/promote").status_code == 303
        assert client.get(f"/projects/{id_}").json()["data"]["deployments"]["live_id"] == first
        assert "Live at" in browser.page(f"/console/deployments/{first}").one("main").text
        fields = {"name": "Renamed", "visibility": "public", "status": "archived", "description": ""}
        assert browser.submit(project, project, **fields).status_code == 303
        assert client.get(f"/projects/{id_}").json()["data"]["name"] == "Renamed"
        assert browser.submit(project, f"{project}/delete", confirm="Wrong").status_code == 422
        assert browser.submit(project, f"{project}/delete", confirm="Renamed").status_code == 303
        assert client.get(f"/projects/{id_}").status_code == 404

    def test_of_others_are_missing(self, server: RunningServer, project: str, bob: Person) -> None:
        with Browser(server) as stranger:
            stranger.sign_in(with_password(bob).email)
            assert stranger.get(project).status_code == 404
            for action in ("", "/deploy", "/delete", "/transfer", "/release"):
                answer = stranger.submit("/console/teams", project + action, confirm="My Website", name="x")
                assert answer.status_code == 404, action

    def test_leave_a_trace_in_the_audit_log(self, browser: Browser, client: Client, project: str) -> None:
        (entry,) = client.get("/audit-log", params={"action": "projects.create"}).json()["data"]
        assert entry["object_id"] == project.rpartition("/")[2]
        assert "session" in str(entry)


class TestAuditLog:
    def test_tells_of_what_people_do_in_a_browser(self, browser: Browser, client: Client) -> None:
        browser.submit(f"{SETTINGS}/account", f"{SETTINGS}/account/sessions/end-others")
        browser.submit("/console/projects", "/sign-out")
        entries = client.get("/audit-log").json()["data"]
        assert [each["action"] for each in entries] == ["session.end", "session.end_others", "session.create"]


class TestKeys:
    def test_are_made_shown_once_rotated_and_revoked(
        self, browser: Browser, server: RunningServer, project: str
    ) -> None:
        new, id_ = f"{SETTINGS}/api-keys/new", project.rpartition("/")[2]
        fields = {
            "name": "CI",
            "permissions": ["projects:read", "deployments:write"],
            "project_ids": id_,
            "expires": "30",
        }
        secret = self.secret(browser.submit(new, new, **fields).text)
        with Client(server.url, secret) as client:
            told = client.get("/token").json()["data"]
            assert told["project_ids"] == [id_]
            assert told["permissions"] == ["deployments:write", "projects:read", "token:read"]
            listing = browser.get(f"{SETTINGS}/api-keys").text
            assert secret not in listing
            key = f"{SETTINGS}/api-keys/{told['id']}"
            assert "My Website" in browser.page(key).one("main").text
            rotated = self.secret(browser.submit(key, f"{key}/rotate", overlap_hours="0").text)
            assert client.get("/token").status_code == 401
        with Client(server.url, rotated) as client:
            assert client.get("/token").status_code == 200
            browser.submit(key, f"{key}/revoke")
            assert client.get("/token").status_code == 401

    def secret(self, text: str) -> str:
        found = re.search(r"yap_live_\w{38}", text)
        assert found is not None, text
        return found[0]

    def test_without_a_permission_are_refused_with_words(self, browser: Browser) -> None:
        new = f"{SETTINGS}/api-keys/new"
        answer = browser.submit(new, new, name="CI")
        assert answer.status_code == 422
        assert "yap_live" not in answer.text


class TestApplications:
    def test_are_registered_changed_and_deleted(self, browser: Browser) -> None:
        new = f"{SETTINGS}/oauth-apps/new"
        fields = {"name": "Monitor", "type": "confidential", "redirect_uris": "https://a.example/\nhttps://b.example/"}
        made = browser.submit(new, new, **fields, scopes=["read"])
        assert re.search(r"yas_\w{38}", made.text)
        place = f"{SETTINGS}/oauth-apps/" + re.findall(r"app_[0-9a-z]{26}", made.text)[0]
        assert "https://b.example/" in browser.page(place).one("textarea").text
        wrong = browser.submit(place, place, **{**fields, "redirect_uris": "http://a.example/"}, scopes=["read"])
        assert wrong.status_code == 422
        assert "Use https" in wrong.text
        assert "yas_" in browser.submit(place, f"{place}/rotate-secret").text
        assert browser.submit(place, f"{place}/delete").status_code == 303
        assert browser.get(place).status_code == 404


class TestTeams:
    def test_are_made_filled_and_left(self, server: RunningServer, browser: Browser, bob: Person) -> None:
        team = browser.submit("/console/teams", "/console/teams", name="Engines").headers["location"]
        assert browser.submit(team, f"{team}/members", email=bob.email, role="viewer").status_code == 303
        last = browser.submit(team, f"{team}/members/{self.me(browser)}", remove="1")
        assert (last.status_code, "last owner" in last.text) == (422, True)
        with Browser(server) as member:
            member.sign_in(with_password(bob).email)
            assert "You are viewer" in member.page(team).one("main").text
            assert member.submit(team, f"{team}/members", email="x@example.com", role="viewer").status_code == 422
            assert member.submit(team, f"{team}/members/{bob.id}", remove="1").status_code == 303
            assert member.get(team).status_code == 404

    def me(self, browser: Browser) -> str:
        headers = {"X-CSRFToken": browser.csrf("/console/projects")}
        token = browser.post("/console/page-token", headers=headers).json()["token"]
        user = browser.get("/v1/token", headers={"Authorization": f"Bearer {token}"}).json()["data"]["user"]
        return str(user["id"])

    def test_an_invitation_counts_once_and_stands_in_no_log(self, server: RunningServer, browser: Browser) -> None:
        team = browser.submit("/console/teams", "/console/teams", name="Engines").headers["location"]
        shown = browser.submit(team, f"{team}/members", email="new@example.com", role="member").text
        path = re.findall(r"/invitations/[\w-]+", shown)[0]
        with Browser(server) as guest:
            fields = {"name": "Grace", "password": "correct horse battery staple"}
            assert guest.submit(path, f"{path}/sign-up", **fields).headers["location"] == team
            assert guest.get(team).status_code == 200
            assert guest.get(path).status_code == 404
        assert path.rpartition("/")[2] not in server.log.read_text()


class TestAccount:
    def test_a_new_password_needs_the_present_one(self, server: RunningServer, browser: Browser, ada: Person) -> None:
        place = f"{SETTINGS}/account"
        wrong = browser.submit(place, f"{place}/password", present="wrong wrong wrong", password="something new here")
        assert wrong.status_code == 422
        right = {"present": "correct horse battery staple", "password": "something new here"}
        assert browser.submit(place, f"{place}/password", **right).status_code == 303
        with Browser(server) as other:
            assert other.sign_in(ada.email, "something new here").status_code == 303
