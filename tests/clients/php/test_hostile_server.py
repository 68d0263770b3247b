"""The PHP client against a server that does what networks, proxies and overloaded servers do."""

from __future__ import annotations

import pytest

from tests.clients.hostile_server import HostileServer
from tests.clients.php.interpreter import Php
from tests.support.running import free_port

LIST = "return $client->projects()->list()->data[0]->id;"
CAUGHT_LIST = "return caught(fn () => $client->projects()->list());"
CAUGHT_CANCEL = "return caught(fn () => $client->deployments()->cancel('deploy_1'));"


class TestRetries:
    """What may pass is tried again, what is not safe is not."""

    @pytest.mark.parametrize(
        "trouble", ["drop", "reset", "408", "429", "500", "502", "503=0", "html=502", "truncated", "garbage"]
    )
    def test_a_read_survives_two_failures(self, php: Php, hostile: HostileServer, trouble: str) -> None:
        assert php.run(LIST, faster=20, base_url=hostile.url(trouble, trouble, "ok")) == "proj_123"
        assert hostile.seen == [trouble, trouble, "ok"]

    @pytest.mark.parametrize("trouble", ["drop", "reset", "408", "500", "503=0", "truncated"])
    def test_what_may_have_been_done_is_not_sent_again(self, php: Php, hostile: HostileServer, trouble: str) -> None:
        assert php.run(CAUGHT_CANCEL, base_url=hostile.url(trouble, "ok")) is not None
        assert hostile.seen == [trouble]

    def test_what_was_refused_unread_is_sent_again_whatever_it_is(self, php: Php, hostile: HostileServer) -> None:
        body = "return $client->deployments()->cancel('deploy_1')->id;"
        assert php.run(body, base_url=hostile.url("429", "ok")) == "proj_123"
        assert hostile.seen == ["429", "ok"]

    def test_what_never_left_is_sent_again_whatever_it_is(self, php: Php) -> None:
        body = """
            $tries = 0;
            $counting = new ApiClient($key, $options + ['on_request' => function () use (&$tries) { $tries++; }]);
            $error = caught(fn () => $counting->deployments()->cancel('deploy_1'));
            return [$error['name'], $tries];
        """
        assert php.run(body, faster=20, base_url=f"http://127.0.0.1:{free_port()}/v1") == ["ConnectionException", 3]

    def test_a_conflict_is_only_sent_again_when_the_server_says_when(self, php: Php, hostile: HostileServer) -> None:
        assert php.run(LIST, base_url=hostile.url("409-later", "ok")) == "proj_123"
        assert php.run(CAUGHT_LIST, base_url=hostile.url("409", "ok"))["name"] == "ConflictException"
        assert hostile.seen == ["409"]

    @pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "415", "422"])
    def test_what_will_not_pass_is_told_at_once(self, php: Php, hostile: HostileServer, status: str) -> None:
        assert php.run(CAUGHT_LIST, base_url=hostile.url(status))["status"] == int(status)
        assert hostile.seen == [status]

    def test_it_gives_up_after_two_retries_unless_told(self, php: Php, hostile: HostileServer) -> None:
        assert php.run(CAUGHT_LIST, base_url=hostile.url("503=0"))["name"] == "ServerException"
        assert hostile.seen == ["503=0"] * 3
        assert php.run(CAUGHT_LIST, base_url=hostile.url("503=0"), max_retries=0)["status"] == 503
        assert hostile.seen == ["503=0"]
        body = "return caught(fn () => $client->projects()->list([], ['max_retries' => 4]));"
        assert php.run(body, base_url=hostile.url("503=0"))["status"] == 503
        assert hostile.seen == ["503=0"] * 5

    def test_the_pauses_grow_and_differ(self, php: Php, hostile: HostileServer) -> None:
        php.run(CAUGHT_LIST, base_url=hostile.url("500"))
        first, second, third = (request.at for request in hostile.requests)
        assert 0.37 <= second - first < 5
        assert 0.74 <= third - second < 5


class TestIdempotencyKeys:
    """A key of the caller's is sent whatever is called; it makes safe what takes one."""

    def test_one_of_the_callers_names_all_tries(self, php: Php, hostile: HostileServer) -> None:
        body = """
            $client->projects()->create(['name' => 'My Website'], ['idempotency_key' => 'mine']);
            $client->projects()->create(['name' => 'My Website'], ['headers' => ['idempotency-key' => 'mine']]);
        """
        php.run(body, faster=20, base_url=hostile.url("drop", "ok"))
        assert hostile.keys() == ["mine"] * 3
        assert hostile.requests[2].names.count("idempotency-key") == 1

    def test_what_takes_none_is_sent_with_it_and_not_again(self, php: Php, hostile: HostileServer) -> None:
        body = "return caught(fn () => $client->deployments()->cancel('deploy_1', [], ['idempotency_key' => 'mine']));"
        assert php.run(body, base_url=hostile.url("drop", "ok"))["name"] == "ConnectionException"
        assert hostile.keys() == ["mine"]

    def test_for_another_path_the_caller_knows(self, php: Php, hostile: HostileServer) -> None:
        body = "return $client->request('POST', '/new', [], ['idempotency_key' => 'mine']);"
        assert php.run(body, faster=20, base_url=hostile.url("drop", "ok"))
        assert hostile.keys() == ["mine"] * 2
        body = "return caught(fn () => $client->request('POST', '/new'));"
        assert php.run(body, base_url=hostile.url("drop", "ok"))["name"] == "ConnectionException"
        assert hostile.keys() == [None]

    def test_it_does_not_name_what_follows(self, php: Php, hostile: HostileServer) -> None:
        options = "['idempotency_key' => 'mine', 'wait_seconds' => 0.0]"
        body = f"return caught(fn () => $client->deployments()->createAndWait('proj_1', [], {options}));"
        assert php.run(body, base_url=hostile.url("ok"))["name"] == "DeploymentTimeoutException"
        assert hostile.keys() == ["mine", None]


