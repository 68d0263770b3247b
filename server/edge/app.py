"""The API room: Connexion's AsyncApp with our routing and our compiled operations, inside the Frame."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import Any, TypeVar

import connexion
from connexion.middleware.abstract import RoutedAPI, RoutedMiddleware
from connexion.middleware.lifespan import LifespanMiddleware
from connexion.resolver import Resolver

from server.auth.actor import Upload
from server.auth.usage import KeyUsage
from server.edge import bodies, uploads, waiting
from server.edge.contract import BASE_PATH, METHODS, Contract
from server.edge.frame import Frame
from server.edge.operation import Incoming, Operation, handlers
from server.edge.response import Response
from server.edge.routing import Routing
from server.edge.validation import Schemas
from server.kit.asgi import Receive, Scope, Send, read_body
from server.kit.services import Services

T = TypeVar("T")

EVENTS = b"text/event-stream; charset=utf-8"


class Api:
    """The compiled operations and the threads that they run in."""

    def __init__(self, services: Services, contract: Contract, usage: KeyUsage) -> None:
        self._services, self._settings = services, services.settings
        self._pool = ThreadPoolExecutor(services.settings.threads, thread_name_prefix="api")
        # SQLite lets one writer in at a time: threads that wait for each other only cost.
        self._writers = ThreadPoolExecutor(1, thread_name_prefix="write") if services.database.is_sqlite else self._pool
        # Unpacking is work for the processor: two at a time, so that the small requests keep their threads.
        self._ingest = ThreadPoolExecutor(2, thread_name_prefix="ingest")
        schemas = Schemas(contract.document["components"]["schemas"])
        self.operations = {
            item[method]["operationId"]: Operation(contract, schemas, path, method, services, usage)
            for path, item in contract.document["paths"].items()
            for method in METHODS
            if method in item
        }

    def perform(self, operation_id: str, *arguments: Any, address: str) -> tuple[Any, list[Callable[[], None]]]:
        """What the console does: see Operation.perform for the arguments."""
        return self.operations[operation_id].perform(*arguments, address=address)

    async def answer(self, operation: Operation, scope: Scope, receive: Receive) -> Response:
        """Read the body within its limit and run the operation in the pool; wait with it if it waits."""
        incoming = Incoming(
            path=scope["path_params"],
            raw_path=scope["raw_path"],
            query=scope["query_string"],
            headers=scope["headers"],
            body=b"",
            too_large=False,
            request_id=scope["state"]["request_id"],
            address=(scope.get("client") or (None,))[0],
        )
        if operation.uploads and bodies.is_one_of(incoming.headers, operation.uploads):
            return await self._upload(operation, incoming, receive)
        body, too_large = await read_body(receive, self._settings.limits.body_bytes)
        if body or too_large:
            incoming = replace(incoming, body=body, too_large=too_large)
        seen = self._services.changes.value
        if operation.is_quick():
            response = operation.run_quick(incoming)
        else:
            pool = self._writers if operation.writes else self._pool
            response = await self._hop(pool, operation.run, incoming)
        if not response.again_within_seconds:
            return response

        async def again(again_with: Mapping[str, Any]) -> Response:
            return await self._hop(self._pool, operation.run, replace(incoming, again_with=again_with))

        if (b"content-type", EVENTS) in response.headers:
            response.stream = self._events(response, again, seen, receive)
            return response
        async with waiting.watching(receive) as gone:
            return await waiting.poll(response, again, self._services.changes, seen, gone)

    async def _events(
        self, response: Response, run: waiting.Run, seen: bytes, receive: Receive
    ) -> AsyncIterator[bytes]:
        async with waiting.watching(receive) as gone:
            async for part in waiting.events(response, run, self._services.changes, seen, gone):
                yield part

    async def _upload(self, operation: Operation, incoming: Incoming, receive: Receive) -> Response:
        await self._hop(self._pool, operation.admit_upload, incoming)
        media_type = bodies.media_type(incoming.headers, tuple(operation.uploads))
        limits = self._settings.limits
        limit = (
            uploads.Limit("The file", limits.file_bytes, "YOUR_APP_MAX_FILE_BYTES")
            if media_type == "application/octet-stream"
            else uploads.Limit("The archive", limits.archive_bytes, "YOUR_APP_MAX_ARCHIVE_BYTES")
        )
        with uploads.spool_file(self._settings.data_dir / "incoming") as (file, path):
            size = await uploads.spool(receive, file, limit=limit, pool=self._pool)
            return await self._hop(self._ingest, operation.run_upload, incoming, Upload(path, str(media_type), size))

    async def _hop(self, pool: ThreadPoolExecutor, function: Callable[..., T], *arguments: Any) -> T:
        # The context travels along: the request id of the log lines is in it.
        return await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, function, *arguments)

    def close(self) -> None:
        """Wait for what runs and end the threads."""
        self._pool.shutdown()
        self._writers.shutdown()
        self._ingest.shutdown()


class OperationResolver(Resolver):  # type: ignore[misc]  # Connexion has no types
    """operationId → function, by the rule of `operation.handlers`. Without a function Connexion does not start."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api

    def resolve_function_from_operation_id(self, operation_id: str) -> Callable[..., Any]:
        """Called by Connexion for each operation at start."""
        room = operation_id.partition(".")[0]
        return handlers(operation_id, room, uploads=bool(self._api.operations[operation_id].uploads)).answer


def create_api(services: Services, contract: Contract, usage: KeyUsage, lifespan: Any = None) -> tuple[Frame, Api]:
    """The ASGI app for `/v1` and the documents about it, which also runs the process's `lifespan`.

    Raises ContractError where the contract and the server do not fit together.
    """
    api = Api(services, contract, usage)

    class CompiledApi(RoutedAPI):  # type: ignore[misc]  # Connexion has no types
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.add_paths()

        def make_operation(self, operation: Any) -> Any:
            compiled = api.operations[operation.operation_id]

            async def run(scope: Scope, receive: Receive, send: Send) -> None:
                scope["state"]["answer"](await api.answer(compiled, scope, receive))

            return run

    class CompiledOperations(RoutedMiddleware):  # type: ignore[misc]  # the same
        api_cls = CompiledApi

    app = connexion.AsyncApp(
        "server",
        lifespan=lifespan,
        middlewares=[LifespanMiddleware, Routing, CompiledOperations],
        resolver=OperationResolver(api),
    )
    app.add_api(contract.connexion_view(), base_path=BASE_PATH)
    return Frame(app, contract), api
