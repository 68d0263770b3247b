"""The Python clients against a server that does what networks, proxies and overloaded servers do."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.clients.hostile_server import HostileServer
from tests.clients.python.driver import Driver
from tests.support.running import free_port


def listed(driver: Driver, base_url: str, **options: Any) -> str:
    """The ID of the first project."""
    page = driver.call("projects.list", client={"base_url": base_url, **options})
    found: str = page.data[0].id
    return found


def caught(
    driver: Driver, call: str, /, *args: Any, base_url: str, client: dict[str, Any] | None = None, **kwargs: Any
) -> Any:
    """The error of a call."""
    from your_app_api import APIError

    with pytest.raises(APIError) as caught:
        driver.call(call, *args, client={"base_url": base_url, **(client or {})}, **kwargs)
    return caught.value


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch, installed: Path) -> None:
    """Pauses between tries that nobody needs to sit through."""
    from your_app_api._runtime import retries

    monkeypatch.setattr(retries, "_FIRST_PAUSE_SECONDS", 0.02)


def name(error: Exception) -> str:
    return type(error).__name__


class TestRetries:
    """What may pass is tried again, what is not safe is not."""

    @pytest.mark.usefixtures("short_pauses")
    @pytest.mark.parametrize(
        "trouble", ["drop", "reset", "408", "429", "500", "502", "503=0", "html=502", "truncated", "garbage"]
    )
    def test_a_read_survives_two_failures(self, driver: Driver, hostile: HostileServer, trouble: str) -> None:
        assert listed(driver, hostile.url(trouble, trouble, "ok")) == "proj_123"
        assert hostile.seen == [trouble, trouble, "ok"]

    @pytest.mark.parametrize("trouble", ["drop", "reset", "408", "500", "503=0", "truncated"])
    def test_what_may_have_been_done_is_not_sent_again(
        self, driver: Driver, hostile: HostileServer, trouble: str
    ) -> None:
        assert caught(driver, "deployments.cancel", "deploy_1", base_url=hostile.url(trouble, "ok"))
        assert hostile.seen == [trouble]

    def test_what_was_refused_unread_is_sent_again_whatever_it_is(self, driver: Driver, hostile: HostileServer) -> None:
        driver.call("deployments.cancel", "deploy_1", client={"base_url": hostile.url("429", "ok")})
        assert hostile.seen == ["429", "ok"]

    @pytest.mark.usefixtures("short_pauses")
    def test_what_never_left_is_sent_again_whatever_it_is(self, driver: Driver) -> None:
        tries: list[int] = []
        error = caught(
            driver,
            "deployments.cancel",
            "deploy_1",
            base_url=f"http://127.0.0.1:{free_port()}/v1",
            client={"on_request": lambda event: tries.append(event.attempt)},
        )
        assert name(error) == "APIConnectionError"
        assert tries == [1, 2, 3]

    def test_a_conflict_is_only_sent_again_when_the_server_says_when(
        self, driver: Driver, hostile: HostileServer
    ) -> None:
        assert listed(driver, hostile.url("409-later", "ok")) == "proj_123"
        assert name(caught(driver, "projects.list", base_url=hostile.url("409", "ok"))) == "ConflictError"
        assert hostile.seen == ["409"]

    @pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "415", "422"])
    def test_what_will_not_pass_is_told_at_once(self, driver: Driver, hostile: HostileServer, status: str) -> None:
        assert caught(driver, "projects.list", base_url=hostile.url(status)).status_code == int(status)
        assert hostile.seen == [status]

    def test_it_gives_up_after_two_retries_unless_told(self, driver: Driver, hostile: HostileServer) -> None:
        assert name(caught(driver, "projects.list", base_url=hostile.url("503=0"))) == "InternalServerError"
        assert hostile.seen == ["503=0"] * 3
        caught(driver, "projects.list", base_url=hostile.url("503=0"), client={"max_retries": 0})
        assert hostile.seen == ["503=0"]
        caught(driver, "projects.list", base_url=hostile.url("503=0"), max_retries=4)
        assert hostile.seen == ["503=0"] * 5

    def test_the_pauses_grow_and_differ(self, driver: Driver, hostile: HostileServer) -> None:
        caught(driver, "projects.list", base_url=hostile.url("500"))
        first, second, third = (request.at for request in hostile.requests)
        assert 0.37 <= second - first < 5
        assert 0.74 <= third - second < 5


class TestIdempotencyKeys:
    """A key of the caller's is sent whatever is called; it makes safe what takes one."""

    @pytest.mark.usefixtures("short_pauses")
    def test_one_of_the_callers_names_all_tries(self, driver: Driver, hostile: HostileServer) -> None:
        client = {"base_url": hostile.url("drop", "ok")}
        driver.call("projects.create", name="My Website", idempotency_key="mine", client=client)
        assert hostile.keys() == ["mine"] * 2
        headers = {"idempotency-key": "mine"}
        driver.call("projects.create", name="My Website", extra_headers=headers, client=client)
        assert hostile.keys()[2:] == ["mine"]
        assert hostile.requests[2].names.count("idempotency-key") == 1

    def test_what_takes_none_is_not_sent_again_for_one(self, driver: Driver, hostile: HostileServer) -> None:
        headers = {"Idempotency-Key": "mine"}
        url = hostile.url("drop", "ok")
        assert caught(driver, "deployments.cancel", "deploy_1", extra_headers=headers, base_url=url)
        assert hostile.keys() == ["mine"]

    @pytest.mark.usefixtures("short_pauses")
    def test_for_another_path_the_caller_knows(self, driver: Driver, hostile: HostileServer) -> None:
        client = {"base_url": hostile.url("drop", "ok")}
        driver.call("request", "POST", "/new", json={}, idempotency_key="mine", client=client)
        assert hostile.keys() == ["mine"] * 2
        assert caught(driver, "request", "POST", "/new", json={}, base_url=hostile.url("drop", "ok"))
        assert hostile.keys() == [None]


