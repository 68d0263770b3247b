"""The command line: as a process of its own on the real server; every operation on a server from the future."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.sdk.model import Model, Operation
from scripts.sdk.words import kebab
from tests.clients.future_server import FUTURE, FutureServer
from tests.clients.hostile_server import HostileServer
from tests.clients.python.test_package import PURE
from tests.clients.sites import make_site
from tests.clients.story import example_step
from tests.support.environment import clean
from tests.support.running import Person, RunningServer

MAIN = "from your_app_api.cli import main; main()"


@dataclass
class CommandLine:
    """`your-app` with a configuration of its own."""

    installed: Path
    config: Path
    base_url: str

    def __call__(self, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it."""
        added = {
            "PYTHONPATH": os.pathsep.join([str(self.installed), str(PURE)]),
            "YOUR_APP_CONFIG_DIR": str(self.config),
            "YOUR_APP_BASE_URL": self.base_url,
            "COLUMNS": "200",
            **environment,
        }
        return subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            env=clean(**added),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def said(self, *arguments: str, **options: str) -> str:
        """What it prints when all is well."""
        done = self(*arguments, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: str, status: int = 1, **options: str) -> str:
        """What it says when something is wrong."""
        done = self(*arguments, **options)
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
        return done.stderr


@pytest.fixture
def cli(installed: Path, tmp_path: Path, platform: RunningServer, owner: Person) -> CommandLine:
    """One that is logged in."""
    made = CommandLine(installed, tmp_path / "config", f"{platform.url}/v1")
    made.said("login", "--with-stdin", stdin=f"{owner.key().key}\n")
    return made


class TestAccount:
    """A key is checked, kept for its owner alone, and sent to its own address only."""

    def test_a_login_is_kept(self, cli: CommandLine) -> None:
        assert "Nothing." in cli.said("projects", "list")
        assert "Ada Lovelace" in cli.said("token", "get")
        (kept,) = cli.config.iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
        assert "Logged out" in cli.said("logout")
        message = cli.refused("projects", "list")
        assert f"You are not logged in to {cli.base_url}. Run your-app login, or set YOUR_APP_API_KEY." in message

    def test_a_key_that_is_none_is_not_kept(self, cli: CommandLine) -> None:
        message = cli.refused("login", "--with-stdin", stdin="yap_live_nobody\n")
        assert "401 unauthorized" in message
        assert "Nothing." in cli.said("projects", "list")  # with the key from before
        assert "no key" in cli.refused("login", "--with-stdin", stdin="\n", status=2)

    def test_a_key_is_not_sent_to_another_address(self, cli: CommandLine, hostile: HostileServer) -> None:
        cli.refused("--base-url", hostile.url("ok"), "projects", "list")
        assert hostile.seen == []

    def test_the_last_login_says_where_the_api_is(self, cli: CommandLine) -> None:
        assert "Nothing." in cli.said("projects", "list", YOUR_APP_BASE_URL="")

    def test_a_key_in_the_environment_goes_before(self, cli: CommandLine, owner: Person) -> None:
        only = owner.key("token:read").key
        assert "token:read" in cli.said("token", "get", YOUR_APP_API_KEY=only)
        assert "lacks the permission projects:read" in cli.refused("projects", "list", YOUR_APP_API_KEY=only)


class TestEveryDay:
    """deploy, open and logs."""

    def test_a_folder_goes_live_and_its_url_is_the_output(self, cli: CommandLine, tmp_path: Path) -> None:
        site = str(make_site(tmp_path / "site"))
        project = json.loads(cli.said("projects", "create", "--name", "My Site", "--json"))
        done = cli("deploy", site, "--project", project["slug"])
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{project['url']}\n"
        assert "4 files" in done.stderr  # the log
        assert "Live after" in done.stderr
        assert cli.said("open", "--print") == f"{project['url']}\n"
        followed = cli.said("logs", "--follow")
        assert f"Live at {project['url']}" in followed
        lines = [json.loads(line) for line in cli.said("logs", "--json").splitlines()]
        assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
        again = json.loads(cli.said("deploy", site, "--json"))  # the same project as last time
        assert (again["status"], again["project_id"]) == ("success", project["id"])
        table = cli.said("deployments", "list", project["id"])
        assert re.search(r"id +number +status +is live +url", table)
        assert len(re.findall("success", table)) == 2

    def test_it_need_not_wait(self, cli: CommandLine, tmp_path: Path) -> None:
        cli.said("projects", "create", "--name", "My Site")
        done = cli("deploy", str(make_site(tmp_path / "site")), "--project", "My Site", "--no-wait")
        assert done.stdout.startswith("deploy_")
        assert "logs --follow" in done.stderr

    def test_a_project_that_there_is_not_is_said(self, cli: CommandLine, tmp_path: Path) -> None:
        message = cli.refused("deploy", str(tmp_path), "--project", "nowhere")
        assert "There is no project nowhere" in message
        assert "projects create --name 'nowhere'" in message
        assert "Say which project with --project" in cli.refused("deploy", str(tmp_path), status=2)
        assert "no folder /nowhere" in cli.refused("deploy", "/nowhere", "--project", created(cli))


def created(cli: CommandLine) -> str:
    """The ID of a new project."""
    identifier: str = json.loads(cli.said("projects", "create", "--name", "Another", "--json"))["id"]
    return identifier


