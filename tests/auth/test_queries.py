"""How many queries a read takes: rights come with the thing itself, and a list does not ask for each row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from server import schema
from tests.auth.crowd import Crowd, Question

WANTED = {
    "projects.list": 3,  # the key, the caller's teams, the page with its count
    "projects.get": 2,  # the key, the project with the caller's role
    "deployments.list": 4,  # the key, the project, the page, what those that are uploading miss
    "deployments.get": 2,
    "teams.list": 2,
    "teams.get": 2,
    "teams.members.list": 3,
    "api_keys.get": 2,
    "audit_log.list": 2,
}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    folder: Path = tmp_path_factory.mktemp("queries")
    schema.migrate(f"sqlite:///{folder / 'template.db'}")
    (folder / "data").mkdir()
    with Crowd(folder / "data", folder / "template.db") as crowd:
        yield crowd


@contextmanager
def counted(crowd: Crowd) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = crowd.inside.services.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("operation", WANTED)
def test_reading_takes_so_many_queries(crowd: Crowd, operation: str) -> None:
    at = crowd.place_for(operation, "")
    question: Question = crowd.question(operation, "", "member" if operation != "api_keys.get" else "owner", at)
    with counted(crowd) as statements:
        answer = crowd.ask("member" if operation != "api_keys.get" else "owner", question)
    assert answer.status == 200
    assert len(statements) == WANTED[operation], "\n".join(statements)
