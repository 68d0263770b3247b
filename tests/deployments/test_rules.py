"""The parser of `_redirects` and `_headers`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.deployments import rules
from server.deployments.rules import parse


def redirects(text: str) -> list[dict[str, Any]]:
    parsed = parse(text.encode(), None)
    assert parsed.warnings == ()
    return parsed.rules["redirects"] if parsed.rules else []


def headers(text: str) -> list[dict[str, Any]]:
    parsed = parse(None, text.encode())
    assert parsed.warnings == ()
    return parsed.rules["headers"] if parsed.rules else []


class TestRedirects:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("/home /", {"from": "/home", "to": "/", "status": 301}),
            ("  /home\t  /start  # moved", {"from": "/home", "to": "/start", "status": 301}),
            ("/a /b 302", {"from": "/a", "to": "/b", "status": 302}),
            ("/a /b 308!", {"from": "/a", "to": "/b", "status": 308, "force": True}),
            ("/* /index.html 200", {"from": "/*", "to": "/index.html", "status": 200}),
            ("/old /gone.html 410", {"from": "/old", "to": "/gone.html", "status": 410}),
            ("/* /404 404", {"from": "/*", "to": "/404", "status": 404}),
            ("/news/* /blog/:splat", {"from": "/news/*", "to": "/blog/:splat", "status": 301}),
            ("/n/:y/:m /b/:m-:y.html 200", {"from": "/n/:y/:m", "to": "/b/:m-:y.html", "status": 200}),
            ("/x https://example.com/y?z#w", {"from": "/x", "to": "https://example.com/y?z#w", "status": 301}),
            (
                "/x/* https://example.com/:splat 302",
                {"from": "/x/*", "to": "https://example.com/:splat", "status": 302},
            ),
            ("/a /b#part", {"from": "/a", "to": "/b#part", "status": 301}),
            ("/wiki /w/Special:Search", {"from": "/wiki", "to": "/w/Special:Search", "status": 301}),
            ("/s id=:id /b/:id 301", {"from": "/s", "to": "/b/:id", "status": 301, "query": {"id": ":id"}}),
            ("/s a=1 b=:b /:b", {"from": "/s", "to": "/:b", "status": 301, "query": {"a": "1", "b": ":b"}}),
            ("/s a= /t", {"from": "/s", "to": "/t", "status": 301, "query": {"a": ""}}),
            ("/caf%C3%A9 /x", {"from": "/café", "to": "/x", "status": 301}),
            ("/cafe\u0301 /x", {"from": "/caf\u00e9", "to": "/x", "status": 301}),
        ],
    )
    def test_a_line_becomes_a_rule(self, line: str, expected: dict[str, Any]) -> None:
        assert redirects(line) == [{"query": {}, "force": False, **expected}]

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("/a", "no target"),
            ("/a 301", "no target"),
            ("a /b", "starts with a path"),
            ("https://x.example/* /b", "whole domain"),
            ("/a /b 200 Country=de", "condition Country="),
            ("/a /b Language=en", "condition Language="),
            ("/a /b 301 302", "'302' cannot stand"),
            ("/a /b moved", "'moved' cannot stand"),
            ("/a /b 204", "status 204 is not supported"),
            ("/a x /b", "neither a target"),
            ("/a =x /b", "neither a target"),
            ("/a id=:1 /b", "not a placeholder"),
            ("/api/* https://api.example.com/:splat 200", "proxying is not supported"),
            ("/a https://example.com/404 404", "proxying is not supported"),
            ("/a //evil.example/", "names another host"),
            ("/go/:host https://:host/", "no fixed host"),
            ("/go/* https://example.com:splat", "no fixed host"),
            ("/go/* https://user:splat@example.com/", "no fixed host"),
            ("/go https://", "no fixed host"),
            ("/go https://example.com:port/", "not a URL"),
            ("/go https://[::1/", "not a URL"),
            ("/a /b\\c", "cannot stand in a URL"),
            ("/a /b\u200b", "cannot stand in a URL"),
            ("/a /%zz", "two hexadecimal digits"),
            ("/a /b/../c 200", "can never be part"),
            ("/a%2Fb /c", "can never be part"),
            ("/a/../b /c", "can never be part"),
            ("/%00 /c", "can never be part"),
            ("/%ff /c", "not UTF-8"),
            ("/%4 /c", "two hexadecimal digits"),
            ("/a?b=c /d", "neither ? nor #"),
            ("/a//b /d", "two slashes"),
            ("/a*/b /c", "at the end"),
            ("/a* /c", "at the end"),
            ("/*/b/* /c", "one * only"),
            ("/%2A /c", "escaped * or :"),
            ("/:a/:a /c", "used once"),
            ("/:splat /c", "used once"),
            ("/:1 /c", "not a placeholder"),
            ("/a/:b /:c", "nothing before it captures"),
            ("/a /:splat", "nothing before it captures"),
            ("/a /a", "to itself"),
            ("/a/ /a 302", "to itself"),
        ],
    )
    def test_a_line_that_cannot_be_honoured_is_a_warning_with_its_number(self, line: str, says: str) -> None:
        parsed = parse(f"# comment\n\n{line}\n/good /rule\n".encode(), None)
        assert [(warning.file, warning.line) for warning in parsed.warnings] == [("_redirects", 3)]
        assert says in parsed.warnings[0].message
        assert str(parsed.warnings[0]).startswith("_redirects, line 3: ")
        assert parsed.rules is not None
        assert [rule["from"] for rule in parsed.rules["redirects"]] == ["/good"]

    def test_keeps_the_order_of_the_file(self) -> None:
        assert [rule["from"] for rule in redirects("/b /x\n/a /x\n/* /x\n/c /x")] == ["/b", "/a", "/*", "/c"]

    def test_takes_windows_line_ends_and_a_byte_order_mark(self) -> None:
        assert [rule["from"] for rule in redirects("\ufeff/a /b\r\n/c /d\r\n")] == ["/a", "/c"]

    def test_a_line_that_is_not_utf8_is_left_out(self) -> None:
        parsed = parse(b"/a /b\n/\xff /c\n/d /e\n", None)
        assert [warning.line for warning in parsed.warnings] == [2]
        assert parsed.rules is not None
        assert len(parsed.rules["redirects"]) == 2


class TestHeaders:
    def test_headers_stand_below_their_path(self) -> None:
        text = """
