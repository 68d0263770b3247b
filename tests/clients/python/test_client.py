"""What the Python clients offer beyond their operations."""

from __future__ import annotations

import copy
import io
import logging
import pickle
from pathlib import Path
from typing import Any

import pytest

from tests.clients.future_server import FutureServer
from tests.clients.hostile_server import HostileServer
from tests.clients.python.driver import Driver
from tests.support.running import Person, RunningServer


class TestOptions:
    """A client that can't work says so before anything is sent."""

    def test_a_missing_key_says_how_to_supply_one(self, driver: Driver, hostile: HostileServer) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError) as caught:
            driver.call("projects.list", client={"api_key": None, "base_url": hostile.url("ok")})
        assert "YOUR_APP_API_KEY" in str(caught.value)
        assert "YourAppClient(api_key='YOUR_API_KEY')" in str(caught.value)
        assert hostile.seen == []

    def test_what_is_open_to_everybody_needs_no_key(self, driver: Driver, future: FutureServer) -> None:
        assert driver.call("health.get", client={"api_key": None, "base_url": future.url})

    def test_key_and_base_url_come_from_the_environment(
        self, driver: Driver, hostile: HostileServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YOUR_APP_API_KEY", "yap_test_from_environment")
        monkeypatch.setenv("YOUR_APP_BASE_URL", hostile.url("ok") + "/")
        assert len(driver.call("projects.list", client={"api_key": None}).data) == 1
        assert hostile.requests[0].headers["authorization"] == "Bearer yap_test_from_environment"
        assert hostile.requests[0].path == "/v1/projects"

    def test_a_key_may_be_a_function_that_is_asked_for_each_call(self, driver: Driver, hostile: HostileServer) -> None:
        keys = iter(["token_1", "token_2"])

        async def later() -> str:
            return next(keys)

        client = {"api_key": later if driver.is_async else lambda: next(keys), "base_url": hostile.url("ok")}
        for _ in range(2):
            driver.call("projects.list", client=client)
        assert [request.headers["authorization"] for request in hostile.requests] == [
            "Bearer token_1",
            "Bearer token_2",
        ]

    def test_environments_have_names(self, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        assert driver.client().base_url == "https://api.your-app.com/v1"
        monkeypatch.setenv("YOUR_APP_BASE_URL", "http://elsewhere/v1")
        assert driver.client(environment="sandbox").base_url == "https://api-sandbox.your-app.com/v1"

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"environment": "moon"}, "production, staging, sandbox"),
            ({"base_url": "localhost:8000"}, "must begin with http"),
            ({"base_url": "http://"}, "must begin with http"),
            ({"timeout": 0}, "timeout must be above 0"),
            ({"max_retries": -1}, "max_retries must be 0 or more"),
        ],
    )
    def test_an_option_that_cannot_be_is_refused(self, driver: Driver, options: dict[str, Any], told: str) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match=told):
            driver.client(**options)

    @pytest.mark.parametrize("key", ["yap_live_x\n", "yap live", "schlüssel"])
    def test_a_key_that_is_none_is_refused_and_not_shown(
        self, driver: Driver, hostile: HostileServer, key: str
    ) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError) as caught:
            driver.call("projects.list", client={"api_key": key, "base_url": hostile.url("ok")})
        assert key not in str(caught.value)
        assert hostile.seen == []

    @pytest.mark.parametrize("identifier", ["", ".", "..", None, {}])
    def test_an_id_that_would_be_another_path_is_refused(
        self, driver: Driver, hostile: HostileServer, identifier: Any
    ) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match="project_id must not be"):
            driver.call("projects.delete", identifier, client={"base_url": hostile.url("ok")})
        assert hostile.seen == []

    def test_an_id_is_escaped(self, driver: Driver, hostile: HostileServer) -> None:
        driver.call("projects.get", "a/b?c#d%2F", client={"base_url": hostile.url("ok")})
        assert hostile.requests[0].path == "/v1/projects/a/b?c#d%2F"  # unescaped once by the server

    def test_an_argument_that_there_is_not_is_refused(self, driver: Driver) -> None:
        with pytest.raises(TypeError, match="stauts"):
            driver.call("projects.list", stauts="active")

    def test_other_options_on_the_same_connections(self, driver: Driver, hostile: HostileServer) -> None:
        client = driver.client(base_url=hostile.url("503=0"), headers={"X-Team": "core"})
        changed = client.with_options(max_retries=0, headers={"X-Trace": "1"})
        assert changed._transport.http is client._transport.http
        from your_app_api import InternalServerError

        with pytest.raises(InternalServerError):
            driver.use(lambda _: changed.projects.list())
        assert len(hostile.seen) == 1
        sent = hostile.requests[0].headers
        assert (sent["x-team"], sent["x-trace"]) == ("core", "1")

    def test_a_client_that_is_printed_does_not_show_its_key(self, driver: Driver) -> None:
        assert "yap_test_secret" not in repr(driver.client(api_key="yap_test_secret"))


