"""One operation of the contract, compiled at start: all that stands between the router and the handler.

    credential (401) → permission (403) → parameters and body (400, 404, 413, 415, 422) → transaction → handler → answer

All of it runs in one hop to one bounded thread pool, with one session; what waits for nothing runs in the event loop,
where the hop would cost as much as the work (`is_quick`). What the contract does not say clearly stops the
start: an operation without a permission that is not expressly public, a handler that is missing.
"""

from __future__ import annotations

import hashlib
import importlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson
import structlog
from sqlmodel import Session

from server.auth.actor import Actor, Answer, Call, Upload
from server.auth.credentials import Credential
from server.auth.permissions import PERMISSIONS, WITHIN_PROJECTS
from server.auth.usage import KeyUsage
from server.edge import audit, bodies, idempotency, strict_json
from server.edge.bodies import JSON
from server.edge.contract import Contract
from server.edge.parameters import Parameters
from server.edge.response import Headers, Response, type_of_json
from server.edge.validation import Schemas
from server.kit.errors import BadRequest, Detail, Forbidden, Unauthorized, UnsupportedMediaType, ValidationError
from server.kit.log import get_logger
from server.kit.services import Services
from server.kit.vault import vault_of

log = get_logger(__name__)

IDEMPOTENCY_KEY = "idempotency-key"
SLOW_SECONDS = 0.02  # in the event loop everybody waits this long
SLOW_FOR_SECONDS = 60


