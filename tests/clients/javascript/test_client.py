"""What the JavaScript client offers beyond its operations."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.future_server import FutureServer
from tests.clients.hostile_server import HostileServer
from tests.clients.javascript.node import Node
from tests.clients.sites import make_site
from tests.support.running import Person, RunningServer


class TestOptions:
    """A client that can't work says so before anything is sent."""

    def test_a_missing_key_says_how_to_supply_one(self, node: Node) -> None:
        error = node.run("return caught(client.projects.list());", apiKey=None)
        assert error["name"] == "ConfigurationError"
        assert "YOUR_APP_API_KEY" in error["message"]
        assert "apiKey: 'YOUR_API_KEY'" in error["message"]

    def test_what_is_open_to_everybody_needs_no_key(self, node: Node, future: FutureServer) -> None:
        assert node.run("return (await client.health.get()).status;", apiKey=None, baseURL=future.url)

    def test_key_and_base_url_come_from_the_environment(self, node: Node, hostile: HostileServer) -> None:
        variables = {"YOUR_APP_API_KEY": "yap_test_from_environment", "YOUR_APP_BASE_URL": hostile.url("ok") + "/"}
        body = "return (await new YourAppClient().projects.list()).data.length;"
        assert node.run(body, environment=variables) == 1
        assert hostile.requests[0].headers["authorization"] == "Bearer yap_test_from_environment"
        assert hostile.requests[0].path == "/v1/projects"

    def test_a_key_may_be_a_function_that_is_asked_for_each_try(self, node: Node, hostile: HostileServer) -> None:
        body = """
            let n = 0;
            const apiKey = async () => `token_${++n}`;
            return (await new YourAppClient({ ...options, apiKey }).projects.list()).data.length;
        """
        node.run(body, baseURL=hostile.url("429", "ok"))
        assert [request.headers["authorization"] for request in hostile.requests] == [
            "Bearer token_1",
            "Bearer token_2",
        ]

    def test_environments_have_names(self, node: Node) -> None:
        assert node.run("return client.baseURL;") == "https://api.your-app.com/v1"
        body = "return new YourAppClient({ ...options, environment: 'sandbox' }).baseURL;"
        assert node.run(body) == "https://api-sandbox.your-app.com/v1"

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ("{ environment: 'moon' }", "production, staging, sandbox"),
            ("{ baseURL: 'localhost:8000' }", "must begin with http"),
            ("{ timeoutSeconds: 0 }", "timeoutSeconds"),
            ("{ maxRetries: -1 }", "maxRetries"),
        ],
    )
    def test_an_option_that_cannot_be_is_refused(self, node: Node, options: str, told: str) -> None:
        error = node.run(f"return caught(() => new YourAppClient({options}));")
        assert error["name"] == "ConfigurationError"
        assert told in error["message"]

    def test_a_key_with_a_line_break_is_refused_before_it_is_sent(self, node: Node, hostile: HostileServer) -> None:
        error = node.run("return caught(client.projects.list());", apiKey="yap_live_x\n", baseURL=hostile.url("ok"))
        assert error["name"] == "ConfigurationError"
        assert "yap_live_x" not in error["message"]

    @pytest.mark.parametrize("id_", ["''", "'.'", "'..'", "undefined", "null", "{}"])
    def test_an_id_that_would_be_another_path_is_refused(self, node: Node, hostile: HostileServer, id_: str) -> None:
        error = node.run(f"return caught(client.projects.delete({id_}));", baseURL=hostile.url("ok"))
        assert error["name"] == "ConfigurationError"
        assert hostile.seen == []

    def test_an_id_is_escaped(self, node: Node, hostile: HostileServer) -> None:
        node.run("return client.projects.get('a/b?c#d%2F');", baseURL=hostile.url("ok"))
        assert hostile.requests[0].path == "/v1/projects/a/b?c#d%2F"  # unescaped once by the server


