"""`login` and `logout`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .._sdk import COMMAND
from .calls import JSON
from .failures import UsageError
from .output import cell, console, print_json
from .session import session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("login", rich_help_panel="Every day")(login)
    app.command("logout", rich_help_panel="Every day")(logout)


def login(
    with_stdin: Annotated[bool, typer.Option("--with-stdin", help="Read the key from stdin.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Check an API key and remember it for this address."""
    at = session()
    if with_stdin:
        key = sys.stdin.readline().strip()
    else:
        console(stderr=True).print(f"Create a key in the settings of {at.base_url.rpartition('/')[0]}.", style="dim")
        key = typer.prompt("API key", hide_input=True, err=True).strip()
    if not key:
        raise UsageError("There is no key in what was given")
    token = at.client_with(key).token.get()
    at.store.remember_key(at.base_url, key)
    if as_json:
        print_json(token)
        return
    out = console()
    out.print(f"Logged in to {at.base_url} as [bold]{token.user.name}[/] <{token.user.email}>.")
    until = f"until {cell(token.expires_at)}" if token.expires_at else "without an end"
    out.print(f"The key “{token.name}” is good {until} for: {', '.join(token.permissions)}.", style="dim")
    out.print(f"It stands in {at.store.path}, which only you can read.", style="dim")


def logout() -> None:
    """Forget the API key for this address. It stays valid; delete it in the settings to end it."""
    at = session()
    if at.store.forget_key(at.base_url):
        console().print(f"Logged out of {at.base_url}.")
    else:
        console().print(f"There was no key for {at.base_url}.")
    if at.key and not at.store.key(at.base_url):
        console(stderr=True).print(f"{COMMAND} still uses the key in the environment.", style="yellow")
