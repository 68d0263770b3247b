"""Redirects, rewrites and headers of a site: matching, and what comes back over HTTP."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.deployments.rules import parse
from server.sites.site_rules import HeaderRules, Redirect, RedirectRules, Rewrite
from tests.sites.serving import Publisher, SitesServer


def redirects(text: str) -> RedirectRules:
    parsed = parse(text.encode(), None)
    assert parsed.warnings == ()
    assert parsed.rules is not None
    return RedirectRules(parsed.rules["redirects"])


def headers(text: str) -> HeaderRules:
    parsed = parse(None, text.encode())
    assert parsed.warnings == ()
    assert parsed.rules is not None
    return HeaderRules(parsed.rules["headers"])


def location(rules: str, target: str) -> str | None:
    """Where a request is sent by the rules."""
    path, _, query = target.partition("?")
    outcome, _ = redirects(rules).match(path, query.encode(), forced=False)
    assert not isinstance(outcome, Rewrite)
    return outcome.location if outcome else None


class TestRedirects:
    @pytest.mark.parametrize(
        ("rules", "target", "expected"),
        [
            ("/home /", "/home", "/"),
            ("/home /", "/home/", "/"),
            ("/home/ /", "/home", "/"),
            ("/home /", "/Home", None),
            ("/home /", "/home/x", None),
            ("/home /start", "/home?a=1&b", "/start?a=1&b"),
            ("/home /start#top", "/home?a=1", "/start?a=1#top"),
            ("/home /start?b=2", "/home?a=1", "/start?b=2"),
            ("/café /coffee", "/café", "/coffee"),
            ("/a /caf\u00e9/x", "/a", "/caf%C3%A9/x"),
            ("/a /b%20c", "/a", "/b%20c"),
            ("/news/* /blog/:splat", "/news/2024/01", "/blog/2024/01"),
            ("/news/* /blog/:splat", "/news/2024/", "/blog/2024/"),
            ("/news/* /blog/:splat", "/news/", "/blog/"),
            ("/news/* /blog/:splat", "/news", "/blog/"),
            ("/news/* /blog/:splat", "/newspaper", None),
            ("/news/* /blog/:splat", "/news/a b?c", "/blog/a%20b?c"),
            ("/n/:year/:month /b/:month-:year", "/n/2024/01", "/b/01-2024"),
            ("/n/:year/:month /b/:month-:year", "/n/2024/01/", "/b/01-2024"),
            ("/n/:year/:month /b/:month-:year", "/n/2024", None),
            ("/n/:year/:month /b/:month-:year", "/n/2024/01/02", None),
            ("/:a/* /x/:a/y/:splat", "/1/2/3", "/x/1/y/2/3"),
            ("/x/* https://example.com/:splat", "/x/a/b?c=d", "https://example.com/a/b?c=d"),
            ("/q/:term https://example.com/?q=:term", "/q/a&b=c d", "https://example.com/?q=a%26b%3Dc%20d"),
            ("/a /b\n/a /c", "/a", "/b"),
            ("/:x /b\n/a /c", "/a", "/b"),
            ("/a /c\n/:x /b", "/a", "/c"),
            ("/z /y\n/* /b\n/a /c", "/a", "/b"),
            ("/wiki /w/Special:Search", "/wiki", "/w/Special:Search"),
        ],
    )
    def test_the_first_rule_that_matches(self, rules: str, target: str, expected: str | None) -> None:
        assert location(rules, target) == expected

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("/store?id=7", "/shop/7"),
            ("/store?id=", "/shop/"),
            ("/store?id=7&page=2", "/shop/7/2"),
            ("/store?page=2&id=7", "/shop/7/2"),
            ("/store?kind=new", "/new"),
            ("/store?kind=old", "/rest?kind=old"),
            ("/store?id=7&page=2&more=1", "/rest?id=7&page=2&more=1"),
            ("/store", "/rest"),
            ("/store?id=%2Fevil.example", "/shop//evil.example"),
            ("/store?id=a%0D%0Ab", "/shop/a%0D%0Ab"),
        ],
    )
    def test_parameters_have_to_be_those_of_the_rule_and_no_others(self, target: str, expected: str) -> None:
        rules = "/store id=:id /shop/:id\n/store id=:id page=:page /shop/:id/:page\n/store kind=new /new\n/store /rest"
        assert location(rules, target) == expected

    @pytest.mark.parametrize(
        ("rules", "target"),
        [
            ("/old/* /:splat", "/old//evil.example/x"),
            ("/old/* /:splat", "/old///evil.example/x"),
            ("/go to=:to /:to", "/go?to=%2Fevil.example/x"),
            ("/go to=:to /:to", "/go?to=%2F%2Fevil.example/x"),
        ],
    )
    def test_a_path_never_turns_into_another_host(self, rules: str, target: str) -> None:
        assert location(rules, target) == "/evil.example/x"

    def test_a_backslash_is_escaped(self) -> None:
        assert location("/go to=:to /:to", "/go?to=%5Cevil.example") == "/%5Cevil.example"

    @pytest.mark.parametrize(
        ("rules", "target"),
        [
            ("/a/* /a/:splat", "/a/b"),
            ("/* /:splat", "/x?y=z"),
            ("/b /b?c", "/b?c"),
        ],
    )
    def test_a_redirect_to_itself_is_left_out(self, rules: str, target: str) -> None:
        assert location(rules, target) is None

    def test_a_thousand_parameters_match_nothing_and_cost_nothing(self) -> None:
        begun = time.perf_counter()
        assert location("/a x=:x /b", "/a?" + "x=1&" * 1000) is None
        assert time.perf_counter() - begun < 0.5

    def test_tells_whether_another_query_could_have_mattered(self) -> None:
        rules = redirects("/a x=1 /b 200\n/* /index.html 200")
        assert rules.match("/a", b"", forced=False) == (Rewrite(200, "/index.html"), True)
        assert rules.match("/c", b"", forced=False) == (Rewrite(200, "/index.html"), False)

    def test_forced_rules_alone(self) -> None:
        rules = redirects("/* /a 302\n/* /b 302!")
        assert rules.match("/x", b"", forced=True)[0] == Redirect(302, "/b")
        assert rules.match("/x", b"", forced=False)[0] == Redirect(302, "/a")

    def test_two_hundred_patterns_are_tried_within_a_millisecond_even_on_a_hostile_path(self) -> None:
        rules = redirects("\n".join(f"/:a/:b/:c/{number}/* /x" for number in range(200)))
        path = "/a" * 500
        best = min(_seconds(lambda: rules.match(path, b"", forced=False)) for _ in range(5))
        assert best < 0.01

    @given(st.text(alphabet="/ab%é:*\\.?# \u0301", max_size=30), st.binary(max_size=30))
    def test_a_location_is_always_fit_for_a_header(self, path: str, query: bytes) -> None:
        outcome, _ = redirects("/* /x/:splat").match("/" + path, query, forced=False)
        if outcome is not None:
            assert isinstance(outcome, Redirect)
            assert outcome.location.startswith("/x/")
            assert outcome.location.isascii()
            assert outcome.location.isprintable()
            assert " " not in outcome.location


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class TestHeaders:
    RULES = """
