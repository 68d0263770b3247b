"""`client.teams.invitations`: Invitations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .._runtime.options import Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import segment
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.invitation import Invitation

_LIST = Operation("teams.invitations.list", "GET", safe=True)
_REVOKE = Operation("teams.invitations.revoke", "DELETE", safe=True)


class TeamsInvitationsListParams(RequestOptions, total=False):
    """The keyword arguments of `teams.invitations.list`."""

    page: int | None

    limit: int | None


class TeamsInvitationsRevokeParams(RequestOptions, total=False):
    """The keyword arguments of `teams.invitations.revoke`."""


class TeamsInvitationsResource(Resource):
    """`client.teams.invitations`"""

    @cached_property
    def with_raw_response(self) -> TeamsInvitationsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return TeamsInvitationsWithRawResponse(self)

    def list(
        self,
        team_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Invitation]:
        """List invitations.

        Lists the invitations that can still be accepted, newest first, without their links. Needs the role admin or
        owner. `POST /teams/{id}/members` makes them.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Invitation.from_dict,
            _LIST,
            f"/teams/{segment(team_id, 'team_id')}/invitations",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def revoke(
        self,
        team_id: str,
        invitation_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Withdraw an invitation.

        Makes the link worthless. An invitation that was accepted is gone and answers `404`; remove the member
        instead. Needs the role admin or owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            invitation_id: The ID of the invitation.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _REVOKE,
            f"/teams/{segment(team_id, 'team_id')}/invitations/{segment(invitation_id, 'invitation_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class TeamsInvitationsWithRawResponse:
    """The calls of `client.teams.invitations`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: TeamsInvitationsResource) -> None:
        self.list = with_response(resource.list)
        self.revoke = with_response(resource.revoke)


class AsyncTeamsInvitationsResource(AsyncResource):
    """`client.teams.invitations`"""

    @cached_property
    def with_raw_response(self) -> AsyncTeamsInvitationsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncTeamsInvitationsWithRawResponse(self)

    def list(
        self,
        team_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Invitation]:
        """List invitations.

        Lists the invitations that can still be accepted, newest first, without their links. Needs the role admin or
        owner. `POST /teams/{id}/members` makes them.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Invitation.from_dict,
            _LIST,
            f"/teams/{segment(team_id, 'team_id')}/invitations",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def revoke(
        self,
        team_id: str,
        invitation_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Withdraw an invitation.

        Makes the link worthless. An invitation that was accepted is gone and answers `404`; remove the member
        instead. Needs the role admin or owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            invitation_id: The ID of the invitation.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _REVOKE,
            f"/teams/{segment(team_id, 'team_id')}/invitations/{segment(invitation_id, 'invitation_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncTeamsInvitationsWithRawResponse:
    """The calls of `client.teams.invitations`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncTeamsInvitationsResource) -> None:
        self.list = async_with_response(resource.list)
        self.revoke = async_with_response(resource.revoke)
