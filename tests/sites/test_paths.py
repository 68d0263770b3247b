"""Decoding a request's path. What each refusal looks like over HTTP stands in test_app.py."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.errors import BadRequest
from server.sites.paths import decode


class TestDecode:
    @pytest.mark.parametrize(
        ("raw", "path"),
        [
            (b"/", "/"),
            (b"/a/b.c", "/a/b.c"),
            (b"/%41%2d%2D", "/A--"),
            (b"/%25%32%35", "/%25"),
            (b"/caf%C3%A9", "/caf\u00e9"),
            (b"/cafe%CC%81", "/caf\u00e9"),
            (b"/caf\xc3\xa9", "/caf\u00e9"),
            (b"/.well-known/x", "/.well-known/x"),
            (b"/...", "/..."),
            (b"/a..b/.c.", "/a..b/.c."),
            (b"//a//", "//a//"),
            (b"/a+b;c=d,e", "/a+b;c=d,e"),
        ],
    )
    def test_once(self, raw: bytes, path: str) -> None:
        assert decode(raw) == path

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"a",
            b"/.",
            b"/..",
            b"/./a",
            b"/a/./b",
            b"/a/%2e",
            b"/%2E%2E/a",
            b"/a/.%2e",
            b"/%2F",
            b"/%5c",
            b"/\\",
            b"/%00",
        ],
    )
    def test_or_not_at_all(self, raw: bytes) -> None:
        with pytest.raises(BadRequest):
            decode(raw)

    @given(st.binary(max_size=40).map(lambda rest: b"/" + rest))
    def test_whatever_is_sent_gives_a_harmless_path_or_a_400(self, raw: bytes) -> None:
        try:
            path = decode(raw)
        except BadRequest:
            return
        assert unicodedata.is_normalized("NFC", path)
        assert not {".", ".."} & set(path.split("/"))
        assert not any(character < " " or character in "\\\x7f" for character in path)
        path.encode("utf-8")  # no surrogates

    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
    def test_an_escaped_name_comes_back_as_it_was(self, name: str) -> None:
        name = unicodedata.normalize("NFC", name)
        raw = b"/x" + b"".join(b"%%%02X" % byte for byte in name.encode())
        try:
            assert decode(raw) == "/x" + name
        except BadRequest:
            assert any(character < " " or character in "/\\\x7f" for character in name)
