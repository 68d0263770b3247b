"""`python -m server …`, as an operator and as a script."""

from __future__ import annotations

import json
import stat
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from server import schema
from tests.support.environment import clean
from tests.support.running import ROOT, RunningServer, free_port


@pytest.fixture
def fresh(tmp_path: Path) -> RunningServer:
    """A server that was never started, on SQLite."""
    return RunningServer(tmp_path / "data")


def answer(result: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert result.returncode == 0, result.stderr
    parsed: dict[str, object] = json.loads(result.stdout)
    return parsed


class TestHelp:
    def test_lists_every_command(self, fresh: RunningServer) -> None:
        text = fresh.command("--help").stdout
        for name in ("serve", "worker", "migrate", "create-user", "create-api-key", "revoke-api-key", "settings"):
            assert name in text
            assert fresh.command(name, "--help").returncode == 0


class TestMigrate:
    def test_tells_before_and_after(self, fresh: RunningServer) -> None:
        result = answer(fresh.command("migrate", "--json"))
        assert (result["before"], result["now"]) == (None, schema.head())


class TestServe:
    def test_refuses_a_database_that_is_not_up_to_date(self, fresh: RunningServer) -> None:
        result = fresh.command("serve")
        assert result.returncode == 1
        assert "python -m server migrate" in result.stderr


class TestCreateUserAndKey:
    def test_the_key_that_is_answered_works(self, server: RunningServer) -> None:
        user = answer(
            server.command("create-user", "--email", f"cli{free_port()}@Example.com", "--name", "C L I", "--json")
        )
        assert user["plan"] == "free"
        key = answer(
            server.command(
                "create-api-key", "--user", str(user["email"]), "--name", "CI",
                "--permission", "projects:read", "--permission", "deployments:read",
                "--expires-in-days", "30", "--json",
            )
        )  # fmt: skip
        response = httpx.get(f"{server.url}/v1/token", headers={"Authorization": f"Bearer {key['key']}"})
        data = response.json()["data"]
        assert data["permissions"] == ["deployments:read", "projects:read", "token:read"]
        assert data["user"]["id"] == user["id"]
        assert data["expires_at"] is not None

    def test_makes_a_team_that_its_owner_sees(self, server: RunningServer) -> None:
        person = server.person()
        made = answer(server.command("create-team", "--name", "Ours", "--owner", person.email, "--json"))
        with person.client() as client:
            team = client.get(f"/teams/{made['id']}").json()["data"]
            assert (team["name"], team["role"]) == ("Ours", "owner")
            assert client.get("/audit-log", params={"team": made["id"]}).json()["data"][0]["actor"] is None
        assert server.command("create-team", "--name", "", "--owner", person.email).returncode != 0

    def test_all_permissions(self, server: RunningServer) -> None:
        person = server.person()
        result = server.command("create-api-key", "--user", person.id, "--name", "x", "--all-permissions", "--json")
        key = answer(result)
        assert "projects:write" in key["permissions"]  # type: ignore[operator]

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["create-user", "--email", "nonsense", "--name", "x"], "e-mail"),
            (["create-user", "--email", "a@example.com", "--name", "x", "--plan", "gold"], "gold"),
            (["create-api-key", "--user", "nobody@example.com", "--name", "x", "--all-permissions"], "no account"),
            (["create-api-key", "--user", "usr_1", "--name", "x"], "permission"),
        ],
    )
    def test_a_mistake_is_told_and_exits_with_an_error(
        self, server: RunningServer, arguments: list[str], problem: str
    ) -> None:
        result = server.command(*arguments)
        assert result.returncode != 0
        assert problem in result.stderr

    def test_a_mistake_is_json_where_json_was_asked_for(self, server: RunningServer) -> None:
        result = server.command("create-user", "--email", "x", "--name", "x", "--json")
        assert json.loads(result.stdout)["error"]["details"][0]["field"] == "email"

    def test_an_unknown_permission_is_named(self, server: RunningServer) -> None:
        person = server.person()
        result = server.command("create-api-key", "--user", person.id, "--name", "x", "--permission", "all")
        assert result.returncode == 1
        assert "There is no permission all" in result.stderr


