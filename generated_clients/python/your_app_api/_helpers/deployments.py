"""What goes beyond single requests: deploy a folder, wait for the end, follow the log."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Unpack

from .._runtime.directory import (
    Directory,
    OnProgress,
    SiteFile,
    UploadProgress,
    async_in_parallel,
    begun,
    files_below,
    in_parallel,
    missing_of,
)
from .._runtime.errors import APIError, ConfigurationError
from .._runtime.options import RequestOptions
from ..api.deployments import AsyncDeploymentsOperations, DeploymentsCreateParams, DeploymentsOperations

if TYPE_CHECKING:
    from ..models import Deployment, LogLine
    from ..types import DeploymentsUploadFileParams

_LOG_LINES = 20
_PATIENCE_SECONDS = 20  # that the server is asked for
_FIRST_PAUSE = 0.1
_FASTER = 1.5


class DeploymentFailedError(APIError):
    """A deployment that was waited for has ended, and not as a success."""

    def __init__(self, deployment: Deployment, log: list[LogLine]) -> None:
        why = deployment.error.message if deployment.error else f"its status is {deployment.status}"
        lines = "".join(f"\n  {line.level}: {line.message}" for line in log)
        super().__init__(f"Deployment {deployment.id} did not succeed: {why}{lines}")
        self.deployment = deployment
        self.log = log
        """The end of its log."""


class DeploymentTimeoutError(APIError):
    """A deployment that was waited for has not ended in time. It goes on."""

    def __init__(self, deployment: Deployment, seconds: float) -> None:
        super().__init__(f"Deployment {deployment.id} is still {deployment.status} after {seconds:g} s")
        self.deployment = deployment


class _Progress:
    """Counts what is done, and tells about it."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.on_progress = on_progress
        self.at = UploadProgress("hashing", 0, 0, 0, 0)

    def begin(self, at: UploadProgress) -> None:
        self.at = at

    def done(self, file: SiteFile) -> None:
        self.at = self.at.after(file.size)
        if self.on_progress:
            self.on_progress(self.at)

    def end(self) -> None:
        if self.on_progress:
            self.on_progress(
                UploadProgress("uploaded", self.at.files, self.at.total_files, self.at.bytes, self.at.bytes)
            )


def _with_source(params: DeploymentsCreateParams, site: Sequence[SiteFile]) -> DeploymentsCreateParams:
    """The parameters of a deployment of these files."""
    if params.get("source") is not None or params.get("content") is not None:
        raise ConfigurationError("Give either `directory`, `source` or `content`")
    params["source"] = {
        "type": "files",
        "files": {each.path: each.sha256 for each in site},
        "sizes": {each.sha256: each.size for each in site},
    }
    return params


def _options(params: DeploymentsCreateParams) -> DeploymentsUploadFileParams:
    """What the calls that follow a `create` are told as well."""
    return {
        "timeout": params.get("timeout"),
        "max_retries": params.get("max_retries"),
        "extra_headers": params.get("extra_headers"),
    }


class DeploymentsResource(DeploymentsOperations):
    """Deployments: versions of a project's site."""

    def create(
        self,
        project_id: str,
        *,
        directory: Directory | None = None,
        on_progress: OnProgress | None = None,
        **params: Unpack[DeploymentsCreateParams],
    ) -> Deployment:
        """Trigger a deployment: of the project's template, of a folder, of an archive, or of another source.

        Args:
            project_id: The ID of the project.
            directory: The folder whose files are the site. Only those are sent that the server has not got. `.git`,
                `__MACOSX` and `.DS_Store` are left out.
            on_progress: Called for each file that is hashed or sent, and when all is there.
            params: All that the operation takes: `source`; or `content` and `content_type` for an archive of your own.

        Raises:
            NotFoundError: There is no such project, or it is not yours to see.
            ConflictError: The project is archived.
        """
        if directory is None:
            return super().create(project_id, **params)
        site: list[SiteFile] = []
        progress = _Progress(on_progress)
        files = files_below(directory)

        def hashed(file: SiteFile) -> None:
            site.append(file)
            progress.done(file)

        progress.begin(begun("hashing", files))
        in_parallel(files, SiteFile.hashed, hashed)
        options = _options(params)
        created = super().create(project_id, **_with_source(params, site))
        missing = missing_of(site, created.missing)

        def upload(file: SiteFile) -> SiteFile:
            self.upload_file(created.id, file.sha256, file.file, **options)
            return file

        progress.begin(begun("uploading", missing))
        in_parallel(missing, upload, progress.done)
        progress.end()
        return self.get(created.id, **options) if missing else created

    def create_and_wait(
        self,
        project_id: str,
        *,
        directory: Directory | None = None,
        on_progress: OnProgress | None = None,
        wait_seconds: float = 900,
        **params: Unpack[DeploymentsCreateParams],
    ) -> Deployment:
        """`create`, then `wait`."""
        deployment = self.create(project_id, directory=directory, on_progress=on_progress, **params)
        return self.wait(deployment.id, wait_seconds=wait_seconds, **_options(params))

    def wait(
        self,
        deployment_id: str,
        *,
        wait_seconds: float = 900,
        poll_seconds: float = 2,
        **options: Unpack[RequestOptions],
    ) -> Deployment:
        """Wait until a deployment has ended.

        Args:
            deployment_id: The ID of the deployment.
            wait_seconds: Give up after this long.
            poll_seconds: The longest pause between two questions, where the server does not wait itself.
            options: For each request: `timeout`, `max_retries`, `extra_headers`.

        Raises:
            DeploymentFailedError: It failed or was cancelled; with the end of its log.
            DeploymentTimeoutError: It has not ended within `wait_seconds`; it goes on.
        """
        waiting = _Waiting(wait_seconds, poll_seconds)
        while True:
            deployment = self.get(deployment_id, wait=waiting.patience(), **options)
            if deployment.completed_at is not None:
                if deployment.status == "success":
                    return deployment
                raise DeploymentFailedError(deployment, self._end_of_log(deployment_id, options))
            time.sleep(waiting.pause(deployment))

    def follow_logs(
        self, deployment_id: str, *, after: int = 0, poll_seconds: float = 1, **options: Unpack[RequestOptions]
    ) -> Iterator[LogLine]:
        """The lines of a deployment's log as they are written, until it has ended.

        Args:
            deployment_id: The ID of the deployment.
            after: Only lines after this number.
            poll_seconds: The longest pause between two questions while nothing new comes.
            options: For each request: `timeout`, `max_retries`, `extra_headers`.
        """
        pause = _FIRST_PAUSE
        while True:
            page = self.logs(deployment_id, after=after, **options)
            yield from page.data
            if page.cursor.complete is not False:
                return
            if page.data:
                pause, after = _FIRST_PAUSE, int(page.cursor.next or after)
            else:
                time.sleep(pause)
                pause = min(poll_seconds, pause * _FASTER)

    def _end_of_log(self, deployment_id: str, options: RequestOptions) -> list[LogLine]:
        try:
            return list(deque(self.logs(deployment_id, **options), _LOG_LINES))
        except APIError:
            return []  # that it failed is what matters; its log may be gone with the project


