"""Published sites over HTTP. Each test asks twice: on the fast path only the second answer is its own."""

from __future__ import annotations

import hashlib

import pytest

from tests.sites.serving import HTML, SITE, Publisher, SitesServer, twice

REVALIDATE = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"


def fixed_host(deployment_id: str, slug: str) -> str:
    return f"{deployment_id.removeprefix('deploy_')}--{slug}.localhost"


class TestPaths:
    @pytest.mark.parametrize(
        ("target", "content", "media_type"),
        [
            ("/", HTML, "text/html; charset=utf-8"),
            ("/index.html", HTML, "text/html; charset=utf-8"),
            ("/index", HTML, "text/html; charset=utf-8"),
            ("/?utm_source=x", HTML, "text/html; charset=utf-8"),
            ("/about", b"about", "text/html; charset=utf-8"),
            ("/about.html", b"about", "text/html; charset=utf-8"),
            ("/docs/", b"docs", "text/html; charset=utf-8"),
            ("/docs/index.html", b"docs", "text/html; charset=utf-8"),
            ("/both", b"both as a file", "text/html; charset=utf-8"),
            ("/both/", b"both as a folder", "text/html; charset=utf-8"),
            ("/style.css?v=1%20&w=/../", SITE["/style.css"], "text/css; charset=utf-8"),
            ("/LICENSE", b"MIT", "text/plain; charset=utf-8"),
            ("/data", b"\x00\x01", "application/octet-stream"),
            ("/caf%C3%A9/men%C3%BC.txt", "crème".encode(), "text/plain; charset=utf-8"),
            ("/cafe%CC%81/menu%CC%88.txt", "crème".encode(), "text/plain; charset=utf-8"),  # NFD
            ("/%63af%c3%a9/men%C3%BC%2Etxt", "crème".encode(), "text/plain; charset=utf-8"),
            ("/a%20b+c&d.txt", b"odd name", "text/plain; charset=utf-8"),
            ("/empty.txt", b"", "text/plain; charset=utf-8"),
        ],
    )
    def test_a_file_comes_back_byte_for_byte(
        self, site: SitesServer, target: str, content: bytes, media_type: str
    ) -> None:
        answer = twice(site, target)
        assert answer.status == 200
        assert answer.body == content
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-length"] == str(len(content))
        assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        assert answer.headers["accept-ranges"] == "bytes"
        assert answer.headers["cache-control"] == REVALIDATE
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "date" in answer.headers
        assert not {"set-cookie", "x-spec-digest", "last-modified"} & set(answer.names)
        head = twice(site, target, method="HEAD")
        assert head.status == 200
        assert head.body == b""
        assert {**head.headers, "date": ""} == {**answer.headers, "date": ""}

    @pytest.mark.parametrize(
        ("target", "location"),
        [
            ("/docs", "/docs/"),
            ("/docs?a=1&b=%20", "/docs/?a=1&b=%20"),
            ("/about/", "/about"),
            ("/%64ocs", "/docs/"),
        ],
    )
    def test_the_other_form_of_a_slash_is_redirected(self, site: SitesServer, target: str, location: str) -> None:
        answer = twice(site, target)
        assert (answer.status, answer.headers["location"], answer.body) == (308, location, b"")
        assert answer.headers["cache-control"] == REVALIDATE

    @pytest.mark.parametrize(
        "target",
        [
            "/nothing",
            "/docs/nothing",
            "/About",
            "//",
            "//index.html",
            "/index.html/",
            "/docs//",
            "/about//",
            "/style.css/",
            "/docs/index",
        ],
    )
    def test_what_is_not_there_is_the_sites_own_404(
        self, server: SitesServer, publisher: Publisher, target: str
    ) -> None:
        publisher.publish(SITE if target != "/docs/index" else {"/404.html": SITE["/404.html"]})
        answer = twice(server, target, if_none_match="*", range="bytes=0-1")
        assert (answer.status, answer.body) == (404, b"the site's own 404")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == REVALIDATE
        assert "etag" not in answer.headers
        assert server.ask(target, method="HEAD").body == b""

    def test_without_a_404_page_of_its_own_the_site_gets_ours(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish({"/index.html": HTML})
        answer = twice(server, "/nothing")
        assert answer.status == 404
        assert "This page doesn’t exist".encode() in answer.body
        assert b"prefers-color-scheme: dark" in answer.body
        assert b"http" not in answer.body.replace(b"http-equiv", b"")  # nothing is loaded from elsewhere

    @pytest.mark.parametrize(
        "target",
        [
            "/%00",
            "/a%00.txt",
            "/docs%2Findex.html",
            "/docs%2findex.html",
            "/docs%5Cindex.html",
            "/docs\\index.html",
            "/../index.html",
            "/docs/../index.html",
            "/docs/..",
            "/docs/%2e%2e/index.html",
            "/docs/.%2E/index.html",
            "/./index.html",
            "/docs/.",
            "/%FF",
            "/%C3%28",
            "/%ED%A0%80",  # a surrogate
            "/%C0%AF",  # an overlong slash
            "/%",
            "/%4",
            "/%zz",
            "/%0A",
            "/%7f",
        ],
    )
    def test_a_path_that_could_mean_two_things_is_400(self, site: SitesServer, target: str) -> None:
        answer = twice(site, target)
        assert answer.status == 400
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"

    def test_an_escape_is_decoded_once_only(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish({"/100%25.txt": b"literally %25", "/100%.txt": b"a percent sign"})
        assert twice(server, "/100%25.txt").body == b"a percent sign"
        assert twice(server, "/100%2525.txt").body == b"literally %25"

    def test_an_address_that_is_too_long_is_414(self, site: SitesServer) -> None:
        assert twice(site, "/" + "a" * 4000).status == 404
        assert twice(site, "/" + "a" * 4096).status == 414
        for _ in range(2):  # known and not known yet
            assert twice(site, "/both?" + "a" * 4096).status == 200
            assert twice(site, "/both?" + "a" * 4097).status == 414


class TestHosts:
    @pytest.mark.parametrize("spelling", ["{}.localhost", "{}.localhost:8000", "{}.LocalHost", "{}.localhost."])
    def test_a_host_is_the_same_in_every_spelling(self, site: SitesServer, spelling: str) -> None:
        assert twice(site, "/about", host=spelling.format(site.slug)).body == b"about"
        assert twice(site, "/about", host=spelling.format(site.slug.upper())).body == b"about"

    @pytest.mark.parametrize(
        "host",
        [
            "other.localhost",
            "localhost",
            "a.{}.localhost",
            "-.localhost",
            "{}.example.com",
            "{}localhost",
            "127.0.0.1:80",
            "[::1]:80",
            "00000000000000000000000000--{}.localhost",
            "{0}--{0}.localhost",
        ],
    )
    def test_an_unknown_host_has_no_site(self, site: SitesServer, host: str) -> None:
        answer = twice(site, "/", host=host.format(site.slug))
        assert answer.status == 404
        assert b"No site here" in answer.body
        assert answer.headers["cache-control"] == "no-store"

    def test_a_project_without_a_live_deployment_says_so(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.project()
        answer = twice(server, "/")
        assert answer.status == 404
        assert b"Nothing deployed yet" in answer.body

    @pytest.mark.parametrize(
        "host",
        [b"", b"Host: \r\n", b"Host: a b\r\n", b"Host: a/b.localhost\r\n", b"Host: x.localhost, x.localhost\r\n"],
    )
    def test_no_host_or_a_malformed_one_is_400(self, server: SitesServer, host: bytes) -> None:
        assert server.exchange(b"GET / HTTP/1.1\r\nConnection: close\r\n" + host + b"\r\n").startswith(b"HTTP/1.1 400 ")

    def test_two_hosts_are_400_even_if_they_are_one(self, site: SitesServer) -> None:
        twice(site, "/")
        host = f"Host: {site.host}\r\n".encode()
        request = b"GET / HTTP/1.1\r\n" + host + host + b"Connection: close\r\n\r\n"
        assert site.exchange(request).startswith(b"HTTP/1.1 400 ")
        assert site.exchange(request.replace(b"Connection: close\r\n", b""), until=b"</html>\n").startswith(
            b"HTTP/1.1 400 "
        )

    def test_a_deployments_own_address_shows_it_for_ever(self, server: SitesServer, publisher: Publisher) -> None:
        project = publisher.project()
        old = publisher.deploy(project, {"/index.html": b"old", "/404.html": b"missing"})
        new = publisher.deploy(project, {"/index.html": b"new"})
        publisher.promote(project, new)
        assert twice(server, "/").body == b"new"
        answer = twice(server, "/", host=fixed_host(old, server.slug))
        assert answer.body == b"old"
        assert answer.headers["cache-control"] == IMMUTABLE
        missing = twice(server, "/nothing", host=fixed_host(old, server.slug))
        assert (missing.status, missing.headers["cache-control"]) == (404, REVALIDATE)

    def test_the_address_has_to_name_the_deployments_own_project(
        self, server: SitesServer, publisher: Publisher
    ) -> None:
        deployment = publisher.publish(SITE)
        other = f"other-{publisher.slug}"
        publisher.publish({"/index.html": b"x"}, slug=other)
        assert server.ask("/", host=fixed_host(deployment, other)).status == 404

    @pytest.mark.parametrize("status", ["uploading", "queued", "building", "failed", "cancelled"])
    def test_only_a_success_has_an_address(self, server: SitesServer, publisher: Publisher, status: str) -> None:
        deployment = publisher.deploy(publisher.project(), SITE, status=status)
        assert server.ask("/", host=fixed_host(deployment, server.slug)).status == 404


class TestMethods:
    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
    def test_others_than_get_and_head_are_405(self, site: SitesServer, method: str) -> None:
        site.ask("/")
        answer = twice(site, "/", method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")

    def test_a_body_that_comes_with_a_get_is_not_taken_for_a_request(self, site: SitesServer) -> None:
        site.ask("/about")
        host = site.host.encode()
        smuggled = b"GET /style.css HTTP/1.1\r\nHost: %b\r\n\r\n" % host
        head = b"GET /about HTTP/1.1\r\nHost: %b\r\nContent-Length: %d\r\n\r\n" % (host, len(smuggled))
        last = b"GET /about HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n" % host
        stream = site.exchange(head + smuggled + last)
        assert stream.count(b"HTTP/1.1 ") == 2
        assert b"color: red" not in stream
