"""`client.token`: The credential that a request is made with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .._runtime.options import Operation, RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.token import Token

_GET = Operation("token.get", "GET", safe=True)


class TokenGetParams(RequestOptions, total=False):
    """The keyword arguments of `token.get`."""


class TokenResource(Resource):
    """The credential that a request is made with."""

    @cached_property
    def with_raw_response(self) -> TokenWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return TokenWithRawResponse(self)

    def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Token:
        """Describe the credential in use.

        Tells who the key acts for, what it permits, when it expires and which environment it belongs to. Ask it
        first when a request is refused: a `403` names the permission that is missing, this names those that are
        there. Every valid key holds `token:read`.

        Needs the permission `token:read`.
        """
        return self._transport.object(
            Token.from_dict,
            True,
            _GET,
            "/token",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class TokenWithRawResponse:
    """The calls of `client.token`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: TokenResource) -> None:
        self.get = with_response(resource.get)


class AsyncTokenResource(AsyncResource):
    """The credential that a request is made with."""

    @cached_property
    def with_raw_response(self) -> AsyncTokenWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncTokenWithRawResponse(self)

    async def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Token:
        """Describe the credential in use.

        Tells who the key acts for, what it permits, when it expires and which environment it belongs to. Ask it
        first when a request is refused: a `403` names the permission that is missing, this names those that are
        there. Every valid key holds `token:read`.

        Needs the permission `token:read`.
        """
        return await self._transport.object(
            Token.from_dict,
            True,
            _GET,
            "/token",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncTokenWithRawResponse:
    """The calls of `client.token`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncTokenResource) -> None:
        self.get = async_with_response(resource.get)
