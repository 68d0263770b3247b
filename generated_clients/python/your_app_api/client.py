"""The clients: `YourAppClient`, and `AsyncYourAppClient` for asyncio and trio."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import httpx

from ._runtime.options import (
    IDEMPOTENT_METHODS,
    MAX_RETRIES,
    TIMEOUT_SECONDS,
    ApiKey,
    AsyncApiKey,
    Content,
    Operation,
    RequestHook,
    ResponseHook,
)
from ._runtime.responses import APIResponse
from ._runtime.transport import Transport, decoded
from ._sdk import Environment

if TYPE_CHECKING:
    from ._helpers.deployments import AsyncDeploymentsResource, DeploymentsResource
    from ._helpers.webhooks import AsyncWebhooksResource, WebhooksResource
    from .api.api_keys import ApiKeysResource, AsyncApiKeysResource
    from .api.audit_log import AsyncAuditLogResource, AuditLogResource
    from .api.events import AsyncEventsResource, EventsResource
    from .api.health import AsyncHealthResource, HealthResource
    from .api.oauth_apps import AsyncOauthAppsResource, OauthAppsResource
    from .api.projects import AsyncProjectsResource, ProjectsResource
    from .api.teams import AsyncTeamsResource, TeamsResource
    from .api.token import AsyncTokenResource, TokenResource

# What stays called so when everything is renamed.
__all__ = ["AsyncClient", "AsyncYourAppClient", "Client", "Environment", "YourAppClient"]


class Changes(TypedDict, total=False):
    """What `with_options` can change."""

    timeout: float | None
    max_retries: int
    headers: Mapping[str, str]
    on_request: RequestHook | None
    on_response: ResponseHook | None


class YourAppClient:
    """Your App API.

    Args:
        api_key: Your key, or a function that answers it for each request: for an OAuth token that is renewed. Read
            from the environment variable YOUR_APP_API_KEY unless told.
        base_url: Where the API is, with its version. Read from YOUR_APP_BASE_URL unless told.
        environment: One of the API's own addresses: `production`, `staging`, `sandbox`, `local`. Not needed where there is a `base_url`.
        timeout: Seconds that one try may take, its body included; None for no limit. Where a call asks the server to
            `wait`, those seconds come on top.
        max_retries: How often a request is sent again after a failure that may pass, where that is safe.
        headers: Sent with each request.
        http_client: Sends the requests: your own proxies, certificates, limits or middleware. You close it.
        webhook_secret: What `webhooks.unwrap` checks signatures with. Read from YOUR_APP_WEBHOOK_SECRET unless told.
        on_request: Called before each try leaves, for logs; secrets are redacted.
        on_response: Called after each try, for logs; secrets are redacted.
    """

    def __init__(
        self,
        api_key: ApiKey | None = None,
        *,
        base_url: str | None = None,
        environment: Environment | None = None,
        timeout: float | None = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
        webhook_secret: str | bytes | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        self._transport = Transport(
            api_key=api_key,
            base_url=base_url,
            environment=environment,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            http_client=http_client,
            webhook_secret=webhook_secret,
            on_request=on_request,
            on_response=on_response,
        )

    @cached_property
    def health(self) -> HealthResource:
        """Whether the API answers."""
        from .api.health import HealthResource

        return HealthResource(self._transport)

    @cached_property
    def token(self) -> TokenResource:
        """The credential that a request is made with."""
        from .api.token import TokenResource

        return TokenResource(self._transport)

    @cached_property
    def projects(self) -> ProjectsResource:
        """A project is a site and all of its deployments."""
        from .api.projects import ProjectsResource

        return ProjectsResource(self._transport)

    @cached_property
    def deployments(self) -> DeploymentsResource:
        """A deployment is one version of a project's site."""
        from ._helpers.deployments import DeploymentsResource

        return DeploymentsResource(self._transport)

    @cached_property
    def teams(self) -> TeamsResource:
        """People who share projects."""
        from .api.teams import TeamsResource

        return TeamsResource(self._transport)

    @cached_property
    def api_keys(self) -> ApiKeysResource:
        """The caller's API keys."""
        from .api.api_keys import ApiKeysResource

        return ApiKeysResource(self._transport)

    @cached_property
    def audit_log(self) -> AuditLogResource:
        """Who did what, with which credential, from where and when."""
        from .api.audit_log import AuditLogResource

        return AuditLogResource(self._transport)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        """A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it, tried again until they are taken."""
        from ._helpers.webhooks import WebhooksResource

        return WebhooksResource(self._transport)

    @cached_property
    def events(self) -> EventsResource:
        """What has happened in an account or a team, in order and without a gap."""
        from .api.events import EventsResource

        return EventsResource(self._transport)

    @cached_property
    def oauth_apps(self) -> OauthAppsResource:
        """An OAuth application acts for people who allow it."""
        from .api.oauth_apps import OauthAppsResource

        return OauthAppsResource(self._transport)

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._transport.base_url

    def with_options(self, **changes: Unpack[Changes]) -> YourAppClient:
        """The same client with other options; both use the same connections."""
        changed = object.__new__(type(self))
        changed._transport = self._transport.changed(**changes)
        return changed

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        content: Content | None = None,
        content_type: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> APIResponse[Any]:
        """Send a request that this version has no method for. `data` of the result is the whole body.

        An `idempotency_key` of yours is sent, and makes the request one that is sent again after a failure: give one
        only where the API takes it.
        """
        response = self._transport.send(
            Operation(f"{method.upper()} {path}", method.upper(), method.upper() in IDEMPOTENT_METHODS, raw=True),
            path if path.startswith("/") else f"/{path}",
            query=query,
            json=json,
            content=content,
            content_type=content_type,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )
        return APIResponse(decoded(response), response)

    def close(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        if self._transport.owns_http:
            self._transport.http.close()

    def __enter__(self) -> YourAppClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"YourAppClient(base_url={self.base_url!r})"


class AsyncYourAppClient:
    """Your App API, for asyncio and trio.

    Args:
        api_key: Your key, or a function that answers it for each request: for an OAuth token that is renewed. Read
            from the environment variable YOUR_APP_API_KEY unless told.
        base_url: Where the API is, with its version. Read from YOUR_APP_BASE_URL unless told.
        environment: One of the API's own addresses: `production`, `staging`, `sandbox`, `local`. Not needed where there is a `base_url`.
        timeout: Seconds that one try may take, its body included; None for no limit. Where a call asks the server to
            `wait`, those seconds come on top.
        max_retries: How often a request is sent again after a failure that may pass, where that is safe.
        headers: Sent with each request.
        http_client: Sends the requests: your own proxies, certificates, limits or middleware. You close it.
        webhook_secret: What `webhooks.unwrap` checks signatures with. Read from YOUR_APP_WEBHOOK_SECRET unless told.
        on_request: Called before each try leaves, for logs; secrets are redacted.
        on_response: Called after each try, for logs; secrets are redacted.
    """

    def __init__(
        self,
        api_key: AsyncApiKey | None = None,
        *,
        base_url: str | None = None,
        environment: Environment | None = None,
        timeout: float | None = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
        webhook_secret: str | bytes | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        from ._runtime.async_transport import AsyncTransport

        self._transport = AsyncTransport(
            api_key=api_key,
            base_url=base_url,
            environment=environment,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            http_client=http_client,
            webhook_secret=webhook_secret,
            on_request=on_request,
            on_response=on_response,
        )

    @cached_property
    def health(self) -> AsyncHealthResource:
        """Whether the API answers."""
        from .api.health import AsyncHealthResource

        return AsyncHealthResource(self._transport)

    @cached_property
    def token(self) -> AsyncTokenResource:
        """The credential that a request is made with."""
        from .api.token import AsyncTokenResource

        return AsyncTokenResource(self._transport)

    @cached_property
    def projects(self) -> AsyncProjectsResource:
        """A project is a site and all of its deployments."""
        from .api.projects import AsyncProjectsResource

        return AsyncProjectsResource(self._transport)

    @cached_property
    def deployments(self) -> AsyncDeploymentsResource:
        """A deployment is one version of a project's site."""
        from ._helpers.deployments import AsyncDeploymentsResource

        return AsyncDeploymentsResource(self._transport)

    @cached_property
    def teams(self) -> AsyncTeamsResource:
        """People who share projects."""
        from .api.teams import AsyncTeamsResource

        return AsyncTeamsResource(self._transport)

    @cached_property
    def api_keys(self) -> AsyncApiKeysResource:
        """The caller's API keys."""
        from .api.api_keys import AsyncApiKeysResource

        return AsyncApiKeysResource(self._transport)

    @cached_property
    def audit_log(self) -> AsyncAuditLogResource:
        """Who did what, with which credential, from where and when."""
        from .api.audit_log import AsyncAuditLogResource

        return AsyncAuditLogResource(self._transport)

    @cached_property
    def webhooks(self) -> AsyncWebhooksResource:
        """A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it, tried again until they are taken."""
        from ._helpers.webhooks import AsyncWebhooksResource

        return AsyncWebhooksResource(self._transport)

    @cached_property
    def events(self) -> AsyncEventsResource:
        """What has happened in an account or a team, in order and without a gap."""
        from .api.events import AsyncEventsResource

        return AsyncEventsResource(self._transport)

    @cached_property
    def oauth_apps(self) -> AsyncOauthAppsResource:
        """An OAuth application acts for people who allow it."""
        from .api.oauth_apps import AsyncOauthAppsResource

        return AsyncOauthAppsResource(self._transport)

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._transport.base_url

    def with_options(self, **changes: Unpack[Changes]) -> AsyncYourAppClient:
        """The same client with other options; both use the same connections."""
        changed = object.__new__(type(self))
        changed._transport = self._transport.changed(**changes)
        return changed

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        content: Content | None = None,
        content_type: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> APIResponse[Any]:
        """Send a request that this version has no method for. `data` of the result is the whole body.

        An `idempotency_key` of yours is sent, and makes the request one that is sent again after a failure: give one
        only where the API takes it.
        """
        response = await self._transport.send(
            Operation(f"{method.upper()} {path}", method.upper(), method.upper() in IDEMPOTENT_METHODS, raw=True),
            path if path.startswith("/") else f"/{path}",
            query=query,
            json=json,
            content=content,
            content_type=content_type,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )
        return APIResponse(decoded(response), response)

    async def close(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        if self._transport.owns_http:
            await self._transport.http.aclose()

    async def __aenter__(self) -> AsyncYourAppClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncYourAppClient(base_url={self.base_url!r})"


Client = YourAppClient
AsyncClient = AsyncYourAppClient
