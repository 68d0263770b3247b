"""The PHP package of other contracts: of a later one, and of one with other names."""

# ruff: noqa: E501 - long lines are PHP

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_php_client import build
from scripts.pack_php import pack
from tests.clients import evolved, future_server
from tests.clients.hostile_server import HostileServer
from tests.clients.php.conftest import installed
from tests.clients.php.interpreter import Php


def made(contract: dict[str, Any], folder: Path) -> Path:
    """The packed package of a contract, every file of it checked by PHP."""
    (folder / "openapi.yaml").write_text(yaml.safe_dump(contract, sort_keys=False, allow_unicode=True))
    (folder / "package").mkdir()
    build(folder / "openapi.yaml", folder / "package")
    for path in (folder / "package").rglob("*.php"):
        done = subprocess.run(["php", "-l", str(path)], capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, done.stdout
    return pack(folder / "package", folder / "dist")


@pytest.fixture(scope="session")
def later(contract: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Php:
    """The package of a later contract."""
    artifact = made(evolved.evolved(contract), tmp_path_factory.mktemp("generated"))
    return Php(installed(tmp_path_factory.mktemp("project"), {"type": "artifact", "url": str(artifact.parent)}))


class TestLaterContract:
    """New operations of every kind need no edit of the generator."""

    def test_nested_resources_take_the_ids_of_their_path(self, later: Php, hostile: HostileServer) -> None:
        later.run("return $client->teams()->members()->remove('team_1', 'usr_2');", base_url=hostile.url("ok"))
        assert (hostile.requests[0].method, hostile.requests[0].path) == ("DELETE", "/v1/teams/team_1/members/usr_2")

    def test_query_header_and_body_are_told_apart(self, later: Php, hostile: HostileServer) -> None:
        params = "['query_dry_run' => true, 'if_match' => 'v1', 'user_id' => 'usr_2', 'dry_run' => 'x']"
        later.run(f"return $client->teams()->members()->add('team_1', {params});", base_url=hostile.url("ok"))
        request = hostile.requests[0]
        assert request.path == "/v1/teams/team_1/members?dry_run=true"
        assert request.headers["if-match"] == "v1"
        assert json.loads(request.body) == {"user_id": "usr_2", "dry_run": "x"}

    def test_a_try_has_the_seconds_that_the_server_may_hold_the_answer(
        self, later: Php, hostile: HostileServer
    ) -> None:
        body = "return caught(fn () => $client->teams()->members()->list('t', ['until-change' => 1]))['name'];"
        told = later.run(body, base_url=hostile.url("late=0.7"), timeout_seconds=0.4, max_retries=0)
        assert told == "ResponseException"  # in time, if no list
        assert hostile.requests[0].path == "/v1/teams/t/members?until-change=1"

    def test_a_new_event_has_a_class(self, later: Php) -> None:
        body = "$event = YourApp\\WebhookEvent::of(['type' => 'team.moved', 'data' => ['id' => '1']]); return [get_class($event), get_class($event->data)];"
        assert later.run(body) == ["YourApp\\Models\\TeamMovedEvent", "YourApp\\Models\\Member"]

    def test_a_list_parameter_is_repeated(self, later: Php, contract: dict[str, Any], hostile: HostileServer) -> None:
        body = "return caught(fn () => $client->teams()->members()->list('team_1', ['role' => ['a', 'b&c']]));"
        later.run(body, base_url=hostile.url("ok"))
        assert hostile.requests[0].path == "/v1/teams/team_1/members?role=a&role=b&c"

    def test_a_key_is_made_once_and_kept_over_the_retries(self, later: Php, hostile: HostileServer) -> None:
        body = "$client->projects()->create(['name' => 'x']); return $client->projects()->create(['name' => 'x']);"
        later.run(body, base_url=hostile.url("drop", "503=0", "ok"))
        assert hostile.seen == ["drop", "503=0", "ok", "ok"]
        first, second, third, other = hostile.keys()
        assert first == second == third
        assert first not in (None, other)

    def test_a_key_of_ones_own_is_taken(self, later: Php, hostile: HostileServer) -> None:
        body = "return $client->projects()->create(['name' => 'x'], ['idempotency_key' => 'mine']);"
        later.run(body, base_url=hostile.url("ok"))
        assert hostile.keys() == ["mine"]

    @pytest.mark.parametrize("how", ["Upload::bytes('bytes', {type})", "Upload::file($input, {type})"])
    def test_bytes_are_sent_again_as_they_were(
        self, later: Php, hostile: HostileServer, tmp_path: Path, how: str
    ) -> None:
        (tmp_path / "part").write_bytes(b"bytes")
        upload = how.format(type="'application/octet-stream'")
        body = f"return $client->deployments()->parts()->put('deploy_1', 'abc', {upload});"
        later.run(body, given=str(tmp_path / "part"), base_url=hostile.url("503=0", "ok"))
        assert hostile.seen == ["503=0", "ok"]
        assert [request.body for request in hostile.requests] == [b"bytes", b"bytes"]
        assert {request.headers["content-type"] for request in hostile.requests} == {"application/octet-stream"}

    def test_bytes_lists_and_models_with_awkward_names_come_back(self, later: Php, contract: dict[str, Any]) -> None:
        with future_server.running(evolved.evolved(contract)) as server:
            body = """
                $members = $client->teams()->members()->list('team_1');
                return [
                    $client->deployments()->parts()->download('deploy_1', 'abc'),
                    get_class($members[0]), $members[1]->role, $members[0]->class, $members[0]->boss,
                    get_class($client->teams()->pages()->getFirst('team_1')),
                ];
            """
            told = later.run(body, base_url=server.url)
        assert told[0] == "from the future\n"
        assert told[1] == "YourApp\\Models\\Member"
        assert told[2:5] == ["from_the_future", "from_the_future_string", None]
        assert told[5] == "YourApp\\Models\\PageObject"


class TestNames:
    """Every name comes from the contract's x-sdk block."""

    def test_one_block_renames_everything(self, contract: dict[str, Any], tmp_path: Path) -> None:
        artifact = made(evolved.renamed(contract), tmp_path)
        (tmp_path / "project").mkdir()
        project = installed(tmp_path / "project", {"type": "artifact", "url": str(artifact.parent)}, "acme/cloud")
        script = """<?php require 'vendor/autoload.php';
            $seen = [];
            $client = new Acme\\Cloud\\Client(null, ['environment' => 'test']);
            try { $client->projects()->list(); } catch (Acme\\Cloud\\Exceptions\\ConfigurationException $error) { echo $error->getMessage(); }
        """
        done = Php(project).script(script)
        told = "projects.list needs an API key. Pass one, new Client('ACME_KEY'), or set ACME_API_KEY"
        assert done.stdout == told, done.stderr
        for path in (tmp_path / "package").rglob("*.php"):
            assert "YourApp" not in path.read_text(), path
