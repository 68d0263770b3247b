"""The JavaScript package of other contracts: of a later one, and of one with other names."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_javascript_client import build
from scripts.pack_javascript import pack
from tests.clients import evolved, future_server
from tests.clients.hostile_server import HostileServer
from tests.clients.javascript.node import Node

Install = Callable[[dict[str, Any]], Node]


@pytest.fixture(scope="session")
def install(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    """Builds, packs and installs the package of a contract."""
    nodes: list[Node] = []

    def make(contract: dict[str, Any]) -> Node:
        folder = tmp_path_factory.mktemp("generated")
        (folder / "openapi.yaml").write_text(yaml.safe_dump(contract, sort_keys=False, allow_unicode=True))
        (folder / "package").mkdir()
        build(folder / "openapi.yaml", folder / "package")
        tarball = pack(folder / "package", folder / "dist")  # tsc checks every line of it
        (folder / "project").mkdir()
        (folder / "project" / "package.json").write_text('{ "name": "consumer", "private": true }')
        command = ["npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", str(tarball)]
        subprocess.run(command, cwd=folder / "project", check=True, capture_output=True, timeout=120)
        nodes.append(Node(folder / "project"))
        return nodes[-1]

    yield make
    for node in nodes:
        node.close()


@pytest.fixture(scope="session")
def later(contract: dict[str, Any], install: Install) -> Node:
    """The package of a later contract."""
    return install(evolved.evolved(contract))


class TestLaterContract:
    """New operations of every kind need no edit of the generator."""

    def test_nested_resources_take_the_ids_of_their_path(self, later: Node, hostile: HostileServer) -> None:
        later.run("return client.teams.members.remove('team_1', 'usr_2');", baseURL=hostile.url("ok"))
        assert (hostile.requests[0].method, hostile.requests[0].path) == ("DELETE", "/v1/teams/team_1/members/usr_2")

    def test_query_header_and_body_are_told_apart(self, later: Node, hostile: HostileServer) -> None:
        body = "return client.teams.members.add('team_1', { query_dry_run: true, if_match: 'v1', user_id: 'usr_2', dry_run: 'x' });"
        later.run(body, baseURL=hostile.url("ok"))
        request = hostile.requests[0]
        assert request.path == "/v1/teams/team_1/members?dry_run=true"
        assert request.headers["if-match"] == "v1"
        assert json.loads(request.body) == {"user_id": "usr_2", "dry_run": "x"}

    def test_a_list_parameter_is_repeated(self, later: Node, hostile: HostileServer) -> None:
        later.run("return client.teams.members.list('team_1', { role: ['a', 'b&c'] });", baseURL=hostile.url("ok"))
        assert hostile.requests[0].path == "/v1/teams/team_1/members?role=a&role=b&c"

    def test_a_try_has_the_seconds_that_the_server_may_hold_the_answer(
        self, later: Node, hostile: HostileServer
    ) -> None:
        body = "return client.teams.members.list('t', { 'until-change': 1 });"
        assert later.run(body, baseURL=hostile.url("late=0.7"), timeoutSeconds=0.4, maxRetries=0)
        assert hostile.requests[0].path == "/v1/teams/t/members?until-change=1"

    def test_a_new_event_is_one_of_them(self, later: Node) -> None:
        types = later.project / "node_modules" / "@your-app" / "api-client" / "src" / "webhook-events.ts"
        assert "  | TeamMovedEvent\n  | UnknownWebhookEvent;" in types.read_text()

    def test_a_key_is_made_once_and_kept_over_the_retries(self, later: Node, hostile: HostileServer) -> None:
        body = "await client.projects.create({ name: 'x' }); return client.projects.create({ name: 'x' });"
        later.run(body, baseURL=hostile.url("drop", "503=0", "ok"))
        assert hostile.seen == ["drop", "503=0", "ok", "ok"]
        first, second, third, other = hostile.keys()
        assert first == second == third
        assert first not in (None, other)

    def test_a_key_of_ones_own_is_taken(self, later: Node, hostile: HostileServer) -> None:
        body = "return client.projects.create({ name: 'x' }, { idempotencyKey: 'mine' });"
        later.run(body, baseURL=hostile.url("ok"))
        assert hostile.keys() == ["mine"]

    @pytest.mark.parametrize(
        "content", ["new Blob(['bytes'])", "Buffer.from('bytes')", "() => new Response('bytes').body"]
    )
    def test_bytes_are_sent_again_as_they_were(self, later: Node, hostile: HostileServer, content: str) -> None:
        body = f"return client.deployments.parts.put('deploy_1', 'abc', {{ content: {content} }});"
        later.run(body, baseURL=hostile.url("503=0", "ok"))
        assert hostile.seen == ["503=0", "ok"]
        assert {request.headers["content-type"] for request in hostile.requests} == {"application/octet-stream"}
        assert [request.body for request in hostile.requests] == [b"bytes", b"bytes"]

    def test_a_stream_is_sent_once(self, later: Node, hostile: HostileServer) -> None:
        body = "return caught(client.deployments.parts.put('d', 'abc', { content: new Response('bytes').body }));"
        assert later.run(body, baseURL=hostile.url("503=0", "ok"))["status"] == 503
        assert hostile.seen == ["503=0"]

    def test_bytes_and_other_types_come_unread(self, later: Node, contract: dict[str, Any]) -> None:
        with future_server.running(evolved.evolved(contract)) as server:
            body = """
                const response = await client.deployments.parts.download('deploy_1', 'abc');
                return [response.headers.get('content-type'), await response.text(), (await client.teams.pages.getFirst('team_1')).id];
            """
            told = later.run(body, baseURL=server.url)
        assert told == ["application/octet-stream", "from the future\n", "from_the_future_string"]

    def test_another_accept_is_for_the_unread_answer(self, later: Node, hostile: HostileServer) -> None:
        body = "return (await client.deployments.logs('d', {}, { headers: { Accept: 'text/plain' } }).asResponse()).status;"
        later.run(body, baseURL=hostile.url("ok"))
        assert hostile.requests[0].headers["accept"] == "text/plain"


class TestNames:
    """Every name comes from the contract's x-sdk block."""

    def test_one_block_renames_everything(self, contract: dict[str, Any], install: Install) -> None:
        project = install(evolved.renamed(contract)).project
        script = """
            import { AcmeCloud } from '@acme/cloud';
            const client = new AcmeCloud();
            const error = await client.projects.list().catch((it) => it);
            console.log(client.baseURL, new AcmeCloud({ environment: 'test' }).baseURL, error.message.includes('ACME_API_KEY') && error.message.includes('ACME_KEY'));
        """
        done = Node(project).script(script)
        assert done.stdout == "https://api.acme.example/v1 https://test.acme.example/v1 true\n", done.stderr
        package = project / "node_modules" / "@acme" / "cloud"
        assert json.loads((package / "package.json").read_text())["version"] == "3.2.1"
        for path in filter(Path.is_file, package.rglob("*")):
            if path.name == "CHANGELOG.md":  # words that people wrote
                continue
            text = path.read_text()
            assert not [old for old in ("YourApp", "@your-app/", "YOUR_APP_") if old in text], path
            # The prose of the contract itself still has the placeholder; nothing else has.
            assert path.suffix in (".md", ".ts") or "YOUR_API_KEY" not in text, path
