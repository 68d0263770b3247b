"""Compares two versions of one operation: its name, permission, parameters, body, answers and way of paging."""

from __future__ import annotations

from typing import Any

from scripts.breaking.change import Changes, Direction, Severity, listed
from scripts.breaking.document import Document, Node, Operation
from scripts.breaking.schemas import SchemaComparison

WORDS = ("summary", "description", "tags", "externalDocs")
COMPARED = {"operationId", "security", "parameters", "requestBody", "responses", "deprecated", *WORDS}


class OperationComparison:
    """Compares an operation with its later version."""

    def __init__(self, old: Document, new: Document, before: Operation, after: Operation, changes: Changes) -> None:
        self.old, self.new, self.before, self.after, self.changes = old, new, before, after, changes
        self.id = before.id
        self.request = SchemaComparison(old, new, changes, self.id, Direction.REQUEST)
        self.response = SchemaComparison(old, new, changes, self.id, Direction.RESPONSE)

    def compare(self) -> None:
        """Note every difference."""
        self._name()
        self._words()
        self._security()
        self._parameters()
        self._body()
        self._responses()
        self._paging()

    def _note(self, severity: Severity, kind: str, message: str) -> None:
        self.changes.add(severity, kind, self.id, message, self.id)

    def _name(self) -> None:
        if self.before.id != self.after.id:
            message = f"is called `{self.after.id}` now, also in the SDKs"
            self._note(Severity.BREAKING, "operation-renamed", message)

    def _words(self) -> None:
        before, after = self.before.node, self.after.node
        if any(before.get(key) != after.get(key) for key in WORDS):
            self._note(Severity.DOCUMENTATION, "documentation", "is described in other words")
        if after.get("deprecated") and not before.get("deprecated"):
            self._note(Severity.DOCUMENTATION, "deprecated", "is deprecated")
        for key in sorted({*before, *after} - COMPARED):
            # What begins with x- speaks to our own tools and changes nothing for anybody else.
            if before.get(key) != after.get(key) and not key.startswith("x-"):
                self._note(Severity.BREAKING, "not-understood", f"changed its `{key}`")

    # ── permission ────────────────────────────────────────────────────────────────────────────────────────────────

    def _security(self) -> None:
        """Every credential that was enough must still be enough."""
        before, after = _alternatives(self.before.security), _alternatives(self.after.security)
        if before == after:
            return
        enough = all(any(new <= old for new in after) for old in before)
        message = f"asks for {_credentials(after)} instead of {_credentials(before)}"
        kind = "permission-widened" if enough else "permission-changed"
        self._note(Severity.ADDITIVE if enough else Severity.BREAKING, kind, message)

    # ── parameters ────────────────────────────────────────────────────────────────────────────────────────────────

    def _parameters(self) -> None:
        for old, new in zip(self.before.path_parameters, self.after.path_parameters, strict=True):
            if old != new:
                self._note(
                    Severity.BREAKING,
                    "parameter-renamed",
                    f"calls the path parameter `{old}` `{new}` now, also in the SDKs",
                )
        names = dict(zip(self.before.path_parameters, self.after.path_parameters, strict=True))
        before = {_identity(each, names): each for each in self.before.parameters}
        after = {_identity(each, {}): each for each in self.after.parameters}
        for (where, name), parameter in before.items():
            if (where, name) in after:
                self._parameter(parameter, after[where, name], f"{self.id}.{parameter['name']}")
                continue
            elsewhere = [each for each, its_name in after if its_name == name]
            moved = f"moved from the {where} to the {elsewhere[0]}" if elsewhere else f"was removed from the {where}"
            kind = "parameter-moved" if elsewhere else "parameter-removed"
            self._note(Severity.BREAKING, kind, f"takes no `{name}` any more: it {moved}")
        for where, name in after.keys() - before.keys():
            required = bool(after[where, name].get("required"))
            self._note(
                Severity.BREAKING if required else Severity.ADDITIVE,
                "parameter-required" if required else "parameter-added",
                f"{'requires' if required else 'takes'} the new {where} parameter `{after[where, name]['name']}`",
            )

    def _parameter(self, old: Node, new: Node, place: str) -> None:
        def note(severity: Severity, kind: str, message: str) -> None:
            self.changes.add(severity, kind, place, message, self.id)

        if bool(old.get("required")) != bool(new.get("required")):
            if new.get("required"):
                note(Severity.BREAKING, "parameter-required", "is required")
            else:
                note(Severity.ADDITIVE, "parameter-optional", "may be left out")
        self.request.compare(_schema(old), _schema(new), place)
        for key in sorted({*old, *new} - {"name", "in", "required", "schema", "content"}):
            if old.get(key) == new.get(key):
                continue
            if key in ("description", "example", "examples") or key.startswith("x-"):
                note(Severity.DOCUMENTATION, "documentation", "is described in other words")
            elif key == "deprecated":
                note(Severity.DOCUMENTATION, "deprecated", "is deprecated" if new.get(key) else "is not deprecated")
            else:
                note(Severity.BREAKING, "parameter-encoding", f"changed its `{key}`")

    # ── body ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _body(self) -> None:
        before, after = (
            document.resolve(operation.node.get("requestBody", {}))
            for document, operation in ((self.old, self.before), (self.new, self.after))
        )
        required, required_now = bool(before.get("required")), bool(after.get("required"))
        if before and not after:
            self._note(Severity.BREAKING, "body-removed", "takes no body any more")
            return
        if required_now and not required:
            message = "requires a body" if before else "requires a body, which is new"
            self._note(Severity.BREAKING, "body-required", message)
        elif not before and after:
            self._note(Severity.ADDITIVE, "body-added", "takes a body")
        elif required and not required_now:
            self._note(Severity.ADDITIVE, "body-optional", "may be sent without a body")
        old, new = before.get("content", {}), after.get("content", {})
        for media_type in old.keys() - new.keys():
            self._note(Severity.BREAKING, "media-type-removed", f"takes no `{media_type}` any more")
        for media_type in new.keys() - old.keys() if before else ():
            self._note(Severity.ADDITIVE, "media-type-added", f"takes `{media_type}` as well")
        for media_type in [each for each in old if each in new]:
            self._media(self.request, old[media_type], new[media_type], f"{self.id} body")

    def _media(self, comparison: SchemaComparison, old: Node, new: Node, place: str) -> None:
        comparison.compare(old.get("schema", True), new.get("schema", True), place)
        if old.get("encoding") != new.get("encoding"):
            self._note(Severity.BREAKING, "not-understood", f"changed the `encoding` in {comparison.direction}")
        if any(old.get(key) != new.get(key) for key in ("example", "examples")):
            self._note(Severity.DOCUMENTATION, "documentation", "has other examples")

    # ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _responses(self) -> None:
        before, after = self.before.node.get("responses", {}), self.after.node.get("responses", {})
        for status in before:
            if status in after:
                self._response(status, self.old.resolve(before[status]), self.new.resolve(after[status]))
            else:
                self._note(Severity.BREAKING, "status-removed", f"no longer answers `{status}`")
        for status in after.keys() - before.keys():
            # An error is an error to every program; another success may look different from the one that it knows.
            success = not status.startswith(("4", "5"))
            severity = Severity.BREAKING if success else Severity.ADDITIVE
            self._note(severity, "status-added", f"may answer `{status}`")

    def _response(self, status: str, old: Node, new: Node) -> None:
        place = f"{self.id} {status}"
        before, after = old.get("content", {}), new.get("content", {})
        for media_type in before.keys() - after.keys():
            self._note(Severity.BREAKING, "media-type-removed", f"no longer answers `{status}` as `{media_type}`")
        for media_type in after.keys() - before.keys():
            self._note(Severity.ADDITIVE, "media-type-added", f"answers `{status}` as `{media_type}` as well")
        for media_type in [each for each in before if each in after]:
            self._media(self.response, before[media_type], after[media_type], place)
        self._headers(status, old.get("headers", {}), new.get("headers", {}))
        if old.get("description") != new.get("description") or old.get("links") != new.get("links"):
            self._note(Severity.DOCUMENTATION, "documentation", f"has other words or links at `{status}`")

    def _headers(self, status: str, old: Node, new: Node) -> None:
        before = {name.lower(): (name, self.old.resolve(each)) for name, each in old.items()}
        after = {name.lower(): (name, self.new.resolve(each)) for name, each in new.items()}
        for key, (name, header) in before.items():
            if key not in after:
                self._note(Severity.BREAKING, "header-removed", f"answers `{status}` without the header `{name}`")
                continue
            now = after[key][1]
            if header.get("required") and not now.get("required"):
                self._note(Severity.BREAKING, "header-optional", f"may answer `{status}` without the header `{name}`")
            self.response.compare(_schema(header), _schema(now), f"{self.id} {status} {name}")
        for key in after.keys() - before.keys():
            self._note(Severity.ADDITIVE, "header-added", f"answers `{status}` with the header `{after[key][0]}`")

    # ── paging ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _paging(self) -> None:
        """A list that was whole and comes in pages, or pages that are asked for in another way: each alone looks
        additive, and a program that does not know sees the first page only.
        """
        before, after = _paging(self.old, self.before), _paging(self.new, self.after)
        if before != after:
            self._note(Severity.BREAKING, "pagination-changed", f"answers {after} instead of {before}")


