"""`client.projects`: A project is a site and all of its deployments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Required

from .._runtime.options import NOT_GIVEN, KeyedRequestOptions, NotGiven, Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.project import Project

if TYPE_CHECKING:
    from ..models.project_status import ProjectStatus
    from ..models.template import Template
    from ..models.visibility import Visibility

_LIST = Operation("projects.list", "GET", safe=True)
_CREATE = Operation("projects.create", "POST", idempotency_key=True)
_GET = Operation("projects.get", "GET", safe=True)
_UPDATE = Operation("projects.update", "PUT", safe=True)
_DELETE = Operation("projects.delete", "DELETE", safe=True)
_RELEASE = Operation("projects.release", "POST")
_TRANSFER = Operation("projects.transfer", "POST")


class ProjectsListParams(RequestOptions, total=False):
    """The keyword arguments of `projects.list`."""

    page: int | None

    limit: int | None

    status: ProjectStatus | None

    team: str | None


class ProjectsCreateParams(KeyedRequestOptions, total=False):
    """The keyword arguments of `projects.create`."""

    name: Required[str]

    description: str | None | NotGiven

    template: Template | None

    visibility: Visibility | None

    team_id: str | None


class ProjectsGetParams(RequestOptions, total=False):
    """The keyword arguments of `projects.get`."""


class ProjectsUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `projects.update`."""

    name: str | None

    description: str | None | NotGiven

    status: ProjectStatus | None

    template: Template | None

    visibility: Visibility | None


class ProjectsDeleteParams(RequestOptions, total=False):
    """The keyword arguments of `projects.delete`."""


class ProjectsReleaseParams(RequestOptions, total=False):
    """The keyword arguments of `projects.release`."""


class ProjectsTransferParams(RequestOptions, total=False):
    """The keyword arguments of `projects.transfer`."""

    team_id: Required[str | None]


