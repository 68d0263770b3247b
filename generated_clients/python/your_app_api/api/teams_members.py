"""`client.teams.members`: Members."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Required

from .._runtime.options import Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.team_member import TeamMember

if TYPE_CHECKING:
    from ..models.role import Role

_LIST = Operation("teams.members.list", "GET", safe=True)
_ADD = Operation("teams.members.add", "POST")
_UPDATE = Operation("teams.members.update", "PUT", safe=True)
_REMOVE = Operation("teams.members.remove", "DELETE", safe=True)


class TeamsMembersListParams(RequestOptions, total=False):
    """The keyword arguments of `teams.members.list`."""

    page: int | None

    limit: int | None


class TeamsMembersAddParams(RequestOptions, total=False):
    """The keyword arguments of `teams.members.add`."""

    user_id: str | None

    email: str | None

    role: Role | None


class TeamsMembersUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `teams.members.update`."""

    role: Required[Role]


class TeamsMembersRemoveParams(RequestOptions, total=False):
    """The keyword arguments of `teams.members.remove`."""


class TeamsMembersResource(Resource):
    """`client.teams.members`"""

    @cached_property
    def with_raw_response(self) -> TeamsMembersWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return TeamsMembersWithRawResponse(self)

    def list(
        self,
        team_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[TeamMember]:
        """List team members.

        Lists the people who belong to the team, those who came first before the others. Invitations that nobody has
        accepted yet are at `/teams/{id}/invitations`.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            TeamMember.from_dict,
            _LIST,
            f"/teams/{segment(team_id, 'team_id')}/members",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def add(
        self,
        team_id: str,
        *,
        user_id: str | None = None,
        email: str | None = None,
        role: Role | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> TeamMember:
        """Add team member.

        Adds a person by `user_id` or by `email`; give one of the two. Needs the role admin or owner; only an owner
        adds owners.

        **An address that has an account** becomes a member at once: `status` is `active`.

        **An address that has none** is invited: `status` is `invited`, and `invitation.url` is a link for the
        person, shown this once. It counts once and for seven days, and whoever has it can accept it. Inviting an
        address again replaces its link. A server that is set up to send mail mails the link to the address, too; it
        may not arrive, so keep it until the person has accepted.

        `Location` is where you change or remove the member or withdraw the invitation; it answers no `GET`.

        `409` `already_member`: the person is in the team; change their role instead.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of a person.
            email: An e-mail address. Upper and lower case are the same.
            role: What a person may do in a team. `viewer` sees it and its projects; `member` also creates,
                changes, deploys and deletes projects; `admin` also renames the team, manages members,
                invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything,
                manage owners and delete the team. `"member"` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            TeamMember.from_dict,
            True,
            _ADD,
            f"/teams/{segment(team_id, 'team_id')}/members",
            json=given({"user_id": unless_none(user_id), "email": unless_none(email), "role": unless_none(role)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        team_id: str,
        user_id: str,
        *,
        role: Role,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> TeamMember:
        """Change a member's role.

        Gives a member another role, from the next request on. Needs the role admin or owner; only an owner makes or
        demotes owners, and the last owner stays one (`409`). Invitations that the member has sent and could not
        send with the new role end.

        `409` `last_owner`: a team keeps an owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of the member.
            role: What a person may do in a team. `viewer` sees it and its projects; `member` also creates,
                changes, deploys and deletes projects; `admin` also renames the team, manages members,
                invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything,
                manage owners and delete the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            TeamMember.from_dict,
            True,
            _UPDATE,
            f"/teams/{segment(team_id, 'team_id')}/members/{segment(user_id, 'user_id')}",
            json=given({"role": role}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def remove(
        self,
        team_id: str,
        user_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Remove team member.

        Ends a membership; the person has no access from the next request on, whatever credential they use, and the
        invitations that they sent end too. Needs the role admin or owner; only an owner removes owners. Everybody
        may leave with their own ID, except for the last owner (`409`).

        `409` `last_owner`: a team keeps an owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of the member.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _REMOVE,
            f"/teams/{segment(team_id, 'team_id')}/members/{segment(user_id, 'user_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class TeamsMembersWithRawResponse:
    """The calls of `client.teams.members`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: TeamsMembersResource) -> None:
        self.list = with_response(resource.list)
        self.add = with_response(resource.add)
        self.update = with_response(resource.update)
        self.remove = with_response(resource.remove)


class AsyncTeamsMembersResource(AsyncResource):
    """`client.teams.members`"""

    @cached_property
    def with_raw_response(self) -> AsyncTeamsMembersWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncTeamsMembersWithRawResponse(self)

    def list(
        self,
        team_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[TeamMember]:
        """List team members.

        Lists the people who belong to the team, those who came first before the others. Invitations that nobody has
        accepted yet are at `/teams/{id}/invitations`.

        Needs the permission `teams:read`.

        Args:
            team_id: The ID of the team.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            TeamMember.from_dict,
            _LIST,
            f"/teams/{segment(team_id, 'team_id')}/members",
            query={
                "page": page,
                "limit": limit,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def add(
        self,
        team_id: str,
        *,
        user_id: str | None = None,
        email: str | None = None,
        role: Role | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> TeamMember:
        """Add team member.

        Adds a person by `user_id` or by `email`; give one of the two. Needs the role admin or owner; only an owner
        adds owners.

        **An address that has an account** becomes a member at once: `status` is `active`.

        **An address that has none** is invited: `status` is `invited`, and `invitation.url` is a link for the
        person, shown this once. It counts once and for seven days, and whoever has it can accept it. Inviting an
        address again replaces its link. A server that is set up to send mail mails the link to the address, too; it
        may not arrive, so keep it until the person has accepted.

        `Location` is where you change or remove the member or withdraw the invitation; it answers no `GET`.

        `409` `already_member`: the person is in the team; change their role instead.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of a person.
            email: An e-mail address. Upper and lower case are the same.
            role: What a person may do in a team. `viewer` sees it and its projects; `member` also creates,
                changes, deploys and deletes projects; `admin` also renames the team, manages members,
                invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything,
                manage owners and delete the team. `"member"` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            TeamMember.from_dict,
            True,
            _ADD,
            f"/teams/{segment(team_id, 'team_id')}/members",
            json=given({"user_id": unless_none(user_id), "email": unless_none(email), "role": unless_none(role)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        team_id: str,
        user_id: str,
        *,
        role: Role,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> TeamMember:
        """Change a member's role.

        Gives a member another role, from the next request on. Needs the role admin or owner; only an owner makes or
        demotes owners, and the last owner stays one (`409`). Invitations that the member has sent and could not
        send with the new role end.

        `409` `last_owner`: a team keeps an owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of the member.
            role: What a person may do in a team. `viewer` sees it and its projects; `member` also creates,
                changes, deploys and deletes projects; `admin` also renames the team, manages members,
                invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything,
                manage owners and delete the team.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            TeamMember.from_dict,
            True,
            _UPDATE,
            f"/teams/{segment(team_id, 'team_id')}/members/{segment(user_id, 'user_id')}",
            json=given({"role": role}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def remove(
        self,
        team_id: str,
        user_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Remove team member.

        Ends a membership; the person has no access from the next request on, whatever credential they use, and the
        invitations that they sent end too. Needs the role admin or owner; only an owner removes owners. Everybody
        may leave with their own ID, except for the last owner (`409`).

        `409` `last_owner`: a team keeps an owner.

        Needs the permission `teams:write`.

        Args:
            team_id: The ID of the team.
            user_id: The ID of the member.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _REMOVE,
            f"/teams/{segment(team_id, 'team_id')}/members/{segment(user_id, 'user_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncTeamsMembersWithRawResponse:
    """The calls of `client.teams.members`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncTeamsMembersResource) -> None:
        self.list = async_with_response(resource.list)
        self.add = async_with_response(resource.add)
        self.update = async_with_response(resource.update)
        self.remove = async_with_response(resource.remove)
