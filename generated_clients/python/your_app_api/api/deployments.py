"""`client.deployments`: A deployment is one version of a project's site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Required

from .._runtime.options import Content, KeyedRequestOptions, Operation, RequestOptions
from .._runtime.pages import AsyncCursorListing, AsyncListing, CursorPage, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deployment import Deployment
from ..models.dry_run_result import DryRunResult
from ..models.log_line import LogLine
from ..models.uploaded_file import UploadedFile

if TYPE_CHECKING:
    from ..models.deployment_status import DeploymentStatus
    from ..models.files_source_request import FilesSourceRequest
    from ..models.source_request import SourceRequest

_LIST = Operation("deployments.list", "GET", safe=True)
_CREATE = Operation("deployments.create", "POST", idempotency_key=True)
_DRY_RUN = Operation("deployments.dry_run", "POST")
_GET = Operation("deployments.get", "GET", safe=True, waits="wait")
_CANCEL = Operation("deployments.cancel", "POST")
_REDEPLOY = Operation("deployments.redeploy", "POST", idempotency_key=True)
_UPLOAD_FILE = Operation("deployments.upload_file", "PUT", safe=True)
_PROMOTE = Operation("deployments.promote", "POST")
_LOGS = Operation("deployments.logs", "GET", safe=True)


class DeploymentsListParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.list`."""

    page: int | None

    limit: int | None

    status: DeploymentStatus | None


class DeploymentsCreateParams(KeyedRequestOptions, total=False):
    """The keyword arguments of `deployments.create`."""

    source: SourceRequest | None

    content: Content | None
    content_type: Literal["application/zip", "application/gzip"] | None


class DeploymentsDryRunParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.dry_run`."""

    source: Required[FilesSourceRequest]


class DeploymentsGetParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.get`."""

    wait: int | None


class DeploymentsCancelParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.cancel`."""


class DeploymentsRedeployParams(KeyedRequestOptions, total=False):
    """The keyword arguments of `deployments.redeploy`."""


class DeploymentsUploadFileParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.upload_file`."""


class DeploymentsPromoteParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.promote`."""

    reason: str | None


class DeploymentsLogsParams(RequestOptions, total=False):
    """The keyword arguments of `deployments.logs`."""

    after: int | None

    limit: int | None

    last_event_id: int | None


class DeploymentsOperations(Resource):
    """A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
    then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
    unless a newer deployment already did, and stays reachable for ever at a URL of its own.
    """

    @cached_property
    def with_raw_response(self) -> DeploymentsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return DeploymentsWithRawResponse(self)

    def list(
        self,
        project_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: DeploymentStatus | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Deployment]:
        """List deployments.

        Lists the deployments of a project, newest first.

        Needs the permission `deployments:read`.

        Args:
            project_id: The ID of the project.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only deployments with this status.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Deployment.from_dict,
            _LIST,
            f"/projects/{segment(project_id, 'project_id')}/deployments",
            query={
                "page": page,
                "limit": limit,
                "status": status,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def create(
        self,
        project_id: str,
        *,
        source: SourceRequest | None = None,
        content: Content | None = None,
        content_type: Literal["application/zip", "application/gzip"] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Deployment:
        """Trigger deployment.

        Starts a deployment and answers before it is done; follow it with `GET /deployments/{id}`.

        **What is deployed** depends on the body. Without one, or with `{}`, it is the project's template. With
        `Content-Type: application/zip` or `application/gzip` (a gzipped tar) it is the archive that you send: its files
        at the paths they have in it, `index.html` at the top being the site's front page.

        **Only what changed**: with a `files` source you send the site's paths and the SHA-256 of each file. The answer
        lists those that are `missing`; `PUT` each to `/deployments/{id}/files/{sha256}`, in any order and in parallel.
        The deployment is `uploading` until none is missing, and then goes on by itself; what has not come within 24 hours
        is not waited for, and it fails as `upload_expired`. A large list may be sent with `Content-Encoding: gzip`. `POST /projects/{id}/deployments/dry-run` tells beforehand what would travel.

        **From a repository**: with a `git` source the files of a branch, tag or commit are fetched over https.

        **An archive is checked before the answer**: an entry with an absolute path, a `..`, a link, a device or a name
        that only differs in case from another, or an archive that is damaged or over a limit, gets a `422` that names
        the entry, and nothing is kept. `.git/`, `__MACOSX/` and `.DS_Store` are left out; the log says so.

        **Limits**, unless the server's operator has set others: 20,000 files, of 128 MiB each and 1 GiB together; an
        archive of 256 MiB as it is sent; a JSON body of 4 MiB; a path of 1,024 bytes, of which none between two slashes
        is longer than 255, in at most 32 folders. An error that comes of one names it.

        **Two deployments at once**: the one that was created last stays live, whichever finishes last. While the project
        is held (see `POST /deployments/{id}/promote`) a success does not go live; `hold` says so.

        `409` `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.
            source: Where the files come from, told apart by `type`.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deployment.from_dict,
            True,
            _CREATE,
            f"/projects/{segment(project_id, 'project_id')}/deployments",
            json=given({"source": unless_none(source)}) or None,
            content=content,
            content_type=content_type,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    def dry_run(
        self,
        project_id: str,
        *,
        source: FilesSourceRequest,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> DryRunResult:
        """Tell what a deployment would send.

        Checks the paths of a `files` source and tells which files would have to be uploaded. Nothing is created.
        Send `sizes` to be told the bytes as well.

        `409` `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.
            source: Files that are named by their digests, and uploaded where the server has not got them.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            DryRunResult.from_dict,
            True,
            _DRY_RUN,
            f"/projects/{segment(project_id, 'project_id')}/deployments/dry-run",
            json=given({"source": source}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def get(
        self,
        deployment_id: str,
        *,
        wait: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Get deployment status.

        Returns one deployment. It has ended when `completed_at` is set; `status` says how, and `error` says why
        when it is `failed`. With `wait` the answer comes as soon as the deployment has ended, or after that many
        seconds with what it is by then: ask again until it has ended.

        Needs the permission `deployments:read`.

        Args:
            deployment_id: The ID of the deployment.
            wait: Seconds to wait for the end. 0 answers at once. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deployment.from_dict,
            True,
            _GET,
            f"/deployments/{segment(deployment_id, 'deployment_id')}",
            query={
                "wait": wait,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def cancel(
        self,
        deployment_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Cancel deployment.

        Stops a deployment that has not ended; what is live stays live. A deployment that has ended answers `409`
        with the code `deployment_ended`. Cancelling one that is cancelled already changes nothing and answers
        `200`.

        `409` `deployment_ended`: it has succeeded or failed. One that is cancelled already stays so, with a `200`.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deployment.from_dict,
            True,
            _CANCEL,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/cancel",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def redeploy(
        self,
        deployment_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Deployment:
        """Deploy the same files again.

        Creates a new deployment of the project with exactly the files of this one, without sending them. It must be
        a `success`; any other answers `409` with the code `deployment_not_successful`. To only switch back to this
        deployment as it is, promote it.

        `409` `deployment_not_successful`: only a success has files; `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deployment.from_dict,
            True,
            _REDEPLOY,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/redeploy",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    def upload_file(
        self,
        deployment_id: str,
        sha256: str,
        content: Content,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> UploadedFile:
        """Upload a missing file.

        Sends the content of one file of an `uploading` deployment. It is checked against the digest: content that
        does not have it gets a `422` and is not kept. Files may be sent in any order, in parallel, and again. When
        none is missing any more the deployment goes on by itself. A digest that the deployment does not list gets a
        `404`.

        `409` `deployment_ended`: the deployment has failed or was cancelled.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.
            sha256: The SHA-256 of the file's content, in hexadecimal.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            UploadedFile.from_dict,
            True,
            _UPLOAD_FILE,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/files/{segment(sha256, 'sha256')}",
            content=content,
            content_type="application/octet-stream",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def promote(
        self,
        deployment_id: str,
        *,
        reason: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Make a deployment live.

        Points the project's URL at this deployment, at once: the way to roll back, and to roll forward again. It
        must be a `success`; any other answers `409` with the code `deployment_not_successful`.

        **With a `reason` the project is held**: later successes do not take over until it is released with
        `POST /projects/{id}/release`. Everybody who looks at the project or deploys to it is shown the reason in `hold`.
        Without one the next success goes live as usual, and a hold that there is stays and follows this deployment.

        `409` `deployment_not_successful`: only a success can go live.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.
            reason: Why later deployments must not take over, for everybody to read.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Deployment.from_dict,
            True,
            _PROMOTE,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/promote",
            json=given({"reason": unless_none(reason)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def logs(
        self,
        deployment_id: str,
        *,
        after: int | None = None,
        limit: int | None = None,
        last_event_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> CursorPage[LogLine]:
        """Read the logs.

        Returns the lines of a deployment's log in order. To follow a deployment that runs, ask again with `after`
        set to the `cursor.next` of the last answer until `cursor.complete` is true.

        **As text**: with `Accept: text/plain` the lines come as a terminal would show them. Where `limit` has cut them off, the
        last line says how to ask for the rest.

        **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each line as it is written, as
        an event `log` whose `data` is the line in JSON and whose `id` is its number, and at last an event `end` with the
        deployment's status. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing.

        Needs the permission `deployments:read`.

        Args:
            deployment_id: The ID of the deployment.
            after: Only lines with a higher number than this. `0` unless told.
            limit: At most this many lines. `500` unless told.
            last_event_id: For a stream, like `after`; the larger of the two counts. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.cursor(
            LogLine.from_dict,
            _LOGS,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/logs",
            query={
                "after": after,
                "limit": limit,
            },
            headers={
                "Last-Event-ID": last_event_id,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class DeploymentsWithRawResponse:
    """The calls of `client.deployments`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: DeploymentsOperations) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.dry_run = with_response(resource.dry_run)
        self.get = with_response(resource.get)
        self.cancel = with_response(resource.cancel)
        self.redeploy = with_response(resource.redeploy)
        self.upload_file = with_response(resource.upload_file)
        self.promote = with_response(resource.promote)
        self.logs = with_response(resource.logs)


class AsyncDeploymentsOperations(AsyncResource):
    """A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
    then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
    unless a newer deployment already did, and stays reachable for ever at a URL of its own.
    """

    @cached_property
    def with_raw_response(self) -> AsyncDeploymentsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncDeploymentsWithRawResponse(self)

    def list(
        self,
        project_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: DeploymentStatus | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Deployment]:
        """List deployments.

        Lists the deployments of a project, newest first.

        Needs the permission `deployments:read`.

        Args:
            project_id: The ID of the project.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only deployments with this status.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Deployment.from_dict,
            _LIST,
            f"/projects/{segment(project_id, 'project_id')}/deployments",
            query={
                "page": page,
                "limit": limit,
                "status": status,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def create(
        self,
        project_id: str,
        *,
        source: SourceRequest | None = None,
        content: Content | None = None,
        content_type: Literal["application/zip", "application/gzip"] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Deployment:
        """Trigger deployment.

        Starts a deployment and answers before it is done; follow it with `GET /deployments/{id}`.

        **What is deployed** depends on the body. Without one, or with `{}`, it is the project's template. With
        `Content-Type: application/zip` or `application/gzip` (a gzipped tar) it is the archive that you send: its files
        at the paths they have in it, `index.html` at the top being the site's front page.

        **Only what changed**: with a `files` source you send the site's paths and the SHA-256 of each file. The answer
        lists those that are `missing`; `PUT` each to `/deployments/{id}/files/{sha256}`, in any order and in parallel.
        The deployment is `uploading` until none is missing, and then goes on by itself; what has not come within 24 hours
        is not waited for, and it fails as `upload_expired`. A large list may be sent with `Content-Encoding: gzip`. `POST /projects/{id}/deployments/dry-run` tells beforehand what would travel.

        **From a repository**: with a `git` source the files of a branch, tag or commit are fetched over https.

        **An archive is checked before the answer**: an entry with an absolute path, a `..`, a link, a device or a name
        that only differs in case from another, or an archive that is damaged or over a limit, gets a `422` that names
        the entry, and nothing is kept. `.git/`, `__MACOSX/` and `.DS_Store` are left out; the log says so.

        **Limits**, unless the server's operator has set others: 20,000 files, of 128 MiB each and 1 GiB together; an
        archive of 256 MiB as it is sent; a JSON body of 4 MiB; a path of 1,024 bytes, of which none between two slashes
        is longer than 255, in at most 32 folders. An error that comes of one names it.

        **Two deployments at once**: the one that was created last stays live, whichever finishes last. While the project
        is held (see `POST /deployments/{id}/promote`) a success does not go live; `hold` says so.

        `409` `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.
            source: Where the files come from, told apart by `type`.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deployment.from_dict,
            True,
            _CREATE,
            f"/projects/{segment(project_id, 'project_id')}/deployments",
            json=given({"source": unless_none(source)}) or None,
            content=content,
            content_type=content_type,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    async def dry_run(
        self,
        project_id: str,
        *,
        source: FilesSourceRequest,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> DryRunResult:
        """Tell what a deployment would send.

        Checks the paths of a `files` source and tells which files would have to be uploaded. Nothing is created.
        Send `sizes` to be told the bytes as well.

        `409` `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            project_id: The ID of the project.
            source: Files that are named by their digests, and uploaded where the server has not got them.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            DryRunResult.from_dict,
            True,
            _DRY_RUN,
            f"/projects/{segment(project_id, 'project_id')}/deployments/dry-run",
            json=given({"source": source}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def get(
        self,
        deployment_id: str,
        *,
        wait: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Get deployment status.

        Returns one deployment. It has ended when `completed_at` is set; `status` says how, and `error` says why
        when it is `failed`. With `wait` the answer comes as soon as the deployment has ended, or after that many
        seconds with what it is by then: ask again until it has ended.

        Needs the permission `deployments:read`.

        Args:
            deployment_id: The ID of the deployment.
            wait: Seconds to wait for the end. 0 answers at once. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deployment.from_dict,
            True,
            _GET,
            f"/deployments/{segment(deployment_id, 'deployment_id')}",
            query={
                "wait": wait,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def cancel(
        self,
        deployment_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Cancel deployment.

        Stops a deployment that has not ended; what is live stays live. A deployment that has ended answers `409`
        with the code `deployment_ended`. Cancelling one that is cancelled already changes nothing and answers
        `200`.

        `409` `deployment_ended`: it has succeeded or failed. One that is cancelled already stays so, with a `200`.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deployment.from_dict,
            True,
            _CANCEL,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/cancel",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def redeploy(
        self,
        deployment_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Deployment:
        """Deploy the same files again.

        Creates a new deployment of the project with exactly the files of this one, without sending them. It must be
        a `success`; any other answers `409` with the code `deployment_not_successful`. To only switch back to this
        deployment as it is, promote it.

        `409` `deployment_not_successful`: only a success has files; `project_archived`: the project is archived.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deployment.from_dict,
            True,
            _REDEPLOY,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/redeploy",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    async def upload_file(
        self,
        deployment_id: str,
        sha256: str,
        content: Content,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> UploadedFile:
        """Upload a missing file.

        Sends the content of one file of an `uploading` deployment. It is checked against the digest: content that
        does not have it gets a `422` and is not kept. Files may be sent in any order, in parallel, and again. When
        none is missing any more the deployment goes on by itself. A digest that the deployment does not list gets a
        `404`.

        `409` `deployment_ended`: the deployment has failed or was cancelled.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.
            sha256: The SHA-256 of the file's content, in hexadecimal.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            UploadedFile.from_dict,
            True,
            _UPLOAD_FILE,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/files/{segment(sha256, 'sha256')}",
            content=content,
            content_type="application/octet-stream",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def promote(
        self,
        deployment_id: str,
        *,
        reason: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deployment:
        """Make a deployment live.

        Points the project's URL at this deployment, at once: the way to roll back, and to roll forward again. It
        must be a `success`; any other answers `409` with the code `deployment_not_successful`.

        **With a `reason` the project is held**: later successes do not take over until it is released with
        `POST /projects/{id}/release`. Everybody who looks at the project or deploys to it is shown the reason in `hold`.
        Without one the next success goes live as usual, and a hold that there is stays and follows this deployment.

        `409` `deployment_not_successful`: only a success can go live.

        Needs the permission `deployments:write`.

        Args:
            deployment_id: The ID of the deployment.
            reason: Why later deployments must not take over, for everybody to read.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Deployment.from_dict,
            True,
            _PROMOTE,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/promote",
            json=given({"reason": unless_none(reason)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def logs(
        self,
        deployment_id: str,
        *,
        after: int | None = None,
        limit: int | None = None,
        last_event_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncCursorListing[LogLine]:
        """Read the logs.

        Returns the lines of a deployment's log in order. To follow a deployment that runs, ask again with `after`
        set to the `cursor.next` of the last answer until `cursor.complete` is true.

        **As text**: with `Accept: text/plain` the lines come as a terminal would show them. Where `limit` has cut them off, the
        last line says how to ask for the rest.

        **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each line as it is written, as
        an event `log` whose `data` is the line in JSON and whose `id` is its number, and at last an event `end` with the
        deployment's status. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing.

        Needs the permission `deployments:read`.

        Args:
            deployment_id: The ID of the deployment.
            after: Only lines with a higher number than this. `0` unless told.
            limit: At most this many lines. `500` unless told.
            last_event_id: For a stream, like `after`; the larger of the two counts. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.cursor(
            LogLine.from_dict,
            _LOGS,
            f"/deployments/{segment(deployment_id, 'deployment_id')}/logs",
            query={
                "after": after,
                "limit": limit,
            },
            headers={
                "Last-Event-ID": last_event_id,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncDeploymentsWithRawResponse:
    """The calls of `client.deployments`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncDeploymentsOperations) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.dry_run = async_with_response(resource.dry_run)
        self.get = async_with_response(resource.get)
        self.cancel = async_with_response(resource.cancel)
        self.redeploy = async_with_response(resource.redeploy)
        self.upload_file = async_with_response(resource.upload_file)
        self.promote = async_with_response(resource.promote)
        self.logs = async_with_response(resource.logs)
