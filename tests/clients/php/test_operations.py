"""Every operation through the PHP client: on the real server, with each error, and on a server from the future."""

# ruff: noqa: E501 - long lines are PHP

from __future__ import annotations

from pathlib import Path

from scripts.sdk.model import Model
from tests.clients.future_server import FUTURE, FutureServer
from tests.clients.php import calls
from tests.clients.php.interpreter import Php
from tests.clients.story import story, untold
from tests.support.running import Person, RunningServer

ERRORS = {
    400: "BadRequestException",
    401: "AuthenticationException",
    403: "PermissionDeniedException",
    404: "NotFoundException",
    409: "ConflictException",
    413: "PayloadTooLargeException",
    415: "UnsupportedMediaTypeException",
    422: "ValidationException",
    429: "RateLimitException",
    500: "ServerException",
    503: "ServerException",
}


class TestRealServer:
    """The server that the contract is of."""

    def test_the_story_has_every_operation(self, model: Model) -> None:
        assert untold(model) == set()

    def test_every_operation_succeeds(self, php: Php, platform: RunningServer, owner: Person, model: Model) -> None:
        told = story(owner.server.person("A Friend").id)
        steps = "".join(calls.told(model, step) for step in told)
        body = f"$ids = $answers = [];\n{steps}return $answers;"
        answers = php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        for (name, status, data, request_id), step in zip(answers, told, strict=True):
            operation = model.operation(step.operation)
            assert (name, status) == (step.operation, operation.result.status)
            assert request_id.startswith("req_")
            if operation.result.kind in ("page", "cursor"):
                assert set(data) == {"data", "pagination" if operation.result.kind == "page" else "cursor"}
            elif operation.result.kind == "list":
                assert isinstance(data, list)
                assert data
            else:
                assert set(data) != {"data"}  # unwrapped

    def test_without_a_valid_key_every_operation_is_a_401(
        self, php: Php, platform: RunningServer, model: Model
    ) -> None:
        found = statuses(php, model, platform, "yap_test_nobody", set())
        assert found == {(401, "AuthenticationException", "unauthorized")}

    def test_without_the_permission_every_operation_is_a_403(
        self, php: Php, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        found = statuses(php, model, platform, owner.key("token:read").key, {"token.get"})
        assert found == {(403, "PermissionDeniedException", "forbidden")}

    def test_what_does_not_exist_is_a_404(self, php: Php, platform: RunningServer, owner: Person, model: Model) -> None:
        without_path = {operation.id for operation in model.operations if not operation.path_parameters}
        found = statuses(php, model, platform, owner.key().key, without_path)
        assert found == {(404, "NotFoundException", "not_found")}

    def test_an_unknown_parameter_is_a_422_that_names_it(
        self, php: Php, platform: RunningServer, owner: Person
    ) -> None:
        code = "return caught(fn () => $client->projects()->list(['stauts' => 'active']));"
        error = php.run(code, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert (error["name"], error["errorCode"]) == ("ValidationException", "validation_error")
        assert error["details"][0]["field"] == "stauts"
        assert error["requestId"] in error["message"]

    def test_conflicts_sizes_and_types_are_told_apart(self, php: Php, platform: RunningServer, owner: Person) -> None:
        body = """
            $project = $client->projects()->create(['name' => 'My Website']);
            $deployment = $client->deployments()->createAndWait($project->id);
            return [
                caught(fn () => $client->deployments()->cancel($deployment->id)),
                caught(fn () => $client->projects()->create(['name' => str_repeat('x', 6_000_000)])),
                caught(fn () => $client->deployments()->create($project->id, Upload::bytes('x', 'text/plain'))),
            ];
        """
        conflict, large, odd = php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert (conflict["name"], conflict["errorCode"]) == ("ConflictException", "deployment_ended")
        assert large["name"] == "PayloadTooLargeException"
        assert odd["name"] == "UnsupportedMediaTypeException"

    def test_the_overviews_snippet_runs_as_it_stands(self, php: Php, platform: RunningServer, owner: Person) -> None:
        snippet = (Path(__file__).parent / "overview.php").read_text().replace("YOUR_API_KEY", owner.key().key)
        told = "echo json_encode([count($projects), $project->name, $deployment->project_id === $project->id]);"
        script = f"<?php\nrequire 'vendor/autoload.php';\n{snippet}\n{told}"
        done = php.script(script, {"YOUR_APP_BASE_URL": f"{platform.url}/v1"})
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == '[0,"My Project",true]'


def statuses(
    php: Php, model: Model, platform: RunningServer, key: str, leave_out: set[str]
) -> set[tuple[int, str, str]]:
    """What every operation that needs a credential throws: (status, class, code)."""
    chosen = [each for each in model.operations if not each.is_public and each.id not in leave_out]
    lines = "".join(f"$answers[] = caught(fn () => {calls.example(model, each)});\n" for each in chosen)
    body = f"$answers = [];\n{lines}return array_map(fn ($e) => [$e['status'], $e['name'], $e['errorCode']], $answers);"
    return {tuple(each) for each in php.run(body, api_key=key, base_url=f"{platform.url}/v1")}


class TestEachDocumentedError:
    """A server that answers the errors that the contract documents, with its examples."""

    def test_each_has_its_class_and_says_what_the_server_said(
        self, php: Php, future: FutureServer, model: Model
    ) -> None:
        wanted = [(operation, error) for operation in model.operations for error in operation.errors]
        options = "['headers' => ['X-Answer' => '%d'], 'max_retries' => 0]"
        lines = [f"$answers[] = caught(fn () => {calls.example(model, o, options % e.status)});" for o, e in wanted]
        answers = php.run("$answers = [];\n" + "\n".join(lines) + "\nreturn $answers;", base_url=future.url)
        for (operation, error), answer in zip(wanted, answers, strict=True):
            example = error.example["error"]
            told = (answer["name"], answer["status"], answer["errorCode"], answer["details"], answer["requestId"])
            expected = (ERRORS[error.status], error.status, example["code"], example["details"], example["request_id"])
            assert told == expected, operation.id
            assert example["message"] in answer["message"]
            assert answer["kinds"][1:3] == ["StatusException", "ApiException"]


class TestFuture:
    """A server that knows more than this version."""

    def test_every_operation_carries_on(self, php: Php, future: FutureServer, model: Model) -> None:
        lines = []
        for operation in model.operations:
            call = calls.example(model, operation)
            match operation.result.kind:
                case "page" | "cursor":
                    lines.append(
                        f"$n = 0; foreach ({call} as $item) {{ touch_all($item); if ($n++ > 3) break; }} $answers[] = $n;"
                    )
                case "raw" | "list":
                    lines.append(f"$answers[] = {call};")
                case _:
                    lines.append(f"$answers[] = touch_all({call});")
        # Every documented property is read, of every object inside as well: none may raise.
        touch = """
            function touch_all(YourApp\\Model $model): YourApp\\Model {
                preg_match_all('/@property-read \\S+ \\$(\\w+)/', (string) (new ReflectionClass($model))->getDocComment(), $found);
                foreach ($found[1] as $name) {
                    foreach (is_array($model->$name) ? $model->$name : [$model->$name] as $inside) {
                        if ($inside instanceof YourApp\\Model) touch_all($inside);
                    }
                }
                return $model;
            }
        """
        answers = php.run(touch + "$answers = [];\n" + "\n".join(lines) + "\nreturn $answers;", base_url=future.url)
        assert set(future.seen) == {operation.id for operation in model.operations}
        for operation, answer in zip(model.operations, answers, strict=True):
            if operation.result.kind == "object":
                assert answer[FUTURE]["nested"] == [{"deep": 1}]

    def test_values_that_nobody_knew_arrive_as_they_are(self, php: Php, future: FutureServer) -> None:
        body = """
            $project = $client->projects()->get('proj_123');
            $source = $client->deployments()->get('deploy_1')->source;
            return [$project->status, $project->from_the_future['nested'][0]['deep'], $source->type, get_class($source)];
        """
        assert php.run(body, base_url=future.url) == [FUTURE, 1, FUTURE, "YourApp\\Models\\Source"]