class TestHooks:
    """Logging sees everything but secrets."""

    def test_hooks_hear_of_each_try_and_never_of_the_key(self, driver: Driver, hostile: HostileServer) -> None:
        events: list[Any] = []
        client = {"on_request": events.append, "on_response": events.append, "api_key": "yap_test_secret"}
        driver.call("projects.list", limit=3, client={**client, "base_url": hostile.url("429", "ok")})
        first, refused, second, answered = events
        assert (first.operation, first.method, first.attempt, second.attempt) == ("projects.list", "GET", 1, 2)
        assert first.url.endswith("/v1/projects?limit=3")
        assert first.headers["Authorization"] == "[redacted]"
        assert (refused.status_code, refused.retry_in, refused.request) == (429, 0, first)
        assert (answered.status_code, answered.request_id, answered.retry_in) == (200, "req_hostile", None)
        assert 0 < answered.duration < 5
        assert "yap_test_secret" not in str(events)

    def test_a_failed_connection_is_told_too(self, driver: Driver, hostile: HostileServer) -> None:
        from your_app_api import APIConnectionError

        events: list[Any] = []
        client = {"on_response": events.append, "max_retries": 0, "base_url": hostile.url("drop")}
        with pytest.raises(APIConnectionError) as caught:
            driver.call("projects.list", client=client)
        assert (events[0].status_code, events[0].error) == (None, caught.value)

    def test_the_logger_tells_it_too(
        self, driver: Driver, hostile: HostileServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG, "your_app_api"):
            driver.call("projects.list", client={"api_key": "yap_test_secret", "base_url": hostile.url("ok")})
        lines = [record.getMessage() for record in caplog.records if record.name == "your_app_api"]
        assert lines[0].startswith("request GET http://127.0.0.1")
        assert "status=200 request_id=req_hostile" in lines[1]
        assert "yap_test_secret" not in str(lines)

    def test_the_user_agent_has_the_versions(self, driver: Driver, hostile: HostileServer) -> None:
        driver.call("projects.list", client={"base_url": hostile.url("ok")})
        agent = hostile.requests[0].headers["user-agent"]
        assert agent.startswith("your-app-api/1.0.0 CPython/3.")
        assert " httpx/" in agent

    def test_httpx_can_be_ones_own(self, driver: Driver, hostile: HostileServer) -> None:
        import httpx

        seen: list[str] = []

        async def note(request: httpx.Request) -> None:
            seen.append(request.url.path)

        kind = httpx.AsyncClient if driver.is_async else httpx.Client
        hooks: Any = {"request": [note if driver.is_async else lambda request: seen.append(request.url.path)]}
        http = kind(event_hooks=hooks, headers={"X-Mine": "yes"})
        driver.call("projects.get", "proj_1", client={"http_client": http, "base_url": hostile.url("ok")})
        assert len(seen) == 1
        assert hostile.requests[0].headers["x-mine"] == "yes"
        driver.use(lambda client: client.close(), http_client=http)
        assert not http.is_closed  # it is not the client's to close
        driver.use(lambda _: http.aclose() if isinstance(http, httpx.AsyncClient) else http.close())


class TestAnswers:
    """A call gives the result, or the HTTP answer as well."""

    def test_the_answer_comes_with_the_result(self, driver: Driver, hostile: HostileServer) -> None:
        answer = driver.call(
            "projects.with_raw_response.get", "proj_1", client={"base_url": hostile.url("503=0", "ok")}
        )
        assert (answer.data.id, answer.status_code, answer.request_id) == ("proj_123", 200, "req_hostile")
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json()["data"]["id"] == "proj_123"

    def test_other_paths_can_be_asked_for(self, driver: Driver, hostile: HostileServer) -> None:
        client = {"base_url": hostile.url("ok")}
        answer = driver.call("request", "post", "new/things", json={"name": "x"}, query={"a": [1, True]}, client=client)
        assert answer.data["data"]["id"] == "proj_123"
        request = hostile.requests[0]
        assert (request.method, request.path, request.body) == ("POST", "/v1/new/things?a=1&a=true", b'{"name":"x"}')

    def test_objects_can_be_compared_copied_and_pickled(self, driver: Driver, hostile: HostileServer) -> None:
        project = driver.call("projects.get", "proj_1", client={"base_url": hostile.url("ok")})
        assert copy.deepcopy(project) == pickle.loads(pickle.dumps(project)) == project  # noqa: S301 - our own bytes
        assert project != project.deployments
        assert project.to_dict()["name"] == "My Website"
        assert '"name": "My Website"' in project.to_json()

    def test_errors_can_be_pickled(self, driver: Driver, hostile: HostileServer) -> None:
        from your_app_api import NotFoundError

        with pytest.raises(NotFoundError) as caught:
            driver.call("projects.get", "proj_1", client={"base_url": hostile.url("404")})
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
        assert (str(again), again.code) == (str(caught.value), "planted")


