"""Every operation, asked by everybody. The expected answers stand in scripts/authorization_matrix.py, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.authorization_matrix import CALLERS, MATRIX, OK, Row
from server import schema
from tests.auth.crowd import PEOPLE, Crowd, Place, Question

QUESTIONS = [pytest.param(row, id=f"{row.operation} {row.of}".strip()) for row in MATRIX]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    folder: Path = tmp_path_factory.mktemp("crowd")
    schema.migrate(f"sqlite:///{folder / 'template.db'}")
    (folder / "data").mkdir()
    with Crowd(folder / "data", folder / "template.db") as crowd:
        yield crowd


class TestMatrix:
    def test_has_a_row_for_every_operation(self, crowd: Crowd) -> None:
        """If you are here because this failed: say in scripts/authorization_matrix.py who may call your operation."""
        assert {row.operation for row in MATRIX} == crowd.operations

    def test_asks_each_caller(self) -> None:
        assert {len(row.answers) for row in MATRIX} == {len(CALLERS)}

    def test_its_read_only_caller_is_an_application_that_somebody_allowed_to_read(self, crowd: Crowd) -> None:
        told = crowd.ask("read-only", Question("token.get", "/token", {})).json["data"]
        assert told["type"] == "oauth_token"
        assert not [each for each in told["permissions"] if each.endswith(":write")]

    @pytest.mark.parametrize("row", QUESTIONS)
    def test_holds(self, crowd: Crowd, row: Row) -> None:
        at = crowd.place_for(row.operation, row.of)
        wrong = []
        for caller in CALLERS:
            before = crowd.version()
            wrong += self.problems(crowd, row, caller, at)
            if crowd.version() != before:
                at = crowd.place_for(row.operation, row.of)
        assert wrong == []

    def problems(self, crowd: Crowd, row: Row, caller: str, at: Place) -> Iterator[str]:
        question = crowd.question(row.operation, row.of, caller, at)
        wanted = row.answer(caller)
        before = crowd.version()
        answer = crowd.ask(caller, question)
        changed = crowd.version() != before
        if answer.status != (crowd.success(row.operation) if wanted == OK else wanted):
            yield f"{caller} got {answer.status}: {answer.body!r}"
        if wanted != OK and changed:
            yield f"{caller} was refused, and something has changed"
        writes = (crowd.permission(row.operation) or "").endswith(":write") and row.operation != "deployments.dry_run"
        if wanted == OK and changed != writes:
            yield f"{caller} was allowed, and something {'has' if changed else 'has not'} changed"
        if wanted == 403 and not self.says_what_is_missing(answer.json["error"]["message"]):
            yield f"{caller} is not told what is missing: {answer.json['error']['message']}"
        if caller in ("stranger", "removed") and wanted in (404, 422, OK):
            yield from self.differences(crowd, question, caller, wanted)

    def says_what_is_missing(self, message: str) -> bool:
        words = ("lacks", "must be", "public", "restricted", "may see this project and not change it")
        return any(word in message for word in words)

    def differences(self, crowd: Crowd, question: Question, caller: str, wanted: int) -> Iterator[str]:
        """Who must not see a thing is answered with the same bytes as if it had never been."""
        if question.nothing is None or (wanted == OK and question.operation != "audit_log.list"):
            return
        here, nowhere = crowd.ask(caller, question), crowd.ask(caller, question.nothing)
        if (here.status, here.headers, here.body) != (nowhere.status, nowhere.headers, nowhere.body):
            yield f"{caller} can tell it from nothing: {here.body!r} and {nowhere.body!r}"


class TestLists:
    """A list shows what one may see, and nothing of anybody else's."""

    @pytest.mark.parametrize("caller", PEOPLE)
    def test_hold_the_teams_things_for_its_members_only(self, crowd: Crowd, caller: str) -> None:
        at = crowd.place(public=True)
        for path, thing in (("/projects?limit=100", at.project), ("/teams?limit=100", at.team)):
            answer = crowd.ask(caller, Question(f"{path[1:].partition('?')[0]}.list", path, {}))
            assert (thing in answer.body.decode()) == (caller not in ("removed", "stranger")), path

    def test_of_a_restricted_key_hold_its_projects_only(self, crowd: Crowd) -> None:
        at = crowd.place(public=True)
        answer = crowd.ask("other project", Question("projects.list", "/projects", {}))
        assert [each["name"] for each in answer.json["data"]] == ["Other"]
        assert answer.json["pagination"]["total"] == 1
        keys = crowd.ask("other project", Question("api_keys.list", "/api-keys?limit=100", {})).json["data"]
        assert {len(each["project_ids"]) for each in keys} == {1}
        assert at.key not in [each["id"] for each in keys]
