from __future__ import annotations

import hashlib
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.kit.services import Services
from server.web.app import create_web
from server.web.static_files import FOLDER
from tests.support.html import Page
from tests.web.conftest import SPEC_YAML

EVERY_PATH = ("/", "/robots.txt", "/favicon.ico", "/no-such-page", "/breaks")


@pytest.fixture
def landing(web: FlaskClient) -> Page:
    return Page(web.get("/").text)


class TestEveryAnswer:
    @pytest.mark.parametrize("path", EVERY_PATH)
    def test_forbids_what_the_page_does_not_need(self, web: FlaskClient, path: str) -> None:
        headers = web.get(path).headers
        policy = dict(each.split(" ", 1) for each in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"

    @pytest.mark.parametrize("path", EVERY_PATH)
    def test_has_a_request_id_and_the_digest_of_the_contract(self, web: FlaskClient, path: str) -> None:
        headers = web.get(path).headers
        assert re.fullmatch(r"req_[0-9a-z]{26}", headers["X-Request-Id"])
        assert headers["X-Spec-Digest"] == hashlib.sha256(SPEC_YAML).hexdigest()

    def test_keeps_the_request_id_of_a_proxy(self, web: FlaskClient) -> None:
        assert web.get("/", headers={"X-Request-Id": "abc-123_X"}).headers["X-Request-Id"] == "abc-123_X"

    @pytest.mark.parametrize("given", ["", "a b", "<b>", "x" * 65, "é"])
    def test_makes_a_request_id_of_its_own_where_that_one_is_no_good(self, web: FlaskClient, given: str) -> None:
        headers = {"X-Request-Id": given.encode().decode("latin-1")}
        assert web.get("/", headers=headers).headers["X-Request-Id"].startswith("req_")

    @pytest.mark.parametrize("path", EVERY_PATH)
    def test_sets_no_cookie_and_leaves_the_date_to_the_server(self, web: FlaskClient, path: str) -> None:
        headers = web.get(path).headers
        assert "Set-Cookie" not in headers
        assert "Date" not in headers


class TestLanding:
    def test_is_a_sound_page(self, landing: Page) -> None:
        assert landing.mistakes == []
        assert len(landing.ids()) == len(set(landing.ids()))
        assert landing.one("h1").text == "Deploy & see it <live>."
        assert landing.one("html").attributes["lang"] == "en"

    def test_shows_the_facts_of_this_server(self, landing: Page) -> None:
        board = landing.one("dl").text
        assert landing.one("code", id="base-url").text == "https://boats.example/v7"
        for fact in ("9.8.7", "sandbox", "yap_test_…", "5"):
            assert fact in board

    def test_links_to_the_contract_and_to_the_health_check(self, landing: Page) -> None:
        links = {each.attributes["href"] for each in landing.all("a")}
        assert {"/openapi.yaml", "/openapi.json", "/postman-collection.json", "/v7/health"} <= links

    def test_links_within_itself_only_to_what_is_there(self, landing: Page) -> None:
        inside = {each.attributes["href"].lstrip("/") for each in landing.all("a") if "#" in each.attributes["href"]}
        assert {f"#{each}" for each in landing.ids()} >= inside
        assert len(inside) >= 4

    def test_lists_every_operation_with_the_permission_that_it_needs(self, landing: Page) -> None:
        rows = {each.attributes["id"]: each.text.split() for each in landing.all("li") if "id" in each.attributes}
        assert rows == {
            "boats-get": ["GET", "/boats/{id}", "Get", "a", "boat", "boats:read"],
            "boats-sink": ["DELETE", "/boats/{id}", "Sink", "a", "boat", "boats:write", "boats:sink"],
            "boats-create": ["POST", "/boats", "Build", "a", "boat", "any", "key"],
            "health-get": ["GET", "/health", "Check", "no", "key"],
            "boats-list": ["GET", "/boats", "List", "boats", "no", "key"],
        }
        assert [each.text for each in landing.all("h2")][1] == "5 operations"

    def test_shows_code_in_a_description_and_nothing_else_as_markup(self, landing: Page) -> None:
        assert "A boat is afloat, or sunk if <unlucky>." in [each.text for each in landing.all("p")]
        assert [each.text for each in landing.all("code") if each.text in ("afloat", "sunk")] == ["afloat", "sunk"]
        assert landing.all("unlucky") == []

    def test_offers_each_command_to_be_copied(self, landing: Page) -> None:
        buttons = landing.all("button", class_="copy")
        assert len(buttons) == 5
        for button in buttons:
            assert button.attributes["data-copies"] in landing.ids()
            assert "hidden" in button.attributes, "without its script the button would do nothing"
            assert button.attributes["aria-label"].startswith("Copy the ")

    def test_asks_only_this_server_for_files_and_writes_no_style_or_script_into_the_page(
        self, web: FlaskClient, landing: Page
    ) -> None:
        assert landing.all("style") == []
        assert [each for each in landing.elements if "style" in each.attributes] == []
        files = [
            *(each.attributes["href"] for each in landing.all("link")),
            *(each.attributes["src"] for each in (*landing.all("script"), *landing.all("img"))),
        ]
        assert len(files) == 4
        for file in files:
            assert web.get(file).status_code == 200, file

    def test_is_checked_for_a_newer_one_and_sent_once(self, web: FlaskClient) -> None:
        first = web.get("/")
        assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = web.get("/", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_answers_head_without_a_body(self, web: FlaskClient) -> None:
        answer = web.head("/")
        assert (answer.status_code, answer.data) == (200, b"")

    def test_of_an_empty_contract_is_a_page_all_the_same(self, parts: Services) -> None:
        page = Page(create_web(parts, b"{}", {}).test_client().get("/").text)
        assert page.mistakes == []
        assert page.one("h1").text == "Deploy a site with one request."
        assert [each.text for each in page.all("h2")][1] == "0 operations"


class TestStaticFiles:
    @staticmethod
    def style(page: Page) -> str:
        return page.one("link", rel="stylesheet").attributes["href"]

    def test_are_kept_for_good_under_the_address_that_pages_name(self, web: FlaskClient, landing: Page) -> None:
        answer = web.get(self.style(landing))
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.mimetype == "text/css"
        assert answer.data == (FOLDER / "app.css").read_bytes()

    def test_are_not_kept_under_the_address_of_another_version(self, web: FlaskClient) -> None:
        answer = web.get("/static/000000000000/app.css")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")

    @pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "nothing.css", ""])
    def test_are_those_of_the_folder_and_no_others(self, web: FlaskClient, name: str) -> None:
        assert web.get(f"/static/000000000000/{name}").status_code == 404

    def test_include_an_icon_at_the_address_that_browsers_guess(self, web: FlaskClient) -> None:
        answer = web.get("/favicon.ico")
        assert answer.data.startswith(b"\0\0\1\0")
        assert answer.headers["Cache-Control"] == "public, max-age=86400"

    def test_style_sheet_asks_for_nothing_further(self) -> None:
        text = (FOLDER / "app.css").read_text()
        assert "url(" not in text
        assert "@import" not in text


