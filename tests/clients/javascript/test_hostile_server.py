"""The JavaScript client against a server that does what networks, proxies and overloaded servers do."""

from __future__ import annotations

import pytest

from tests.clients.hostile_server import HostileServer
from tests.clients.javascript.node import Node
from tests.support.running import free_port

LIST = "return (await client.projects.list()).data[0].id;"
CREATE = "return (await client.projects.create({ name: 'My Website' })).id;"
CAUGHT_LIST = "return caught(client.projects.list());"
CAUGHT_CANCEL = "return caught(client.deployments.cancel('deploy_1'));"


class TestRetries:
    """What may pass is tried again, what is not safe is not."""

    @pytest.mark.parametrize(
        "trouble", ["drop", "reset", "408", "429", "500", "502", "503=0", "html=502", "truncated", "garbage"]
    )
    def test_a_read_survives_two_failures(self, node: Node, hostile: HostileServer, trouble: str) -> None:
        assert node.run(LIST, faster=20, baseURL=hostile.url(trouble, trouble, "ok")) == "proj_123"
        assert hostile.seen == [trouble, trouble, "ok"]

    @pytest.mark.parametrize("trouble", ["drop", "reset", "408", "500", "503=0", "truncated"])
    def test_what_may_have_been_done_is_not_sent_again(self, node: Node, hostile: HostileServer, trouble: str) -> None:
        assert node.run(CAUGHT_CANCEL, baseURL=hostile.url(trouble, "ok")) is not None
        assert hostile.seen == [trouble]

    def test_what_was_refused_unread_is_sent_again_whatever_it_is(self, node: Node, hostile: HostileServer) -> None:
        body = "return (await client.deployments.cancel('deploy_1')).id;"
        assert node.run(body, baseURL=hostile.url("429", "ok")) == "proj_123"
        assert hostile.seen == ["429", "ok"]

    def test_what_never_left_is_sent_again_whatever_it_is(self, node: Node) -> None:
        body = """
            let tries = 0;
            const counting = new YourAppClient({ ...options, hooks: { request: () => { tries++; } } });
            return [await caught(counting.deployments.cancel('deploy_1')), tries];
        """
        error, tries = node.run(body, faster=20, baseURL=f"http://127.0.0.1:{free_port()}/v1")
        assert error["name"] == "APIConnectionError"
        assert "ECONNREFUSED" in error["message"]
        assert tries == 3

    def test_a_conflict_is_only_sent_again_when_the_server_says_when(self, node: Node, hostile: HostileServer) -> None:
        assert node.run(LIST, baseURL=hostile.url("409-later", "ok")) == "proj_123"
        assert node.run(CAUGHT_LIST, baseURL=hostile.url("409", "ok"))["name"] == "ConflictError"
        assert hostile.seen == ["409"]

    @pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "415", "422"])
    def test_what_will_not_pass_is_told_at_once(self, node: Node, hostile: HostileServer, status: str) -> None:
        assert node.run(CAUGHT_LIST, baseURL=hostile.url(status))["status"] == int(status)
        assert hostile.seen == [status]

    def test_it_gives_up_after_two_retries_unless_told(self, node: Node, hostile: HostileServer) -> None:
        assert node.run(CAUGHT_LIST, baseURL=hostile.url("503=0"))["name"] == "InternalServerError"
        assert hostile.seen == ["503=0"] * 3
        assert node.run(CAUGHT_LIST, baseURL=hostile.url("503=0"), maxRetries=0)["status"] == 503
        assert hostile.seen == ["503=0"]
        body = "return caught(client.projects.list({}, { maxRetries: 4 }));"
        assert node.run(body, baseURL=hostile.url("503=0"))["status"] == 503
        assert hostile.seen == ["503=0"] * 5

    def test_the_pauses_grow_and_differ(self, node: Node, hostile: HostileServer) -> None:
        node.run(CAUGHT_LIST, baseURL=hostile.url("500"))
        first, second, third = (request.at for request in hostile.requests)
        assert 0.37 <= second - first < 5
        assert 0.74 <= third - second < 5


