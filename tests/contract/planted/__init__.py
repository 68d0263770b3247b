"""Changes that are planted into the contract, each with what the comparison must say of it.

A row is `Planted(name, change, expected)`: `change` edits the newer version in place, `before` the older and the newer
one beforehand; `expected` lists every breaking and additive change as `severity kind place`. What only concerns words
is left out of it, unless it is the point of the row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
Edit = Callable[[Node], object]


@dataclass(frozen=True)
class Planted:
    """A change and what must be said of it."""

    name: str
    change: Edit
    expected: tuple[str, ...]
    before: Edit = lambda document: None


def operation(document: Node, operation_id: str) -> Node:
    """An operation by its id."""
    for item in document["paths"].values():
        for node in item.values():
            if isinstance(node, dict) and node.get("operationId") == operation_id:
                return node
    raise KeyError(operation_id)


def schema(document: Node, name: str) -> Node:
    """A named schema."""
    found: Node = document["components"]["schemas"][name]
    return found


def prop(document: Node, place: str) -> Node:
    """A property, by `Schema.property`."""
    name, _, field = place.partition(".")
    found: Node = schema(document, name)["properties"][field]
    return found


def parameter(document: Node, operation_id: str, name: str) -> Node:
    """An operation's own parameter."""
    found: Node = next(each for each in operation(document, operation_id)["parameters"] if each.get("name") == name)
    return found


def without(node: Node | list[Any], key: Any) -> None:
    """Remove a key or an item."""
    if isinstance(node, list):
        node.remove(key)
    else:
        del node[key]