class TestRobots:
    def test_keeps_search_engines_off_the_api(self, web: FlaskClient) -> None:
        answer = web.get("/robots.txt")
        assert answer.text == "User-agent: *\nDisallow: /v7/\n"
        assert answer.content_type == "text/plain; charset=utf-8"


class TestErrors:
    def test_show_a_page_to_people(self, web: FlaskClient) -> None:
        answer = web.get("/no-such-page", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        page = Page(answer.text)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert page.mistakes == []
        assert page.one("h1").text == "Nothing leaves from here"
        assert answer.headers["X-Request-Id"] in page.one("main").text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_answer_programs_in_the_form_of_the_api(self, web: FlaskClient) -> None:
        answer = web.get("/no-such-page", headers={"Accept": "application/json"})
        assert (answer.status_code, answer.mimetype) == (404, "application/json")
        assert answer.json == {
            "error": {
                "code": "not_found",
                "message": "There is no page at this address.",
                "details": [],
                "request_id": answer.headers["X-Request-Id"],
            }
        }

    @pytest.mark.parametrize(
        ("accept", "mimetype"),
        [
            (None, "text/html"),
            ("*/*", "text/html"),
            ("application/*, text/html;q=0.5", "application/json"),
            ("text/html;q=0.9, application/json;q=0.8", "text/html"),
            ("text/html;q=0.8, application/json;q=0.9", "application/json"),
            ("image/png", "text/html"),
            ("not an accept header;;q=x", "text/html"),
        ],
    )
    def test_are_in_the_form_that_the_client_prefers(self, web: FlaskClient, accept: str | None, mimetype: str) -> None:
        answer = web.get("/no-such-page", headers={} if accept is None else {"Accept": accept})
        assert answer.mimetype == mimetype
        assert answer.headers["Vary"] == "Accept"

    def test_point_to_the_api_where_an_operation_was_asked_without_its_base_path(self, web: FlaskClient) -> None:
        answer = web.get("/boats/boat_1")
        assert answer.status_code == 404
        assert "/v7/boats/boat_1" in [each.text for each in Page(answer.text).all("code")]
        told = web.get("/boats/boat_1", headers={"Accept": "application/json"}).json
        assert told is not None
        assert told["error"]["message"] == "The API answers below /v7: /v7/boats/boat_1"

    def test_never_repeat_a_path_as_markup(self, web: FlaskClient) -> None:
        page = Page(web.get("/boats/<img src=x onerror=alert(1)>").text)
        assert "/v7/boats/<img src=x onerror=alert(1)>" in [each.text for each in page.all("code")]
        assert all(each.attributes["src"] != "x" for each in page.all("img"))

    @pytest.mark.parametrize(
        "path",
        ["//", "//robots.txt", "///", "/robots.txt/", "/./robots.txt", "/\0", "/\n", "/\xff", "", "/" + "x" * 5000],
    )
    def test_are_all_that_a_strange_path_gets(self, web: FlaskClient, path: str) -> None:
        # PATH_INFO as the WSGI server sets it; the test client would read `//x` as the host x
        answer = web.get("/robots.txt", environ_overrides={"PATH_INFO": path})
        assert answer.status_code == 404
        assert "Location" not in answer.headers

    def test_name_the_methods_that_a_page_takes(self, web: FlaskClient) -> None:
        answer = web.post("/", data={"a": "b"})
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert "This page takes GET, HEAD, OPTIONS." in Page(answer.text).one("main").text

    @pytest.mark.parametrize("accept", ["text/html", "application/json"])
    def test_of_ours_are_told_to_the_log_and_to_nobody_outside(
        self, web: FlaskClient, accept: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        answer = web.get("/breaks", headers={"Accept": accept})
        assert (answer.status_code, answer.mimetype) == (500, accept)
        assert "the secret of the database" not in answer.text
        assert "Something went wrong on our side" in answer.text
        assert answer.headers["X-Request-Id"] in answer.text
        logged = capfd.readouterr()
        assert "web_request_failed" in logged.out + logged.err
        assert "the secret of the database" in logged.out + logged.err

    def test_can_be_shown_while_the_app_is_being_debugged(self, app: Flask) -> None:
        app.testing = True
        assert app.test_client().get("/breaks").status_code == 500
