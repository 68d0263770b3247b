from __future__ import annotations

import gzip
import os

import brotli
import pytest

from server.deployments.compress import COMPRESSIBLE, MAX_RATIO, compressible, variants
from server.sites.content_types import content_type, may_vary


class TestVariants:
    def test_unpack_to_the_same_bytes(self) -> None:
        data = b"the quick brown fox " * 500
        gzipped, brotlied = variants(data)
        assert gzipped is not None
        assert brotlied is not None
        assert gzip.decompress(gzipped) == brotli.decompress(brotlied) == data
        assert len(brotlied) <= len(gzipped) < len(data) * 0.1

    def test_that_do_not_pay_are_left_out(self) -> None:
        assert variants(os.urandom(5000)) == (None, None)

    def test_that_save_a_little_are_worth_it_from_a_twentieth_on(self) -> None:
        data = os.urandom(9000) + bytes(1000)
        gzipped, _ = variants(data)
        assert gzipped is not None
        assert len(gzipped) <= len(data) * MAX_RATIO

    def test_are_the_same_every_time(self) -> None:
        """Two workers may write one after the other; a reader must never see a mixture (RFC 1952: MTIME is 0)."""
        data = b"the quick brown fox " * 500
        assert variants(data) == variants(data)
        gzipped, _ = variants(data)
        assert gzipped is not None
        assert gzipped[4:8] == bytes(4)


class TestCompressible:
    @pytest.mark.parametrize("path", ["/index.html", "/a/b.CSS", "/app.min.js", "/logo.svg", "/feed.xml", "/x.wasm"])
    def test_is_text_and_what_is_made_of_text(self, path: str) -> None:
        assert compressible(path)

    @pytest.mark.parametrize("path", ["/a.png", "/a.woff2", "/a.zip", "/a.gz", "/a.mp4", "/noending", "/.html", "/css"])
    def test_is_nothing_that_is_compressed_already_or_unknown(self, path: str) -> None:
        assert not compressible(path)

    @pytest.mark.parametrize("ending", sorted(COMPRESSIBLE))
    def test_files_are_served_with_vary(self, ending: str) -> None:
        assert may_vary(content_type(f"/file.{ending}"))