class ContractError(RuntimeError):
    """The contract and the server do not fit together; the server does not start."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came off the wire, its body read as far as the limit allows."""

    path: Mapping[str, str]
    raw_path: bytes
    query: bytes
    headers: Headers
    body: bytes
    too_large: bool
    request_id: str
    address: str | None = None
    again_with: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the request says, decoded and valid."""

    query: dict[str, Any]
    headers: dict[str, Any]
    body: Any


class Operation:
    """See the module's docstring. `uploads` are the media types of bodies that are files."""

    def __init__(
        self, contract: Contract, schemas: Schemas, path: str, method: str, services: Services, usage: KeyUsage
    ) -> None:
        node = contract.document["paths"][path][method]
        self.id: str = node["operationId"]
        self._method, self.writes = method.upper(), method != "get"
        # Every operation that writes, unless the contract says that it does not count (DECISIONS, 28).
        self._audited = self.writes and node.get("x-audit", True)
        self._services, self._usage = services, usage
        self._limit = services.settings.limits.body_bytes
        self._vault = vault_of(services.settings)
        self._permission = _permission(self.id, node.get("security", contract.document.get("security")))
        self._parameters = Parameters(contract.parameters(path, method), resolve=contract.resolve, schemas=schemas)
        content = node.get("requestBody", {}).get("content", {})
        self._body_required: bool = node.get("requestBody", {}).get("required", False)
        self._media_types = tuple(content)
        self.uploads = frozenset(content) - {JSON}
        self._body = schemas.compile(content[JSON]["schema"]) if JSON in content else None
        self._body_defaults = _defaults(contract, content[JSON]["schema"]) if JSON in content else {}
        declared = _answers(contract, node)
        self._success = min(int(status) for status, _ in declared if status.startswith("2"))
        checked = services.settings.validate_responses != "off"
        self._answers = {key: schemas.compile(schema) for key, schema in declared.items()} if checked else {}
        found = handlers(self.id, node["tags"][0], uploads=bool(self.uploads))
        self._handler, self._authorize, self._receive = found.answer, found.authorize, found.receive
        self._again = found.again
        if (found.again is not None) != (IDEMPOTENCY_KEY in self._parameters.headers):
            raise ContractError(f"{self.id}: an Idempotency-Key and a function …_again go together, see `handlers`.")
        self._quick = found.quick or (lambda _: services.database.is_sqlite and not self.writes)
        self._slow_until = 0.0

    def is_quick(self) -> bool:
        """Whether to answer in the event loop: what was said to be quick and took long is not, for a minute."""
        return self._slow_until < time.monotonic() and self._quick(self._services)

    def run_quick(self, incoming: Incoming) -> Response:
        """See `run` and `is_quick`. Runs in the event loop."""
        begun = time.monotonic()
        try:
            return self.run(incoming)
        finally:
            ended = time.monotonic()
            if ended - begun > SLOW_SECONDS:
                self._slow_until = ended + SLOW_FOR_SECONDS

    def run(self, incoming: Incoming) -> Response:
        """Answer a request whose body, if any, is JSON. Raises AppError. Runs in the thread pool."""
        credential = self._recognise(incoming.headers)
        try:
            checked = self._check_request(incoming)
        except Exception:
            # Who may not come in does not hear what was wrong with the request.
            with self._services.database.transaction(write=False) as session:
                self._admit(session, credential)
            raise
        return self._transact(incoming, checked, credential, incoming.body, None)

    def admit_upload(self, incoming: Incoming) -> None:
        """Check everything that can be checked before an uploaded file is read. Runs in the thread pool."""
        assert self._authorize is not None
        credential = self._recognise(incoming.headers)
        with self._services.database.transaction(write=False) as session:
            actor = self._admit(session, credential)
            bodies.refuse_encoding(incoming.headers)
            self._authorize(self._call(session, actor, incoming, self._check_request(incoming, parse_body=False)))

    def run_upload(self, incoming: Incoming, upload: Upload) -> Response:
        """Answer a request whose body is a file, now spooled to disk. Runs in the ingest pool."""
        assert self._receive is not None
        credential = self._recognise(incoming.headers)
        checked = self._check_request(incoming, parse_body=False)
        mark = ""
        if IDEMPOTENCY_KEY in checked.headers:
            with upload.path.open("rb") as file:
                mark = hashlib.file_digest(file, "sha256").hexdigest()
        received = self._receive(self._services, upload, incoming.path)
        try:
            # The credential is checked again: a key revoked during a long upload does not count.
            response = self._transact(incoming, checked, credential, mark, received)
        except BaseException:
            received.discard()
            raise
        if (b"idempotency-replayed", b"true") in response.headers:
            received.discard()
        return response

    def perform(
        self,
        session: Session,
        actor: Actor,
        path: Mapping[str, str],
        query: Mapping[str, Any],
        body: Any,
        *,
        address: str,
    ) -> tuple[Any, list[Callable[[], None]]]:
        """Do it for somebody who is signed in in a browser: the same checks and the same handler, without HTTP.

        Answers the handler's body, and what is to be done once the caller's transaction is committed.
        """
        self._permit(actor)
        self._parameters.check_path(path)
        details: list[Detail] = []
        values = self._parameters.read_query(urlencode(query).encode(), details)
        if body is not None and self._body is not None:
            if not self._body.is_valid(body):
                details.extend(self._body.details(body))
            body = {**self._body_defaults, **body}
        if details:
            raise ValidationError(details=details)
        request_id = structlog.contextvars.get_contextvars().get("request_id", "")
        call = Call(session, actor, path, values, {}, body, self._services, request_id, address=address)
        result = self._carry_out(call)
        return (result.body if isinstance(result, Answer) else result), call.done

    def _carry_out(self, call: Call) -> Any:
        """Run the handler, and record what it has changed."""
        trail = audit.begin(call) if self._audited else None
        result = self._handler(call)
        if trail is not None:
            status = result.status if isinstance(result, Answer) else None
            audit.finish(call, trail, self.id, status or self._success, result)
        return result

    def _transact(
        self, incoming: Incoming, checked: Checked, credential: Credential | None, body: bytes | str, received: Any
    ) -> Response:
        with self._services.database.transaction(write=self.writes) as session:
            actor = self._admit(session, credential)
            call = self._call(session, actor, incoming, checked)
            call.received = received
            name = checked.headers.get(IDEMPOTENCY_KEY)
            if name is not None:
                mark = idempotency.fingerprint(self._method, incoming.raw_path.decode(), incoming.query, body)
                before = idempotency.begin(session, self._vault, call.caller, name, mark)
                if before is not None:
                    assert self._again is not None
                    self._again(call)
                    return before
            response = self._answer(self._carry_out(call))
            if name is not None:
                idempotency.finish(session, self._vault, call.caller, name, response)
        for action in call.done:
            try:
                action()
            except Exception:
                # The change stands and the caller must hear so. Whatever was to follow has a loop that repeats it.
                log.exception("after_commit_failed")
        return response

    def _call(self, session: Session, actor: Actor | None, incoming: Incoming, checked: Checked) -> Call:
        query = {**checked.query, **incoming.again_with} if incoming.again_with else checked.query
        return Call(
            session,
            actor,
            incoming.path,
            query,
            checked.headers,
            checked.body,
            self._services,
            incoming.request_id,
            accept=", ".join(value.decode("latin-1") for key, value in incoming.headers if key == b"accept"),
            address=incoming.address,
        )

    def _recognise(self, headers: Headers) -> Credential | None:
        if self._permission is None:
            return None
        values = [value for key, value in headers if key == b"authorization"]
        if not values:
            raise Unauthorized
        if len(values) > 1:
            raise Unauthorized("The request has more than one Authorization header.")
        scheme, _, token = values[0].decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthorized("The Authorization header must be: Bearer, a space, and your API key or access token.")
        return Credential.recognise(token.strip(), self._services.settings.key_environment)

    def _admit(self, session: Session, credential: Credential | None) -> Actor | None:
        if credential is None:
            return None
        actor = credential.authenticate(session)
        if not credential.is_token:
            self._usage.note(actor.credential_id)
        self._permit(actor)
        return actor

    def _permit(self, actor: Actor) -> None:
        if self._permission is not None and self._permission not in actor.permissions:
            if actor.project_ids is not None and self._permission not in WITHIN_PROJECTS:
                raise Forbidden(f"This API key is restricted to projects, and {self._permission} reaches beyond them.")
            noun = "API key" if actor.credential_type == "api_key" else "access token"
            raise Forbidden(f"This {noun} lacks the permission {self._permission}.", missing=[self._permission])

    def _check_request(self, incoming: Incoming, *, parse_body: bool = True) -> Checked:
        self._parameters.check_path(incoming.path)
        details: list[Detail] = []
        query = self._parameters.read_query(incoming.query, details)
        headers = self._parameters.read_headers(incoming.headers, details)
        body = self._read_body(incoming, details) if parse_body else None
        if details:
            raise ValidationError(details=details)
        return Checked(query, headers, body)

    def _read_body(self, incoming: Incoming, details: list[Detail]) -> Any:
        if not self._media_types:
            if incoming.body or incoming.too_large:
                raise BadRequest("This operation takes no body.")
            return None
        if incoming.too_large:
            raise bodies.too_large(self._limit)
        if not incoming.body:
            if self._body_required:
                raise BadRequest(f"This operation needs a body: send it as {' or '.join(self._media_types)}.")
            return None
        if bodies.media_type(incoming.headers, self._media_types) is None:
            raise UnsupportedMediaType(f"The body has no Content-Type. Send it as {' or '.join(self._media_types)}.")
        assert self._body is not None
        body = strict_json.parse(bodies.decoded(incoming.body, incoming.headers, self._limit))
        if not self._body.is_valid(body):
            details.extend(self._body.details(body))
        elif self._body_defaults:
            body = {**self._body_defaults, **body}
        return body

    def _answer(self, result: Any) -> Response:
        if not isinstance(result, Answer):
            result = Answer(result)
        status = result.status or self._success
        if result.media_type is None:
            body = orjson.dumps(result.body, option=orjson.OPT_UTC_Z)
            headers = [type_of_json]
        else:
            body = result.body
            headers = [(b"content-type", f"{result.media_type}; charset=utf-8".encode())]
        if self._services.settings.validate_responses != "off":
            self._check_answer(status, result.media_type or JSON, body)
        headers.extend((name.lower().encode(), value.encode()) for name, value in result.headers.items())
        return Response(status, headers, body, result.again_within_seconds, result.again_with)

    def _check_answer(self, status: int, media_type: str, body: bytes) -> None:
        schema = self._answers.get((str(status), media_type))
        value = orjson.loads(body) if media_type == JSON else body.decode()
        if schema is not None and schema.is_valid(value):
            return
        problems = ["undeclared status or media type"]
        if schema is not None:
            problems = [f"{each.field}: {each.message}" for each in schema.details(value)]
        log.error("answer_breaks_contract", operation=self.id, status=status, problems=problems[:5])
        if self._services.settings.validate_responses == "enforce":
            raise ContractError(f"{self.id} answered {status} against the contract: {problems}")