class TestPages:
    """A page iterates over all pages."""

    def test_all_items_of_all_pages(self, driver: Driver, platform: RunningServer, owner: Person) -> None:
        options = {"api_key": owner.key().key, "base_url": f"{platform.url}/v1"}
        for number in range(1, 6):
            driver.call("projects.create", name=f"Site {number}", client=options)
        names = [project.name for project in driver.items("projects.list", limit=2, client=options)]
        assert names == [f"Site {number}" for number in (5, 4, 3, 2, 1)]
        page = driver.call("projects.list", limit=2, client=options)
        assert page.pagination.to_dict() == {"page": 1, "limit": 2, "total": 5, "pages": 3}
        second = driver.use(lambda _: page.next_page(), **options)
        third = driver.use(lambda _: second.next_page(), **options)
        assert (len(third.data), third.has_next_page()) == (1, False)
        assert driver.use(lambda _: third.next_page(), **options) is None
        assert not driver.call("projects.list", status="archived", client=options)


class TestContent:
    """Bytes come in many forms."""

    @pytest.mark.parametrize("form", ["bytes", "bytearray", "memoryview", "file", "path", "rest of a file"])
    def test_bytes_are_sent_again_as_they_were(
        self, driver: Driver, hostile: HostileServer, tmp_path: Path, form: str
    ) -> None:
        (tmp_path / "site.zip").write_bytes(b"PK bytes")
        rest = io.BytesIO(b"skip PK bytes")
        rest.seek(5)
        content = {
            "bytes": b"PK bytes",
            "bytearray": bytearray(b"PK bytes"),
            "memoryview": memoryview(b"PK bytes"),
            "file": io.BytesIO(b"PK bytes"),
            "path": tmp_path / "site.zip",
            "rest of a file": rest,
        }[form]
        options: dict[str, Any] = {"content": content, "content_type": "application/zip"}
        driver.call("deployments.create", "proj_1", **options, client={"base_url": hostile.url("429", "ok")})
        assert [request.body for request in hostile.requests] == [b"PK bytes", b"PK bytes"]
        assert {request.headers["content-type"] for request in hostile.requests} == {"application/zip"}

    def test_a_stream_is_sent_once(self, driver: Driver, hostile: HostileServer) -> None:
        from your_app_api import APIError

        options: dict[str, Any] = {"content": iter([b"PK ", b"bytes"]), "content_type": "application/zip"}
        with pytest.raises(APIError):
            driver.call("deployments.create", "proj_1", **options, client={"base_url": hostile.url("429", "ok")})
        assert hostile.seen == ["429"]

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"content": b"x"}, "Say with `content_type`"),
            ({"content": b"x", "content_type": "application/zip", "source": {"type": "template"}}, "not both"),
            ({"content": Path("/nowhere.zip"), "content_type": "application/zip"}, "no file /nowhere.zip"),
            ({"content": 5, "content_type": "application/zip"}, "not int"),
            ({"source": {"type": object()}}, "cannot be written as JSON"),
        ],
    )
    def test_what_cannot_be_sent_is_refused(self, driver: Driver, options: dict[str, Any], told: str) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match=told):
            driver.call("deployments.create", "proj_1", **options)


class TestLoops:
    """The async client runs on either of the two event loops."""

    @pytest.mark.parametrize("loop", ["asyncio", "trio"])
    def test_it_retries_times_out_and_works_in_parallel(
        self, hostile: HostileServer, loop: str, tmp_path: Path
    ) -> None:
        import anyio
        from your_app_api import APITimeoutError, AsyncYourAppClient
        from your_app_api._runtime.directory import async_in_parallel

        async def run() -> list[str]:
            found: list[str] = []
            async with AsyncYourAppClient("key", base_url=hostile.url("503=0", "ok")) as client:
                found += [project.id async for project in client.projects.list()]
            async with AsyncYourAppClient("key", base_url=hostile.url("silent"), max_retries=0) as client:
                try:
                    await client.projects.list(timeout=0.2)
                except APITimeoutError as error:
                    found.append(type(error).__name__)

            async def work(number: int) -> int:
                await anyio.sleep(0.01)
                if number == 30:
                    raise KeyError(number)
                return number

            done: list[int] = []
            try:
                await async_in_parallel(range(100), work, done.append)
            except KeyError as error:
                found.append(str(error))
            assert len(done) < 40
            return found

        assert anyio.run(run, backend=loop) == ["proj_123", "APITimeoutError", "30"]