class TestHooks:
    """Logging sees everything but secrets."""

    def test_hooks_hear_of_each_try_and_never_of_the_key(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const events = [];
            const hooks = { request: (event) => { events.push(event); }, response: (event) => { events.push(event); } };
            await new YourAppClient({ ...options, hooks }).projects.list({ limit: 3 });
            return events;
        """
        events = node.run(body, apiKey="yap_test_secret", baseURL=hostile.url("429", "ok"))
        assert [event["attempt"] for event in events] == [1, 1, 2, 2]
        first, refused, _, answered = events
        assert (first["operation"], first["method"]) == ("projects.list", "GET")
        assert first["url"].endswith("/v1/projects?limit=3")
        assert first["headers"]["authorization"] == "[redacted]"
        assert (refused["status"], refused["retryInSeconds"]) == (429, 0)
        assert (answered["status"], answered["requestId"]) == (200, "req_hostile")
        assert 0 < answered["durationSeconds"] < 5
        assert "yap_test_secret" not in str(events)

    def test_a_failed_connection_is_told_too(self, node: Node, hostile: HostileServer) -> None:
        body = """
            let told;
            await caught(new YourAppClient({ ...options, hooks: { response: (event) => { told = event; } } }).projects.list());
            return [told.status ?? null, told.error.name];
        """
        assert node.run(body, baseURL=hostile.url("drop"), maxRetries=0) == [None, "APIConnectionError"]

    def test_a_client_that_is_printed_does_not_show_its_key(self, node: Node) -> None:
        body = """
            const { inspect } = await import('node:util');
            return inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client);
        """
        assert "yap_test_secret" not in node.run(body, apiKey="yap_test_secret")

    def test_the_user_agent_has_the_versions(self, node: Node, hostile: HostileServer) -> None:
        node.run("return client.projects.list();", baseURL=hostile.url("ok"))
        agent = hostile.requests[0].headers["user-agent"]
        assert agent.startswith("your-app-api-client/1.0.0 node/")

    def test_fetch_can_be_ones_own(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const seen = [];
            const own = (url, init) => { seen.push(init.method + ' ' + new URL(url).pathname); return fetch(url, init); };
            await new YourAppClient({ ...options, fetch: own, defaultHeaders: { 'X-Team': 'core' } }).projects.get('proj_1');
            return seen.length;
        """
        assert node.run(body, baseURL=hostile.url("ok")) == 1
        assert hostile.requests[0].headers["x-team"] == "core"


