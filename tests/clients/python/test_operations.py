"""Every operation through the Python clients: on the real server, with each error, and on a server from the future."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from scripts.sdk.model import Model
from scripts.sdk.python.writing import ERRORS
from tests.clients.future_server import FUTURE, FutureServer
from tests.clients.python.driver import Driver, call_name, example, told
from tests.clients.story import story, untold
from tests.support.running import Person, RunningServer

OVERVIEW = Path(__file__).parent / "overview.py"


def url(platform: RunningServer) -> str:
    return f"{platform.url}/v1"


def caught(driver: Driver, call: str, /, *args: Any, client: dict[str, Any], **kwargs: Any) -> Any:
    """The error of a call."""
    from your_app_api import APIError

    with pytest.raises(APIError) as caught:
        driver.call(call, *args, client=client, **kwargs)
    return caught.value


class TestRealServer:
    """The server that the contract is of."""

    def test_the_story_has_every_operation(self, model: Model) -> None:
        assert untold(model) == set()

    def test_every_operation_succeeds(
        self, driver: Driver, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        from your_app_api import APIResponse, AsyncCursorPage, AsyncPage, CursorPage, Page

        options = {"api_key": owner.key().key, "base_url": url(platform)}
        kinds = {
            "page": (AsyncPage if driver.is_async else Page),
            "cursor": AsyncCursorPage if driver.is_async else CursorPage,
        }
        ids: dict[str, str] = {}
        for step in story(owner.server.person("A Friend").id):
            if step.ended:
                driver.call("deployments.wait", ids[step.ended], client=options)
            name, args, kwargs = told(model, step, ids)
            resource, _, method = name.rpartition(".")
            answer = driver.call(f"{resource}.with_raw_response.{method}", *args, client=options, **kwargs)
            operation = model.operation(step.operation)
            assert isinstance(answer, APIResponse)
            assert answer.status_code == operation.result.status, step
            assert answer.request_id.startswith("req_")
            if operation.result.kind in kinds:
                assert isinstance(answer.data, kinds[operation.result.kind])
                assert isinstance(answer.data.data, list)
            elif operation.result.kind == "list":
                assert {type(each).__name__ for each in answer.data} == {operation.result.type.name}
            else:
                assert type(answer.data).__name__ == operation.result.type.name  # unwrapped
            if step.gives:
                ids[step.gives] = attrgetter(step.at)(answer.data)

    def test_results_are_typed_objects(self, driver: Driver, platform: RunningServer, owner: Person) -> None:
        options = {"api_key": owner.key().key, "base_url": url(platform)}
        project = driver.call("projects.create", name="Sitë", description=None, client=options)
        deployment = driver.call("deployments.create", project.id, client=options)
        project = driver.call("projects.get", project.id, client=options)
        assert project.created_at.tzinfo is not None
        assert abs(dt.datetime.now(dt.UTC) - project.created_at) < dt.timedelta(minutes=1)
        assert project.deployments.latest.id == deployment.id
        assert (project.name, project.description, project.team) == ("Sitë", None, None)
        assert type(project).from_dict(project.to_dict()) == project

    def test_null_and_nothing_are_told_apart(self, driver: Driver, platform: RunningServer, owner: Person) -> None:
        options = {"api_key": owner.key().key, "base_url": url(platform)}
        project = driver.call("projects.create", name="Site", description="Words", client=options)
        kept = driver.call("projects.update", project.id, name="Other", client=options)
        assert kept.description == "Words"
        assert driver.call("projects.update", project.id, description=None, client=options).description is None

    def test_without_a_valid_key_every_operation_is_a_401(
        self, driver: Driver, platform: RunningServer, model: Model
    ) -> None:
        found = statuses(driver, model, platform, "yap_live_nobody")
        assert found == {(401, "AuthenticationError", "unauthorized")}

    def test_without_the_permission_every_operation_is_a_403(
        self, driver: Driver, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        found = statuses(driver, model, platform, owner.key("token:read").key, leave_out={"token.get"})
        assert found == {(403, "PermissionDeniedError", "forbidden")}

    def test_what_does_not_exist_is_a_404(
        self, driver: Driver, platform: RunningServer, owner: Person, model: Model
    ) -> None:
        without_path = {operation.id for operation in model.operations if not operation.path_parameters}
        found = statuses(driver, model, platform, owner.key().key, leave_out=without_path)
        assert found == {(404, "NotFoundError", "not_found")}

    def test_a_field_at_fault_is_named(self, driver: Driver, platform: RunningServer, owner: Person) -> None:
        from your_app_api import ValidationError

        options = {"api_key": owner.key().key, "base_url": url(platform)}
        error = caught(driver, "projects.create", name="", template="blnk", client=options)
        assert isinstance(error, ValidationError)
        assert error.code == "validation_error"
        assert sorted(detail.field for detail in error.details) == ["name", "template"]
        assert "template: " in str(error)
        assert error.request_id in str(error)
        assert error.response.headers["x-request-id"] == error.request_id

    def test_a_conflict_says_which_rule(self, driver: Driver, platform: RunningServer, owner: Person) -> None:
        options = {"api_key": owner.key().key, "base_url": url(platform)}
        project = driver.call("projects.create", name="Site", client=options)
        deployment = driver.call("deployments.create_and_wait", project.id, client=options)
        error = caught(driver, "deployments.cancel", deployment.id, client=options)
        assert (type(error).__name__, error.code) == ("ConflictError", "deployment_ended")

    def test_too_much_and_the_wrong_type_are_told_apart(
        self, driver: Driver, platform: RunningServer, owner: Person
    ) -> None:
        options = {"api_key": owner.key().key, "base_url": url(platform)}
        large = caught(driver, "projects.create", name="x" * 9_000_000, client=options)
        assert type(large).__name__ == "PayloadTooLargeError"
        project = driver.call("projects.create", name="Site", client=options)
        odd = caught(driver, "deployments.create", project.id, content=b"x", content_type="text/plain", client=options)
        assert type(odd).__name__ == "UnsupportedMediaTypeError"

    def test_the_overviews_snippet_runs_as_it_stands(
        self, platform: RunningServer, owner: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YOUR_APP_BASE_URL", url(platform))
        snippet = OVERVIEW.read_text().replace("YOUR_API_KEY", owner.key().key)
        names: dict[str, Any] = {}
        exec(compile(snippet, "overview.py", "exec"), names)  # noqa: S102 - it is what people copy
        assert names["projects"].data == []
        assert names["project"].name == "My Project"
        assert names["deployment"].project_id == names["project"].id
        names["client"].close()

    def test_the_readme_shows_the_overviews_snippet(self, packed: tuple[Path, Path]) -> None:
        readme = (Path(__file__).parents[3] / "generated_clients" / "python" / "README.md").read_text()
        assert OVERVIEW.read_text() in readme

    def test_the_readme_names_every_error(self, packed: tuple[Path, Path]) -> None:
        import your_app_api

        readme = (Path(__file__).parents[3] / "generated_clients" / "python" / "README.md").read_text()
        table = readme.partition("## Errors")[2].partition("\n## ")[0]
        kinds = [name for name in your_app_api.__all__ if name.endswith("Error")]
        assert len(kinds) > 15
        assert [name for name in kinds if f"`{name}`" not in table and name != "APIError"] == []


def statuses(
    driver: Driver, model: Model, platform: RunningServer, key: str, leave_out: set[str] | None = None
) -> set[tuple[int, str, str]]:
    """What every operation that needs a credential raises: (status, class, code)."""
    found = set()
    for operation in model.operations:
        if not operation.is_public and operation.id not in (leave_out or set()):
            args, kwargs = example(model, operation)
            error = caught(
                driver, call_name(operation), *args, client={"api_key": key, "base_url": url(platform)}, **kwargs
            )
            found.add((error.status_code, type(error).__name__, error.code))
    return found


class TestEachDocumentedError:
    """A server that answers the errors that the contract documents, with its examples."""

    def test_each_has_its_class_and_says_what_the_server_said(
        self, driver: Driver, future: FutureServer, model: Model
    ) -> None:
        from your_app_api import APIStatusError

        for operation in model.operations:
            for documented in operation.errors:
                args, kwargs = example(model, operation)
                options = {"extra_headers": {"X-Answer": str(documented.status)}, "max_retries": 0}
                error = caught(
                    driver, call_name(operation), *args, client={"base_url": future.url}, **kwargs, **options
                )
                wanted = documented.example["error"]
                assert type(error).__name__ == ERRORS.get(documented.status, "InternalServerError"), operation.id
                assert isinstance(error, APIStatusError)
                assert (error.status_code, error.code) == (documented.status, wanted["code"])
                assert error.message == wanted["message"]
                assert [{"field": each.field, "message": each.message} for each in error.details] == wanted["details"]
                assert error.request_id
                assert error.body == documented.example


class TestFuture:
    """A server that knows more than this version."""

    def test_every_operation_carries_on(self, driver: Driver, future: FutureServer, model: Model) -> None:
        for operation in model.operations:
            args, kwargs = example(model, operation)
            options: dict[str, Any] = {"client": {"base_url": future.url}}
            match operation.result.kind:
                case "page" | "cursor":
                    items = driver.items(call_name(operation), *args, most=3, **options, **kwargs)
                    assert len(items) in (2, 3)
                    result = items[0]
                case "list":
                    result = driver.call(call_name(operation), *args, **options, **kwargs)[0]
                case _:
                    result = driver.call(call_name(operation), *args, **options, **kwargs)
            if operation.result.kind != "raw":
                assert getattr(result, FUTURE) == {"nested": [{"deep": 1}], "empty": {}}
                assert result.to_dict()[FUTURE] == {"nested": [{"deep": 1}], "empty": {}}
                read_everything(result)
        assert set(future.seen) == {operation.id for operation in model.operations}

    def test_values_that_nobody_knew_arrive_as_they_are(self, driver: Driver, future: FutureServer) -> None:
        project = driver.call("projects.get", "proj_123", client={"base_url": future.url})
        assert project.status == FUTURE
        deployment = driver.call("deployments.get", "deploy_1", client={"base_url": future.url})
        assert (deployment.source.type, getattr(deployment.source, FUTURE)) == (FUTURE, True)
        assert deployment.source.to_dict() == {"type": FUTURE, FUTURE: True}

    def test_fields_that_are_left_out_read_as_none_and_unknown_ones_do_not(self) -> None:
        from your_app_api.models import Project

        bare = Project.from_dict({"id": "proj_1", "created_at": "next Tuesday", "team": "renamed", "deployments": [1]})
        assert (bare.name, bare.status) == (None, None)
        assert (bare.created_at, bare.team, bare.deployments) == ("next Tuesday", "renamed", [1])
        with pytest.raises(AttributeError, match="Project has no field 'nmae'"):
            bare.nmae  # noqa: B018

    def test_an_unknown_kind_of_union_does_not_touch_the_other_models(self) -> None:
        from your_app_api._runtime.models import Model as SdkModel
        from your_app_api.models import AllowedAction, User

        class Fresh(SdkModel):
            _shape = {"at": "time"}

        assert SdkModel.from_dict({"at": "2024-01-21T10:30:00Z"}).at == "2024-01-21T10:30:00Z"
        assert Fresh.from_dict({"at": "2024-01-21T10:30:00Z"}).at.year == 2024
        assert User.from_dict({}) != AllowedAction.from_dict({})

    @pytest.mark.parametrize("status", [418, 507])
    def test_a_status_that_nobody_knew_is_an_error_of_its_kind(self, driver: Driver, status: int) -> None:
        import httpx

        respond = httpx.MockTransport(lambda _: httpx.Response(status, json={"error": {"code": "new"}}))
        http = httpx.AsyncClient(transport=respond) if driver.is_async else httpx.Client(transport=respond)
        error = caught(driver, "projects.list", client={"http_client": http, "max_retries": 0})
        assert (error.status_code, error.code) == (status, "new")
        assert type(error).__name__ == ("APIStatusError" if status < 500 else "InternalServerError")


def read_everything(value: Any) -> None:
    """Touch every field that the class declares, all the way down."""
    from your_app_api._runtime.models import Model as SdkModel

    if isinstance(value, SdkModel):
        assert repr(value)
        for name in type(value).__annotations__:
            read_everything(getattr(value, name))
    elif isinstance(value, list):
        for each in value:
            read_everything(each)