/*
  X-All: yes
  Cache-Control: no-cache
/assets/*
  Cache-Control: public, max-age=31536000
/assets/*.js
  X-Kind: script
/:lang/docs
  X-Docs: one
/
  X-Home: yes
"""

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/", {b"x-all": b"yes", b"cache-control": b"no-cache", b"x-home": b"yes"}),
            ("/x", {b"x-all": b"yes", b"cache-control": b"no-cache"}),
            ("/assets/a.css", {b"x-all": b"yes", b"cache-control": b"public, max-age=31536000"}),
            (
                "/assets/deep/a.js",
                {b"x-all": b"yes", b"cache-control": b"public, max-age=31536000", b"x-kind": b"script"},
            ),
            ("/en/docs", {b"x-all": b"yes", b"cache-control": b"no-cache", b"x-docs": b"one"}),
            ("/a/b/docs", {b"x-all": b"yes", b"cache-control": b"no-cache"}),
        ],
    )
    def test_all_that_match_and_the_last_word_on_each(self, path: str, expected: dict[bytes, bytes]) -> None:
        assert headers(self.RULES).for_path(path) == expected

    def test_a_value_that_would_break_the_answer_is_left_out_whoever_stored_it(self) -> None:
        rules = HeaderRules([{"for": "/*", "values": [["X-A", "b\r\nSet-Cookie: c=d"], ["X-B", "fine"]]}])
        assert rules.for_path("/") == {b"x-b": b"fine"}


RULED = {
    "/index.html": b"app",
    "/real.html": b"real",
    "/docs/index.html": b"docs",
    "/deep/page.html": b"deep",
    "/gone.html": b"gone for good",
    "/404.html": b"own 404",
    "/_redirects": b"""
/old/* /new/:splat 301
/temporary /real 302
/kept /real 307
/moved https://example.com/x 308
/real /never 301
/forced/* /docs/ 302!
/docs/shadow /real 200!
/away /gone 410
/nothing/* /not-there 200
/lost/* /lost.html 404
/folder /docs 200
/api/* /:splat 404
/app/:page /deep/:page 200
/search q=:q /real 200
""",
    "/_headers": b"""
/*
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
/deep/*
  Cache-Control: public, max-age=60
  Content-Type: text/plain
""",
}


class TestOverHttp:
    @pytest.fixture
    def ready(self, server: SitesServer, publisher: Publisher) -> SitesServer:
        publisher.publish(RULED)
        return server

    def test_rules_over_http(self, ready: SitesServer) -> None:
        for target, status, what in (
            ("/old/a%20b?c=d", 301, "/new/a%20b?c=d"),
            ("/temporary", 302, "/real"),
            ("/kept", 307, "/real"),
            ("/moved?x=y", 308, "https://example.com/x?x=y"),
            ("/forced/x", 302, "/docs/"),
            ("/docs", 308, "/docs/"),
        ):
            for _ in range(2):
                answer = ready.ask(target)
                assert (answer.status, answer.headers["location"], answer.body) == (status, what, b""), target
                assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"
                assert ready.ask(target, method="HEAD").status == status
        for target, status, body in (
            ("/real", 200, b"real"),
            ("/docs/shadow", 200, b"real"),
            ("/away", 410, b"gone for good"),
            ("/nothing/x", 404, b"own 404"),
            ("/lost/x", 404, b"own 404"),
            ("/folder", 200, b"docs"),
            ("/api/real", 404, b"real"),
            ("/app/page", 200, b"deep"),
            ("/app/nothing", 404, b"own 404"),
            ("/search", 404, b"own 404"),
            ("/search?q=x", 200, b"real"),
            ("/search", 404, b"own 404"),
            ("/else", 404, b"own 404"),
        ):
            for _ in range(2):
                answer = ready.ask(target)
                assert (answer.status, answer.body) == (status, body), target
                assert ("etag" in answer.headers) == (status == 200)

    def test_headers_over_http(self, ready: SitesServer) -> None:
        for target, expected in (
            ("/", {"x-frame-options": "DENY", "referrer-policy": "no-referrer"}),
            ("/deep/page", {"cache-control": "public, max-age=60", "content-type": "text/plain"}),
            ("/deep/nothing", {"x-frame-options": "DENY", "cache-control": "public, max-age=0, must-revalidate"}),
        ):
            for _ in range(2):
                answer = ready.ask(target)
                assert {name: answer.headers[name] for name in expected} == expected
                assert len(answer.names) == len(set(answer.names))
                assert answer.headers["x-content-type-options"] == "nosniff"
        again = ready.ask("/deep/page", if_none_match=ready.ask("/deep/page").headers["etag"])
        assert again.status == 304
        assert again.headers["x-frame-options"] == "DENY"
        assert again.headers["cache-control"] == "public, max-age=60"
        assert "content-type" not in again.headers

    def test_the_files_themselves_are_not_served(self, ready: SitesServer) -> None:
        for target in ("/_redirects", "/_headers", "/%5Fheaders"):
            assert ready.ask(target).status == 404

    def test_a_single_page_application(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish(
            {"/index.html": b"app", "/app.js": b"code", "/_redirects": b"/* /index.html 200", "/404.html": b"x"},
            compressed=True,
        )
        for target, body in (("/", b"app"), ("/app.js", b"code"), ("/users/7?tab=a", b"app"), ("/a/b/c/", b"app")):
            for _ in range(2):
                answer = server.ask(target)
                assert (answer.status, answer.body) == (200, body)
                assert server.ask(target, if_none_match=answer.headers["etag"]).status == 304

    def test_a_forced_rule_with_parameters_is_not_forgotten_on_a_file_that_is_known(
        self, server: SitesServer, publisher: Publisher
    ) -> None:
        publisher.publish({"/page.html": b"page", "/_redirects": b"/page id=:id /other/:id 302!"})
        for _ in range(3):
            assert server.ask("/page").body == b"page"
            assert server.ask("/page?id=7").headers["location"] == "/other/7"
