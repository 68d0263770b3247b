"""What the PHP client offers beyond its operations."""

# ruff: noqa: E501 - long lines are PHP

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.future_server import FutureServer
from tests.clients.hostile_server import HostileServer
from tests.clients.php.interpreter import Php
from tests.clients.sites import make_site
from tests.support.running import Person, RunningServer

GUZZLE = """
    require_once '/usr/share/php/GuzzleHttp/autoload.php';
    $factory = new GuzzleHttp\\Psr7\\HttpFactory();
    $psr18 = new YourApp\\Http\\Psr18HttpClient(new GuzzleHttp\\Client(['timeout' => 2]), $factory, $factory);
    $client = new ApiClient($key, $options + ['http_client' => $psr18]);
"""


class TestOptions:
    """A client that can't work says so before anything is sent."""

    def test_a_missing_key_says_how_to_supply_one(self, php: Php) -> None:
        error = php.run("return caught(fn () => $client->projects()->list());", api_key=None)
        assert error["name"] == "ConfigurationException"
        assert "new ApiClient('YOUR_API_KEY')" in error["message"]
        assert "YOUR_APP_API_KEY" in error["message"]

    def test_what_is_open_to_everybody_needs_no_key(self, php: Php, future: FutureServer) -> None:
        assert php.run("return $client->health()->get()->status;", api_key=None, base_url=future.url)

    def test_key_and_base_url_come_from_the_environment(self, php: Php, hostile: HostileServer) -> None:
        variables = {"YOUR_APP_API_KEY": "yap_test_from_environment", "YOUR_APP_BASE_URL": hostile.url("ok") + "/"}
        assert php.run("return count((new ApiClient())->projects()->list());", environment=variables) == 1
        assert hostile.requests[0].headers["authorization"] == "Bearer yap_test_from_environment"
        assert hostile.requests[0].path == "/v1/projects"

    def test_a_key_may_be_a_function_that_is_asked_for_each_try(self, php: Php, hostile: HostileServer) -> None:
        body = """
            $n = 0;
            return count((new ApiClient(function () use (&$n) { return 'token_' . ++$n; }, $options))->projects()->list());
        """
        php.run(body, base_url=hostile.url("429", "ok"))
        assert [request.headers["authorization"] for request in hostile.requests] == [
            "Bearer token_1",
            "Bearer token_2",
        ]

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ("['environment' => 'moon']", "production, staging, sandbox"),
            ("['base_url' => 'localhost:8000']", "must begin with http"),
            ("['timeout_seconds' => 0]", "timeout_seconds"),
            ("['max_retries' => -1]", "max_retries"),
            ("['timeout' => 5]", "There is no option timeout"),
            ("['http_client' => new stdClass()]", "Psr18HttpClient"),
        ],
    )
    def test_an_option_that_cannot_be_is_refused(self, php: Php, options: str, told: str) -> None:
        error = php.run(f"return caught(fn () => new ApiClient('key', {options}));")
        assert error["name"] == "ConfigurationException"
        assert told in error["message"]

    def test_an_option_of_a_call_that_there_is_not_is_refused(self, php: Php, hostile: HostileServer) -> None:
        body = "return caught(fn () => $client->projects()->list([], ['timeout' => 5]));"
        assert "timeout_seconds" in php.run(body, base_url=hostile.url("ok"))["message"]

    def test_a_key_with_a_line_break_is_refused_before_it_is_sent(self, php: Php, hostile: HostileServer) -> None:
        body = "return caught(fn () => $client->projects()->list());"
        error = php.run(body, api_key="yap_live_x\n", base_url=hostile.url("ok"))
        assert error["name"] == "ConfigurationException"
        assert "yap_live_x" not in error["message"]

    @pytest.mark.parametrize("id_", ["", ".", ".."])
    def test_an_id_that_would_be_another_path_is_refused(self, php: Php, hostile: HostileServer, id_: str) -> None:
        error = php.run(f"return caught(fn () => $client->projects()->delete('{id_}'));", base_url=hostile.url("ok"))
        assert error["name"] == "ConfigurationException"
        assert hostile.seen == []

    def test_an_id_is_escaped(self, php: Php, hostile: HostileServer) -> None:
        php.run("return $client->projects()->get('a/b?c#d%2F')->id;", base_url=hostile.url("ok"))
        assert hostile.requests[0].path == "/v1/projects/a/b?c#d%2F"  # unescaped once by the server