class ProjectsResource(Resource):
    """A project is a site and all of its deployments. It belongs to a person or to a team."""

    @cached_property
    def with_raw_response(self) -> ProjectsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return ProjectsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: ProjectStatus | None = None,
        team: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Project]:
        """List all projects.

        Lists the projects that the caller owns and those of the caller's teams, newest first, each with its team
        and its latest deployment. A credential that is restricted to projects lists none but these. Ask for the
        next page while `pagination.page` is less than `pagination.pages`.

        Needs the permission `projects:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only projects with this status.
            team: Only projects of the team with this ID. A team that is not yours has no projects for you.
        """
        return self._transport.page(
            Project.from_dict,
            _LIST,
            "/projects",
            query={
                "page": page,
                "limit": limit,
                "status": status,
                "team": team,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def create(
        self,
        *,
        name: str,
        description: str | None | NotGiven = NOT_GIVEN,
        template: Template | None = None,
        visibility: Visibility | None = None,
        team_id: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Project:
        """Create a new project.

        Creates an empty project; nothing is live until its first deployment succeeds. The project's URL is made
        from its name (`My New Project` becomes `my-new-project`) with a few characters added when that name is
        taken. With `team_id` the project belongs to the team, otherwise to the caller.

        Needs the permission `projects:write`.

        Args:
            name: A name for people. No white space at its ends, no control characters.
            description: A few words about the project.
            template: The site that a deployment without files of its own shows: `blank`, one page; `landing`, a
                product page; `docs`, a documentation site. `"blank"` unless told.
            visibility: Who may read the project through the API: `private`, its owner or team; `public`, anybody
                with a key that holds the permission, who sees the project and its deployments and not
                their logs. Only its owner or team may change it. The site itself is always open to
                everybody. `"private"` unless told.
            team_id: The team that it belongs to. You must be its owner, an admin or a member.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Project.from_dict,
            True,
            _CREATE,
            "/projects",
            json=given(
                {
                    "name": name,
                    "description": description,
                    "template": unless_none(template),
                    "visibility": unless_none(visibility),
                    "team_id": unless_none(team_id),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    def get(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Get project details.

        Returns one project with its team, its latest deployment and the ID of the one that is live.

        Needs the permission `projects:read`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Project.from_dict,
            True,
            _GET,
            f"/projects/{segment(project_id, 'project_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        project_id: str,
        *,
        name: str | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        status: ProjectStatus | None = None,
        template: Template | None = None,
        visibility: Visibility | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Update project.

        Changes the fields that are sent and leaves the others as they are. An `archived` project takes no new
        deployments and its site stays up; set it to `active` to go on. The URL does not change with the name, so
        that links to the site keep working.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.
            name: A name for people. No white space at its ends, no control characters.
            description: A few words about the project.
            status: An `archived` project takes no new deployments; its site stays up.
            template: The site that a deployment without files of its own shows: `blank`, one page; `landing`, a
                product page; `docs`, a documentation site.
            visibility: Who may read the project through the API: `private`, its owner or team; `public`, anybody
                with a key that holds the permission, who sees the project and its deployments and not
                their logs. Only its owner or team may change it. The site itself is always open to
                everybody.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Project.from_dict,
            True,
            _UPDATE,
            f"/projects/{segment(project_id, 'project_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "description": description,
                    "status": unless_none(status),
                    "template": unless_none(template),
                    "visibility": unless_none(visibility),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def delete(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete project.

        Ends the project's site at once and removes its deployments, their logs and their files. Deployments that
        still run are stopped. This cannot be undone; to keep the site and only stop new deployments, archive the
        project.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/projects/{segment(project_id, 'project_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def release(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Release a held project.

        Ends the hold that a promotion with a reason has put on the project. The newest successful deployment goes
        live at once, as it would have without the hold. On a project that is not held this changes nothing.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Project.from_dict,
            True,
            _RELEASE,
            f"/projects/{segment(project_id, 'project_id')}/release",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def transfer(
        self,
        project_id: str,
        *,
        team_id: str | None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Transfer a project.

        Hands the project to a team where you may create projects, or with `team_id: null` to yourself. Its site,
        deployments and URL stay as they are; who may see and change it is decided by its new owner from the next
        request on. A project of a team is given away by its admins and owners.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.
            team_id: The ID of a team where you may create projects; null for yourself.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Project.from_dict,
            True,
            _TRANSFER,
            f"/projects/{segment(project_id, 'project_id')}/transfer",
            json=given({"team_id": team_id}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class ProjectsWithRawResponse:
    """The calls of `client.projects`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: ProjectsResource) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.get = with_response(resource.get)
        self.update = with_response(resource.update)
        self.delete = with_response(resource.delete)
        self.release = with_response(resource.release)
        self.transfer = with_response(resource.transfer)


class AsyncProjectsResource(AsyncResource):
    """A project is a site and all of its deployments. It belongs to a person or to a team."""

    @cached_property
    def with_raw_response(self) -> AsyncProjectsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncProjectsWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: ProjectStatus | None = None,
        team: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Project]:
        """List all projects.

        Lists the projects that the caller owns and those of the caller's teams, newest first, each with its team
        and its latest deployment. A credential that is restricted to projects lists none but these. Ask for the
        next page while `pagination.page` is less than `pagination.pages`.

        Needs the permission `projects:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only projects with this status.
            team: Only projects of the team with this ID. A team that is not yours has no projects for you.
        """
        return self._transport.page(
            Project.from_dict,
            _LIST,
            "/projects",
            query={
                "page": page,
                "limit": limit,
                "status": status,
                "team": team,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def create(
        self,
        *,
        name: str,
        description: str | None | NotGiven = NOT_GIVEN,
        template: Template | None = None,
        visibility: Visibility | None = None,
        team_id: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Project:
        """Create a new project.

        Creates an empty project; nothing is live until its first deployment succeeds. The project's URL is made
        from its name (`My New Project` becomes `my-new-project`) with a few characters added when that name is
        taken. With `team_id` the project belongs to the team, otherwise to the caller.

        Needs the permission `projects:write`.

        Args:
            name: A name for people. No white space at its ends, no control characters.
            description: A few words about the project.
            template: The site that a deployment without files of its own shows: `blank`, one page; `landing`, a
                product page; `docs`, a documentation site. `"blank"` unless told.
            visibility: Who may read the project through the API: `private`, its owner or team; `public`, anybody
                with a key that holds the permission, who sees the project and its deployments and not
                their logs. Only its owner or team may change it. The site itself is always open to
                everybody. `"private"` unless told.
            team_id: The team that it belongs to. You must be its owner, an admin or a member.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Project.from_dict,
            True,
            _CREATE,
            "/projects",
            json=given(
                {
                    "name": name,
                    "description": description,
                    "template": unless_none(template),
                    "visibility": unless_none(visibility),
                    "team_id": unless_none(team_id),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    async def get(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Get project details.

        Returns one project with its team, its latest deployment and the ID of the one that is live.

        Needs the permission `projects:read`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Project.from_dict,
            True,
            _GET,
            f"/projects/{segment(project_id, 'project_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        project_id: str,
        *,
        name: str | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        status: ProjectStatus | None = None,
        template: Template | None = None,
        visibility: Visibility | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Update project.

        Changes the fields that are sent and leaves the others as they are. An `archived` project takes no new
        deployments and its site stays up; set it to `active` to go on. The URL does not change with the name, so
        that links to the site keep working.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.
            name: A name for people. No white space at its ends, no control characters.
            description: A few words about the project.
            status: An `archived` project takes no new deployments; its site stays up.
            template: The site that a deployment without files of its own shows: `blank`, one page; `landing`, a
                product page; `docs`, a documentation site.
            visibility: Who may read the project through the API: `private`, its owner or team; `public`, anybody
                with a key that holds the permission, who sees the project and its deployments and not
                their logs. Only its owner or team may change it. The site itself is always open to
                everybody.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Project.from_dict,
            True,
            _UPDATE,
            f"/projects/{segment(project_id, 'project_id')}",
            json=given(
                {
                    "name": unless_none(name),
                    "description": description,
                    "status": unless_none(status),
                    "template": unless_none(template),
                    "visibility": unless_none(visibility),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def delete(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete project.

        Ends the project's site at once and removes its deployments, their logs and their files. Deployments that
        still run are stopped. This cannot be undone; to keep the site and only stop new deployments, archive the
        project.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/projects/{segment(project_id, 'project_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def release(
        self,
        project_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Release a held project.

        Ends the hold that a promotion with a reason has put on the project. The newest successful deployment goes
        live at once, as it would have without the hold. On a project that is not held this changes nothing.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Project.from_dict,
            True,
            _RELEASE,
            f"/projects/{segment(project_id, 'project_id')}/release",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def transfer(
        self,
        project_id: str,
        *,
        team_id: str | None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Project:
        """Transfer a project.

        Hands the project to a team where you may create projects, or with `team_id: null` to yourself. Its site,
        deployments and URL stay as they are; who may see and change it is decided by its new owner from the next
        request on. A project of a team is given away by its admins and owners.

        Needs the permission `projects:write`.

        Args:
            project_id: The ID of the project.
            team_id: The ID of a team where you may create projects; null for yourself.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Project.from_dict,
            True,
            _TRANSFER,
            f"/projects/{segment(project_id, 'project_id')}/transfer",
            json=given({"team_id": team_id}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncProjectsWithRawResponse:
    """The calls of `client.projects`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncProjectsResource) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.get = async_with_response(resource.get)
        self.update = async_with_response(resource.update)
        self.delete = async_with_response(resource.delete)
        self.release = async_with_response(resource.release)
        self.transfer = async_with_response(resource.transfer)
