"""How far a schema's simple limits reach, before and after: each function says whether a limit grew or shrank."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scripts.breaking.document import Node, as_list

EVERY_TYPE = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})
SIZES = {
    "Length": "characters",
    "Items": "items",
    "Properties": "fields",
}


class Reach(Enum):
    """What happened to the set of values that pass."""

    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"  # some that passed do not, some that did not do


@dataclass(frozen=True)
class Moved:
    """A limit that moved."""

    reach: Reach
    kind: str
    message: str  # a predicate; the place goes before it and "in requests" or "in answers" after it


def moved(old: Node, new: Node) -> Iterator[Moved]:
    """Every limit that is not what it was."""
    yield from _type(old, new)
    yield from _bounds(old, new)
    yield from _sizes(old, new)
    yield from _pattern(old, new)
    yield from _format(old, new)
    yield from _steps(old, new)
    if bool(old.get("uniqueItems")) != bool(new.get("uniqueItems")):
        narrower = bool(new.get("uniqueItems"))
        yield Moved(
            Reach.NARROWER if narrower else Reach.WIDER,
            "limit-changed",
            "holds each item once" if narrower else "may hold an item twice",
        )


HANDLED = {
    *("type", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "pattern", "format", "multipleOf"),
    *("uniqueItems", *(f"{end}{what}" for end in ("min", "max") for what in SIZES)),
}


def types(node: Node) -> frozenset[str]:
    """The JSON types that a schema lets pass; `integer` is a part of `number`."""
    if "type" not in node:
        return EVERY_TYPE
    named = frozenset(as_list(node["type"]))
    return named | {"integer"} if "number" in named else named


def _type(old: Node, new: Node) -> Iterator[Moved]:
    before, after = types(old), types(new)
    if before == after:
        return
    if after - before == {"null"} and before <= after:
        yield Moved(Reach.WIDER, "type-changed", "may be null")
    elif before - after == {"null"} and after <= before:
        yield Moved(Reach.NARROWER, "type-changed", "is never null")
    else:
        reach = Reach.WIDER if before < after else Reach.NARROWER if after < before else Reach.OTHER
        yield Moved(reach, "type-changed", f"has the type {_words(new)} instead of {_words(old)}")


def _words(node: Node) -> str:
    return " or ".join(as_list(node["type"])) if "type" in node else "anything"


def _bounds(old: Node, new: Node) -> Iterator[Moved]:
    for word, key, exclusive, sign in (
        ("at least", "minimum", "exclusiveMinimum", 1),
        ("at most", "maximum", "exclusiveMaximum", -1),
    ):
        before, after = (_bound(node, key, exclusive, sign) for node in (old, new))
        if before == after:
            continue
        reach = Reach.NARROWER if after > before else Reach.WIDER
        if math.isinf(after[0]):
            yield Moved(reach, "limit-changed", f"no longer has a {key}")
        else:
            bound = f"{'more than' if sign > 0 else 'less than'} {sign * after[0]:g}" if after[1] else ""
            yield Moved(reach, "limit-changed", f"is {bound or f'{word} {sign * after[0]:g}'}{_before(before, sign)}")


def _before(before: tuple[float, bool], sign: int) -> str:
    return "" if math.isinf(before[0]) else f" (was {sign * before[0]:g})"


def _bound(node: Node, key: str, exclusive: str, sign: int) -> tuple[float, bool]:
    """The stricter of the two limits, mirrored for a maximum so that more is always stricter."""
    bounds = [(-math.inf, False)]
    if key in node:
        bounds.append((sign * node[key], False))
    if exclusive in node:
        # Of integers, "more than 0" and "at least 1" are the same.
        whole = as_list(node.get("type")) == ["integer"]
        bounds.append((sign * node[exclusive] + 1, False) if whole else (sign * node[exclusive], True))
    return max(bounds)


def _sizes(old: Node, new: Node) -> Iterator[Moved]:
    for what, unit in SIZES.items():
        for word, key, sign, unset in (("at least", f"min{what}", 1, 0.0), ("at most", f"max{what}", -1, math.inf)):
            before, after = old.get(key, unset), new.get(key, unset)
            if before == after:
                continue
            reach = Reach.NARROWER if sign * after > sign * before else Reach.WIDER
            was = "" if before == unset else f" (was {before})"
            gone = after == unset
            yield Moved(
                reach, "limit-changed", f"no longer has a {key}{was}" if gone else f"has {word} {after} {unit}{was}"
            )


def _pattern(old: Node, new: Node) -> Iterator[Moved]:
    before, after = old.get("pattern"), new.get("pattern")
    if before != after:
        reach = Reach.NARROWER if before is None else Reach.WIDER if after is None else Reach.OTHER
        message = "no longer keeps to a pattern" if after is None else f"keeps to the pattern `{after}`"
        yield Moved(reach, "pattern-changed", message)


def _format(old: Node, new: Node) -> Iterator[Moved]:
    before, after = old.get("format"), new.get("format")
    if before != after:
        reach = Reach.NARROWER if before is None else Reach.WIDER if after is None else Reach.OTHER
        message = f"no longer has the format {before}" if after is None else f"has the format {after}"
        yield Moved(reach, "format-changed", message)


def _steps(old: Node, new: Node) -> Iterator[Moved]:
    before, after = old.get("multipleOf"), new.get("multipleOf")
    if before == after:
        return
    if after is None or (before is not None and _divides(after, before)):
        reach = Reach.WIDER
    elif before is None or _divides(before, after):
        reach = Reach.NARROWER
    else:
        reach = Reach.OTHER
    yield Moved(reach, "limit-changed", f"is a multiple of {after}" if after else "need not be a multiple of anything")


def _divides(step: float, number: float) -> bool:
    return abs(number / step - round(number / step)) < 1e-9


def values(node: Node) -> dict[str, Any] | None:
    """The values that pass where only some do, by their JSON; None where the schema names none."""
    if "const" in node:
        return {json.dumps(node["const"], sort_keys=True): node["const"]}
    if "enum" in node:
        return {json.dumps(value, sort_keys=True): value for value in node["enum"]}
    return None
