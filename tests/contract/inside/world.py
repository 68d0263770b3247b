"""A small world to ask in: people, keys, a team, a project with deployments in every state; real database and blobs."""

from __future__ import annotations

import contextlib
import io
import json as json_module
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Self
from unittest import mock

import structlog.testing
from sqlmodel import Session

from server.auth import accounts, keys
from server.auth.permissions import PERMISSIONS
from server.deployments import logs, states
from server.deployments.announce import announce
from server.edge.contract import BASE_PATH, Contract
from server.kit import clock
from server.kit.config import Limits, Settings
from server.kit.database import table_of
from server.models import Deployment, IdempotentRequest, Team, TeamMember
from server.projects import live
from server.webhooks import store
from server.webhooks.egress import Reply
from tests.contract.inside.closed import Exchange
from tests.contract.inside.promises import OPERATIONS
from tests.contract.inside.promises.deployments import STYLE_DIGEST
from tests.contract.inside.promises.vocabulary import INDEX, JSON, PROJECT_ID, TEAM, ZIP
from tests.contract.inside.promises.webhooks import webhook
from tests.support.inside import Answered, Inside

LIMIT_BYTES = 4096
MISSING = {
    "projects": "proj_000",
    "deployments": "deploy_000",
    "teams": "team_000",
    "api-keys": "key_000",
    "webhooks": "wh_000",
    "events": "evt_000",
    "oauth-apps": "app_000",
}
WORKER = "worker_000"
# Parts of a request that stand in its path.
PLACES = ("id", "sha256", "userId", "invitationId", "deliveryId")
# operationId → a request that succeeds
Requests = dict[str, Callable[["World"], dict[str, Any]]]