class TestHooks:
    """Logging sees everything but secrets."""

    def test_hooks_hear_of_each_try_and_never_of_the_key(self, php: Php, hostile: HostileServer) -> None:
        body = """
            $events = [];
            $hear = function (object $event) use (&$events) { $events[] = $event; };
            $hearing = new ApiClient($key, $options + ['on_request' => $hear, 'on_response' => $hear]);
            $hearing->projects()->list(['limit' => 3]);
            return $events;
        """
        events = php.run(body, api_key="yap_test_secret", base_url=hostile.url("429", "ok"))
        first, refused, _, answered = events
        assert (first["operation"], first["method"], first["attempt"]) == ("projects.list", "GET", 1)
        assert first["url"].endswith("/v1/projects?limit=3")
        assert first["headers"]["Authorization"] == "[redacted]"
        assert (refused["status"], refused["retryInSeconds"]) == (429, 0)
        assert (answered["status"], answered["requestId"], answered["request"]["attempt"]) == (200, "req_hostile", 2)
        assert 0 < answered["durationSeconds"] < 5
        assert "yap_test_secret" not in str(events)

    def test_a_client_that_is_printed_does_not_show_its_secrets(self, php: Php) -> None:
        body = """
            $printed = new ApiClient($key, ['webhook_secret' => 'whsec_secret']);
            return print_r($printed, true) . print_r($printed->webhooks(), true) . print_r(new YourApp\\WebhookVerifier('whsec_c2VjcmV0'), true);
        """
        printed = php.run(body, api_key="yap_test_secret")
        assert "secret" not in printed.replace("[secret]", "").replace("webhookSecret", "")

    def test_a_stack_trace_does_not_show_the_key(self, php: Php) -> None:
        script = "<?php require 'vendor/autoload.php'; new YourApp\\ApiClient('yap_test_secret', ['moon' => 1]);"
        done = php.script(script)
        assert done.returncode == 255
        assert "There is no option moon" in done.stderr
        assert "yap_test_secret" not in done.stderr + done.stdout

    def test_the_user_agent_has_the_versions(self, php: Php, hostile: HostileServer) -> None:
        php.run("return $client->projects()->list();", base_url=hostile.url("ok"))
        agent = hostile.requests[0].headers["user-agent"]
        assert agent.startswith("your-app-api-client-php/1.0.0 php/8.")
        assert "curl/" in agent


