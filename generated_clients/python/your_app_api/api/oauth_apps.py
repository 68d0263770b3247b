"""`client.oauth_apps`: An OAuth application acts for people who allow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Required

from .._runtime.options import NOT_GIVEN, NotGiven, Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.o_auth_app import OAuthApp
from ..models.o_auth_app_with_secret import OAuthAppWithSecret

if TYPE_CHECKING:
    from ..models.o_auth_app_type import OAuthAppType
    from ..models.o_auth_scope import OAuthScope

_LIST = Operation("oauth_apps.list", "GET", safe=True)
_CREATE = Operation("oauth_apps.create", "POST")
_GET = Operation("oauth_apps.get", "GET", safe=True)
_UPDATE = Operation("oauth_apps.update", "PUT", safe=True)
_DELETE = Operation("oauth_apps.delete", "DELETE", safe=True)
_ROTATE_SECRET = Operation("oauth_apps.rotate_secret", "POST")


class OauthAppsListParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.list`."""

    page: int | None

    limit: int | None


class OauthAppsCreateParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.create`."""

    name: Required[str]

    redirect_uris: Required[Sequence[str]]

    homepage_url: str | None | NotGiven

    type: OAuthAppType | None

    require_pkce: bool | None

    scopes: Sequence[OAuthScope] | None


class OauthAppsGetParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.get`."""


class OauthAppsUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.update`."""

    name: str | None

    homepage_url: str | None | NotGiven

    require_pkce: bool | None

    redirect_uris: Sequence[str] | None

    scopes: Sequence[OAuthScope] | None


class OauthAppsDeleteParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.delete`."""


class OauthAppsRotateSecretParams(RequestOptions, total=False):
    """The keyword arguments of `oauth_apps.rotate_secret`."""


class OauthAppsResource(Resource):
    """An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own
    file: `/oauth/openapi.yaml`.
    """

    @cached_property
    def with_raw_response(self) -> OauthAppsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return OauthAppsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[OAuthApp]:
        """List your OAuth applications.

        Lists the applications that you manage, newest first, without their secrets. The applications that *you*
        allowed to act for you stand in the console, under Settings → Authorized applications.

        Needs the permission `oauth_apps:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
        """
        return self._transport.page(
            OAuthApp.from_dict,
            _LIST,
            "/oauth-apps",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def create(
        self,
        *,
        name: str,
        redirect_uris: Sequence[str],
        homepage_url: str | None | NotGiven = NOT_GIVEN,
        type: OAuthAppType | None = None,
        require_pkce: bool | None = None,
        scopes: Sequence[OAuthScope] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthAppWithSecret:
        """Register an OAuth application.

        Registers an application that acts for people who allow it. The `client_secret` of a `confidential` one (it
        runs on a server) is answered this once; a `public` one (it runs on people's devices) has none and always
        uses PKCE. `redirect_uris` count to the letter. Unless you say otherwise an application may ask for `read`
        and nothing else, and must use PKCE.

        `403`: nobody gives away what they lack. Your key must hold every permission that the `scopes` stand for;
        and since an application with a secret acts for your account without asking anybody, and for ever, a key
        that expires registers `public` ones only.

        Needs the permission `oauth_apps:write`.

        Args:
            name: What people see when they are asked.
            redirect_uris: Where people may be sent back to, to the letter: https; http on `localhost`,
                `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.
            homepage_url: The application's own page, shown to people; null for none.
            type: `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's
                devices. `"confidential"` unless told.
            require_pkce: Whether people are only asked with a `code_challenge`. `false` is for `confidential`
                applications whose library cannot do PKCE. `true` unless told.
            scopes: What the application may ask people for; it cannot ask for more. `["read"]` unless told.
        """
        return self._transport.object(
            OAuthAppWithSecret.from_dict,
            True,
            _CREATE,
            "/oauth-apps",
            json=given(
                {
                    "name": name,
                    "redirect_uris": redirect_uris,
                    "homepage_url": homepage_url,
                    "type": unless_none(type),
                    "require_pkce": unless_none(require_pkce),
                    "scopes": unless_none(scopes),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def get(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthApp:
        """Get an OAuth application.

        Returns one application that you manage, without its secret.

        Needs the permission `oauth_apps:read`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            OAuthApp.from_dict,
            True,
            _GET,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        o_auth_app_id: str,
        *,
        name: str | None = None,
        homepage_url: str | None | NotGiven = NOT_GIVEN,
        require_pkce: bool | None = None,
        redirect_uris: Sequence[str] | None = None,
        scopes: Sequence[OAuthScope] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthApp:
        """Update an OAuth application.

        Changes the fields that are sent and leaves the others as they are. What people allowed before stays as they
        allowed it. The `type` cannot be changed: register another application.

        `403`: your key must hold every permission that the application's `scopes` stand for, those before and those
        after; and a key that expires gives an application with a secret no further scopes.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.
            name: What people see when they are asked.
            homepage_url: The application's own page, shown to people; null for none.
            require_pkce: Whether people are only asked with a `code_challenge`.
            redirect_uris: Where people may be sent back to, to the letter: https; http on `localhost`,
                `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.
            scopes: What the application may ask people for; it cannot ask for more.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            OAuthApp.from_dict,
            True,
            _UPDATE,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "homepage_url": homepage_url,
                    "require_pkce": unless_none(require_pkce),
                    "redirect_uris": unless_none(redirect_uris),
                    "scopes": unless_none(scopes),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def delete(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete an OAuth application.

        Removes the application. Every token that it holds ends with the next request.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def rotate_secret(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthAppWithSecret:
        """Rotate an application's secret.

        Gives a `confidential` application another `client_secret`, answered this once. The one before it counts for
        another day, so that every server of yours can be changed without haste; an even older one ends now.

        `403`: your key must hold every permission that the application's `scopes` stand for, and must not expire:
        the secret does not.

        `409` `no_secret`: a public application has none.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            OAuthAppWithSecret.from_dict,
            True,
            _ROTATE_SECRET,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}/rotate-secret",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class OauthAppsWithRawResponse:
    """The calls of `client.oauth_apps`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: OauthAppsResource) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.get = with_response(resource.get)
        self.update = with_response(resource.update)
        self.delete = with_response(resource.delete)
        self.rotate_secret = with_response(resource.rotate_secret)


class AsyncOauthAppsResource(AsyncResource):
    """An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own
    file: `/oauth/openapi.yaml`.
    """

    @cached_property
    def with_raw_response(self) -> AsyncOauthAppsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncOauthAppsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[OAuthApp]:
        """List your OAuth applications.

        Lists the applications that you manage, newest first, without their secrets. The applications that *you*
        allowed to act for you stand in the console, under Settings → Authorized applications.

        Needs the permission `oauth_apps:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
        """
        return self._transport.page(
            OAuthApp.from_dict,
            _LIST,
            "/oauth-apps",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def create(
        self,
        *,
        name: str,
        redirect_uris: Sequence[str],
        homepage_url: str | None | NotGiven = NOT_GIVEN,
        type: OAuthAppType | None = None,
        require_pkce: bool | None = None,
        scopes: Sequence[OAuthScope] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthAppWithSecret:
        """Register an OAuth application.

        Registers an application that acts for people who allow it. The `client_secret` of a `confidential` one (it
        runs on a server) is answered this once; a `public` one (it runs on people's devices) has none and always
        uses PKCE. `redirect_uris` count to the letter. Unless you say otherwise an application may ask for `read`
        and nothing else, and must use PKCE.

        `403`: nobody gives away what they lack. Your key must hold every permission that the `scopes` stand for;
        and since an application with a secret acts for your account without asking anybody, and for ever, a key
        that expires registers `public` ones only.

        Needs the permission `oauth_apps:write`.

        Args:
            name: What people see when they are asked.
            redirect_uris: Where people may be sent back to, to the letter: https; http on `localhost`,
                `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.
            homepage_url: The application's own page, shown to people; null for none.
            type: `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's
                devices. `"confidential"` unless told.
            require_pkce: Whether people are only asked with a `code_challenge`. `false` is for `confidential`
                applications whose library cannot do PKCE. `true` unless told.
            scopes: What the application may ask people for; it cannot ask for more. `["read"]` unless told.
        """
        return await self._transport.object(
            OAuthAppWithSecret.from_dict,
            True,
            _CREATE,
            "/oauth-apps",
            json=given(
                {
                    "name": name,
                    "redirect_uris": redirect_uris,
                    "homepage_url": homepage_url,
                    "type": unless_none(type),
                    "require_pkce": unless_none(require_pkce),
                    "scopes": unless_none(scopes),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def get(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthApp:
        """Get an OAuth application.

        Returns one application that you manage, without its secret.

        Needs the permission `oauth_apps:read`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            OAuthApp.from_dict,
            True,
            _GET,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        o_auth_app_id: str,
        *,
        name: str | None = None,
        homepage_url: str | None | NotGiven = NOT_GIVEN,
        require_pkce: bool | None = None,
        redirect_uris: Sequence[str] | None = None,
        scopes: Sequence[OAuthScope] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthApp:
        """Update an OAuth application.

        Changes the fields that are sent and leaves the others as they are. What people allowed before stays as they
        allowed it. The `type` cannot be changed: register another application.

        `403`: your key must hold every permission that the application's `scopes` stand for, those before and those
        after; and a key that expires gives an application with a secret no further scopes.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.
            name: What people see when they are asked.
            homepage_url: The application's own page, shown to people; null for none.
            require_pkce: Whether people are only asked with a `code_challenge`.
            redirect_uris: Where people may be sent back to, to the letter: https; http on `localhost`,
                `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.
            scopes: What the application may ask people for; it cannot ask for more.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            OAuthApp.from_dict,
            True,
            _UPDATE,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "homepage_url": homepage_url,
                    "require_pkce": unless_none(require_pkce),
                    "redirect_uris": unless_none(redirect_uris),
                    "scopes": unless_none(scopes),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def delete(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete an OAuth application.

        Removes the application. Every token that it holds ends with the next request.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def rotate_secret(
        self,
        o_auth_app_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> OAuthAppWithSecret:
        """Rotate an application's secret.

        Gives a `confidential` application another `client_secret`, answered this once. The one before it counts for
        another day, so that every server of yours can be changed without haste; an even older one ends now.

        `403`: your key must hold every permission that the application's `scopes` stand for, and must not expire:
        the secret does not.

        `409` `no_secret`: a public application has none.

        Needs the permission `oauth_apps:write`.

        Args:
            o_auth_app_id: The ID of the OAuth application.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            OAuthAppWithSecret.from_dict,
            True,
            _ROTATE_SECRET,
            f"/oauth-apps/{segment(o_auth_app_id, 'o_auth_app_id')}/rotate-secret",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncOauthAppsWithRawResponse:
    """The calls of `client.oauth_apps`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncOauthAppsResource) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.get = async_with_response(resource.get)
        self.update = async_with_response(resource.update)
        self.delete = async_with_response(resource.delete)
        self.rotate_secret = async_with_response(resource.rotate_secret)