class TestAnswers:
    """A call gives the result, or the HTTP answer, or both."""

    def test_the_answer_comes_with_the_result(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const { data, response, requestId } = await client.projects.get('proj_1').withResponse();
            return [data.id, response.status, requestId];
        """
        assert node.run(body, baseURL=hostile.url("ok")) == ["proj_123", 200, "req_hostile"]

    def test_the_answer_can_be_had_unread(self, node: Node, hostile: HostileServer) -> None:
        body = "return (await client.projects.get('proj_1').asResponse()).json();"
        assert node.run(body, baseURL=hostile.url("503=0", "ok"))["data"]["id"] == "proj_123"
        assert hostile.seen == ["503=0", "ok"]

    def test_asking_for_it_too_late_says_so(self, node: Node, hostile: HostileServer) -> None:
        body = "const call = client.projects.get('proj_1'); await call; return caught(call.asResponse());"
        assert "directly" in node.run(body, baseURL=hostile.url("ok"))["message"]

    def test_a_call_is_a_promise_and_leaves_by_itself(self, node: Node, hostile: HostileServer) -> None:
        body = """
            const call = client.projects.delete('proj_1');
            await new Promise((resolve) => setTimeout(resolve, 300));
            const all = await Promise.all([call, call.then((it) => it.id), call.finally(() => {})]);
            return [call instanceof Promise, all[1], all[2].id];
        """
        assert node.run(body, baseURL=hostile.url("ok")) == [True, "proj_123", "proj_123"]
        assert hostile.seen == ["ok"]

    def test_an_error_that_nobody_catches_ends_the_program(self, node: Node, hostile: HostileServer) -> None:
        script = f"""
            import {{ YourAppClient }} from '@your-app/api-client';
            new YourAppClient({{ apiKey: 'k', baseURL: '{hostile.url("404")}' }}).projects.get('proj_1');
        """
        done = node.script(script)
        assert done.returncode == 1
        assert "NotFoundError: 404 planted: It says planted [req_hostile]" in done.stderr

    def test_other_paths_can_be_asked_for(self, node: Node, hostile: HostileServer) -> None:
        body = "return (await client.request('POST', '/new/things', { name: 'x' })).data.id;"
        assert node.run(body, baseURL=hostile.url("ok")) == "proj_123"
        assert (hostile.requests[0].path, hostile.requests[0].body) == ("/v1/new/things", b'{"name":"x"}')


class TestPages:
    """A page iterates over all pages."""

    def test_all_items_of_all_pages(self, node: Node, platform: RunningServer, owner: Person) -> None:
        body = """
            for (let n = 1; n <= 5; n++) await client.projects.create({ name: `Site ${n}` });
            const names = [];
            for await (const project of client.projects.list({ limit: 2 })) names.push(project.name);
            const page = await client.projects.list({ limit: 2 });
            const third = await (await page.nextPage()).nextPage();
            const sizes = [];
            for await (const each of page.pages()) sizes.push(each.data.length);
            return { names, pagination: page.pagination, third: third.data.length, more: third.hasNextPage(), after: await third.nextPage() ?? null, sizes };
        """
        told = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert told["names"] == [f"Site {n}" for n in (5, 4, 3, 2, 1)]
        assert told["pagination"] == {"page": 1, "limit": 2, "total": 5, "pages": 3}
        assert (told["third"], told["more"], told["after"], told["sizes"]) == (1, False, None, [2, 2, 1])


class TestDeployments:
    """What goes beyond single requests, on the real server."""

    def test_only_what_the_server_has_not_got_of_a_folder_travels(
        self, node: Node, platform: RunningServer, owner: Person, tmp_path: Path
    ) -> None:
        site = make_site(tmp_path / "site")
        body = """
            const { appendFile } = await import('node:fs/promises');
            const project = await client.projects.create({ name: 'My Website' });
            const told = [];
            for (let n = 0; n < 3; n++) {
              const progress = [];
              const params = { directory: input, onProgress: (at) => progress.push(at) };
              told.push({ deployment: await client.deployments.createAndWait(project.id, params), progress });
              if (n === 0) await appendFile(input + '/index.html', 'changed');
            }
            return told;
        """
        told = node.run(body, given=str(site), apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert [each["deployment"]["status"] for each in told] == ["success"] * 3
        assert [each["deployment"]["file_count"] for each in told] == [4] * 3
        assert [each["progress"][-1]["totalFiles"] for each in told] == [4, 1, 0]
        first = told[0]["progress"]
        assert [at["phase"] for at in first] == ["hashing"] * 4 + ["uploading"] * 4 + ["uploaded"]
        assert first[-1]["bytes"] == first[-1]["totalBytes"] == told[0]["deployment"]["size_bytes"]

    def test_a_file_that_cannot_be_sent_ends_the_call(self, node: Node, hostile: HostileServer, tmp_path: Path) -> None:
        site = make_site(tmp_path / "site")
        body = """
            let n = 0;
            const digests = [];
            const respond = async (url, init) => {
              if (init.method === 'POST') {
                digests.push(...Object.values(JSON.parse(init.body).source.files));
                return Response.json({ data: { id: 'deploy_1', missing: digests } }, { status: 201 });
              }
              return ++n === 2 ? new Response('', { status: 503 }) : Response.json({ data: {} });
            };
            const failing = new YourAppClient({ ...options, fetch: respond, maxRetries: 0 });
            return [await caught(failing.deployments.create('proj_1', { directory: input })), n <= digests.length];
        """
        error, stopped = node.run(body, given=str(site))
        assert (error["status"], stopped) == (503, True)

    def test_an_archive_goes_live(self, node: Node, platform: RunningServer, owner: Person, tmp_path: Path) -> None:
        archive = shutil.make_archive(str(tmp_path / "site"), "zip", make_site(tmp_path / "site"))
        body = """
            const content = new Blob([await (await import('node:fs/promises')).readFile(input)]);
            const project = await client.projects.create({ name: 'My Website' });
            return client.deployments.createAndWait(project.id, { content, contentType: 'application/zip' });
        """
        deployment = node.run(body, given=archive, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert deployment["source"]["media_type"] == "application/zip"

    def test_the_log_is_followed_to_its_end(self, node: Node, platform: RunningServer, owner: Person) -> None:
        body = """
            const project = await client.projects.create({ name: 'My Website' });
            const deployment = await client.deployments.create(project.id);
            const followed = [], read = [];
            for await (const line of client.deployments.followLogs(deployment.id)) followed.push(line);
            for await (const line of client.deployments.logs(deployment.id, { limit: 1 })) read.push(line);
            return { followed, read };
        """
        told = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert told["followed"] == told["read"]
        assert [line["number"] for line in told["read"]] == list(range(1, len(told["read"]) + 1))
        assert len(told["read"]) >= 2

    def test_one_that_does_not_succeed_throws_with_its_log(
        self, node: Node, platform: RunningServer, owner: Person
    ) -> None:
        body = """
            const project = await client.projects.create({ name: 'My Website' });
            const deployment = await client.deployments.create(project.id);
            await client.deployments.cancel(deployment.id);
            try { await client.deployments.wait(deployment.id); } catch (error) {
              return [error instanceof sdk.DeploymentFailedError, error.deployment.status, error.message, error.log.length];
            }
        """
        is_failed, status, message, lines = node.run(body, apiKey=owner.key().key, baseURL=f"{platform.url}/v1")
        assert (is_failed, status) == (True, "cancelled")
        assert "did not succeed: its status is cancelled" in message
        assert lines >= 0

    def test_a_wait_that_is_too_long_ends(self, node: Node) -> None:
        body = """
            const respond = async () => new Response('{"data":{"id":"deploy_1","status":"building","completed_at":null}}');
            const waiting = new YourAppClient({ ...options, fetch: respond });
            return caught(waiting.deployments.wait('deploy_1', { waitSeconds: 0.3 }));
        """
        assert "still building after 0.3 s" in node.run(body)["message"]

    @pytest.mark.parametrize("call", ["wait('d', options)", "followLogs('d', options).next()"])
    def test_a_wait_can_be_aborted_in_its_pauses(self, node: Node, call: str) -> None:
        body = f"""
            const deployment = '{{"data":{{"id":"d","status":"building","completed_at":null}}}}';
            const log = '{{"data":[],"cursor":{{"next":0,"complete":false}}}}';
            const fetch = async (url) => new Response(url.includes('logs') ? log : deployment);
            const waiting = new YourAppClient({{ ...options, fetch }});
            const at = AbortSignal.timeout(150);
            return caught(() => waiting.deployments.{call.replace("options", "{ signal: at }")});
        """
        assert node.run(body)["name"] == "APIAbortError"

    @pytest.mark.parametrize(
        ("params", "told"),
        [
            ("{ directory: '/nowhere' }", "There is no directory /nowhere"),
            ("{ directory: '' }", "must be the path"),
            ("{ directory: input }", "There are no files"),
        ],
    )
    def test_a_folder_that_is_none_is_refused(self, node: Node, tmp_path: Path, params: str, told: str) -> None:
        error = node.run(f"return caught(() => client.deployments.create('proj_1', {params}));", given=str(tmp_path))
        assert (error["name"], told in error["message"]) == ("ConfigurationError", True), error

    def test_a_link_out_of_the_folder_is_refused(self, node: Node, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "passwd").symlink_to("/etc/passwd")
        (tmp_path / "site-next").mkdir()  # a name that begins with the folder's
        (tmp_path / "site-next" / "x").write_text("x")
        for target in ("/etc/passwd", str(tmp_path / "site-next" / "x")):
            (tmp_path / "site" / "passwd").unlink()
            (tmp_path / "site" / "passwd").symlink_to(target)
            body = "return caught(client.deployments.create('proj_1', { directory: input }));"
            assert "neither a file nor a link to one in" in node.run(body, given=str(tmp_path / "site"))["message"]
