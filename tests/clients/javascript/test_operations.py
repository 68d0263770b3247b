"""Every operation through the JavaScript client: on the real server, with each error, and on one from the future."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

import pytest

from scripts.sdk.model import Model
from tests.clients.future_server import FUTURE, FutureServer
from tests.clients.javascript import calls
from tests.clients.javascript.node import Node
from tests.clients.story import story, untold
from tests.support.running import Person, RunningServer

ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    413: "PayloadTooLargeError",
    415: "UnsupportedMediaTypeError",
    422: "ValidationError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "InternalServerError",
}


class TestRealServer:
    """The server that the contract is of."""

    def test_the_story_has_every_operation(self, model: Model) -> None:
        assert untold(model) == set()

    def test_every_operation_succeeds(self, node: Node, platform: RunningServer, owner: Person, model: Model) -> None:
        told = story(owner.server.person("A Friend").id)
        steps = "".join(calls.told(model, step) for step in told)
        body = f"const ids = {{}}, answers = [];\nlet told;\n{steps}return answers;"
        answers = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        for (name, status, data, request_id), step in zip(answers, told, strict=True):
            operation = model.operation(step.operation)
            assert (name, status) == (step.operation, operation.result.status)
            assert request_id.startswith("req_")
            if operation.result.kind in ("page", "cursor"):
                assert isinstance(data["data"], list)
                assert set(data) == {"data", "pagination" if operation.result.kind == "page" else "cursor"}
            elif operation.result.kind == "list":
                assert isinstance(data, list)
                assert data
            else:
                assert set(data) != {"data"}  # unwrapped

    def test_without_a_valid_key_every_operation_is_a_401(
        self, node: Node, platform: RunningServer, model: Model
    ) -> None:
        assert statuses(node, model, platform, "yap_test_nobody") == {(401, "AuthenticationError", "unauthorized")}

    def test_without_the_permission_every_operation_is_a_403(
        self, node: Node, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        key = owner.key("token:read").key
        found = statuses(node, model, platform, key, leave_out={"token.get"})
        assert found == {(403, "PermissionDeniedError", "forbidden")}

    def test_what_does_not_exist_is_a_404(
        self, node: Node, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        without_path = {operation.id for operation in model.operations if not operation.path_parameters}
        found = statuses(node, model, platform, owner.key().key, leave_out=without_path)
        assert found == {(404, "NotFoundError", "not_found")}

    def test_an_unknown_parameter_is_a_422_that_names_it(
        self, node: Node, platform: RunningServer, owner: Person
    ) -> None:
        code = "return caught(client.projects.list({ stauts: 'active' }));"
        error = node.run(code, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert (error["name"], error["code"]) == ("ValidationError", "validation_error")
        assert error["details"][0]["field"] == "stauts"
        assert "stauts" in error["message"]
        assert error["requestId"] in error["message"]

    def test_a_conflict_says_which_rule(self, node: Node, platform: RunningServer, owner: Person) -> None:
        body = """
            const project = await client.projects.create({ name: 'My Website' });
            const deployment = await client.deployments.createAndWait(project.id);
            return caught(client.deployments.cancel(deployment.id));
        """
        error = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert (error["name"], error["code"]) == ("ConflictError", "deployment_ended")

    def test_too_much_and_the_wrong_type_are_told_apart(
        self, node: Node, platform: RunningServer, owner: Person
    ) -> None:
        body = """
            const project = await client.projects.create({ name: 'My Website' });
            return [
              await caught(client.projects.create({ name: 'x'.repeat(6_000_000) })),
              await caught(client.deployments.create(project.id, { content: new Blob(['x']), contentType: 'text/plain' })),
            ];
        """
        large, odd = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert large["name"] == "PayloadTooLargeError"
        assert odd["name"] == "UnsupportedMediaTypeError"

    def test_the_overviews_snippet_runs_as_it_stands(self, node: Node, platform: RunningServer, owner: Person) -> None:
        snippet = (Path(__file__).parent / "overview.mjs").read_text().replace("YOUR_API_KEY", owner.key().key)
        told = (
            "\nconsole.log(JSON.stringify([projects.data.length, project.name, deployment.project_id === project.id]));"
        )
        done = node.script(snippet + told, {"YOUR_APP_BASE_URL": f"{platform.url}/v1"})
        assert done.returncode == 0, done.stderr
        assert done.stdout == '[0,"My Project",true]\n'


def statuses(
    node: Node, model: Model, platform: RunningServer, key: str, leave_out: Set[str] = frozenset()
) -> set[tuple[int, str, str]]:
    """What every operation that needs a credential throws: (status, class, code)."""
    chosen = [each for each in model.operations if not each.is_public and each.id not in leave_out]
    lines = "".join(f"answers.push(await caught({calls.example(model, each)}));\n" for each in chosen)
    body = f"const answers = [];\n{lines}return answers.map((e) => [e?.status, e?.name, e?.code]);"
    return {tuple(each) for each in node.run(body, apiKey=key, baseURL=f"{platform.url}/v1")}


class TestEachDocumentedError:
    """A server that answers the errors that the contract documents, with its examples."""

    def test_each_has_its_class_and_says_what_the_server_said(
        self, node: Node, future: FutureServer, model: Model
    ) -> None:
        wanted = [(operation, error) for operation in model.operations for error in operation.errors]
        options = "{ headers: { 'X-Answer': '%d' }, maxRetries: 0 }"
        lines = [f"answers.push(await caught({calls.example(model, o, options % e.status)}));" for o, e in wanted]
        answers = node.run("const answers = [];\n" + "\n".join(lines) + "\nreturn answers;", baseURL=future.url)
        for (operation, error), answer in zip(wanted, answers, strict=True):
            example = error.example["error"]
            told = (answer["name"], answer["status"], answer["code"], answer["details"], answer["requestId"])
            assert told == (
                ERRORS[error.status],
                error.status,
                example["code"],
                example["details"],
                example["request_id"],
            ), operation.id
            assert example["message"] in answer["message"]
            assert answer["kinds"][-3:] == ["APIStatusError", "APIError", "Error"]


class TestFuture:
    """A server that knows more than this version."""

    def test_every_operation_carries_on(self, node: Node, future: FutureServer, model: Model) -> None:
        lines = []
        for operation in model.operations:
            call = calls.example(model, operation)
            match operation.result.kind:
                case "page" | "cursor":
                    lines.append(
                        f"{{ let n = 0; for await (const item of {call}) if (n++ > 3) break; answers.push(n); }}"
                    )
                case "raw":
                    lines.append(f"answers.push(await (await {call}).text());")
                case _:
                    lines.append(f"answers.push(await {call});")
        answers = node.run("const answers = [];\n" + "\n".join(lines) + "\nreturn answers;", baseURL=future.url)
        assert set(future.seen) == {operation.id for operation in model.operations}
        for operation, answer in zip(model.operations, answers, strict=True):
            if operation.result.kind == "object":
                assert answer[FUTURE] == {"nested": [{"deep": 1}], "empty": {}}

    def test_values_that_nobody_knew_arrive_as_they_are(self, node: Node, future: FutureServer) -> None:
        project: dict[str, Any] = node.run("return client.projects.get('proj_123');", baseURL=future.url)
        assert project["status"] == FUTURE
        deployment: dict[str, Any] = node.run("return client.deployments.get('deploy_1');", baseURL=future.url)
        assert deployment["source"] == {"type": FUTURE, FUTURE: True}

    @pytest.mark.parametrize("status", [418, 507])
    def test_a_status_that_nobody_knew_is_an_error_of_its_kind(self, node: Node, status: int) -> None:
        body = """
            const respond = async () => new Response('{"error":{"code":"new"}}', { status: input });
            return caught(new YourAppClient({ ...options, fetch: respond, maxRetries: 0 }).projects.list());
        """
        error = node.run(body, given=status)
        assert (error["status"], error["code"]) == (status, "new")
        assert error["name"] == ("APIStatusError" if status < 500 else "InternalServerError")