class TestSettings:
    def test_hides_the_password_of_the_database(self, fresh: RunningServer) -> None:
        fresh.environment["YOUR_APP_DATABASE_URL"] = "postgresql://ada:hunter2@127.0.0.1/x"
        result = fresh.command("settings", "--json")
        assert "hunter2" not in result.stdout
        assert "postgresql://ada:" in result.stdout
        assert "YOUR_APP_MAX_FILES" in result.stdout


def healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/v1/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


class TestMakeRun:
    @pytest.mark.parametrize("target", ["run", "worker"])
    @pytest.mark.parametrize(
        ("arguments", "environment", "port", "data_dir"),
        [
            ([], {}, "8000", "var"),
            (["PORT=9000"], {}, "9000", "var"),
            ([], {"PORT": "9000"}, "9000", "var"),
            ([], {"YOUR_APP_PORT": "9000"}, "9000", "var"),
            (["YOUR_APP_PORT=9000"], {}, "9000", "var"),
            (["PORT=9000"], {"PORT": "9001", "YOUR_APP_PORT": "9002"}, "9000", "var"),
            ([], {"PORT": "9000", "YOUR_APP_PORT": "9002"}, "9000", "var"),
            (["PORT=9000", "YOUR_APP_PORT=9002"], {}, "9000", "var"),
            ([], {"YOUR_APP_DATA_DIR": "/srv/a"}, "8000", "/srv/a"),
            (["YOUR_APP_DATA_DIR=/srv/b"], {"YOUR_APP_DATA_DIR": "/srv/a"}, "8000", "/srv/b"),
        ],
    )
    def test_the_command_line_comes_before_the_environment_and_port_before_the_setting(
        self,
        tmp_path: Path,
        target: str,
        arguments: list[str],
        environment: dict[str, str],
        port: str,
        data_dir: str,
    ) -> None:
        python = tmp_path / "python"
        python.write_text('#!/bin/sh\necho "$YOUR_APP_PORT $YOUR_APP_DATA_DIR"\n')
        python.chmod(0o755)
        command = ["make", "--old-file=.venv/run", target, f"BIN={tmp_path}", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=clean(**environment), capture_output=True, text=True, check=True)
        assert done.stdout == f"{port} {data_dir}\n"

    def test_other_targets_hand_on_what_they_were_given_and_no_more(self, tmp_path: Path) -> None:
        python = tmp_path / "python"
        python.write_text("#!/bin/sh\nenv | grep ^YOUR_APP_ || true\n")
        python.chmod(0o755)
        command = ["make", "--old-file=.venv/dev", "readme", f"BIN={tmp_path}"]
        done = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, text=True, check=True)
        assert "YOUR_APP_" not in done.stdout

    def test_on_an_empty_folder_makes_an_account_and_a_key_and_says_what_to_do(self, tmp_path: Path) -> None:
        port = free_port()
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"YOUR_APP_DATA_DIR={tmp_path / 'var'}"],
            cwd=ROOT, env=clean(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            path = tmp_path / "var" / "quickstart.env"
            deadline = time.monotonic() + 60
            while not healthy(port):
                assert process.poll() is None, "it ended"
                assert time.monotonic() < deadline, f"nobody listens on {port}"
                time.sleep(0.1)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            values = dict(line.removeprefix("export ").split("=", 1) for line in path.read_text().split("\n") if line)
            assert values["YOUR_APP_BASE_URL"] == f"http://localhost:{port}/v1"
            headers = {"Authorization": f"Bearer {values['YOUR_APP_API_KEY']}"}
            token = httpx.get(f"{values['YOUR_APP_BASE_URL']}/token", headers=headers)
            assert token.status_code == 200
        finally:
            process.terminate()
            output, _ = process.communicate(timeout=30)
        assert output.count(values["YOUR_APP_API_KEY"]) == 1
        assert "source" in output
        assert "curl" in output
