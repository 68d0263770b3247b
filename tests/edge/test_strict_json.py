from __future__ import annotations

import time

import pytest

from server.edge import strict_json
from server.kit.errors import BadRequest

NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"name":',
    "a comment": b'{"name": 1} // one',
    "two values": b"{} {}",
    "single quotes": b"{'name': 1}",
    "NaN": b'{"name": NaN}',
    "Infinity": b"[-Infinity]",
    "a key twice": b'{"name": "a", "name": "b"}',
    "a key twice, one escaped": b'{"name": "a", "n\\u0061me": "b"}',
    "a key twice, deep inside": b'{"a": [{"b": 1, "b": 2}]}',
    "a NUL byte": b'{"name": "a\x00b"}',
    "an escaped NUL": b'{"name": "a\\u0000b"}',
    "an escaped NUL in a key": b'{"a\\u0000b": 1}',
    "a high surrogate alone": b'{"name": "\\ud800"}',
    "a low surrogate alone": b'["\\udfff"]',
    "surrogates in the wrong order": b'["\\udc00\\ud800"]',
    "bad UTF-8": b'{"name": "\xff"}',
    "overlong UTF-8": b'{"name": "\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"name": "a"}'.encode("utf-16-le"),
    "UTF-32": '{"name": "a"}'.encode("utf-32-be"),
    "a byte order mark": b'\xef\xbb\xbf{"name": 1}',
    "5,000 digits": b'{"name": ' + b"9" * 5000 + b"}",
    "400 digits": b"[" + b"9" * 400 + b"]",
    "100,000 arrays": b"[" * 100_000,
    "100,000 objects": b'{"a":' * 100_000,
    "65 arrays, closed": b"[" * 65 + b"]" * 65,
}


class TestParse:
    @pytest.mark.parametrize("raw", NOT_JSON.values(), ids=NOT_JSON)
    def test_refuses_what_is_not_plain_json(self, raw: bytes) -> None:
        with pytest.raises(BadRequest) as caught:
            strict_json.parse(raw)
        assert 20 < len(caught.value.message) < 200

    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            (b'{"a": [1, 2.5, -3e2, true, null, "x"]}', {"a": [1, 2.5, -300.0, True, None, "x"]}),
            (b' "\\ud83d\\ude80 \xc3\xa9" ', "🚀 é"),
            (b"[" * 64 + b"]" * 64, None),
            (b'"' + b"[" * 200 + b'\\"{"', "[" * 200 + '"{'),
        ],
    )
    def test_takes_what_is(self, raw: bytes, value: object) -> None:
        parsed = strict_json.parse(raw)
        assert value is None or parsed == value

    def test_says_where(self) -> None:
        with pytest.raises(BadRequest, match="line 2 column 5"):
            strict_json.parse(b'{"a": 1,\n    b}')

    def test_names_the_key_that_stands_twice(self) -> None:
        with pytest.raises(BadRequest, match='the key "name" stands twice'):
            strict_json.parse(b'{"name": 1, "other": 2, "name": 3}')

    def test_does_not_take_long_over_a_mebibyte_of_brackets(self) -> None:
        begun = time.process_time()
        with pytest.raises(BadRequest):
            strict_json.parse(b"[" * (1 << 20))
        with pytest.raises(BadRequest):
            strict_json.parse(b'["' + b"[" * (1 << 20))
        assert time.process_time() - begun < 1
