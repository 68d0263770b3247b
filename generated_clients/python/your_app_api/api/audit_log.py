"""`client.audit_log`: Who did what, with which credential, from where and when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property

from .._runtime.options import Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.audit_entry import AuditEntry

_LIST = Operation("audit_log.list", "GET", safe=True)


class AuditLogListParams(RequestOptions, total=False):
    """The keyword arguments of `audit_log.list`."""

    page: int | None

    limit: int | None

    team: str | None

    actor: str | None

    action: str | None

    object: str | None

    since: datetime.datetime | str | None

    until: datetime.datetime | str | None


class AuditLogResource(Resource):
    """Who did what, with which credential, from where and when."""

    @cached_property
    def with_raw_response(self) -> AuditLogWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AuditLogWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        object: str | None = None,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[AuditEntry]:
        """List audit log entries.

        Tells who did what, with which credential, from where and when, the newest first: every change that was made
        through the API, and what happened in the console.

        Without `team` it is the caller's own log: their projects, keys and sign-ins. With `team` it is the team's,
        for its admins and owners. Entries can't be changed or deleted; each one's `hash` covers the one before it.

        Needs the permission `audit_log:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            team: The log of the team with this ID. A team that is not yours has no entries for you.
            actor: Only what the person with this ID did.
            action: Only this action.
            object: Only what was done to the thing with this ID.
            since: Only entries from this moment on.
            until: Only entries before this moment.
        """
        return self._transport.page(
            AuditEntry.from_dict,
            _LIST,
            "/audit-log",
            query={
                "page": page,
                "limit": limit,
                "team": team,
                "actor": actor,
                "action": action,
                "object": object,
                "since": since,
                "until": until,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AuditLogWithRawResponse:
    """The calls of `client.audit_log`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AuditLogResource) -> None:
        self.list = with_response(resource.list)


class AsyncAuditLogResource(AsyncResource):
    """Who did what, with which credential, from where and when."""

    @cached_property
    def with_raw_response(self) -> AsyncAuditLogWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncAuditLogWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        object: str | None = None,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[AuditEntry]:
        """List audit log entries.

        Tells who did what, with which credential, from where and when, the newest first: every change that was made
        through the API, and what happened in the console.

        Without `team` it is the caller's own log: their projects, keys and sign-ins. With `team` it is the team's,
        for its admins and owners. Entries can't be changed or deleted; each one's `hash` covers the one before it.

        Needs the permission `audit_log:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            team: The log of the team with this ID. A team that is not yours has no entries for you.
            actor: Only what the person with this ID did.
            action: Only this action.
            object: Only what was done to the thing with this ID.
            since: Only entries from this moment on.
            until: Only entries before this moment.
        """
        return self._transport.page(
            AuditEntry.from_dict,
            _LIST,
            "/audit-log",
            query={
                "page": page,
                "limit": limit,
                "team": team,
                "actor": actor,
                "action": action,
                "object": object,
                "since": since,
                "until": until,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncAuditLogWithRawResponse:
    """The calls of `client.audit_log`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncAuditLogResource) -> None:
        self.list = async_with_response(resource.list)
