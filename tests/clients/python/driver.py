"""One way to call both clients, so that each test is about both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from itertools import islice
from operator import attrgetter
from typing import Any

from anyio.from_thread import start_blocking_portal

from scripts.sdk.model import Model, Operation
from scripts.sdk.python.writing import arguments, method
from tests.clients.story import Step, example_step


class Driver:
    """Calls the sync client, or the async one in an event loop of its own. Close it at the end."""

    def __init__(self, kind: str) -> None:
        self.is_async = kind == "async"
        self._stack = ExitStack()
        self._loop = self._stack.enter_context(start_blocking_portal()) if self.is_async else None
        self._clients: dict[str, Any] = {}

    def client(self, **options: Any) -> Any:
        """A client with a key, unless told otherwise; the same one for the same options."""
        from your_app_api import AsyncYourAppClient, YourAppClient

        options = {"api_key": "yap_test_key"} | options
        name = repr(sorted(options.items()))
        if name not in self._clients:
            if self._loop is None:
                self._clients[name] = self._stack.enter_context(YourAppClient(**options))
            else:
                made = self._clients[name] = AsyncYourAppClient(**options)
                self._stack.callback(self._loop.call, made.close)
        return self._clients[name]

    def call(self, call: str, /, *args: Any, client: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """The result of a call, `projects.list` say, of a client with these options."""
        return self.use(lambda made: attrgetter(call)(made)(*args, **kwargs), **(client or {}))

    def use(self, act: Callable[[Any], Any], **options: Any) -> Any:
        """What `act` does with a client; what is awaitable is awaited."""
        client = self.client(**options)
        if self._loop is None:
            return act(client)

        async def run() -> Any:
            result = act(client)
            return await result if isinstance(result, Awaitable) else result

        return self._loop.call(run)

    def items(
        self, call: str, /, *args: Any, most: int = 10**6, client: dict[str, Any] | None = None, **kwargs: Any
    ) -> list[Any]:
        """The items of a list call, of all its pages."""
        found = attrgetter(call)(self.client(**(client or {})))(*args, **kwargs)
        if self._loop is None:
            return list(islice(found, most))

        async def run() -> list[Any]:
            gathered: list[Any] = []
            async for item in found:
                gathered.append(item)
                if len(gathered) == most:
                    break
            return gathered

        return self._loop.call(run)

    def close(self) -> None:
        """Close the clients and the loop."""
        self._stack.close()


def call_name(operation: Operation) -> str:
    """`teams.members.add`, as Python writes it."""
    return ".".join([*operation.resource, method(operation.name)])


def keywords(operation: Operation, params: dict[str, Any]) -> dict[str, Any]:
    """Parameters and fields by their names in Python."""
    names = {each.wire: each.name for each in arguments(operation) if each.place != "path"}
    return {names[name]: value for name, value in params.items()}


def example(model: Model, operation: Operation) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call with the contract's examples."""
    path, params = example_step(model, operation)
    content = params.pop("content", None)
    return [*path, *([content.encode()] if content else [])], keywords(operation, params)


def told(model: Model, step: Step, ids: dict[str, str]) -> tuple[str, list[Any], dict[str, Any]]:
    """A step of the story as a call: its name, its arguments."""
    operation = model.operation(step.operation)
    path: list[Any] = [name[1:] if name.startswith("=") else ids[name] for name in step.path]
    content = [step.content.encode()] if step.content else []
    return call_name(operation), [*path, *content], keywords(operation, step.params)
