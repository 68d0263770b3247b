"""JSON as RFC 8259 means it, with nothing left to interpretation.

The standard parser takes NaN, the last of two equal keys, lone surrogates and UTF-16; a parser that guesses is how two
programs come to see two different requests. Everything that is not plain JSON is a BadRequest that says what and where.
"""

from __future__ import annotations

import json
from typing import Any

from server.kit.errors import BadRequest

MAX_DEPTH = 64


def parse(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises BadRequest; never anything else, whatever the bytes are."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: byte {error.start} is wrong.") from None
    # Counting brackets is an upper bound on the depth that costs nothing; only what exceeds it is walked.
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise BadRequest(f"The body is nested more than {MAX_DEPTH} levels deep.")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise BadRequest(f"The body is not JSON: {reason}, line {error.lineno} column {error.colno}.") from None
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"The body is not JSON: {error}.") from None
    if "\\u" in text:  # the only way to write what UTF-8 or the parser would have refused
        _refuse_bad_text(value)
    return value


def _depth(text: str) -> int:
    """How deep brackets nest, those inside strings left out."""
    depth = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            if depth > deepest:
                deepest = depth
                if deepest > MAX_DEPTH:
                    return deepest
        elif character in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {_quoted(twice)} stands twice in one object")
    return result


def _constant(word: str) -> Any:
    raise ValueError(f"{word} is not a JSON number")


def _integer(digits: str) -> int:
    # RFC 8259, section 6: numbers outside of what a double holds do not travel well. Python would also refuse
    # more than 4,300 digits by itself, with a message about its own settings.
    if len(digits) > 309:
        raise ValueError(f"a number of {len(digits)} digits is too long")
    return int(digits)


def _refuse_bad_text(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise BadRequest("The body has a NUL character (\\u0000) in a string.")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise BadRequest("The body has half of a surrogate pair (\\ud800 to \\udfff) in a string.") from None
    elif isinstance(value, dict):
        for key, each in value.items():
            _refuse_bad_text(key)
            _refuse_bad_text(each)
    elif isinstance(value, list):
        for each in value:
            _refuse_bad_text(each)


def _quoted(name: str) -> str:
    return json.dumps(name if len(name) <= 40 else name[:40] + "…")
