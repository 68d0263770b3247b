"""The Python package of other contracts: of a later one, and of one with other names."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_python_client import build
from tests.clients import evolved, future_server
from tests.clients.hostile_server import HostileServer
from tests.support.environment import clean

Make = Callable[[dict[str, Any]], "Package"]


class Package:
    """A generated package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, body: str, **environment: str) -> str:
        """What a program prints; `client` is there."""
        prelude = "from your_app_api import YourAppClient\nclient = YourAppClient('yap_test_key')\n"
        return self.script(prelude + body, **environment)

    def script(self, program: str, **environment: str) -> str:
        """What a whole program prints."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            env=clean(**{"PYTHONPATH": str(self.folder), **environment}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Builds the package of a contract."""

    def made(contract: dict[str, Any]) -> Package:
        folder = tmp_path_factory.mktemp("generated")
        (folder / "openapi.yaml").write_text(yaml.safe_dump(contract, sort_keys=False, allow_unicode=True))
        (folder / "package").mkdir()
        build(folder / "openapi.yaml", folder / "package")
        return Package(folder / "package")

    return made


@pytest.fixture(scope="session")
def later(contract: dict[str, Any], make: Make) -> Package:
    """The package of a later contract."""
    return make(evolved.evolved(contract))


class TestLaterContract:
    """New operations of every kind need no edit of the generator."""

    def test_it_is_typed_all_through(self, later: Package, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}", "-p", "your_app_api"]
        done = subprocess.run(command, cwd=later.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout

    def test_nested_resources_take_the_ids_of_their_path(self, later: Package, hostile: HostileServer) -> None:
        later.run("client.teams.members.remove('team_1', user_id='usr_2')", YOUR_APP_BASE_URL=hostile.url("ok"))
        assert (hostile.requests[0].method, hostile.requests[0].path) == ("DELETE", "/v1/teams/team_1/members/usr_2")

    def test_query_header_and_body_are_told_apart(self, later: Package, hostile: HostileServer) -> None:
        arguments = "'team_1', query_dry_run=True, if_match='v1', user_id='usr_2', dry_run='x'"
        later.run(f"client.teams.members.add({arguments})", YOUR_APP_BASE_URL=hostile.url("ok"))
        request = hostile.requests[0]
        assert request.path == "/v1/teams/team_1/members?dry_run=true"
        assert request.headers["if-match"] == "v1"
        assert json.loads(request.body) == {"user_id": "usr_2", "dry_run": "x"}

    def test_a_list_parameter_is_repeated(self, later: Package, hostile: HostileServer) -> None:
        body = (
            "import contextlib\nwith contextlib.suppress(Exception): client.teams.members.list('t', role=['a', 'b&c'])"
        )
        later.run(body, YOUR_APP_BASE_URL=hostile.url("ok"))  # whose answer is no list
        assert hostile.requests[0].path == "/v1/teams/t/members?role=a&role=b&c"

    def test_a_try_has_the_seconds_that_the_server_may_hold_the_answer(
        self, later: Package, hostile: HostileServer
    ) -> None:
        body = """
try:
    client.with_options(timeout=0.4, max_retries=0).teams.members.list("t", until_change=1)
except Exception as error:
    print(type(error).__name__)
"""
        told = later.run(body, YOUR_APP_BASE_URL=hostile.url("late=0.7"))
        assert told == "APIResponseError"  # in time, if no list

    def test_a_new_event_is_typed(self, later: Package) -> None:
        body = """
from your_app_api.webhook_events import event_from
event = event_from({"type": "team.moved", "data": {"id": "1", "class": "x"}})
print(type(event).__name__, event.data.class_)
"""
        assert later.run(body) == "TeamMovedEvent x"

    def test_a_key_is_made_once_and_kept_over_the_retries(self, later: Package, hostile: HostileServer) -> None:
        body = "client.teams.members.add('t', user_id='u'); client.teams.members.add('t', user_id='u')"
        later.run(body, YOUR_APP_BASE_URL=hostile.url("drop", "503=0", "ok"))
        assert hostile.seen == ["drop", "503=0", "ok", "ok"]
        first, second, third, other = hostile.keys()
        assert first == second == third
        assert first not in (None, other)

    def test_a_key_of_ones_own_is_taken(self, later: Package, hostile: HostileServer) -> None:
        body = "client.teams.members.add('t', user_id='u', idempotency_key='mine')"
        later.run(body, YOUR_APP_BASE_URL=hostile.url("ok"))
        assert hostile.keys() == ["mine"]

    def test_bytes_are_sent_and_received(
        self, later: Package, contract: dict[str, Any], hostile: HostileServer
    ) -> None:
        later.run("client.deployments.parts.put('d', 'abc', b'bytes')", YOUR_APP_BASE_URL=hostile.url("ok"))
        request = hostile.requests[0]
        assert (request.body, request.headers["content-type"]) == (b"bytes", "application/octet-stream")
        with future_server.running(evolved.evolved(contract)) as server:
            body = (
                "print(client.deployments.parts.download('deploy_1', 'abc'), client.teams.pages.get_first('team_1').id)"
            )
            assert later.run(body, YOUR_APP_BASE_URL=server.url) == "b'from the future\\n' from_the_future_string"

    def test_names_that_python_keeps_for_itself_get_another_end(self, later: Package) -> None:
        body = """
from your_app_api.models import HologramSource, ListObject, Member, PageObject
given = {"id": "1", "class": None, "role": "class", "boss": {"id": "2", "class": "x"}, "notes": [{"x-odd name": "y"}]}
member = Member.from_dict(given)
assert member.to_dict() == given
print(member.class_, member.boss.class_, member.notes[0].x_odd_name, type(member.notes[0]).__name__, member.tags)
"""
        assert later.run(body) == "None x y ListObject None"


class TestNames:
    """Every name comes from the contract's x-sdk block."""

    def test_one_block_renames_everything(self, contract: dict[str, Any], make: Make) -> None:
        package = make(evolved.renamed(contract))
        program = """
from acme_cloud import AcmeCloud, AsyncAcmeCloud, ConfigurationError
client = AcmeCloud()
try:
    client.projects.list()
except ConfigurationError as error:
    told = str(error)
    print(client.base_url, AcmeCloud(environment="test").base_url, "ACME_API_KEY" in told, "'ACME_KEY'" in told)
"""
        assert package.script(program) == "https://api.acme.example/v1 https://test.acme.example/v1 True True"
        project = tomllib.loads((package.folder / "pyproject.toml").read_text())["project"]
        assert (project["name"], project["version"]) == ("acme-cloud", "3.2.1")
        assert project["scripts"] == {"acme": "acme_cloud.cli:main"}
        for path in filter(Path.is_file, package.folder.rglob("*")):
            text = path.read_text() if path.suffix in (".py", ".md", ".toml") else ""
            if path.name != "CHANGELOG.md":  # it tells of the change
                assert not [old for old in ("YourApp", "your_app", "your-app-api", "YOUR_APP_") if old in text], path


class TestBytes:
    """The same contract gives the same bytes."""

    def test_what_is_committed_is_what_is_made(self, tmp_path: Path) -> None:
        root = Path(__file__).parents[3]
        build(root / "openapi" / "openapi.yaml", tmp_path)
        committed = root / "generated_clients" / "python"
        for path in filter(Path.is_file, tmp_path.rglob("*")):
            name = path.relative_to(tmp_path)
            assert (committed / name).read_bytes() == path.read_bytes(), name
