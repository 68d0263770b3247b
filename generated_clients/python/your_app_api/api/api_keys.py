"""`client.api_keys`: The caller's API keys."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Required

from .._runtime.options import NOT_GIVEN, NotGiven, Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.api_key import ApiKey
from ..models.api_key_secret import ApiKeySecret
from ..models.deleted import Deleted

if TYPE_CHECKING:
    from ..models.permission import Permission

_LIST = Operation("api_keys.list", "GET", safe=True)
_CREATE = Operation("api_keys.create", "POST")
_GET = Operation("api_keys.get", "GET", safe=True)
_UPDATE = Operation("api_keys.update", "PUT", safe=True)
_DELETE = Operation("api_keys.delete", "DELETE", safe=True)
_ROTATE = Operation("api_keys.rotate", "POST")


class ApiKeysListParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.list`."""

    page: int | None

    limit: int | None

    revoked: bool | None


class ApiKeysCreateParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.create`."""

    name: Required[str]

    permissions: Required[Sequence[Permission]]

    project_ids: Sequence[str] | None | NotGiven

    expires_at: datetime.datetime | str | None | NotGiven


class ApiKeysGetParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.get`."""


class ApiKeysUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.update`."""

    name: str | None

    permissions: Sequence[Permission] | None

    project_ids: Sequence[str] | None | NotGiven

    expires_at: datetime.datetime | str | None | NotGiven


class ApiKeysDeleteParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.delete`."""


class ApiKeysRotateParams(RequestOptions, total=False):
    """The keyword arguments of `api_keys.rotate`."""

    overlap_hours: int | None


class ApiKeysResource(Resource):
    """The caller's API keys. A key acts for its person, with no more rights than it was given."""

    @cached_property
    def with_raw_response(self) -> ApiKeysWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return ApiKeysWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        revoked: bool | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[ApiKey]:
        """List API keys.

        Lists the caller's own keys, newest first, without their secrets: `hint` is what to recognise one by. Keys
        that were revoked are listed with `revoked=true` and only there. `last_used_at` is up to a minute late.

        Needs the permission `api_keys:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            revoked: List the keys that were revoked instead of those in force. `false` unless told.
        """
        return self._transport.page(
            ApiKey.from_dict,
            _LIST,
            "/api-keys",
            query={
                "page": page,
                "limit": limit,
                "revoked": revoked,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def create(
        self,
        *,
        name: str,
        permissions: Sequence[Permission],
        project_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        expires_at: datetime.datetime | str | None | NotGiven = NOT_GIVEN,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKeySecret:
        """Create API key.

        Creates a key that acts for the caller, and shows its secret in `key`: **this once**, we only keep its hash.
        For that reason the request takes no `Idempotency-Key`; a key whose secret got lost is rotated or deleted.

        **Nobody gives away what they do not have.** Each of `permissions` must be one of the credential that you
        use; one that is restricted to projects can only make keys that are restricted to some of these; a key that
        expires only makes keys that expire no later. Otherwise the answer is `403`.

        **Restricted to projects**: with `project_ids` the key reaches these projects and nothing else, for as long
        as you reach them. Permissions beyond projects (teams, the audit log) can't be combined with it.

        Needs the permission `api_keys:write`.

        Args:
            name: What the key is for. No white space at its ends, no control characters.
            permissions: What the key may do. `token:read` is always among it.
            project_ids: The projects that the key reaches; null for all that you reach.
            expires_at: When the key ends, a moment to come; null for never.
        """
        return self._transport.object(
            ApiKeySecret.from_dict,
            True,
            _CREATE,
            "/api-keys",
            json=given(
                {"name": name, "permissions": permissions, "project_ids": project_ids, "expires_at": expires_at}
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def get(
        self,
        key_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKey:
        """Get API key details.

        Returns one of the caller's keys without its secret.

        Needs the permission `api_keys:read`.

        Args:
            key_id: The ID of the API key.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            ApiKey.from_dict,
            True,
            _GET,
            f"/api-keys/{segment(key_id, 'key_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        key_id: str,
        *,
        name: str | None = None,
        permissions: Sequence[Permission] | None = None,
        project_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        expires_at: datetime.datetime | str | None | NotGiven = NOT_GIVEN,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKey:
        """Update API key.

        Changes the fields that you send and leaves the others as they are, from the next request on. `null` ends a
        restriction to projects or an expiry.

        Your credential must hold all that the key holds, before and after, and must not end before the key will;
        see `POST /api-keys`.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.
            name: What the key is for. No white space at its ends, no control characters.
            permissions: What the key may do. `token:read` is always among it.
            project_ids: The projects that the key reaches; null for all that you reach.
            expires_at: When the key ends, a moment to come; null for never.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            ApiKey.from_dict,
            True,
            _UPDATE,
            f"/api-keys/{segment(key_id, 'key_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "permissions": unless_none(permissions),
                    "project_ids": project_ids,
                    "expires_at": expires_at,
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def delete(
        self,
        key_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Revoke API key.

        Ends the key from the next request on, with all of its secrets, for ever. `GET /api-keys?revoked=true` still
        lists it, so that the audit log can be understood. You can revoke keys that hold more than the credential
        you use.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/api-keys/{segment(key_id, 'key_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def rotate(
        self,
        key_id: str,
        *,
        overlap_hours: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKeySecret:
        """Rotate API key.

        Gives the key another secret and shows it in `key`: **this once**. ID, name and permissions stay. The secret
        before it counts for `overlap_hours` more (24 unless you say otherwise, at most 168), so that servers can be
        changed one after the other; with 0 it ends at once, as a key that has leaked should. A key has at most two
        secrets: rotating again ends the oldest.

        Your credential must hold all that the key holds, and must not end before it; see `POST /api-keys`.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.
            overlap_hours: How long the secret before it still counts. `24` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            ApiKeySecret.from_dict,
            True,
            _ROTATE,
            f"/api-keys/{segment(key_id, 'key_id')}/rotate",
            json=given({"overlap_hours": unless_none(overlap_hours)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class ApiKeysWithRawResponse:
    """The calls of `client.api_keys`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: ApiKeysResource) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.get = with_response(resource.get)
        self.update = with_response(resource.update)
        self.delete = with_response(resource.delete)
        self.rotate = with_response(resource.rotate)


class AsyncApiKeysResource(AsyncResource):
    """The caller's API keys. A key acts for its person, with no more rights than it was given."""

    @cached_property
    def with_raw_response(self) -> AsyncApiKeysWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncApiKeysWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        revoked: bool | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[ApiKey]:
        """List API keys.

        Lists the caller's own keys, newest first, without their secrets: `hint` is what to recognise one by. Keys
        that were revoked are listed with `revoked=true` and only there. `last_used_at` is up to a minute late.

        Needs the permission `api_keys:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            revoked: List the keys that were revoked instead of those in force. `false` unless told.
        """
        return self._transport.page(
            ApiKey.from_dict,
            _LIST,
            "/api-keys",
            query={
                "page": page,
                "limit": limit,
                "revoked": revoked,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def create(
        self,
        *,
        name: str,
        permissions: Sequence[Permission],
        project_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        expires_at: datetime.datetime | str | None | NotGiven = NOT_GIVEN,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKeySecret:
        """Create API key.

        Creates a key that acts for the caller, and shows its secret in `key`: **this once**, we only keep its hash.
        For that reason the request takes no `Idempotency-Key`; a key whose secret got lost is rotated or deleted.

        **Nobody gives away what they do not have.** Each of `permissions` must be one of the credential that you
        use; one that is restricted to projects can only make keys that are restricted to some of these; a key that
        expires only makes keys that expire no later. Otherwise the answer is `403`.

        **Restricted to projects**: with `project_ids` the key reaches these projects and nothing else, for as long
        as you reach them. Permissions beyond projects (teams, the audit log) can't be combined with it.

        Needs the permission `api_keys:write`.

        Args:
            name: What the key is for. No white space at its ends, no control characters.
            permissions: What the key may do. `token:read` is always among it.
            project_ids: The projects that the key reaches; null for all that you reach.
            expires_at: When the key ends, a moment to come; null for never.
        """
        return await self._transport.object(
            ApiKeySecret.from_dict,
            True,
            _CREATE,
            "/api-keys",
            json=given(
                {"name": name, "permissions": permissions, "project_ids": project_ids, "expires_at": expires_at}
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def get(
        self,
        key_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKey:
        """Get API key details.

        Returns one of the caller's keys without its secret.

        Needs the permission `api_keys:read`.

        Args:
            key_id: The ID of the API key.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            ApiKey.from_dict,
            True,
            _GET,
            f"/api-keys/{segment(key_id, 'key_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        key_id: str,
        *,
        name: str | None = None,
        permissions: Sequence[Permission] | None = None,
        project_ids: Sequence[str] | None | NotGiven = NOT_GIVEN,
        expires_at: datetime.datetime | str | None | NotGiven = NOT_GIVEN,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKey:
        """Update API key.

        Changes the fields that you send and leaves the others as they are, from the next request on. `null` ends a
        restriction to projects or an expiry.

        Your credential must hold all that the key holds, before and after, and must not end before the key will;
        see `POST /api-keys`.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.
            name: What the key is for. No white space at its ends, no control characters.
            permissions: What the key may do. `token:read` is always among it.
            project_ids: The projects that the key reaches; null for all that you reach.
            expires_at: When the key ends, a moment to come; null for never.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            ApiKey.from_dict,
            True,
            _UPDATE,
            f"/api-keys/{segment(key_id, 'key_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "permissions": unless_none(permissions),
                    "project_ids": project_ids,
                    "expires_at": expires_at,
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def delete(
        self,
        key_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Revoke API key.

        Ends the key from the next request on, with all of its secrets, for ever. `GET /api-keys?revoked=true` still
        lists it, so that the audit log can be understood. You can revoke keys that hold more than the credential
        you use.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/api-keys/{segment(key_id, 'key_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def rotate(
        self,
        key_id: str,
        *,
        overlap_hours: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ApiKeySecret:
        """Rotate API key.

        Gives the key another secret and shows it in `key`: **this once**. ID, name and permissions stay. The secret
        before it counts for `overlap_hours` more (24 unless you say otherwise, at most 168), so that servers can be
        changed one after the other; with 0 it ends at once, as a key that has leaked should. A key has at most two
        secrets: rotating again ends the oldest.

        Your credential must hold all that the key holds, and must not end before it; see `POST /api-keys`.

        Needs the permission `api_keys:write`.

        Args:
            key_id: The ID of the API key.
            overlap_hours: How long the secret before it still counts. `24` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            ApiKeySecret.from_dict,
            True,
            _ROTATE,
            f"/api-keys/{segment(key_id, 'key_id')}/rotate",
            json=given({"overlap_hours": unless_none(overlap_hours)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncApiKeysWithRawResponse:
    """The calls of `client.api_keys`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncApiKeysResource) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.get = async_with_response(resource.get)
        self.update = async_with_response(resource.update)
        self.delete = async_with_response(resource.delete)
        self.rotate = async_with_response(resource.rotate)