class TestPsr18:
    """Guzzle, a PSR-18 client, in place of curl."""

    def test_it_sends_the_requests(self, php: Php, platform: RunningServer, owner: Person) -> None:
        body = f"""{GUZZLE}
            $project = $client->projects()->create(['name' => 'My Website']);
            $deployment = $client->deployments()->create($project->id);
            return [$deployment->project_id === $project->id, count($client->projects()->list())];
        """
        assert php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1") == [True, 1]

    def test_it_sends_files(self, php: Php, platform: RunningServer, owner: Person, tmp_path: Path) -> None:
        archive = shutil.make_archive(str(tmp_path / "site"), "zip", make_site(tmp_path / "site"))
        body = f"""{GUZZLE}
            $project = $client->projects()->create(['name' => 'My Website']);
            $archive = Upload::file($input, 'application/zip');
            return $client->deployments()->createAndWait($project->id, $archive)->status;
        """
        told = php.run(body, given=archive, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert told == "success"

    @pytest.mark.parametrize("trouble", ["drop", "truncated", "503=0"])
    def test_its_failures_are_ours(self, php: Php, hostile: HostileServer, trouble: str) -> None:
        body = f"{GUZZLE} return $client->projects()->list()->data[0]->id;"
        assert php.run(body, base_url=hostile.url(trouble, "ok")) == "proj_123"
        body = f"{GUZZLE} return caught(fn () => $client->deployments()->cancel('deploy_1'));"
        assert php.run(body, base_url=hostile.url(trouble, "ok"))["name"] in ("ConnectionException", "ServerException")
        assert hostile.seen == [trouble]


class TestModels:
    """What comes back."""

    def test_a_model_is_read_in_every_way_and_never_written(self, php: Php, hostile: HostileServer) -> None:
        body = """
            $project = $client->projects()->get('proj_1');
            $project->team; // declared and null
            return [
                $project->id, $project['id'], isset($project->id), isset($project->team), $project->team?->name,
                $project->deployments->total, $project->slug, $project->toArray()['id'], json_encode($project->deployments),
                caught(fn () => $project->id = 'x')['name'], caught(fn () => $project->nmae)['message'],
                $project->rawResponse()->status, $project->deployments->rawResponse(), $project == unserialize(serialize($project)),
            ];
        """
        told = php.run(body, base_url=hostile.url("ok"))
        assert told[:5] == ["proj_123", "proj_123", True, False, None]
        assert told[5:9] == [0, None, "proj_123", '{"total":0}']  # the server left `slug` out
        assert told[9] == "LogicException"
        assert "Undefined property: YourApp\\Models\\Project::$nmae" in told[10]
        assert told[11:] == [200, None, True]

    def test_a_page_iterates_over_all_pages(self, php: Php, platform: RunningServer, owner: Person) -> None:
        body = """
            for ($n = 1; $n <= 5; $n++) $client->projects()->create(['name' => "Site $n"]);
            $names = [];
            foreach ($client->projects()->list(['limit' => 2]) as $index => $project) $names[$index] = $project->name;
            $page = $client->projects()->list(['limit' => 2]);
            $third = $page->nextPage()->nextPage();
            $sizes = array_map(count(...), iterator_to_array($page->pages()));
            return ['names' => $names, 'pagination' => $page->pagination, 'third' => count($third), 'after' => $third->nextPage(), 'sizes' => $sizes];
        """
        told = php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert told["names"] == [f"Site {n}" for n in (5, 4, 3, 2, 1)]
        assert told["pagination"] == {"page": 1, "limit": 2, "total": 5, "pages": 3}
        assert (told["third"], told["after"], told["sizes"]) == (1, None, [2, 2, 1])

    def test_other_paths_can_be_asked_for(self, php: Php, hostile: HostileServer) -> None:
        body = "return $client->request('POST', '/new/things', ['name' => 'x'])['data']['id'];"
        assert php.run(body, base_url=hostile.url("ok")) == "proj_123"
        assert (hostile.requests[0].path, hostile.requests[0].body) == ("/v1/new/things", b'{"name":"x"}')


class TestDeployments:
    """What goes beyond single requests, on the real server."""

    @pytest.mark.parametrize("through", ["", GUZZLE])  # curl sends in parallel, a PSR-18 client one after the other
    def test_only_what_the_server_has_not_got_of_a_folder_travels(
        self, php: Php, platform: RunningServer, owner: Person, tmp_path: Path, through: str
    ) -> None:
        body = """
            $project = $client->projects()->create(['name' => 'My Website']);
            $told = [];
            for ($n = 0; $n < 3; $n++) {
                $progress = [];
                $params = ['directory' => $input, 'on_progress' => function (array $at) use (&$progress) { $progress[] = $at; }];
                $told[] = [$client->deployments()->createAndWait($project->id, $params, ['wait_seconds' => 60]), $progress];
                if ($n === 0) file_put_contents("$input/index.html", 'changed', FILE_APPEND);
            }
            return $told;
        """
        site = str(make_site(tmp_path / "site"))
        told = php.run(through + body, given=site, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert [deployment["status"] for deployment, _ in told] == ["success"] * 3
        assert [deployment["file_count"] for deployment, _ in told] == [4] * 3
        assert [progress[-1]["total_files"] for _, progress in told] == [4, 1, 0]
        deployment, first = told[0]
        assert [at["phase"] for at in first] == ["hashing"] * 4 + ["uploading"] * 4 + ["uploaded"]
        assert first[-1]["bytes"] == first[-1]["total_bytes"] == deployment["size_bytes"]

    def test_the_log_is_followed_to_its_end(self, php: Php, platform: RunningServer, owner: Person) -> None:
        body = """
            $project = $client->projects()->create(['name' => 'My Website']);
            $deployment = $client->deployments()->create($project->id);
            $followed = iterator_to_array($client->deployments()->followLogs($deployment->id));
            return [$followed, iterator_to_array($client->deployments()->logs($deployment->id, ['limit' => 1]))];
        """
        followed, read = php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert followed == read
        assert len(read) >= 2

    def test_one_that_does_not_succeed_throws_with_its_log(
        self, php: Php, platform: RunningServer, owner: Person
    ) -> None:
        body = """
            $project = $client->projects()->create(['name' => 'My Website']);
            $deployment = $client->deployments()->create($project->id);
            $client->deployments()->cancel($deployment->id);
            return caught(fn () => $client->deployments()->wait($deployment->id));
        """
        error = php.run(body, api_key=owner.key().key, base_url=f"{platform.url}/v1")
        assert error["name"] == "DeploymentFailedException"
        assert "did not succeed: its status is cancelled" in error["message"]

    @pytest.mark.parametrize(
        ("params", "told"),
        [
            ("['directory' => '/nowhere']", "There is no directory /nowhere"),
            ("['directory' => 5]", "A folder is deployed with directory"),
            ("['directory' => $input]", "There are no files"),
            ("['directory' => $input, 'progress' => 1]", "A folder is deployed with directory"),
            ("Upload::file('/nowhere.zip', 'application/zip')", "There is no readable file"),
        ],
    )
    def test_a_folder_that_is_none_is_refused(self, php: Php, tmp_path: Path, params: str, told: str) -> None:
        error = php.run(
            f"return caught(fn () => $client->deployments()->create('proj_1', {params}));", given=str(tmp_path)
        )
        assert (error["name"], told in error["message"]) == ("ConfigurationException", True), error

    def test_a_link_out_of_the_folder_is_refused(self, php: Php, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "passwd").symlink_to("/etc/passwd")
        body = "return caught(fn () => $client->deployments()->create('proj_1', ['directory' => $input]));"
        assert "neither a file nor a link to one in" in php.run(body, given=str(tmp_path / "site"))["message"]