def zipped() -> bytes:
    """A site of one page."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.html", INDEX)
    return buffer.getvalue()


class World:
    """Use it in a `with`. `exchanges` has every request to an operation that was made through `ask`."""

    def __init__(self, contract: Contract, template: Path) -> None:
        self.contract = contract
        self.exchanges: list[Exchange] = []
        self._folder = Path(tempfile.mkdtemp(prefix="inside-"))
        shutil.copy(template, self._folder / "your-app.db")
        limits = Limits(body_bytes=LIMIT_BYTES, file_bytes=LIMIT_BYTES, archive_bytes=LIMIT_BYTES)
        settings = Settings(data_dir=self._folder, validate_responses="enforce", limits=limits, git_allow_file=True)
        self.inside = Inside(settings, contract)

    def __enter__(self) -> Self:
        self.inside.__enter__()
        with self.inside.services.database.transaction(write=True) as session:
            self._people(session)
        self.project = self.make("projects.create", json={"name": "Ada's"})
        self.success = self.deployed(self.project)
        self.end(self.success, "success")
        self.queued = self.make("deployments.create", id=self.project)
        self.cancelled = self.make("deployments.create", id=self.project)
        assert self.ask("deployments.cancel", id=self.cancelled).status == 200
        self.failed = self.make("deployments.create", id=self.project)
        self.end(self.failed, "failed")
        two = {"/index.html": STYLE_DIGEST, "/other.html": "3" * 64}
        self.uploading = self.make(
            "deployments.create", id=self.project, json={"source": {"type": "files", "files": two}}
        )
        self.webhook = self.make("webhooks.create", json=webhook(events=["project.updated"]))
        self.disabled = self.make("webhooks.create", json=webhook(description="x", projects=[self.project]))
        self.delivery, self.event = self.tested(200)
        self.resent, _ = self.tested(200)
        self.stuck = self.ask("webhooks.test", id=self.disabled).json["data"]["id"]
        assert self.ask("webhooks.update", id=self.disabled, json={"status": "disabled"}).status == 200
        self.archived = self.make("projects.create", json={"name": "Archived"})
        assert self.ask("projects.update", id=self.archived, json={"status": "archived"}).status == 200
        return self

    def __exit__(self, *nothing: object) -> None:
        self.inside.__exit__(*nothing)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _people(self, session: Session) -> None:
        self.ada = accounts.create(session, email="ada@example.com", name="Ada Lovelace", plan="free").id
        self.bob = bob = accounts.create(session, email="bob@example.com", name="Bob Stranger", plan="free").id
        self.eve = accounts.create(session, email="eve@example.com", name="Eve Newcomer", plan="free").id
        now = clock.now()
        self.team = "team_01jd2x0v1n6q2c3m4p5r6s7t8x"
        session.add(Team(id=self.team, name="My Team", created_at=now, updated_at=now))
        session.flush()
        session.add(TeamMember(team_id=self.team, user_id=self.ada, role="admin", created_at=now))
        session.add(TeamMember(team_id=self.team, user_id=bob, role="viewer", created_at=now))
        self.only_owner = "team_01jd2x0v1n6q2c3m4p5r6s7t8w"
        session.add(Team(id=self.only_owner, name="Ada's team", created_at=now, updated_at=now))
        session.flush()
        session.add(TeamMember(team_id=self.only_owner, user_id=self.ada, role="owner", created_at=now))
        session.add(TeamMember(team_id=self.only_owner, user_id=bob, role="viewer", created_at=now))

        def key(user: str, permissions: set[str], **more: Any) -> str:
            return keys.create(
                session, user_id=user, name="Test", permissions=permissions, environment="live", **more
            ).key

        every = set(PERMISSIONS)
        self.key = key(self.ada, every)
        self.temporary_key = key(self.ada, every, expires_at=now + timedelta(days=1))
        self.viewer_key = key(bob, every)
        self.only = {each: key(self.ada, {each}) for each in every}
        giving = {name: each for name, each in OPERATIONS.items() if each.gives}
        self.enough = {name: key(self.ada, {str(each.permission), *each.gives}) for name, each in giving.items()}
        self.all_but = {each: key(self.ada, every - {each}) for each in every}

    # ------------------------------------------------------------------------------------------ requests

    def ask(self, operation: str, *, query: str = "", key: str | None = "", **request: Any) -> Answered:
        """Send a request to an operation. PLACES go into the path; without a `key`, it is Ada's."""
        promise = OPERATIONS[operation]
        places = {name: request.pop(name) for name in PLACES if name in request}
        target = BASE_PATH + promise.path.format(**places) + (f"?{query}" if query else "")
        # Each mistake that is provoked would be logged with its traceback, which takes longer than all the rest.
        with structlog.testing.capture_logs():
            answer = self.inside.call(promise.method, target, key=self.key if key == "" else key, **request)
        body = answer.json if answer.headers.get("content-type") == JSON else answer.body.decode()
        self.exchanges.append(Exchange(operation, target, answer.status, answer.headers, body))
        return answer

    def make(self, operation: str, **request: Any) -> str:
        """Create something; its ID."""
        answer = self.ask(operation, **request)
        assert answer.status == 201, answer.body
        return str(answer.json["data"]["id"])

    def deployed(self, project: str) -> str:
        """A deployment of an archive, queued."""
        return self.make("deployments.create", id=project, body=zipped(), headers={"content-type": ZIP})

    def sound(self, operation: str) -> dict[str, Any]:
        """A request that succeeds; `ask(operation, **sound(operation))`."""
        room = import_module(f"tests.contract.inside.steps.{operation.partition('.')[0]}")
        requests: Requests = room.SOUND
        return requests[operation](self) if operation in requests else {}

    def forget_named_requests(self) -> None:
        """Let every Idempotency-Key be a new one."""
        with self.inside.services.database.transaction(write=True) as session:
            session.connection().execute(table_of(IdempotentRequest).delete())

    def missing(self, operation: str) -> dict[str, Any]:
        """A sound request, for something that there is not."""
        kind = OPERATIONS[operation].path.split("/")[1]
        return {**self.sound(operation), "id": MISSING[kind]}

    def tested(self, status: int | None) -> tuple[str, str]:
        """A test event that was answered with this status: the delivery and the event."""
        made = self.ask("webhooks.test", id=self.webhook).json["data"]
        self.deliver(status)
        return made["id"], made["event_id"]

    def deliver(self, status: int | None) -> None:
        """Do what a worker would do: note what the receiver answered to all that is due."""
        database = self.inside.services.database
        store.claim(database, WORKER, [self.webhook])
        rows, _ = store.due(database, self.webhook)
        error = "The host has no address." if status is None else None
        headers = [("server", "nginx")] if status else []
        reply = Reply(clock.now(), 12, status=status, headers=headers, body="", error=error)
        results = [store.Result(row, reply) for row in rows]
        store.write(database, WORKER, results, [store.Release(self.webhook)], (5.0,))

    def real(self, body: Any) -> Any:
        """A body of the promises, with the team and the project that there are."""
        text = json_module.dumps(body).replace(f'"{TEAM}"', f'"{self.team}"')
        return json_module.loads(text.replace(f'"{PROJECT_ID}"', f'"{self.project}"'))

    # -------------------------------------------------------------------------------------------- states

    def end(self, deployment: str, status: str, **values: Any) -> None:
        """Do what a job would do: end a deployment, with lines in its log, and put a success live."""
        if status == "failed":
            values = {"error_code": "build_crashed", "error_message": "The build crashed.", **values}
        with self.inside.services.database.transaction(write=True) as session:
            now = clock.now()
            logs.append(session, deployment, "info", "Two words")
            logs.append(session, deployment, "warning", "and two more.")
            assert states.move(
                session, deployment, to=status, from_=states.OPEN, started_at=now, completed_at=now, **values
            )
            if status == "success":
                row = session.get_one(Deployment, deployment)
                live.go_live(session, row.project_id, deployment, row.number)
            told = "completed" if status == "success" else status
            announce(session, self.inside.services.settings, deployment, f"deployment.{told}")

    @contextlib.contextmanager
    def broken(self, error: Exception) -> Iterator[None]:
        """Whoever opens a transaction meanwhile gets this error."""
        with mock.patch.object(self.inside.services.database, "transaction", side_effect=error):
            yield