class TestOutput:
    """Tables for people, JSON for programs, reasons on stderr."""

    def test_tables_and_json(self, cli: CommandLine) -> None:
        for number in range(3):
            cli.said("projects", "create", "--name", f"Site {number}", "--description", "Words")
        table = cli.said("projects", "list", "--limit", "2")
        assert re.search(r"id +name +status +url", table)
        assert "Page 1 of 2, 3 in all. --page 2 shows more" in table
        page = json.loads(cli.said("projects", "list", "--limit", "2", "--json"))
        assert page["pagination"] == {"page": 1, "limit": 2, "total": 3, "pages": 2}
        every = json.loads(cli.said("projects", "list", "--limit", "2", "--all", "--json"))
        assert [each["name"] for each in every["data"]] == ["Site 2", "Site 1", "Site 0"]
        project = page["data"][0]["id"]
        assert re.search(r"deployments\.total +0", cli.said("projects", "get", project))
        changed = json.loads(cli.said("projects", "update", project, "--no-description", "--json"))
        assert (changed["description"], changed["name"]) == (None, "Site 2")
        assert cli.said("projects", "delete", project) == f"Deleted {project}.\n"

    def test_errors_name_fields_and_the_request(self, cli: CommandLine) -> None:
        message = cli.refused("projects", "create", "--name", "")
        assert "name: " in message
        assert re.search(r"\(422 validation_error, request req_\w+\)", message)
        body = json.loads(cli.refused("projects", "create", "--name", "", "--json"))
        assert body["error"]["code"] == "validation_error"

    def test_wrong_usage_is_told_before_anything_is_sent(self, cli: CommandLine) -> None:
        assert "'active', 'archived'" in cli.refused("projects", "list", "--status", "x", status=2)
        assert "Missing option '--name'" in cli.refused("projects", "create", status=2)
        assert "is not JSON" in cli.refused("deployments", "create", "proj_1", "--source", "{", status=2)
        assert "Say with --content-type" in cli.refused("deployments", "create", "proj_1", "--file", "x.bin", status=2)
        both = ("--description", "x", "--no-description")
        assert "either" in cli.refused("projects", "update", "proj_1", *both, status=2)

    def test_requests_can_be_watched_without_the_key(self, cli: CommandLine) -> None:
        done = cli("--verbose", "projects", "list")
        assert f"> GET {cli.base_url}/projects" in done.stderr
        assert re.search(r"< 200 req_\w+ \d+ ms", done.stderr)
        assert "yap_live" not in done.stderr

    def test_a_reader_that_has_enough_is_no_error(self, cli: CommandLine) -> None:
        command = f"{sys.executable} -c '{MAIN}' --help | head -1"
        path = os.pathsep.join([str(cli.installed), str(PURE)])
        done = subprocess.run(
            ["bash", "-c", command], env=clean(PYTHONPATH=path), capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_completion_knows_the_commands(self, cli: CommandLine) -> None:
        words = "your-app projects "
        found = cli.said(_YOUR_APP_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="2")
        assert {"list", "create", "get", "update", "delete"} <= set(found.split())

    def test_without_typer_it_says_how_to_install_it(self, installed: Path, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-S", "-c", MAIN],
            env=clean(PYTHONPATH=str(installed)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "pip install 'your-app-api[cli]'" in done.stderr


def example(model: Model, operation: Operation, folder: Path) -> list[str]:
    """The words of a command with the contract's examples."""
    path, params = example_step(model, operation)
    words = [*map(kebab, operation.resource), kebab(operation.name), *map(str, path)]
    if params.pop("content", None):
        (folder / "content").write_bytes(b"bytes")
        words += ["--file", str(folder / "content")]
    for name, value in params.items():
        words += [f"--{kebab(name)}", value if isinstance(value, str) else json.dumps(value)]
    return words


class TestEveryOperation:
    """Each operation of the contract is a command; new fields and values of a later server do no harm."""

    def test_each_is_a_command(
        self,
        model: Model,
        future: FutureServer,
        installed: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from your_app_api.cli.app import app

        monkeypatch.setenv("YOUR_APP_CONFIG_DIR", str(tmp_path))
        monkeypatch.setenv("YOUR_APP_API_KEY", "yap_test_key")
        for operation in model.operations:
            words = ["--base-url", future.url, *example(model, operation, tmp_path)]
            app([*words, "--json"], standalone_mode=False) if operation.result.kind != "raw" else app(
                words, standalone_mode=False
            )
            printed = capsys.readouterr().out
            if operation.result.kind != "raw":
                body: Any = json.loads(printed)
                found = body["data"][0] if operation.result.kind in ("page", "cursor") else body
                assert FUTURE in (found[0] if isinstance(found, list) else found), operation.id
                app(words, standalone_mode=False)
                assert capsys.readouterr().out.strip(), operation.id
        assert set(future.seen) == {operation.id for operation in model.operations}

    def test_help_names_every_command(self, model: Model, installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
        from your_app_api.cli.app import app

        for resource in model.all_resources():
            app([*map(kebab, resource.path), "--help"], standalone_mode=False)
            told = capsys.readouterr().out
            assert not [each.name for each in resource.operations if kebab(each.name) not in told]
