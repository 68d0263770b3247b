"""A real server in a process of its own, and people who use it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from server.auth import accounts, keys
from server.auth.permissions import PERMISSIONS
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.ids import new_id
from server.models import Team, TeamMember
from tests.support.contract_check import check
from tests.support.environment import clean

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningServer:
    """`python -m server serve` on a data folder and a database. Start it as often as you like."""

    def __init__(self, data_dir: Path, database_url: str = "", **settings: object) -> None:
        self.port = free_port()
        self.settings = Settings(
            data_dir=data_dir, database_url=database_url, port=self.port, validate_responses="enforce"
        )
        self.environment = {
            **clean(),
            "YOUR_APP_DATA_DIR": str(data_dir),
            "YOUR_APP_DATABASE_URL": database_url,
            "YOUR_APP_PORT": str(self.port),
            "YOUR_APP_VALIDATE_RESPONSES": "enforce",
            "YOUR_APP_LOG_LEVEL": "warning",
            "PYTHONWARNINGS": "ignore",  # of other people's packages; ours are errors in the tests that import it
            **{f"YOUR_APP_{name.upper()}": str(value) for name, value in settings.items()},
        }
        self.log = data_dir / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.database = Database(self.settings.database, pool_size=2)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m server …` with the same settings."""
        return subprocess.run(
            [sys.executable, "-m", "server", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self) -> RunningServer:
        """Migrate, start, and wait until it answers."""
        migrated = self.command("migrate")
        assert migrated.returncode == 0, migrated.stderr
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 120
        while True:
            try:
                if httpx.get(f"{self.url}/v1/health", timeout=2).status_code == 200:
                    return self
            except httpx.TransportError:
                pass
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """Stop it and answer its exit status."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=30)

    def person(self, name: str = "Ada Lovelace", plan: str = "free") -> Person:
        """A new account on this server."""
        with self.database.transaction(write=True) as session:
            user = accounts.create(session, email=f"{new_id('mail')}@example.com", name=name, plan=plan)
            return Person(self, user.id, user.email)

    def team(self, name: str, members: dict[str, str]) -> str:
        """A new team; `members` maps a user's id to a role. Answers the team's id."""
        now = clock.now()
        with self.database.transaction(write=True) as session:
            team = Team(id=new_id("team"), name=name, created_at=now, updated_at=now)
            session.add(team)
            session.flush()
            for user_id, role in members.items():
                session.add(TeamMember(team_id=team.id, user_id=user_id, role=role, created_at=now))
            return team.id


class Person:
    """An account on a running server."""

    def __init__(self, server: RunningServer, user_id: str, email: str) -> None:
        self.server, self.id, self.email = server, user_id, email

    def key(self, *permissions: str, environment: str = "live", expires_at: datetime | None = None) -> keys.NewKey:
        """A new key of theirs, with every permission unless some are named."""
        with self.server.database.transaction(write=True) as session:
            return keys.create(
                session,
                user_id=self.id,
                name="Test",
                permissions=permissions or PERMISSIONS,
                environment=environment,
                expires_at=expires_at,
            )

    def client(self, *permissions: str) -> Client:
        """A client that uses a new key."""
        return Client(self.server.url, self.key(*permissions).key)


class Client(httpx.Client):
    """Speaks to `/v1`, and checks every answer against the contract."""

    def __init__(self, url: str, key: str | None = None, **options: Any) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        super().__init__(
            base_url=f"{url}/v1", headers=headers, event_hooks={"response": [check]}, timeout=30, **options
        )

    def project(self, **body: Any) -> dict[str, Any]:
        """A new project."""
        response = self.post("/projects", json={"name": "My Website", **body})
        assert response.status_code == 201, response.text
        data: dict[str, Any] = response.json()["data"]
        return data

    def deploy(
        self, project_id: str, content: bytes | None = None, media_type: str = "application/zip"
    ) -> dict[str, Any]:
        """A new deployment, of the template or of an archive."""
        path = f"/projects/{project_id}/deployments"
        if content is None:
            response = self.post(path)
        else:
            response = self.post(path, content=content, headers={"Content-Type": media_type})
        assert response.status_code == 201, response.text
        data: dict[str, Any] = response.json()["data"]
        return data

    def ended(self, deployment_id: str, timeout_seconds: float = 20) -> dict[str, Any]:
        """The deployment, once it has ended."""
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline:
            data: dict[str, Any] = self.get(f"/deployments/{deployment_id}").json()["data"]
            if data["completed_at"]:
                return data
            time.sleep(0.03)
        raise AssertionError(f"{deployment_id} is still {data['status']} after {timeout_seconds} s")


class Site(httpx.Client):
    """A browser of published sites."""

    def __init__(self, server: RunningServer) -> None:
        super().__init__(timeout=10)
        self._server = server

    def show(self, url: str, path: str = "/") -> httpx.Response:
        """What the site at `url` has at `path`."""
        host = httpx.URL(url).netloc.decode()
        return self.get(f"{self._server.url}{path}", headers={"Host": host})


def error(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error of an answer with this status."""
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()["error"]
    return found
