"""`client.teams`: People who share projects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Required

from .._runtime.options import KeyedRequestOptions, Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.team import Team

if TYPE_CHECKING:
    from .teams_invitations import AsyncTeamsInvitationsResource, TeamsInvitationsResource
    from .teams_members import AsyncTeamsMembersResource, TeamsMembersResource

_LIST = Operation("teams.list", "GET", safe=True)
_CREATE = Operation("teams.create", "POST", idempotency_key=True)
_GET = Operation("teams.get", "GET", safe=True)
_UPDATE = Operation("teams.update", "PUT", safe=True)
_DELETE = Operation("teams.delete", "DELETE", safe=True)


class TeamsListParams(RequestOptions, total=False):
    """The keyword arguments of `teams.list`."""

    page: int | None

    limit: int | None


class TeamsCreateParams(KeyedRequestOptions, total=False):
    """The keyword arguments of `teams.create`."""

    name: Required[str]


class TeamsGetParams(RequestOptions, total=False):
    """The keyword arguments of `teams.get`."""


class TeamsUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `teams.update`."""

    name: str | None


class TeamsDeleteParams(RequestOptions, total=False):
    """The keyword arguments of `teams.delete`."""


class TeamsResource(Resource):
    """People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
    `member`, `admin` or `owner`.
    """

    @cached_property
    def members(self) -> TeamsMembersResource:
        """Members."""
        from .teams_members import TeamsMembersResource

        return TeamsMembersResource(self._transport)

    @cached_property
    def invitations(self) -> TeamsInvitationsResource:
        """Invitations."""
        from .teams_invitations import TeamsInvitationsResource

        return TeamsInvitationsResource(self._transport)

    @cached_property
    def with_raw_response(self) -> TeamsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return TeamsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Team]:
        """List teams.

        Lists the teams that the caller belongs to, newest first, each with the caller's `role` in it.

        Needs the permission `teams:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
        """
        return self._transport.page(
            Team.from_dict,
            _LIST,
            "/teams",
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
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Team:
        """Create team.

        Creates a team whose owner is the caller. Give projects to it with `team_id` when you create them, or with
        `POST /projects/{id}/transfer`.

        Needs the permission `teams:write`.

        Args:
            name: A name for people. No white space at its ends, no control characters.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Team.from_dict,
            True,
            _CREATE,
            "/teams",
            json=given({"name": name}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    def get(
        self,
        team_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Team:
        """Get team details.

        Returns one team with the caller's `role` in it. A team that the caller does not belong to is answered like
        one that does not exist.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Team.from_dict,
            True,
            _GET,
            f"/teams/{segment(team_id, 'team_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        team_id: str,
        *,
        name: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Team:
        """Update team.

        Changes the fields that you send and leaves the others as they are. Needs the role admin or owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            name: A name for people. No white space at its ends, no control characters.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Team.from_dict,
            True,
            _UPDATE,
            f"/teams/{segment(team_id, 'team_id')}",
            json=given({"name": unless_none(name)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def delete(
        self,
        team_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete team.

        Ends the team, its memberships and its invitations. Needs the role owner. A team that has projects answers
        `409` `team_has_projects`: delete or transfer them first.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/teams/{segment(team_id, 'team_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class TeamsWithRawResponse:
    """The calls of `client.teams`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: TeamsResource) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.get = with_response(resource.get)
        self.update = with_response(resource.update)
        self.delete = with_response(resource.delete)


class AsyncTeamsResource(AsyncResource):
    """People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
    `member`, `admin` or `owner`.
    """

    @cached_property
    def members(self) -> AsyncTeamsMembersResource:
        """Members."""
        from .teams_members import AsyncTeamsMembersResource

        return AsyncTeamsMembersResource(self._transport)

    @cached_property
    def invitations(self) -> AsyncTeamsInvitationsResource:
        """Invitations."""
        from .teams_invitations import AsyncTeamsInvitationsResource

        return AsyncTeamsInvitationsResource(self._transport)

    @cached_property
    def with_raw_response(self) -> AsyncTeamsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncTeamsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Team]:
        """List teams.

        Lists the teams that the caller belongs to, newest first, each with the caller's `role` in it.

        Needs the permission `teams:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
        """
        return self._transport.page(
            Team.from_dict,
            _LIST,
            "/teams",
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
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Team:
        """Create team.

        Creates a team whose owner is the caller. Give projects to it with `team_id` when you create them, or with
        `POST /projects/{id}/transfer`.

        Needs the permission `teams:write`.

        Args:
            name: A name for people. No white space at its ends, no control characters.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Team.from_dict,
            True,
            _CREATE,
            "/teams",
            json=given({"name": name}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    async def get(
        self,
        team_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Team:
        """Get team details.

        Returns one team with the caller's `role` in it. A team that the caller does not belong to is answered like
        one that does not exist.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Team.from_dict,
            True,
            _GET,
            f"/teams/{segment(team_id, 'team_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        team_id: str,
        *,
        name: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Team:
        """Update team.

        Changes the fields that you send and leaves the others as they are. Needs the role admin or owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            name: A name for people. No white space at its ends, no control characters.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Team.from_dict,
            True,
            _UPDATE,
            f"/teams/{segment(team_id, 'team_id')}",
            json=given({"name": unless_none(name)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def delete(
        self,
        team_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete team.

        Ends the team, its memberships and its invitations. Needs the role owner. A team that has projects answers
        `409` `team_has_projects`: delete or transfer them first.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/teams/{segment(team_id, 'team_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncTeamsWithRawResponse:
    """The calls of `client.teams`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncTeamsResource) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.get = async_with_response(resource.get)
        self.update = async_with_response(resource.update)
        self.delete = async_with_response(resource.delete)
