"""Accept-Encoding and Range for whatever is sent. The cases that matter over HTTP stand in test_app.py."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sites import negotiation
from server.sites.negotiation import Unsatisfiable, accepted, any_match, parse_range, strong_match


class TestAccepted:
    @pytest.mark.parametrize(
        ("value", "order"),
        [
            (b"gzip, br", ("br", "gzip", "identity")),
            (b"br;q=0.8, gzip;q=0.9, *;q=0.1", ("gzip", "br", "identity")),
            (b"GZIP;Q=1.0", ("gzip", "identity")),
            (b"gzip;q=1.001, br;q=x", ("identity",)),  # malformed weights count as a refusal
            (b"identity, gzip", ("gzip", "identity")),
            (b"identity;q=0.5, gzip;q=0.1", ("identity", "gzip")),
            (b"*;q=0.5, gzip;q=0", ("br", "identity")),
            (b" , ,gzip ;q=0.5 , ", ("gzip", "identity")),
            (b"identity;q=0, *;q=0", ("identity",)),
        ],
    )
    def test_the_order_of_preference(self, value: bytes, order: tuple[str, ...]) -> None:
        assert accepted(value) == order

    @given(st.binary(max_size=60))
    def test_is_never_empty_and_names_only_what_we_have(self, value: bytes) -> None:
        order = accepted(value)
        assert "identity" in order
        assert len(order) == len(set(order) & {"br", "gzip", "identity"})

    def test_remembers_a_bounded_number_of_values(self) -> None:
        for number in range(3 * negotiation._MEMO_LIMIT):
            accepted(b"gzip;q=0.%d" % number)
        assert len(negotiation._memo) <= negotiation._MEMO_LIMIT


class TestMatch:
    @given(st.binary(max_size=60))
    def test_nothing_that_does_not_contain_the_tag_matches(self, value: bytes) -> None:
        for match in (any_match, strong_match):
            assert not match(value, b'"0123456789abcdef"') or value.strip() == b"*"

    def test_a_comma_inside_of_a_tag_does_not_end_it(self) -> None:
        assert not any_match(b'"a,"b",c"', b'"c"')
        assert any_match(b'"a,b", "c"', b'"c"')


class TestParseRange:
    @given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 40))
    def test_stays_inside(self, first: int, last: int, size: int) -> None:
        for value in (b"bytes=%d-%d" % (first, last), b"bytes=%d-" % first, b"bytes=-%d" % last):
            try:
                part = parse_range(value, size)
            except Unsatisfiable:
                assert first >= size or value == b"bytes=-0"
                continue
            if part is None:
                assert last < first
            else:
                assert 0 <= part[0] < part[1] <= size

    @given(st.binary(max_size=40), st.integers(0, 10))
    def test_never_raises_anything_else(self, value: bytes, size: int) -> None:
        with contextlib.suppress(Unsatisfiable):
            parse_range(value, size)
