"""The command line: everything that was generated, and what is made by hand on top of it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from .._runtime.errors import APIError, APIStatusError, AuthenticationError, ConfigurationError
from .._sdk import API_KEY_VARIABLE, BASE_URL_VARIABLE, COMMAND, DEFAULT_ENVIRONMENT, TITLE, VERSION, Environment
from . import account, sites
from .commands import register
from .failures import CommandError
from .output import console, print_json
from .session import Session, begin, session

app = typer.Typer(
    name=COMMAND,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"{COMMAND} {VERSION}")
        raise typer.Exit


@app.callback(help=f"The command line of the {TITLE}.")
def root(
    base_url: Annotated[
        str | None,
        typer.Option(help=f"Where the API is. {BASE_URL_VARIABLE}, or the last login's, unless told.", metavar="URL"),
    ] = None,
    environment: Annotated[
        Environment | None,
        typer.Option("--environment", "-e", help=f"One of the API's own addresses; {DEFAULT_ENVIRONMENT} is usual."),
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds that a request may take.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell of each request.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    begin(Session(base_url, environment, timeout, verbose))


account.register(app)
sites.register(app)
register(app)


def run() -> None:
    """Run the command line. The exit status is 1 for what went wrong, 2 for wrong usage, 130 after Ctrl-C."""
    try:
        app(prog_name=COMMAND)
    except APIError as error:
        _tell(error)
        sys.exit(1)
    except CommandError as error:
        console(stderr=True).print(f"[bold red]Error:[/] {_plain(str(error))}", soft_wrap=True)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has enough. Python would complain once more when it flushes stdout at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _tell(error: APIError) -> None:
    """Say what went wrong, and what to do about it: as JSON where JSON was asked for."""
    if isinstance(error, APIStatusError) and "--json" in sys.argv and isinstance(error.body, dict):
        sys.stdout.flush()
        print_json_to_stderr(error.body)
        return
    out = console(stderr=True)
    if isinstance(error, APIStatusError):
        out.print(f"[bold red]Error:[/] {_plain(error.message)}", soft_wrap=True)
        for each in error.details:
            out.print(f"  [bold]{_plain(each.field)}[/]: {_plain(each.message)}", soft_wrap=True)
        named = f", request {error.request_id}" if error.request_id else ""
        out.print(f"[dim]({error.status_code} {error.code or ''}{named})[/]", soft_wrap=True)
    elif isinstance(error, ConfigurationError) and not session().key:
        where = f"You are not logged in to {session().base_url}."
        out.print(
            f"[bold red]Error:[/] {where} Run [bold]{COMMAND} login[/], or set {API_KEY_VARIABLE}.", soft_wrap=True
        )
    else:
        out.print(f"[bold red]Error:[/] {_plain(str(error))}", soft_wrap=True)
    if isinstance(error, AuthenticationError):
        out.print(f"Run [bold]{COMMAND} login[/] to use another key.", soft_wrap=True)


def print_json_to_stderr(value: object) -> None:
    """JSON where it does not mix with results."""
    stdout, sys.stdout = sys.stdout, sys.stderr
    try:
        print_json(value)
    finally:
        sys.stdout = stdout


def _plain(text: str) -> str:
    """Text that rich shows as it is."""
    return text.replace("[", "\\[")
