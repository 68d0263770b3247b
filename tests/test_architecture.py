"""The house rules that a reader of imports can check. If you are here because one failed, move the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[1] / "server"
RESOURCES = (
    *("oauth_apps", "api_keys", "audit_log", "deployments", "projects", "teams", "webhooks"),
    *("health", "token"),
)
TOP = ("edge", "web", "sites")
# Who may import whom. What is not listed is forbidden; a room may always import itself.
MAY_IMPORT: dict[str, set[str]] = {
    "kit": set(),
    "models": {"kit"},
    "auth": {"kit", "models"},
    "events": {"kit", "models", "auth"},
    "teams": {"kit", "models", "auth", "events"},
    "audit_log": {"kit", "models", "auth", "teams"},
    "projects": {"kit", "models", "auth", "events", "teams"},
    "api_keys": {"kit", "models", "auth", "projects"},
    "deployments": {"kit", "models", "auth", "events", "teams", "projects"},
    "webhooks": {"kit", "models", "auth", "events", "teams"},
    "health": {"kit", "models", "auth"},
    "oauth_apps": {"kit", "models", "auth"},
    "token": {"kit", "models", "auth"},
    **{room: {"kit", "models", "auth", "events", *RESOURCES} for room in TOP},
    "migrations": {"kit", "models"},
}
# Inside of a resource: handlers → service → views.
LAYERS = ("views", "service", "handlers")
# The process itself, outside of every room: it puts the parts together.
PROCESS = {"main", "serve", "jobs", "bell", "takeover", "schema", "settings_table", "__main__", "__init__"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SERVER.rglob("*.py")):
        yield ".".join(path.relative_to(SERVER.parent).with_suffix("").parts), path


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name, _ in imports(path)}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


ALL = list(modules())


class TestImports:
    @pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
    def test_go_only_down(self, module: str, path: Path) -> None:
        room = room_of(module)
        if room in PROCESS:
            return
        allowed = MAY_IMPORT[room] | {room}
        bad = [
            f"{path}:{line} imports {name}"
            for name, line in imports(path)
            if name.startswith("server.") and room_of(name) not in allowed
        ]
        assert bad == []

    @pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
    def test_are_absolute(self, module: str, path: Path) -> None:
        """The rules here read what is written: `from ..projects import service` would pass by them all."""
        tree = ast.parse(path.read_text())
        relative = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
        assert relative == []

    @pytest.mark.parametrize("room", RESOURCES)
    def test_inside_of_a_resource_handlers_call_services_and_services_know_no_handlers(self, room: str) -> None:
        for layer, higher in (("views", ("service", "handlers")), ("service", ("handlers",))):
            path = SERVER / room / f"{layer}.py"
            names = [name for name, _ in imports(path)] if path.exists() else []
            assert [name for name in names if name in {f"server.{room}.{each}" for each in higher}] == []

    def test_every_room_is_known(self) -> None:
        rooms = {room_of(name) for name, path in ALL if path.parent != SERVER}
        assert rooms == set(MAY_IMPORT)


class TestNames:
    def test_only_jobs_names_the_job_engine(self) -> None:
        assert [name for name, path in ALL if "dbos" in packages(path)] == ["server.jobs"]

    def test_only_the_edge_knows_connexion(self) -> None:
        assert {room_of(name) for name, path in ALL if "connexion" in packages(path)} == {"edge"}

    def test_services_and_models_know_neither_http_nor_flask(self) -> None:
        web = {"flask", "starlette", "connexion", "uvicorn", "a2wsgi"}
        for name, path in ALL:
            if path.stem in ("service", "views") or room_of(name) in ("kit", "models", "auth"):
                assert not web & packages(path), name

    def test_only_the_settings_read_the_environment(self) -> None:
        readers = [
            name
            for name, path in ALL
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
        ]
        assert readers == []

    def test_transactions_are_opened_by_the_kit_alone(self) -> None:
        committers = [
            f"{name}:{node.lineno}"
            for name, path in ALL
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
        ]
        assert [each for each in committers if not each.startswith(("server.schema:", "server.kit.database:"))] == []

    def test_time_comes_from_the_clock(self) -> None:
        for name, path in ALL:
            if name == "server.kit.clock":
                continue
            text = path.read_text()
            assert "datetime.now(" not in text, name
            assert "utcnow(" not in text, name


class TestSize:
    @pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
    def test_a_file_can_be_read_at_one_sitting(self, module: str, path: Path) -> None:
        assert len(path.read_text().splitlines()) <= 400, "the room needs a wall: split the file"
