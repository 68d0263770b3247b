"""Publishes who may do what: roles, permissions, and the matrix that the tests ask of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.authorization_matrix import CALLERS, MATRIX, OK
from server.auth.permissions import PERMISSIONS, SCOPES, WITHIN_PROJECTS
from server.edge.contract import METHODS, Contract
from server.teams.roles import OWNER, ROLES

OUTPUT = "openapi/guides/authorization.md"

INTRODUCTION = """# Who may do what

What a request may do is what three things allow together, looked up again for each request:

1. **The credential**: the permissions that the key or the access token was given. `403` names the one that is missing.
2. **The person's place at this moment**: their own things, and those of their teams as far as their role there goes.
   Who leaves a team, or gets a lower role, has lost the rights from the next request on, whatever key they hold.
3. **The restriction to projects**, if the key has one: it reaches these projects and nothing else.

What you may not see is answered like what does not exist: `404`, with the same bytes. What you may see and not change
gets a `403` that says what is needed. A refused request changes nothing.

**A public project** (`visibility: public`) can be read with any credential that holds the permission: the project and
its deployments, not their logs. Only its owner or team changes it. It says nothing about the site: what a project
publishes is open to everybody, whether the project is public or private. Do not deploy what the world must not see.

**Keys** are given away only by who has the same: see `POST /api-keys`.
"""


def build(spec: Path, output: Path) -> None:
    """Write the guide to the file `output`."""
    contract = Contract.load(spec)
    parts = [INTRODUCTION, *_roles(), *_permissions(), *_matrix(contract)]
    output.write_text("\n".join(parts).rstrip() + "\n")


def _table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _roles() -> Iterator[str]:
    yield "## Roles in a team\n"
    actions = sorted(OWNER, key=lambda action: (-sum(action in each for each in ROLES.values()), action))
    rows = [[action, *("yes" if action in each else "" for each in ROLES.values())] for action in actions]
    yield from _table(["May", *ROLES], rows)
    yield "Everybody may leave a team, except for its last owner.\n"


def _permissions() -> Iterator[str]:
    yield "## Permissions\n"
    yield from _table(
        ["Permission", "What for", "In the OAuth scope", "Counts on a key that is restricted to projects"],
        [
            [
                f"`{name}`",
                meaning,
                next((f"`{scope}`" for scope, names in SCOPES.items() if name in names), "none: it makes credentials"),
                "yes" if name in WITHIN_PROJECTS else "",
            ]
            for name, meaning in PERMISSIONS.items()
        ],
    )


def _matrix(contract: Contract) -> Iterator[str]:
    yield "## Every operation, asked by everybody\n"
    yield "The tests ask each of these questions of the server. The callers:\n"
    yield from (f"- **{name}**: {meaning}" for name, meaning in CALLERS.items())
    yield ""
    successes = {
        item[method]["operationId"]: min(each for each in item[method]["responses"] if each.startswith("2"))
        for item in contract.document["paths"].values()
        for method in METHODS
        if method in item
    }
    rows = [
        [
            f"`{row.operation}`",
            row.of,
            *(f"**{successes[row.operation]}**" if each == OK else str(each) for each in row.answers),
        ]
        for row in MATRIX
        if row.operation in successes
    ]
    yield from _table(["Operation", "Of what", *CALLERS], rows)
