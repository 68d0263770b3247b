"""What the command line's template sees: a command for each operation, an option for each parameter and field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.sdk.client_files import paragraphs
from scripts.sdk.model import Model, Operation, Resource
from scripts.sdk.python.writing import Argument, Python, arguments, described, method
from scripts.sdk.types import Type
from scripts.sdk.words import kebab, snake

# Options that every command of a kind has; a field of such a name gets another option.
TAKEN = frozenset({"json", "all", "output", "file", "content-type", "help"})
# Columns of a table that say little in it.
DULL = frozenset({"template", "updated_at", "started_at", "description", "source", "size_bytes"})
FIRST = ("id", "name", "number", "status", "is_live", "url")


@dataclass(frozen=True)
class OptionView:
    """An option or a positional argument of a command."""

    name: str  # the Python variable
    annotation: str
    default: str | None  # as an expression; None where it must be given
    value: str  # the expression that the call gets

    @property
    def line(self) -> str:
        """The parameter of the command's function."""
        return f"{self.name}: {self.annotation}{'' if self.default is None else f' = {self.default}'}"


class CommandView:
    """A command."""

    def __init__(self, operation: Operation, python: Python, model: Model) -> None:
        self.operation, self.model = operation, model
        self.python = python
        self.id = operation.id
        self.name = kebab(operation.name)
        self.function = "_".join(snake(each) for each in (*operation.resource, operation.name))
        self.call = ".".join([*operation.resource, method(operation.name)])
        every = arguments(operation)
        self.path = [each for each in every if each.place == "path"]
        self.keywords = [each for each in every if each.place != "path"]
        self.kind = operation.result.kind
        self.binary = operation.body.binary if operation.body else ()
        self.needs_content = bool(self.binary) and not (operation.body and operation.body.schema)
        self.is_listed = self.kind in ("page", "cursor")
        self.gives_bytes = self.kind == "raw"

    @property
    def summary(self) -> str:
        """The title, and what the command does, as Markdown."""
        permission = f"\n\nNeeds the permission `{self.operation.permission}`." if self.operation.permission else ""
        return f"{self.operation.summary}.\n\n{self.operation.description}{permission}"

    @property
    def short(self) -> str:
        """What the list of commands says."""
        return f"{self.operation.summary}."

    def positional(self) -> list[OptionView]:
        """The path's parameters."""
        return [self._positional(each) for each in self.path]

    def _positional(self, each: Argument) -> OptionView:
        help_ = f"help={each.description!r}, " if each.description else ""
        return OptionView(
            each.name,
            f"Annotated[str, Argument({help_}metavar={each.name.upper()!r}, show_default=False)]",
            None,
            each.name,
        )

    def options(self) -> list[OptionView]:
        """The other parameters, the fields, and what goes with them."""
        made: list[OptionView] = []
        for each in self.keywords:
            made += self._options(each)
        if self.binary:
            choices = list(self.binary)
            needed = "" if self.needs_content else " | None"
            help_ = "A file to send, or `-` for stdin."
            made.append(
                OptionView(
                    "_file",
                    f"Annotated[str{needed}, Option('--file', help={help_!r}, metavar='PATH', show_default=False)]",
                    None if self.needs_content else "None",
                    "",
                )
            )
            if len(choices) > 1:
                values = ", ".join(map(repr, choices))
                kind = "Option('--content-type', help='What the file is.', show_default=False)"
                made.append(OptionView("_content_type", f"Annotated[Literal[{values}] | None, {kind}]", "None", ""))
        if self.operation.idempotency_key:
            help_ = "Names this request, so that it is carried out once. Made by itself unless told."
            made.append(
                OptionView(
                    "idempotency_key", f"Annotated[str | None, Option(help={help_!r})]", "None", "idempotency_key"
                )
            )
        return sorted(made, key=lambda option: option.default is not None)

    def _options(self, each: Argument) -> list[OptionView]:
        flag = kebab(each.name)
        flag = f"set-{flag}" if flag in TAKEN else flag
        annotation, value, extra = _typed(each.type, each.name)
        given = [f"'--{flag}'" if annotation != "bool" else f"'--{flag}/--no-{flag}'"]
        given += [f"help={' '.join(described(each).split())!r}"] if each.description or each.default is not None else []
        given += [*extra, "show_default=False"]
        needed = each.required and not self.binary
        option = f"Option({', '.join(given)})"
        nullable = each.type.nullable and each.place == "json" and annotation != "bool"
        if needed and not nullable:
            return [OptionView(each.name, f"Annotated[{annotation}, {option}]", None, value)]
        value = f"_null_or({value}, no_{each.name})" if nullable else value
        made = [OptionView(each.name, f"Annotated[{annotation} | None, {option}]", "None", value)]
        if nullable:
            off = f"Option('--no-{flag}', help='Send null for it.', show_default=False)"
            made.append(OptionView(f"no_{each.name}", f"Annotated[bool, {off}]", "False", ""))
        return made

    @property
    def values(self) -> str:
        """The keyword arguments of the call, as a dictionary's content."""
        names = {each.name: each.value for each in self.options() if each.value}
        return ", ".join(f'"{name}": {value}' for name, value in names.items())

    @property
    def columns(self) -> Sequence[str]:
        """The columns of a table of the results."""
        wanted = self.operation.result.type
        if wanted.kind != "model" or self.kind not in ("page", "cursor", "list"):
            return ()
        fields = {each.name: each.type for each in self.model.schemas[wanted.name or ""].fields}
        plain = [name for name, kind in fields.items() if _fits(kind) and name not in DULL and not _is_reference(name)]
        return tuple(sorted(plain, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST)))


def _fits(kind: Type) -> bool:
    """Whether a value is small enough for a table."""
    return kind.kind in ("string", "integer", "number", "boolean", "enum") or kind.name == "TeamSummary"


def _is_reference(name: str) -> bool:
    return name.endswith("_id") or name in ("slug", "immutable_url")


def _typed(wanted: Type, name: str) -> tuple[str, str, list[str]]:
    """An option's annotation, the expression that makes the call's value of it, and what its Option gets besides."""
    match wanted.kind:
        case "string":
            return "str", name, []
        case "integer":
            return "int", name, []
        case "number":
            return "float", name, []
        case "boolean":
            return "bool", name, []
        case "enum" if all(isinstance(each, str) for each in wanted.values):
            return f"Literal[{', '.join(map(repr, wanted.values))}]", name, []
        case "array" if wanted.items and wanted.items.kind in ("string", "enum"):
            return "list[str]", f"{name} or None", ["metavar='TEXT …'"]
        case _:
            return "str", f"_json_value({name})", ["metavar='JSON'"]


@dataclass(frozen=True)
class GroupView:
    """The commands of a resource."""

    variable: str
    name: str
    parent: str
    summary: str
    commands: list[CommandView]


def groups(model: Model, python: Python) -> list[GroupView]:
    """Every group, parents before their children."""
    made: list[GroupView] = []

    def add(resource: Resource, parent: str) -> None:
        variable = f"{'_'.join(snake(each) for each in resource.path)}_group"
        first = paragraphs(resource.description)[:1] or [f"`{'.'.join(resource.path)}`"]
        summary = " ".join(resource.description.split()).partition(". ")[0].rstrip(".") or first[0]
        commands = [CommandView(each, python, model) for each in resource.operations]
        made.append(GroupView(variable, kebab(resource.name), parent, f"{summary}.", commands))
        for child in resource.children:
            add(child, variable)

    for resource in model.resources:
        add(resource, "app")
    return made
