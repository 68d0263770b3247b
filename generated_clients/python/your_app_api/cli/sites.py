"""`deploy`, `open` and `logs`: what people do every day, in one command each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._runtime.models import to_json
from .._sdk import COMMAND
from .calls import JSON
from .failures import CommandError, UsageError
from .output import console, print_json, print_log
from .session import Session, session

if TYPE_CHECKING:
    from .._runtime.directory import OnProgress, UploadProgress
    from ..models import Deployment, LogLine, Project

PROJECT = typer.Option("--project", "-p", help="The project's ID, its name, or the name in its URL.", metavar="PROJECT")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (deploy, open_site, logs):
        app.command(command.__name__.partition("_")[0], rich_help_panel="Every day")(command)


def deploy(
    directory: Annotated[
        Path, typer.Argument(help="The folder whose files are the site.", show_default="here")
    ] = Path(),
    project: Annotated[str | None, PROJECT] = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until it is live, and show its log.")] = True,
    open_it: Annotated[bool, typer.Option("--open", help="Open the site at the end.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Deploy a folder and print where it is live. Only what changed is sent."""
    at = session()
    client = at.client
    found = _project(at, project)
    quiet = as_json or not console(stderr=True).is_terminal
    with _progress(quiet=quiet) as on_progress:
        deployment = client.deployments.create(found.id, directory=directory, on_progress=on_progress)
    at.store.remember_last(at.base_url, project=found.id, deployment=deployment.id)
    if wait:
        deployment = _follow(at, deployment, as_json=as_json)
    if as_json:
        print_json(deployment)
    elif wait:
        console(stderr=True).print(_ending(deployment), soft_wrap=True)
        print(deployment.url if deployment.is_live else deployment.immutable_url)
    else:
        hint = f"`{COMMAND} logs --follow` shows how it goes on."
        console(stderr=True).print(f"Deployment {deployment.id} is {deployment.status}. {hint}", soft_wrap=True)
        print(deployment.id)
    if open_it:
        typer.launch(deployment.url)


def _follow(at: Session, deployment: Deployment, *, as_json: bool) -> Deployment:
    """Show the log until the deployment has ended. Raises DeploymentFailedError."""
    try:
        lines = at.client.deployments.follow_logs(deployment.id)
        if as_json:
            for _ in lines:
                pass
        else:
            _log_to_stderr(lines)
        return at.client.deployments.wait(deployment.id)
    except KeyboardInterrupt:
        hint = f"`{COMMAND} logs --follow` shows it, `{COMMAND} deployments cancel {deployment.id}` stops it."
        console(stderr=True).print(f"\nThe deployment goes on. {hint}", style="yellow", soft_wrap=True)
        raise


def _log_to_stderr(lines: Iterator[LogLine]) -> None:
    """The log beside the result, which is the site's URL on stdout."""
    stdout, sys.stdout = sys.stdout, sys.stderr
    try:
        print_log(lines)
    finally:
        sys.stdout = stdout


def _ending(deployment: Deployment) -> str:
    """What became of a deployment that succeeded."""
    took = ""
    if deployment.completed_at is not None and deployment.created_at is not None:
        took = f" after {(deployment.completed_at - deployment.created_at).total_seconds():.1f} s"
    if deployment.is_live:
        return f"[bold green]Live[/]{took}; this version stays at {deployment.immutable_url}"
    if deployment.hold:
        return f"[bold yellow]Ready{took}, but not live[/]: the project is held. {deployment.hold.reason}"
    return f"[bold yellow]Ready{took}, but not live[/]: a newer deployment is."


def open_site(
    project: Annotated[str | None, PROJECT] = None,
    only_print: Annotated[bool, typer.Option("--print", help="Only print the address.")] = False,
) -> None:
    """Open a project's site in the browser; the one that was deployed last unless told."""
    at = session()
    url = _project(at, project).url
    print(url)
    if not only_print and typer.launch(url) != 0:
        console(stderr=True).print("There is no browser here.", style="yellow")


def logs(
    deployment: Annotated[str | None, typer.Argument(help="The deployment's ID; the last one unless told.")] = None,
    project: Annotated[str | None, PROJECT] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the deployment has ended.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each line.")] = False,
) -> None:
    """Show a deployment's log."""
    at = session()
    identifier = deployment or _last_deployment(at, project)
    calls = at.client.deployments
    lines: Any = calls.follow_logs(identifier) if follow else calls.logs(identifier)
    if not as_json:
        print_log(lines)
        return
    for line in lines:
        print(json.dumps(to_json(line), ensure_ascii=False), flush=True)


def _last_deployment(at: Session, project: str | None) -> str:
    if project is None and (last := at.store.last(at.base_url).get("deployment")):
        return last
    latest = _project(at, project).deployments.latest
    if latest is None:
        raise CommandError("The project has no deployment yet")
    return latest.id


def _project(at: Session, wanted: str | None) -> Project:
    """A project by its ID, its name or the name in its URL; the one that was deployed last unless told."""
    if wanted is None:
        wanted = at.store.last(at.base_url).get("project")
        if wanted is None:
            raise UsageError(f"Say which project with --project. `{COMMAND} projects list` shows yours")
    if wanted.startswith("proj_"):
        return at.client.projects.get(wanted)
    found = [each for each in at.client.projects.list(limit=100) if wanted in (each.slug, each.name)]
    exact = [each for each in found if each.slug == wanted] or found
    if len(exact) > 1:
        raise CommandError(f"{len(exact)} projects are called {wanted}; give the ID: {', '.join(e.id for e in exact)}")
    if not exact:
        hint = f"`{COMMAND} projects list` shows yours, `{COMMAND} projects create --name {wanted!r}` makes it."
        raise CommandError(f"There is no project {wanted}. {hint}")
    return exact[0]


@contextmanager
def _progress(*, quiet: bool) -> Iterator[OnProgress | None]:
    """A progress bar on stderr, and the callback that moves it."""
    if quiet:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # slow, and rarely needed

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        bars: dict[str, Any] = {}

        def move(at: UploadProgress) -> None:
            if at.phase != "uploaded":
                name = {"hashing": "Reading", "uploading": "Sending"}[at.phase]
                if name not in bars:
                    bars[name] = progress.add_task(name, total=at.total_files)
                progress.update(bars[name], completed=at.files)

        yield move