# for all
/*
  X-Frame-Options: DENY
  Content-Security-Policy: default-src 'self'; img-src *

/assets/*.js
\tCache-Control: public, max-age=31536000, immutable
/:lang/docs
  # a comment
  Link: </a.css>; rel=preload
  link: </b.css>; rel=preload
"""
        assert headers(text) == [
            {
                "for": "/*",
                "values": [
                    ["X-Frame-Options", "DENY"],
                    ["Content-Security-Policy", "default-src 'self'; img-src *"],
                ],
            },
            {"for": "/assets/*.js", "values": [["Cache-Control", "public, max-age=31536000, immutable"]]},
            {"for": "/:lang/docs", "values": [["Link", "</a.css>; rel=preload, </b.css>; rel=preload"]]},
        ]

    @pytest.mark.parametrize(
        "name",
        [
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
            "Upgrade", "Content-Length", "Content-Encoding", "Content-Range", "Date", "ETag", "Set-Cookie",
            "set-COOKIE", "Set-Cookie2", "Last-Modified", "Location", "Server", "Vary", "Via", "Age", "Accept-Ranges",
            "Allow", "X-Accel-Redirect", "x-accel-buffering", "X-Sendfile", "Alt-Svc",
        ],
    )  # fmt: skip
    def test_what_is_the_servers_to_say_is_refused(self, name: str) -> None:
        parsed = parse(None, f"/*\n  {name}: x\n  X-Good: y\n".encode())
        assert [(warning.file, warning.line) for warning in parsed.warnings] == [("_headers", 2)]
        assert parsed.rules is not None
        assert parsed.rules["headers"] == [{"for": "/*", "values": [["X-Good", "y"]]}]

    @pytest.mark.parametrize(
        ("text", "line", "says"),
        [
            ("X-A: b", 1, "no path above"),
            ("/*\n  X-A", 2, "neither a path"),
            ("/*\n  X A: b", 2, "not the name of a header"),
            ("/*\n  X-A:", 2, "is empty"),
            ("/*\n  X-A: b\x01c", 2, "cannot stand"),
            ("/*\n  X-A: caf\u00e9", 2, "cannot stand"),
            ("/*\n  Basic-Auth: a:b", 2, "open to everyone"),
            ("https://example.com/*\n  X-A: b", 1, "whole domain"),
            ("/a/*/b/*\n  X-A: b", 1, "one * only"),
            ("/a?b\n  X-A: b", 1, "neither ? nor #"),
        ],
    )
    def test_a_line_that_cannot_be_honoured_is_a_warning_with_its_number(self, text: str, line: int, says: str) -> None:
        parsed = parse(None, text.encode())
        assert [(warning.file, warning.line) for warning in parsed.warnings] == [("_headers", line)]
        assert says in parsed.warnings[0].message
        assert parsed.rules is None


class TestLimits:
    def test_redirects(self) -> None:
        text = "".join(f"/{number} /x\n" for number in range(rules.MAX_REDIRECTS + 1))
        parsed = parse(text.encode(), None)
        assert parsed.rules is not None
        assert len(parsed.rules["redirects"]) == rules.MAX_REDIRECTS
        assert [warning.line for warning in parsed.warnings] == [rules.MAX_REDIRECTS + 1]

    def test_redirects_with_placeholders(self) -> None:
        text = "".join(f"/{number}/* /x\n" for number in range(rules.MAX_DYNAMIC_REDIRECTS + 1)) + "/plain /x\n"
        parsed = parse(text.encode(), None)
        assert parsed.rules is not None
        assert len(parsed.rules["redirects"]) == rules.MAX_DYNAMIC_REDIRECTS + 1
        assert [warning.line for warning in parsed.warnings] == [rules.MAX_DYNAMIC_REDIRECTS + 1]

    def test_paths_and_headers(self) -> None:
        text = "".join(f"/{number}\n X: y\n" for number in range(rules.MAX_HEADER_PATHS + 1))
        parsed = parse(None, text.encode())
        assert parsed.rules is not None
        assert len(parsed.rules["headers"]) == rules.MAX_HEADER_PATHS
        assert [warning.line for warning in parsed.warnings] == [2 * rules.MAX_HEADER_PATHS + 1]
        text = "/*\n" + "".join(f" X-{number}: y\n" for number in range(rules.MAX_HEADERS_PER_PATH + 1)) + " X-0: z\n"
        parsed = parse(None, text.encode())
        assert parsed.rules is not None
        assert len(parsed.rules["headers"][0]["values"]) == rules.MAX_HEADERS_PER_PATH
        assert parsed.rules["headers"][0]["values"][0] == ["X-0", "y, z"]
        assert [warning.line for warning in parsed.warnings] == [rules.MAX_HEADERS_PER_PATH + 2]

    def test_a_long_line(self) -> None:
        parsed = parse(b"/a /" + b"b" * rules.MAX_LINE_CHARACTERS + b"\n/c /d", None)
        assert [warning.line for warning in parsed.warnings] == [1]
        assert parsed.rules is not None
        assert [rule["from"] for rule in parsed.rules["redirects"]] == ["/c"]

    def test_a_long_file_counts_up_to_its_last_whole_line(self) -> None:
        comment = b"# comment\n"
        lines = rules.MAX_FILE_BYTES["_redirects"] // len(comment)
        parsed = parse(b"/first /x\n" + comment * (lines - 1) + b"/last /x\n", None)
        assert parsed.rules is not None
        assert [rule["from"] for rule in parsed.rules["redirects"]] == ["/first"]
        assert [warning.line for warning in parsed.warnings] == [lines]
        assert "longer than 262,144 bytes" in parsed.warnings[0].message

    def test_warnings(self) -> None:
        parsed = parse(b"bad\n" * 1000, None)
        assert len(parsed.warnings) == rules.MAX_WARNINGS + 1
        assert parsed.warnings[-1].line == 1000
        assert "900 more" in parsed.warnings[-1].message


class TestParse:
    def test_a_site_without_rules_has_none(self) -> None:
        assert parse(None, None).rules is None
        assert parse(b"", b"# nothing\n").rules is None

    def test_the_result_is_json_with_a_version(self) -> None:
        parsed = parse(b"/a /b", b"/*\n X: y").rules
        assert json.loads(json.dumps(parsed)) == parsed
        assert parsed is not None
        assert parsed["version"] == 1

    @given(st.binary(max_size=300), st.binary(max_size=300))
    def test_never_raises_for_what_is_in_a_file(self, redirects: bytes, headers: bytes) -> None:
        parsed = parse(redirects, headers)
        json.dumps(parsed.rules)

    @given(st.lists(st.text(alphabet="/:*?#%=ab1 \\.\t!é", max_size=40), max_size=8))
    def test_never_raises_for_what_looks_like_rules(self, lines: list[str]) -> None:
        text = "\n".join("/" + line for line in lines).encode()
        parse(text, text)