def _permission(operation_id: str, security: list[dict[str, list[str]]] | None) -> str | None:
    """The one permission that the operation needs; None if it is expressly public (`security: []`)."""
    if security == []:
        return None
    wanted = {scope for requirement in security or [] for scopes in requirement.values() for scope in scopes}
    if security is None or any(not scopes for each in security for scopes in each.values()) or {} in security:
        raise ContractError(f"{operation_id} names no permission. Name one under `security`, or say `security: []`.")
    if len(wanted) != 1:
        raise ContractError(f"{operation_id} must name one permission, the same for every scheme; it has {wanted}.")
    (permission,) = wanted
    if permission not in PERMISSIONS:
        raise ContractError(f"{operation_id} names {permission}, which server/auth/permissions.py lacks.")
    return permission


@dataclass(frozen=True, slots=True)
class Handlers:
    """The functions of one operation. See `handlers`."""

    answer: Callable[[Call], Any]
    authorize: Callable[[Call], None] | None
    receive: Callable[[Services, Upload, Mapping[str, str]], Any] | None
    again: Callable[[Call], None] | None
    quick: Callable[[Services], bool] | None


def handlers(operation_id: str, tag: str, *, uploads: bool) -> Handlers:
    """The function of an operation, and those that go with it, found by one rule.

    `teams.members.add` with the tag `teams` is `members_add` in server/teams/handlers.py. An operation that takes files
    also has `members_add_authorize(call)`, run before the body is read, and `members_add_receive(services, upload,
    path)`, run outside of any transaction. Its result is the handler's `call.received`, and is told to `discard()` what
    it stored if the handler fails. One that takes an `Idempotency-Key` has `members_add_again(call)`: it is run before
    an answer that was kept is given again, and raises what the handler would for who may not do this any more.
    `members_add_quick(services)`, if there is one, says whether the handler will answer without waiting for anything;
    without it that holds for reading from SQLite.
    """
    room, _, rest = operation_id.partition(".")
    if room != tag or not rest:
        raise ContractError(f"{operation_id} must begin with its tag and a dot: {tag}.…")
    module = importlib.import_module(f"server.{room}.handlers")
    name = rest.replace(".", "_")
    answer, authorize, receive, again, quick = (
        getattr(module, name + suffix, None) for suffix in ("", "_authorize", "_receive", "_again", "_quick")
    )
    if answer is None:
        raise ContractError(f"{operation_id} has no handler: write {name}(call) in server/{room}/handlers.py.")
    if uploads != (authorize is not None and receive is not None):
        raise ContractError(f"{operation_id}: {name}_authorize and {name}_receive go with media types besides JSON.")
    return Handlers(answer, authorize, receive, again, quick)


def _defaults(contract: Contract, schema: dict[str, Any]) -> dict[str, Any]:
    properties = contract.resolve(schema).get("properties", {})
    return {name: each["default"] for name, each in properties.items() if "default" in each}


def _answers(contract: Contract, node: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The schema of each answer, by its status and media type."""
    return {
        (status, media_type): media["schema"]
        for status, response in node["responses"].items()
        for media_type, media in contract.resolve(response).get("content", {}).items()
    }
