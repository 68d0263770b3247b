"""An operation of the API and its place in the tree of resources, as every generator sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from scripts.sdk.types import Field, Type
from scripts.sdk.words import pascal

JSON = "application/json"


@dataclass(frozen=True)
class Parameter(Field):
    """A parameter. `argument` is its name in snake case, for people: `project_id` where the path just says `id`."""

    location: Literal["path", "query", "header"] = "query"
    argument: str = ""


@dataclass(frozen=True)
class Body:
    """What an operation takes. `fields` are the properties of its JSON object, and empty where it takes no JSON."""

    required: bool
    schema: str | None  # the JSON body's named schema
    fields: tuple[Field, ...]
    media_types: tuple[str, ...]  # all of them, in the order of the file
    examples: tuple[tuple[str, Any], ...]  # of the JSON body: (name, value)

    @property
    def binary(self) -> tuple[str, ...]:
        """The media types that are not JSON: the body is bytes then."""
        return tuple(each for each in self.media_types if each != JSON)


@dataclass(frozen=True)
class Result:
    """What an operation answers when all is well.

    kind      the JSON answer                     an SDK gives
    object    {data: {…}}, or {…} if not wrapped  the object
    list      {data: […]}                         a list
    page      {data: […], pagination: {…}}        a page that iterates over all items of all pages
    cursor    {data: […], cursor: {…}}            a page that iterates as far as there is something
    deleted   {data: {id, deleted: true}}         the object
    raw       no JSON                             bytes
    """

    kind: Literal["object", "list", "page", "cursor", "deleted", "raw"]
    status: int
    schema: str | None  # the named schema of the whole answer
    type: Type  # of what the SDK gives; of one item where it is a list or a page
    wrapped: bool
    media_types: tuple[str, ...]
    examples: tuple[tuple[str, Any], ...]
    description: str = ""


@dataclass(frozen=True)
class Link:
    """A result's value that another operation takes: (parameter, runtime expression)."""

    name: str
    operation: str
    parameters: tuple[tuple[str, str], ...]
    description: str


@dataclass(frozen=True)
class ErrorAnswer:
    """An error that an operation may answer."""

    status: int
    name: str  # of the response: `NotFound`
    description: str
    example: Any  # the whole body
    headers: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """One operation: its place in the SDKs, what it takes, what it gives."""

    id: str  # teams.members.add
    resource: tuple[str, ...]  # ("teams", "members")
    name: str  # add
    tag: str
    method: str  # in capitals
    path: str  # /teams/{id}/members, as in the file
    summary: str
    description: str
    path_parameters: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]  # without Idempotency-Key
    body: Body | None
    result: Result
    errors: tuple[ErrorAnswer, ...]
    links: tuple[Link, ...]
    is_public: bool  # whether it is answered without a credential
    permission: str | None  # that the credential must hold
    idempotency_key: bool  # whether it takes an Idempotency-Key; then it gets one and is retried
    waits: str | None  # the parameter that says how many seconds the server may hold the answer
    deprecated: bool

    @property
    def may_repeat(self) -> bool:
        """Whether sending it twice does no more than sending it once (RFC 9110, section 9.2.2), or a key sees to it."""
        return self.method in ("GET", "PUT", "DELETE") or self.idempotency_key


@dataclass(frozen=True)
class Resource:
    """A node of the tree: `client.teams.members`."""

    path: tuple[str, ...]
    description: str  # its tag's, for a resource at the top
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]

    @property
    def name(self) -> str:
        """`members` of `teams.members`."""
        return self.path[-1]

    @property
    def class_name(self) -> str:
        """`TeamsMembers` of `teams.members`."""
        return "".join(map(pascal, self.path))

    def walk(self) -> Iterator[Resource]:
        """This one and all below it, children first."""
        for child in self.children:
            yield from child.walk()
        yield self
