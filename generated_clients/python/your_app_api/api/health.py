"""`client.health`: Whether the API answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .._runtime.options import Operation, RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.health import Health

_GET = Operation("health.get", "GET", safe=True, public=True)


class HealthGetParams(RequestOptions, total=False):
    """The keyword arguments of `health.get`."""


class HealthResource(Resource):
    """Whether the API answers."""

    @cached_property
    def with_raw_response(self) -> HealthWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return HealthWithRawResponse(self)

    def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Health:
        """Check the API.

        Answers `200` while the API can reach its database, and `503` while it cannot. A good answer may be a second
        old, so ask as often as you like. Needs no key, so that a load balancer or a status page can ask. It does
        not say whether jobs run; a deployment does.
        """
        return self._transport.object(
            Health.from_dict,
            False,
            _GET,
            "/health",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class HealthWithRawResponse:
    """The calls of `client.health`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: HealthResource) -> None:
        self.get = with_response(resource.get)


class AsyncHealthResource(AsyncResource):
    """Whether the API answers."""

    @cached_property
    def with_raw_response(self) -> AsyncHealthWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncHealthWithRawResponse(self)

    async def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Health:
        """Check the API.

        Answers `200` while the API can reach its database, and `503` while it cannot. A good answer may be a second
        old, so ask as often as you like. Needs no key, so that a load balancer or a status page can ask. It does
        not say whether jobs run; a deployment does.
        """
        return await self._transport.object(
            Health.from_dict,
            False,
            _GET,
            "/health",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncHealthWithRawResponse:
    """The calls of `client.health`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncHealthResource) -> None:
        self.get = async_with_response(resource.get)
