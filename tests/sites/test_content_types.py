"""Media types by name."""

from __future__ import annotations

import pytest

from server.deployments.compress import COMPRESSIBLE
from server.sites.content_types import content_type, may_vary


class TestContentType:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/index.html", "text/html; charset=utf-8"),
            ("/A.HTML", "text/html; charset=utf-8"),
            ("/style.css", "text/css; charset=utf-8"),
            ("/app.js", "text/javascript; charset=utf-8"),
            ("/app.mjs", "text/javascript; charset=utf-8"),
            ("/app.js.map", "application/json"),
            ("/data.json", "application/json"),
            ("/site.webmanifest", "application/manifest+json"),
            ("/feed.xml", "application/xml"),
            ("/feed.atom", "application/atom+xml"),
            ("/robots.txt", "text/plain; charset=utf-8"),
            ("/logo.svg", "image/svg+xml"),
            ("/photo.jpeg", "image/jpeg"),
            ("/photo.avif", "image/avif"),
            ("/photo.webp", "image/webp"),
            ("/favicon.ico", "image/x-icon"),
            ("/font.woff2", "font/woff2"),
            ("/program.wasm", "application/wasm"),
            ("/clip.mp4", "video/mp4"),
            ("/song.mp3", "audio/mpeg"),
            ("/paper.pdf", "application/pdf"),
            ("/archive.tar.gz", "application/gzip"),
            ("/a.b/LICENSE", "text/plain; charset=utf-8"),
            ("/.well-known/apple-app-site-association", "application/json"),
            ("/unknown.xyzzy", "application/octet-stream"),
            ("/.hidden", "application/octet-stream"),
            ("/no-ending", "application/octet-stream"),
            ("/folder.html/file", "application/octet-stream"),
        ],
    )
    def test_by_the_ending(self, path: str, expected: str) -> None:
        assert content_type(path) == expected


class TestMayVary:
    @pytest.mark.parametrize("ending", sorted(COMPRESSIBLE))
    def test_holds_for_all_that_publishing_compresses(self, ending: str) -> None:
        assert may_vary(content_type(f"/file.{ending}"))

    @pytest.mark.parametrize("name", ["a.png", "a.mp4", "a.woff2", "a.zip", "a"])
    def test_does_not_hold_for_what_is_compressed_already(self, name: str) -> None:
        assert not may_vary(content_type(f"/{name}"))
