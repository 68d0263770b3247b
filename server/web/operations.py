"""What the contract offers, read from the parsed OpenAPI document for people to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")  # OpenAPI 3.1, path item object


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    id: str  # projects.list
    method: str  # GET
    path: str  # /projects/{id}, without the base path
    summary: str
    permissions: tuple[str, ...]
    public: bool  # answers without a credential


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """The operations of one tag."""

    tag: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class ContractOverview:
    """The contract in short. A document that lacks something has an empty text in its place."""

    title: str
    summary: str
    version: str
    base_path: str  # /v1
    groups: tuple[OperationGroup, ...]

    @property
    def operation_count(self) -> int:
        """How many operations there are in all groups."""
        return sum(len(group.operations) for group in self.groups)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> ContractOverview:
        """The overview of a parsed OpenAPI document, its groups in the order of its tags.

        An operation with several tags stands in the group of its first one, as it does in the SDKs.
        """
        info = document.get("info", {})
        servers = document.get("servers") or [{"url": "/"}]
        descriptions = {tag["name"]: tag.get("description", "") for tag in document.get("tags", [])}
        by_tag: dict[str, list[Operation]] = {tag: [] for tag in descriptions}
        for tag, operation in _operations(document):
            by_tag.setdefault(tag, []).append(operation)
        return cls(
            title=info.get("title", ""),
            summary=info.get("summary", ""),
            version=info.get("version", ""),
            base_path=urlsplit(servers[0]["url"]).path.rstrip("/"),
            groups=tuple(
                OperationGroup(tag, descriptions.get(tag, ""), tuple(operations))
                for tag, operations in by_tag.items()
                if operations
            ),
        )

    def knows(self, path: str) -> bool:
        """Whether an operation has this path; a `{name}` in it stands for one segment that is not empty."""
        segments = path.split("/")
        return any(
            len(wanted) == len(segments)
            and all(each == given or (each[:1] == "{" and given) for each, given in zip(wanted, segments, strict=True))
            for wanted in (operation.path.split("/") for group in self.groups for operation in group.operations)
        )


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Each operation with its tag, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method, node in item.items():
            if method not in _METHODS:
                continue
            # A list of alternatives; none at all, or an empty one among them, asks for nothing.
            security = node.get("security", document.get("security", []))
            yield (
                (node.get("tags") or ["other"])[0],
                Operation(
                    id=node.get("operationId", f"{method} {path}"),
                    method=method.upper(),
                    path=path,
                    summary=node.get("summary", ""),
                    permissions=tuple(
                        dict.fromkeys(scope for each in security for scopes in each.values() for scope in scopes)
                    ),
                    public=not security or {} in security,
                ),
            )