def _identity(parameter: Node, renamed: dict[str, str]) -> tuple[str, str]:
    """Where it stands and its name, that of a path parameter as it is called now; headers know no case."""
    where, name = str(parameter["in"]), str(parameter["name"])
    if where == "path":
        return where, renamed.get(name, name)
    return where, name.lower() if where == "header" else name


def _schema(parameter: Node) -> Any:
    """The schema of a parameter or of a header, whichever way it is declared."""
    for media in parameter.get("content", {}).values():
        return media.get("schema", True)
    return parameter.get("schema", True)


def _alternatives(security: list[Node]) -> set[frozenset[tuple[str, str]]]:
    """Each set of (scheme, permission) that is enough; the empty set when no credential is."""
    alternatives = {
        frozenset((scheme, scope) for scheme, scopes in each.items() for scope in (scopes or [""])) for each in security
    }
    return alternatives or {frozenset()}


def _credentials(alternatives: set[frozenset[tuple[str, str]]]) -> str:
    words = sorted(
        " and ".join(f"`{scheme}: {scope}`" if scope else f"`{scheme}`" for scheme, scope in sorted(each)) or "nothing"
        for each in alternatives
    )
    return " or ".join(words)


def _paging(document: Document, operation: Operation) -> str:
    """The kind of result of an operation, as the SDKs see it."""
    for status, response in operation.node.get("responses", {}).items():
        if not status.startswith("2"):
            continue
        for media_type, media in document.resolve(response).get("content", {}).items():
            if media_type != "application/json":
                continue
            properties = document.view(media.get("schema", True)).node.get("properties", {})
            if "data" not in properties or "array" not in str(document.view(properties["data"]).node.get("type")):
                return "one thing"
            frame = sorted(properties.keys() & {"pagination", "cursor"})
            return f"a list with {listed(frame)}" if frame else "a whole list"
    return "one thing"
