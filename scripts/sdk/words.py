"""One name, written as each language writes it."""

from __future__ import annotations

import re

# `userId`, `user-id`, `X-Request-Id`, `HTMLPage2` and `sha256` fall into the words that a reader sees in them.
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*|[0-9]+")


def words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in WORD.findall(name)]


def snake(name: str) -> str:
    """`userId` becomes `user_id`."""
    return "_".join(words(name))


def camel(name: str) -> str:
    """`user_id` becomes `userId`."""
    first, *others = words(name)
    return first + "".join(word.capitalize() for word in others)


def pascal(name: str) -> str:
    """`user_id` becomes `UserId`."""
    return "".join(word.capitalize() for word in words(name))


def kebab(name: str) -> str:
    """`user_id` becomes `user-id`."""
    return "-".join(words(name))


def singular(name: str) -> str:
    """`projects` becomes `project`, `policies` becomes `policy`; a word that is no plural stays as it is."""
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith("s") and not name.endswith(("ss", "us")):
        return name[:-1]
    return name


def plural(name: str) -> str:
    """`webhook_key` becomes `webhook_keys`, `policy` becomes `policies`; a word that is a plural stays as it is."""
    if singular(name) != name:
        return name
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "z", "ch", "sh")) else "s")