class TestIdempotencyKeys:
    """A key of the caller's is sent whatever is called; it makes safe what takes one."""

    def test_one_of_the_callers_names_all_tries(self, node: Node, hostile: HostileServer) -> None:
        body = """
            await client.projects.create({ name: 'My Website' }, { idempotencyKey: 'mine' });
            await client.projects.create({ name: 'My Website' }, { headers: { 'idempotency-key': 'mine' } });
        """
        node.run(body, faster=20, baseURL=hostile.url("drop", "ok"))
        assert hostile.keys() == ["mine"] * 3

    def test_what_takes_none_is_sent_with_it_and_not_again(self, node: Node, hostile: HostileServer) -> None:
        body = "return caught(client.deployments.cancel('deploy_1', {}, { idempotencyKey: 'mine' }));"
        assert node.run(body, baseURL=hostile.url("drop", "ok"))["name"] == "APIConnectionError"
        assert hostile.keys() == ["mine"]

    def test_for_another_path_the_caller_knows(self, node: Node, hostile: HostileServer) -> None:
        body = "return client.request('POST', '/new', {}, { idempotencyKey: 'mine' });"
        assert node.run(body, faster=20, baseURL=hostile.url("drop", "ok"))
        assert hostile.keys() == ["mine"] * 2
        body = "return caught(client.request('POST', '/new', {}));"
        assert node.run(body, baseURL=hostile.url("drop", "ok"))["name"] == "APIConnectionError"
        assert hostile.keys() == [None]

    def test_it_does_not_name_what_follows(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const once = { idempotencyKey: 'mine', waitSeconds: 0 };
            return (await caught(client.deployments.createAndWait('proj_1', {}, once))).name;
        """
        assert node.run(body, baseURL=hostile.url("ok")) == "DeploymentTimeoutError"
        assert hostile.keys() == ["mine", None]


class TestRateLimits:
    """The server says when to come back."""

    def test_a_storm_is_waited_out(self, node: Node, hostile: HostileServer) -> None:
        assert node.run(LIST, baseURL=hostile.url("429=1", "429=0", "ok")) == "proj_123"
        first, second, _ = (request.at for request in hostile.requests)
        assert 0.95 <= second - first < 5

    @pytest.mark.parametrize("limit", ["429-ratelimit=1", "429-date=2"])
    def test_it_may_say_so_in_other_words(self, node: Node, hostile: HostileServer, limit: str) -> None:
        assert node.run(LIST, baseURL=hostile.url(limit, "ok")) == "proj_123"
        first, second = (request.at for request in hostile.requests)
        assert 0.9 <= second - first < 5

    def test_nobody_is_made_to_wait_for_an_hour(self, node: Node, hostile: HostileServer) -> None:
        error = node.run(CAUGHT_LIST, baseURL=hostile.url("429=3600"))
        assert (error["name"], error["retryAfterSeconds"]) == ("RateLimitError", 3600)
        assert hostile.seen == ["429=3600"]


class TestTime:
    """No call lasts longer than it was told to."""

    @pytest.mark.parametrize("slow", ["silent", "drip"])
    def test_a_slow_server_is_left_in_time(self, node: Node, hostile: HostileServer, slow: str) -> None:
        body = "const error = await caught(client.projects.list()); return [error, performance.now() - started];"
        error, milliseconds = node.run(body, baseURL=hostile.url(slow), timeoutSeconds=0.3, maxRetries=1)
        assert error["name"] == "APITimeoutError"
        assert error["kinds"][:2] == ["APITimeoutError", "APIConnectionError"]
        assert 600 <= milliseconds < 5000
        assert hostile.seen == [slow, slow]

    def test_a_call_may_have_a_limit_of_its_own(self, node: Node, hostile: HostileServer) -> None:
        body = "return caught(client.projects.list({}, { timeoutSeconds: 0.2, maxRetries: 0 }));"
        assert "0.2 s" in node.run(body, baseURL=hostile.url("silent"))["message"]

    @pytest.mark.parametrize(
        ("call", "ids"),
        [("events.list", ""), ("deployments.get", "'deploy_1', "), ("webhooks.deliveries.get", "'wh_1', 'dlv_1', ")],
    )
    def test_what_the_server_was_asked_to_wait_comes_on_top(
        self, node: Node, hostile: HostileServer, call: str, ids: str
    ) -> None:
        options = {"timeoutSeconds": 0.4, "maxRetries": 0}
        body = f"""
            await client.{call}({ids}{{ wait: 1 }});
            await client.{call}({ids}{{ wait: 1 }}, {{ timeoutSeconds: 0.3 }});
            return (await caught(client.{call}({ids}))).message;
        """
        assert "0.4 s" in node.run(body, baseURL=hostile.url("late=0.7"), **options)
        assert hostile.seen == ["late=0.7"] * 3
        body = f"return (await caught(client.{call}({ids}{{ wait: 1 }}))).message;"
        assert "1.4 s" in node.run(body, baseURL=hostile.url("silent"), **options)

    def test_no_limit_is_no_limit(self, node: Node, hostile: HostileServer) -> None:
        body = "return (await client.projects.list({}, { timeoutSeconds: Infinity })).data.length;"
        assert node.run(body, baseURL=hostile.url("ok"), maxRetries=0) == 1

    def test_an_aborted_call_stops_at_once_and_so_does_its_pause(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const signal = AbortSignal.timeout(200);
            const error = await caught(client.projects.list({}, { signal }));
            return [error.name, performance.now() - started];
        """
        for trouble in ("silent", "429=30"):
            name, milliseconds = node.run(body, baseURL=hostile.url(trouble))
            assert name == "APIAbortError"
            assert milliseconds < 5000


class TestAnswersOfOthers:
    """Proxies and broken servers answer in their own way; no answer makes the client crash."""

    @pytest.mark.parametrize("odd", ["html-success", "broken-json", "not-an-object", "empty"])
    def test_a_success_that_is_none_is_a_response_error(self, node: Node, hostile: HostileServer, odd: str) -> None:
        error = node.run(CAUGHT_LIST, baseURL=hostile.url(odd), maxRetries=0)
        assert error["kinds"][:2] == ["APIResponseError", "APIError"]
        assert "not the API's" in error["message"]

    def test_an_html_error_page_says_so(self, node: Node, hostile: HostileServer) -> None:
        error = node.run(CAUGHT_LIST, baseURL=hostile.url("html=502"), maxRetries=0)
        assert (error["name"], error.get("code"), error["details"]) == ("InternalServerError", None, [])
        assert "502 Bad Gateway" in error["message"]
        assert error["requestId"] == "req_hostile"

    def test_an_error_of_another_shape_is_still_an_error(self, node: Node, hostile: HostileServer) -> None:
        error = node.run(CAUGHT_LIST, baseURL=hostile.url("odd-error"), maxRetries=0)
        assert (error["name"], error["details"]) == ("InternalServerError", [])

    def test_a_redirect_is_not_followed_and_the_key_stays_here(self, node: Node, hostile: HostileServer) -> None:
        error = node.run(CAUGHT_LIST, baseURL=hostile.url("redirect"))
        assert error["status"] == 302
        assert "check the base URL" in error["message"]
        assert hostile.seen == ["redirect"]

    def test_pages_without_end_end(self, node: Node, hostile: HostileServer) -> None:
        body = "let n = 0; for await (const project of client.projects.list()) n++; return n;"
        assert node.run(body, baseURL=hostile.url("endless")) == 2