class TestRateLimits:
    """The server says when to come back."""

    def test_a_storm_is_waited_out(self, php: Php, hostile: HostileServer) -> None:
        assert php.run(LIST, base_url=hostile.url("429=1", "429=0", "ok")) == "proj_123"
        first, second, _ = (request.at for request in hostile.requests)
        assert 0.95 <= second - first < 5

    @pytest.mark.parametrize("limit", ["429-ratelimit=1", "429-date=2"])
    def test_it_may_say_so_in_other_words(self, php: Php, hostile: HostileServer, limit: str) -> None:
        assert php.run(LIST, base_url=hostile.url(limit, "ok")) == "proj_123"
        first, second = (request.at for request in hostile.requests)
        assert 0.9 <= second - first < 5

    def test_nobody_is_made_to_wait_for_an_hour(self, php: Php, hostile: HostileServer) -> None:
        error = php.run(CAUGHT_LIST, base_url=hostile.url("429=3600"))
        assert (error["name"], error["retryAfterSeconds"]) == ("RateLimitException", 3600)
        assert hostile.seen == ["429=3600"]


class TestTime:
    """No call lasts longer than it was told to."""

    @pytest.mark.parametrize("slow", ["silent", "drip"])
    def test_a_slow_server_is_left_in_time(self, php: Php, hostile: HostileServer, slow: str) -> None:
        body = "$error = caught(fn () => $client->projects()->list()); return [$error, microtime(true) - $started];"
        error, seconds = php.run(body, base_url=hostile.url(slow), timeout_seconds=0.3, max_retries=1)
        assert error["kinds"][:2] == ["TimeoutException", "ConnectionException"]
        assert 0.6 <= seconds < 5
        assert hostile.seen == [slow, slow]

    def test_a_call_may_have_a_limit_of_its_own(self, php: Php, hostile: HostileServer) -> None:
        body = "return caught(fn () => $client->projects()->list([], ['timeout_seconds' => 0.2, 'max_retries' => 0]));"
        assert "0.2 s" in php.run(body, base_url=hostile.url("silent"))["message"]

    @pytest.mark.parametrize(
        ("call", "ids"),
        [
            ("events()->list", ""),
            ("deployments()->get", "'deploy_1', "),
            ("webhooks()->deliveries()->get", "'wh_1', 'dlv_1', "),
        ],
    )
    def test_what_the_server_was_asked_to_wait_comes_on_top(
        self, php: Php, hostile: HostileServer, call: str, ids: str
    ) -> None:
        options = {"timeout_seconds": 0.4, "max_retries": 0}
        body = f"""
            $client->{call}({ids}['wait' => 1]);
            $client->{call}({ids}['wait' => 1], ['timeout_seconds' => 0.3]);
            return caught(fn () => $client->{call}({ids}))['message'];
        """
        assert "0.4 s" in php.run(body, base_url=hostile.url("late=0.7"), **options)
        assert hostile.seen == ["late=0.7"] * 3
        body = f"return caught(fn () => $client->{call}({ids}['wait' => 1]))['message'];"
        assert "1.4 s" in php.run(body, base_url=hostile.url("silent"), **options)


class TestAnswersOfOthers:
    """Proxies and broken servers answer in their own way; no answer makes the client crash."""

    @pytest.mark.parametrize("odd", ["html-success", "broken-json", "not-an-object", "empty"])
    def test_a_success_that_is_none_is_a_response_exception(self, php: Php, hostile: HostileServer, odd: str) -> None:
        for call in ("list()", "get('proj_1')"):
            body = f"return caught(fn () => $client->projects()->{call});"
            error = php.run(body, base_url=hostile.url(odd), max_retries=0)
            assert error["kinds"][:2] == ["ResponseException", "ApiException"]
            assert "not the API's" in error["message"]

    def test_an_html_error_page_says_so(self, php: Php, hostile: HostileServer) -> None:
        error = php.run(CAUGHT_LIST, base_url=hostile.url("html=502"), max_retries=0)
        assert (error["name"], error["errorCode"], error["details"]) == ("ServerException", None, [])
        assert "502 Bad Gateway" in error["message"]
        assert error["requestId"] == "req_hostile"

    def test_an_error_of_another_shape_is_still_an_error(self, php: Php, hostile: HostileServer) -> None:
        error = php.run(CAUGHT_LIST, base_url=hostile.url("odd-error"), max_retries=0)
        assert (error["name"], error["details"]) == ("ServerException", [])

    def test_a_redirect_is_not_followed_and_the_key_stays_here(self, php: Php, hostile: HostileServer) -> None:
        error = php.run(CAUGHT_LIST, base_url=hostile.url("redirect"))
        assert error["status"] == 302
        assert "check the base URL" in error["message"]
        assert hostile.seen == ["redirect"]

    def test_pages_without_end_end(self, php: Php, hostile: HostileServer) -> None:
        body = "$n = 0; foreach ($client->projects()->list() as $project) { $n++; } return $n;"
        assert php.run(body, base_url=hostile.url("endless")) == 2
