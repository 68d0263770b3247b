"""Everybody who asks in the authorization matrix, and for each question a fresh team with what is asked about."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog.testing
from sqlmodel import Session

from server.auth import accounts, keys
from server.auth.actor import Actor
from server.auth.permissions import PERMISSIONS
from server.deployments import create as creation
from server.deployments import states
from server.edge.contract import BASE_PATH, METHODS, Contract
from server.kit import clock
from server.kit.config import Settings
from server.oauth_apps import clients, grants
from server.oauth_apps import service as oauth_apps
from server.projects import service as projects
from server.teams import members
from server.teams import service as teams
from server.webhooks import deliveries
from server.webhooks import service as webhooks
from tests.support.inside import Answered, Inside

PEOPLE = ("owner", "admin", "member", "viewer", "removed", "stranger")
DIGEST = hashlib.sha256(b"x").hexdigest()


@dataclass(frozen=True)
class Question:
    """A request about something. `nothing`: the same about something that never was; None if it names nothing."""

    operation: str
    target: str
    options: dict[str, Any]
    nothing: Question | None = None


@dataclass(frozen=True)
class Place:
    """A team of all members, and what belongs to it."""

    team: str
    project: str
    made: dict[str, str]  # state → deployment
    invitation: str
    second_owner: str
    second_member: str
    personal: dict[str, str]  # person → a project of their own
    key: str  # of the owner, the person
    webhook: str
    delivery: str
    event: str
    app: str  # of the owner, the person


class Crowd:
    """Use it in a `with`."""

    def __init__(self, folder: Path, template: Path) -> None:
        shutil.copy(template, folder / "your-app.db")
        self.contract = Contract.load()
        self._operations = {
            item[method]["operationId"]: (method.upper(), path, item[method])
            for path, item in self.contract.document["paths"].items()
            for method in METHODS
            if method in item
        }
        self.inside = Inside(Settings(data_dir=folder, validate_responses="enforce"), self.contract)
        self._observer = sqlite3.connect(folder / "your-app.db")

    def __enter__(self) -> Crowd:
        self.inside.__enter__()
        with self.inside.services.database.transaction(write=True) as session:
            self.people = {name: self._person(session, name) for name in (*PEOPLE, "second owner", "second member")}
            self._keys = {name: self._key(session, name, set(PERMISSIONS)) for name in PEOPLE}
            self._without = {each: self._key(session, "owner", set(PERMISSIONS) - {each}) for each in PERMISSIONS}
            revoked = keys.create(
                session, user_id=self.people["owner"], name="x", permissions=PERMISSIONS, environment="live"
            )
            keys.revoke(session, revoked.id)
            self._keys["revoked key"] = revoked.key
            self._keys["bad key"] = "yap_live_nobody"
            self._keys["read-only"] = self._read_only(session)
            other = projects.create(
                session,
                self.actor("owner"),
                {"name": "Other", "template": "blank", "visibility": "private"},
                self.inside.services.settings,
            )
            self._keys["other project"] = self._key(session, "owner", set(PERMISSIONS), project_ids=[other.id])
        return self

    def __exit__(self, *nothing: object) -> None:
        self._observer.close()
        self.inside.__exit__(*nothing)

    def _person(self, session: Session, name: str) -> str:
        address = f"{name.replace(' ', '-')}@example.com"
        return accounts.create(session, email=address, name=name.title(), plan="free").id

    def _key(self, session: Session, person: str, permissions: set[str], **more: Any) -> str:
        made = keys.create(
            session,
            user_id=self.people[person],
            name=person,
            permissions=permissions,
            environment="live",
            **more,
        )
        return made.key

    def _read_only(self, session: Session) -> str:
        """An access token with the scope `read`, of an application of somebody else's."""
        callback = "https://client.example/callback"
        body = {"name": "App", "redirect_uris": [callback], "scopes": ["read", "write"]}
        made, _ = oauth_apps.create(session, self.actor("stranger"), body)
        app = clients.find(session, made.id)
        assert app is not None
        code = grants.allow(
            session, app, self.people["owner"], scopes=["read"], redirect_uri=callback, code_challenge=None
        )
        issued = grants.redeem(session, app, code, redirect_uri=callback, verifier=None)
        assert isinstance(issued, grants.Issued)
        return issued.access_token

    def actor(self, person: str) -> Actor:
        """Somebody, as a credential with every permission proves them."""
        return Actor(
            self.people[person], "key_test", "api_key", person, "live", frozenset(PERMISSIONS), clock.now(), None
        )

    # ---------------------------------------------------------------------------------------- what is asked about

    def place(
        self,
        *,
        public: bool,
        project: bool = True,
        deployments: bool = False,
        personal: bool = False,
        webhook: bool = False,
    ) -> Place:
        """A fresh team with an invitation and people, and the rest as it is asked for."""
        services = self.inside.services
        with services.database.transaction(write=True) as session:
            owner = self.actor("owner")
            team = teams.create(session, owner, {"name": "Team"}).id
            for role in ("admin", "member", "viewer"):
                teams.join(session, team, self.people[role], role)
            teams.join(session, team, self.people["second owner"], "owner")
            teams.join(session, team, self.people["second member"], "member")
            teams.join(session, team, self.people["removed"], "admin")
            members.remove(session, owner, team, self.people["removed"])
            body = {"name": "P", "template": "blank", "visibility": "public" if public else "private"}
            its_project = "proj_none"
            if project:
                its_project = projects.create(session, owner, {**body, "team_id": team}, services.settings).id
            states_needed = ("success", "queued", "uploading") if deployments else ()
            made = {state: self._deployment(session, owner, its_project, state) for state in states_needed}
            added = members.add(session, owner, team, {"email": "nobody@example.com", "role": "viewer"})
            assert added.invitation is not None
            own = {
                each: projects.create(session, self.actor(each), body, services.settings).id
                for each in (PEOPLE if personal else ())
            }
            hook, delivery, event = self._webhook(session, owner, team) if webhook else ("", "", "")
            key = keys.create(
                session, user_id=self.people["owner"], name="k", permissions=["token:read"], environment="live"
            )
            app, _ = oauth_apps.create(session, owner, {"name": "a", "redirect_uris": ["https://a.example/"]})
            return Place(
                team,
                its_project,
                made,
                added.invitation.row.id,
                self.people["second owner"],
                self.people["second member"],
                own,
                key.id,
                hook,
                delivery,
                event,
                app.id,
            )

    def _webhook(self, session: Session, owner: Actor, team: str) -> tuple[str, str, str]:
        body = {"url": "https://hooks.your-app.com/", "events": ["*"], "team_id": team}
        row, _ = webhooks.create(session, owner, body, self.inside.services.settings)
        delivery = deliveries.test(session, owner, row.id)
        return row.id, delivery.id, delivery.event_id

    def _deployment(self, session: Session, owner: Actor, project: str, state: str) -> str:
        services = self.inside.services
        body = {"source": {"type": "files", "files": {"/index.html": DIGEST}}} if state == "uploading" else None
        made = creation.from_request(session, services.jobs, owner, project, body, services.settings).row.id
        if state == "success":
            assert states.move(session, made, to="success", from_=states.OPEN, completed_at=clock.now())
        return str(made)

    def place_for(self, operation: str, of: str) -> Place:
        """A fresh team with what a row of the matrix asks about."""
        return self.place(
            public="public" in of,
            project=operation != "teams.delete",
            deployments=operation.startswith("deployments."),
            personal="own, to the team" in of,
            webhook=operation.startswith(("webhooks.", "events.")),
        )

    def question(self, operation: str, of: str, caller: str, at: Place) -> Question:
        """What a row of the matrix asks about a place."""
        person = caller if caller in PEOPLE else "owner"
        ids, options = self._request(operation, of, at, person)
        path = self._operations[operation][1]
        lists = ("audit_log.list", "webhooks.list", "events.list")
        query = f"?team={at.team}" if operation in lists and of == "the team's" else ""
        target = path.format(**ids) + query
        # The team, and what is its or the owner's, as if it had never been: in the path, the query and the body.
        never = {
            each: each[: each.index("_") + 1] + "0" * 26
            for each in (at.team, at.project, at.key, at.app, *at.made.values(), at.webhook, at.event)
            if each
        }
        nothing = json.dumps([target, options.get("json")])
        for each, unknown in never.items():
            nothing = nothing.replace(each, unknown)
        other, body = json.loads(nothing)
        if (other, body) == (target, options.get("json")):
            return Question(operation, target, options)
        elsewhere = Question(operation, other, {**options, "json": body} if body is not None else options)
        return Question(operation, target, options, elsewhere)

    def _request(self, operation: str, of: str, at: Place, person: str) -> tuple[dict[str, str], dict[str, Any]]:
        """The IDs for the path, and the body."""
        team, project, key = {"id": at.team}, {"id": at.project}, {"id": at.key}
        files = {"json": {"source": {"type": "files", "files": {"/index.html": DIGEST}}}}
        match operation, of:
            case "projects.create", "in the team":
                return {}, {"json": {"name": "New", "team_id": at.team}}
            case ("projects.create", _) | ("teams.create", _):
                return {}, {"json": {"name": "New"}}
            case "projects.update", _:
                return project, {"json": {"name": "Changed"}}
            case "projects.transfer", "the team's, to oneself":
                return project, {"json": {"team_id": None}}
            case "projects.transfer", _:
                return {"id": at.personal[person]}, {"json": {"team_id": at.team}}
            case "deployments.dry_run", _:
                return project, files
            case "deployments.cancel", _:
                return {"id": at.made["queued"]}, {}
            case "deployments.upload_file", _:
                content = {"body": b"x", "headers": {"content-type": "application/octet-stream"}}
                return {"id": at.made["uploading"], "sha256": DIGEST}, content
            case (("deployments.list" | "deployments.create"), _):
                return project, {}
            case _ if operation.startswith("deployments."):
                return {"id": at.made["success"]}, {}
            case _ if operation.startswith("projects."):
                return project, {}
            case "teams.update", _:
                return team, {"json": {"name": "Changed"}}
            case "teams.members.add", _:
                role = "owner" if of == "an owner" else "member"
                return team, {
                    "json": {"user_id": self.people["removed" if person != "removed" else "stranger"], "role": role}
                }
            case "teams.members.update", _:
                role = of.rpartition(" ")[2]
                who = at.second_owner if of.startswith("an owner") else at.second_member
                return {**team, "userId": who}, {"json": {"role": role}}
            case "teams.members.remove", _:
                who = {"a member": at.second_member, "an owner": at.second_owner, "oneself": self.people[person]}[of]
                return {**team, "userId": who}, {}
            case "teams.invitations.revoke", _:
                return {**team, "invitationId": at.invitation}, {}
            case "api_keys.create", _:
                return {}, {"json": {"name": "New", "permissions": ["token:read"]}}
            case "api_keys.update", _:
                return key, {"json": {"name": "Changed"}}
            case "webhooks.create", _:
                body = {"url": "https://hooks.your-app.com/new", "events": ["*"]}
                return {}, {"json": {**body, **({"team_id": at.team} if of == "in the team" else {})}}
            case "webhooks.update", _:
                return {"id": at.webhook}, {"json": {"description": "Changed"}}
            case "webhooks.replay", _:
                return {"id": at.webhook}, {"json": {"scope": "failed"}}
            case _ if operation.startswith("webhooks."):
                return {"id": at.webhook, "deliveryId": at.delivery}, {}
            case "events.get", _:
                return {"id": at.event}, {}
            case _ if operation.startswith("api_keys."):
                return key, {}
            case "oauth_apps.create", _:
                return {}, {"json": {"name": "New", "redirect_uris": ["https://a.example/"]}}
            case "oauth_apps.update", _:
                return {"id": at.app}, {"json": {"name": "Changed"}}
            case _ if operation.startswith("oauth_apps."):
                return {"id": at.app}, {}
        return team, {}

    # -------------------------------------------------------------------------------------------------- asking

    def ask(self, caller: str, question: Question) -> Answered:
        """What this caller is answered."""
        headers = {**question.options.get("headers", {}), "x-request-id": "same"}
        options = {**question.options, "headers": headers}
        method = self._operations[question.operation][0]
        target = BASE_PATH + question.target
        with structlog.testing.capture_logs():  # or each line of the log would be formatted and kept
            return self.inside.call(method, target, key=self._key_of(caller, question), **options)

    def _key_of(self, caller: str, question: Question) -> str | None:
        if caller == "anonymous":
            return None
        if caller == "no permission":
            permission = self.permission(question.operation) or "projects:read"
            return self._without[permission]
        return self._keys[caller]

    def permission(self, operation: str) -> str | None:
        """The one that the operation asks for."""
        security = self._operations[operation][2]["security"]
        return next((scope for each in security for scopes in each.values() for scope in scopes), None)

    def success(self, operation: str) -> int:
        """The operation's success status."""
        return min(int(each) for each in self._operations[operation][2]["responses"] if each.startswith("2"))

    @property
    def operations(self) -> set[str]:
        """Every operation of the contract."""
        return set(self._operations)

    def version(self) -> int:
        """A number that is another one once anything has been committed to the database (SQLite's data_version)."""
        value: int = self._observer.execute("PRAGMA data_version").fetchone()[0]
        return value