class AsyncDeploymentsResource(AsyncDeploymentsOperations):
    """Deployments: versions of a project's site. See the sync client's for what each call takes."""

    async def create(
        self,
        project_id: str,
        *,
        directory: Directory | None = None,
        on_progress: OnProgress | None = None,
        **params: Unpack[DeploymentsCreateParams],
    ) -> Deployment:
        """Trigger a deployment: of the project's template, of a folder, of an archive, or of another source."""
        if directory is None:
            return await super().create(project_id, **params)
        import anyio.to_thread

        site: list[SiteFile] = []
        progress = _Progress(on_progress)
        files = await anyio.to_thread.run_sync(files_below, directory)

        async def hash_one(file: SiteFile) -> SiteFile:
            return await anyio.to_thread.run_sync(file.hashed)

        def hashed(file: SiteFile) -> None:
            site.append(file)
            progress.done(file)

        progress.begin(begun("hashing", files))
        await async_in_parallel(files, hash_one, hashed)
        options = _options(params)
        created = await super().create(project_id, **_with_source(params, site))
        missing = missing_of(site, created.missing)

        async def upload(file: SiteFile) -> SiteFile:
            await self.upload_file(created.id, file.sha256, file.file, **options)
            return file

        progress.begin(begun("uploading", missing))
        await async_in_parallel(missing, upload, progress.done)
        progress.end()
        return await self.get(created.id, **options) if missing else created

    async def create_and_wait(
        self,
        project_id: str,
        *,
        directory: Directory | None = None,
        on_progress: OnProgress | None = None,
        wait_seconds: float = 900,
        **params: Unpack[DeploymentsCreateParams],
    ) -> Deployment:
        """`create`, then `wait`."""
        deployment = await self.create(project_id, directory=directory, on_progress=on_progress, **params)
        return await self.wait(deployment.id, wait_seconds=wait_seconds, **_options(params))

    async def wait(
        self,
        deployment_id: str,
        *,
        wait_seconds: float = 900,
        poll_seconds: float = 2,
        **options: Unpack[RequestOptions],
    ) -> Deployment:
        """Wait until a deployment has ended."""
        import anyio

        waiting = _Waiting(wait_seconds, poll_seconds)
        while True:
            deployment = await self.get(deployment_id, wait=waiting.patience(), **options)
            if deployment.completed_at is not None:
                if deployment.status == "success":
                    return deployment
                raise DeploymentFailedError(deployment, await self._end_of_log(deployment_id, options))
            await anyio.sleep(waiting.pause(deployment))

    async def follow_logs(
        self, deployment_id: str, *, after: int = 0, poll_seconds: float = 1, **options: Unpack[RequestOptions]
    ) -> AsyncIterator[LogLine]:
        """The lines of a deployment's log as they are written, until it has ended."""
        import anyio

        pause = _FIRST_PAUSE
        while True:
            page = await self.logs(deployment_id, after=after, **options)
            for line in page.data:
                yield line
            if page.cursor.complete is not False:
                return
            if page.data:
                pause, after = _FIRST_PAUSE, int(page.cursor.next or after)
            else:
                await anyio.sleep(pause)
                pause = min(poll_seconds, pause * _FASTER)

    async def _end_of_log(self, deployment_id: str, options: RequestOptions) -> list[LogLine]:
        lines: deque[LogLine] = deque(maxlen=_LOG_LINES)
        try:
            async for line in self.logs(deployment_id, **options):
                lines.append(line)
        except APIError:
            pass  # that it failed is what matters; its log may be gone with the project
        return list(lines)


class _Waiting:
    """How long to wait for a deployment, here and at the server."""

    def __init__(self, seconds: float, poll_seconds: float) -> None:
        self._seconds, self._longest_pause = seconds, poll_seconds
        self._ends = time.monotonic() + seconds
        self._next_pause = _FIRST_PAUSE

    def patience(self) -> int:
        """How long the server is asked to wait for the end."""
        return int(max(0, min(_PATIENCE_SECONDS, self._ends - time.monotonic())))

    def pause(self, deployment: Deployment) -> float:
        """How long to wait before the next question. Raises DeploymentTimeoutError when the time is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise DeploymentTimeoutError(deployment, self._seconds)
        pause = min(self._next_pause, left)
        self._next_pause = min(self._longest_pause, self._next_pause * _FASTER)
        return pause