class TestRateLimits:
    """The server says when to come back."""

    def test_a_storm_is_waited_out(self, driver: Driver, hostile: HostileServer) -> None:
        assert listed(driver, hostile.url("429=1", "429=0", "ok")) == "proj_123"
        first, second, _ = (request.at for request in hostile.requests)
        assert 0.95 <= second - first < 5

    @pytest.mark.parametrize("limit", ["429-ratelimit=1", "429-date=2"])
    def test_it_may_say_so_in_other_words(self, driver: Driver, hostile: HostileServer, limit: str) -> None:
        assert listed(driver, hostile.url(limit, "ok")) == "proj_123"
        first, second = (request.at for request in hostile.requests)
        assert 0.9 <= second - first < 5

    def test_nobody_is_made_to_wait_for_an_hour(self, driver: Driver, hostile: HostileServer) -> None:
        error = caught(driver, "projects.list", base_url=hostile.url("429=3600"))
        assert (name(error), error.retry_after) == ("RateLimitError", 3600)
        assert hostile.seen == ["429=3600"]


class TestTime:
    """No call lasts longer than it was told to."""

    @pytest.mark.parametrize("slow", ["silent", "drip"])
    def test_a_slow_server_is_left_in_time(self, driver: Driver, hostile: HostileServer, slow: str) -> None:
        from your_app_api import APIConnectionError

        url, started = hostile.url(slow), time.monotonic()
        error = caught(driver, "projects.list", base_url=url, client={"timeout": 0.3, "max_retries": 1})
        assert name(error) == "APITimeoutError"
        assert isinstance(error, APIConnectionError)
        assert 0.9 <= time.monotonic() - started < 5
        assert hostile.seen == [slow, slow]

    def test_a_call_may_have_a_limit_of_its_own(self, driver: Driver, hostile: HostileServer) -> None:
        error = caught(driver, "projects.list", base_url=hostile.url("silent"), timeout=0.2, max_retries=0)
        assert "0.2 s" in str(error)

    @pytest.mark.parametrize(
        ("call", "args"),
        [("events.list", ()), ("deployments.get", ("deploy_1",)), ("webhooks.deliveries.get", ("wh_1", "dlv_1"))],
    )
    def test_what_the_server_was_asked_to_wait_comes_on_top(
        self, driver: Driver, hostile: HostileServer, call: str, args: tuple[str, ...]
    ) -> None:
        limits = {"timeout": 0.4, "max_retries": 0}
        url = hostile.url("late=0.7")
        assert driver.call(call, *args, wait=1, client={"base_url": url, **limits}) is not None
        assert driver.call(call, *args, wait=1, timeout=0.3, client={"base_url": url, **limits}) is not None
        assert hostile.seen == ["late=0.7"] * 2
        assert "0.4 s" in str(caught(driver, call, *args, base_url=url, client=limits))
        error = caught(driver, call, *args, wait=1, base_url=hostile.url("silent"), client=limits)
        assert "1.4 s" in str(error)

    def test_an_async_call_can_be_cancelled_and_so_can_its_pause(self, hostile: HostileServer) -> None:
        import anyio
        from your_app_api import AsyncYourAppClient

        async def run(url: str) -> float:
            started = time.monotonic()
            async with AsyncYourAppClient("key", base_url=url) as client:
                with anyio.move_on_after(0.2):
                    await client.projects.list()
            return time.monotonic() - started

        for trouble in ("silent", "429=30"):
            assert anyio.run(run, hostile.url(trouble)) < 5


class TestAnswersOfOthers:
    """Proxies and broken servers answer in their own way; no answer makes the client crash."""

    @pytest.mark.parametrize("odd", ["html-success", "broken-json", "not-an-object", "empty"])
    def test_a_success_that_is_none_is_a_response_error(self, driver: Driver, hostile: HostileServer, odd: str) -> None:
        for call, args in (("projects.list", ()), ("projects.get", ("proj_1",))):
            error = caught(driver, call, *args, base_url=hostile.url(odd), client={"max_retries": 0})
            assert name(error) == "APIResponseError"
            assert "not the API's" in str(error)
            assert error.response.status_code == 200

    def test_an_html_error_page_says_so(self, driver: Driver, hostile: HostileServer) -> None:
        error = caught(driver, "projects.list", base_url=hostile.url("html=502"), max_retries=0)
        assert (name(error), error.code, error.details) == ("InternalServerError", None, [])
        assert "502 Bad Gateway" in str(error)
        assert error.request_id == "req_hostile"

    def test_an_error_of_another_shape_is_still_an_error(self, driver: Driver, hostile: HostileServer) -> None:
        error = caught(driver, "projects.list", base_url=hostile.url("odd-error"), max_retries=0)
        assert (name(error), error.details) == ("InternalServerError", [])

    def test_a_redirect_is_not_followed_and_the_key_stays_here(self, driver: Driver, hostile: HostileServer) -> None:
        error = caught(driver, "projects.list", base_url=hostile.url("redirect"))
        assert error.status_code == 302
        assert "check the base URL" in str(error)
        assert hostile.seen == ["redirect"]

    def test_pages_without_end_end(self, driver: Driver, hostile: HostileServer) -> None:
        assert len(driver.items("projects.list", client={"base_url": hostile.url("endless")})) == 2
