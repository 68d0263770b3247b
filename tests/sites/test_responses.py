"""Encodings, conditions and ranges over HTTP. Each test asks twice, as in test_app.py."""

from __future__ import annotations

import hashlib
import os

import pytest

from tests.sites.serving import HTML, SITE, Publisher, SitesServer, twice

LARGE = os.urandom(5 << 20)


class TestEncodings:
    @pytest.mark.parametrize(
        ("accept", "coding", "tag"),
        [
            (None, None, ""),
            ("", None, ""),
            ("gzip", "gzip", "-gz"),
            ("x-gzip", "gzip", "-gz"),
            ("gzip, deflate, br, zstd", "br", "-br"),
            ("br;q=0.5, gzip", "gzip", "-gz"),
            ("br;q=0, gzip;q=0", None, ""),
            ("*", "br", "-br"),
            ("*;q=0", None, ""),
            ("identity;q=0", None, ""),
            ("gzip;q=0.5, identity", None, ""),
            ("deflate", None, ""),
        ],
    )
    def test_the_one_that_the_client_likes_best(
        self, squeezed: SitesServer, accept: str | None, coding: str | None, tag: str
    ) -> None:
        plain = SITE["/style.css"]
        digest = hashlib.sha256(plain).hexdigest()
        answer = twice(squeezed, "/style.css", accept_encoding=accept)
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["etag"] == f'"{digest}{tag}"'
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(answer.body))
        assert (answer.body == plain) == (coding is None)
        again = twice(squeezed, "/style.css", accept_encoding=accept, if_none_match=answer.headers["etag"])
        assert (again.status, again.body, again.headers["vary"]) == (304, b"", "Accept-Encoding")
        assert twice(squeezed, "/style.css", if_none_match=f'"{digest}-zz"').status == 200

    def test_vary_stands_where_encodings_may_exist_and_only_there(
        self, server: SitesServer, publisher: Publisher
    ) -> None:
        publisher.publish({"/about.html": b"about", "/video.mp4": b"\x00"})
        assert "vary" in twice(server, "/about").headers
        assert "vary" not in twice(server, "/video.mp4").headers

    def test_a_404_page_is_compressed_too(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish({"/404.html": HTML}, compressed=True)
        answer = twice(server, "/nothing", accept_encoding="gzip")
        assert (answer.status, answer.headers["content-encoding"]) == (404, "gzip")


class TestConditions:
    @pytest.mark.parametrize(
        ("template", "status"),
        [
            ("{0}", 304),
            ("W/{0}", 304),
            ("*", 304),
            ('"other", {0}', 304),
            ('W/"x,y" , W/{0}', 304),
            ('"other"', 200),
            ("other", 200),
            ("{1}", 200),  # without its quotes
        ],
    )
    def test_if_none_match(self, site: SitesServer, template: str, status: int) -> None:
        etag = twice(site, "/about").headers["etag"]
        value = template.format(etag, etag.strip('"'))
        answer = twice(site, "/about", if_none_match=value)
        assert answer.status == status
        assert twice(site, "/about", if_none_match=value, method="HEAD").status == status
        if status == 304:
            assert answer.body == b""
            assert set(answer.headers) == {"date", "etag", "vary", "cache-control"}

    @pytest.mark.parametrize(
        ("template", "status"), [("{0}", 200), ("*", 200), ('"x", {0}', 200), ("W/{0}", 412), ('"x"', 412)]
    )
    def test_if_match(self, site: SitesServer, template: str, status: int) -> None:
        etag = twice(site, "/about").headers["etag"]
        assert twice(site, "/about", if_match=template.format(etag)).status == status

    def test_dates_are_ignored_since_there_are_none(self, site: SitesServer) -> None:
        now = "Mon, 23 Nov 2026 12:00:00 GMT"
        assert twice(site, "/about", if_modified_since=now, if_unmodified_since=now).status == 200


class TestRanges:
    CONTENT = SITE["/data.bin"]

    @pytest.mark.parametrize(
        ("value", "start", "end"),
        [
            ("bytes=0-0", 0, 1),
            ("bytes=0-", 0, 1024),
            ("bytes=1000-", 1000, 1024),
            ("bytes=10-19", 10, 20),
            ("bytes=1000-99999999999999999999999", 1000, 1024),
            ("bytes=-1", 1023, 1024),
            ("bytes=-5000", 0, 1024),
            ("bytes=" + "0" * 5000 + "-1", 0, 2),
            ("BYTES=0-1", 0, 2),
            ("bytes= 0-1 ", 0, 2),
        ],
    )
    def test_one_range_is_206(self, site: SitesServer, value: str, start: int, end: int) -> None:
        answer = twice(site, "/data.bin", range=value)
        assert answer.status == 206
        assert answer.body == self.CONTENT[start:end]
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1024"
        assert answer.headers["content-length"] == str(end - start)
        assert "etag" in answer.headers
        assert twice(site, "/data.bin", range=value, method="HEAD").status == 200

    @pytest.mark.parametrize("value", ["bytes=1024-", "bytes=5000-6000", "bytes=-0", "bytes=" + "9" * 5000 + "-"])
    def test_a_range_outside_is_416(self, site: SitesServer, value: str) -> None:
        answer = twice(site, "/data.bin", range=value)
        assert (answer.status, answer.body, answer.headers["content-range"]) == (416, b"", "bytes */1024")

    @pytest.mark.parametrize(
        "value",
        [
            "bytes=0-1,3-4",
            "bytes=2-1",
            "lines=0-1",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=0-1-2",
            "bytes=+1-2",
        ],
    )
    def test_several_or_malformed_ranges_get_the_whole(self, site: SitesServer, value: str) -> None:
        answer = twice(site, "/data.bin", range=value)
        assert (answer.status, answer.body) == (200, self.CONTENT)

    def test_an_empty_file_has_no_parts(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish({"/empty.bin": b""})
        assert twice(server, "/empty.bin", range="bytes=-1").status == 200
        assert twice(server, "/empty.bin", range="bytes=0-").status == 416

    def test_if_range_with_the_strong_etag_only(self, site: SitesServer) -> None:
        etag = twice(site, "/data.bin").headers["etag"]
        date = "Mon, 23 Nov 2026 12:00:00 GMT"
        for value, status in ((etag, 206), (f"W/{etag}", 200), ('"other"', 200), (date, 200)):
            assert twice(site, "/data.bin", range="bytes=0-1", if_range=value).status == status
        assert twice(site, "/data.bin", if_range=etag).status == 200
        assert twice(site, "/data.bin", if_range='"other"', range="bytes=9999-").status == 200

    def test_a_condition_comes_before_a_range(self, site: SitesServer) -> None:
        etag = twice(site, "/data.bin").headers["etag"]
        assert twice(site, "/data.bin", range="bytes=0-1", if_none_match=etag).status == 304
        assert twice(site, "/data.bin", range="bytes=9999-", if_match='"x"').status == 412

    def test_the_parts_are_those_of_the_encoding_that_was_chosen(
        self, server: SitesServer, publisher: Publisher
    ) -> None:
        publisher.publish({"/style.css": SITE["/style.css"]}, compressed=True)
        whole = twice(server, "/style.css", accept_encoding="br")
        part = twice(server, "/style.css", accept_encoding="br", range="bytes=5-14")
        assert part.body == whole.body[5:15]
        assert part.headers["content-range"] == f"bytes 5-14/{len(whole.body)}"
        assert part.headers["etag"] == whole.headers["etag"]

    def test_parts_of_a_large_file(self, server: SitesServer, publisher: Publisher) -> None:
        publisher.publish({"/video.mp4": LARGE})
        assert twice(server, "/video.mp4").body == LARGE
        part = twice(server, "/video.mp4", range="bytes=1000000-4999999")
        assert (part.status, part.body == LARGE[1000000:5000000]) == (206, True)
