"""`python -m server …`: everything that an operator does."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from server import schema
from server.audit_log import chain
from server.audit_log.chain import Origin
from server.auth import accounts, keys, passwords, setup_links
from server.auth.actor import Actor
from server.auth.permissions import PERMISSIONS
from server.kit import clock, log
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.errors import AppError
from server.teams import service as teams

app = typer.Typer(
    name="python -m server",
    help="A self-hosted deployment platform. Settings come from YOUR_APP_* variables; the README lists them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]
out = Console(highlight=False, soft_wrap=True)


def _settings() -> Settings:
    settings = Settings()
    log.configure(json=settings.log_format == "json", level=settings.log_level)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return settings


def _fail(error: AppError, as_json: bool) -> NoReturn:
    details = [{"field": each.field, "message": each.message} for each in error.details]
    if as_json:
        print(json.dumps({"error": {"code": error.code, "message": error.message, "details": details}}))
    else:
        lines = [error.message, *(f"  {each['field']}: {each['message']}" for each in details)]
        print("\n".join(lines), file=sys.stderr)
    raise typer.Exit(1)


def _tell(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(result))
        return
    table = Table.grid(padding=(0, 2))
    for name, value in result.items():
        shown = ", ".join(value) if isinstance(value, list) else "-" if value is None else str(value)
        table.add_row(f"[dim]{name}[/dim]", shown)
    out.print(table)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; YOUR_APP_HOST otherwise.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; YOUR_APP_PORT otherwise.")] = None,
    quickstart: Annotated[
        bool, typer.Option(help="In an empty database, make a first account and key and write quickstart.env.")
    ] = False,
) -> None:
    """Serve the API, the sites and the web pages, and run jobs unless YOUR_APP_JOBS is `external`."""
    from server.serve import run  # imports the whole server; the other commands start faster without it

    settings = _settings()
    run(
        settings.model_copy(
            update={name: value for name, value in {"host": host, "port": port}.items() if value is not None}
        ),
        quickstart=quickstart,
    )


@app.command()
def worker() -> None:
    """Run jobs and nothing else, beside `serve` with YOUR_APP_JOBS=external and PostgreSQL."""
    from server.serve import work

    work(_settings())


@app.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="Where to go: `head`, `base`, or a revision.")] = "head",
    as_json: Json = False,
) -> None:
    """Bring the database's tables to the version of this code, or to another one."""
    settings = _settings()
    before, after = schema.migrate(settings.database, revision)
    _tell({"database": schema.shown(settings.database), "before": before, "now": after}, as_json)


@app.command()
def create_user(
    email: Annotated[str, typer.Option(help="Their e-mail address.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    plan: Annotated[str, typer.Option(help=f"One of: {', '.join(accounts.PLANS)}.")] = "free",
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password now (or read it from standard input).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Create an account. Without --password, answers a link that sets the password, once, within two days."""
    settings = _settings()
    database = Database(settings.database, pool_size=1)
    try:
        password_hash = None
        if password:
            given = typer.prompt("Password", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
            passwords.check(given.rstrip("\r\n"), email=email.strip().lower())
            password_hash = passwords.hashed(given.rstrip("\r\n"))
        with database.transaction(write=True) as session:
            user = accounts.create(session, email=email, name=name, plan=plan)
            result = {"id": user.id, "email": user.email, "name": user.name, "plan": user.plan}
            if password_hash is None:
                result["setup_link"] = setup_links.url(settings.base_url, setup_links.create(session, user.id))
            else:
                passwords.store(session, user.id, password_hash)
    except AppError as error:
        _fail(error, as_json)
    _tell(result, as_json)


@app.command()
def setup_link(
    user: Annotated[str, typer.Option(help="Whose: an e-mail address or an id.")],
    as_json: Json = False,
) -> None:
    """Make a link that sets an account's password, once, within two days. Earlier ones end."""
    settings = _settings()
    database = Database(settings.database, pool_size=1)
    try:
        with database.transaction(write=True) as session:
            account = accounts.find(session, user)
            link = setup_links.url(settings.base_url, setup_links.create(session, account.id))
    except AppError as error:
        _fail(error, as_json)
    _tell({"id": account.id, "email": account.email, "setup_link": link}, as_json)


@app.command()
def create_api_key(
    user: Annotated[str, typer.Option(help="Whose key: an e-mail address or an id.")],
    name: Annotated[str, typer.Option(help="What it is for.")],
    permission: Annotated[
        list[str] | None, typer.Option(help=f"A permission; repeat for more. There are: {', '.join(PERMISSIONS)}.")
    ] = None,
    all_permissions: Annotated[bool, typer.Option("--all-permissions", help="Every permission.")] = False,
    expires_in_days: Annotated[int | None, typer.Option(min=1, max=3650, help="Never, if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Create an API key and show it, once."""
    settings = _settings()
    if all_permissions == bool(permission):
        raise typer.BadParameter("Give --permission (once or more) or --all-permissions.")
    database = Database(settings.database, pool_size=1)
    expires_at = clock.now() + timedelta(days=expires_in_days) if expires_in_days else None
    try:
        with database.transaction(write=True) as session:
            new = keys.create(
                session,
                user_id=accounts.find(session, user).id,
                name=name,
                permissions=PERMISSIONS if all_permissions else permission or [],
                environment=settings.key_environment,
                expires_at=expires_at,
            )
    except AppError as error:
        _fail(error, as_json)
    result = {
        "id": new.id,
        "key": new.key,
        "permissions": sorted(PERMISSIONS if all_permissions else permission or []),
        "expires_at": clock.rfc3339(expires_at) if expires_at else None,
    }
    _tell(result, as_json)


@app.command()
def revoke_api_key(
    key_id: Annotated[str, typer.Argument(help="The key's id, key_….")],
    as_json: Json = False,
) -> None:
    """End an API key from its next use on."""
    database = Database(_settings().database, pool_size=1)
    with database.transaction(write=True) as session:
        revoked = keys.revoke(session, key_id)
    _tell({"id": key_id, "revoked": revoked}, as_json)
    if not revoked:
        raise typer.Exit(1)


@app.command()
def create_team(
    name: Annotated[str, typer.Option(help="Its name.")],
    owner: Annotated[str, typer.Option(help="Whose team: an e-mail address or an id.")],
    as_json: Json = False,
) -> None:
    """Create a team."""
    if not 1 <= len(name.strip()) <= 100:
        raise typer.BadParameter("A team's name has 1 to 100 characters.")
    database = Database(_settings().database, pool_size=1)
    try:
        with database.transaction(write=True) as session:
            actor = Actor.operator(accounts.find(session, owner).id)
            team = teams.create(session, actor, {"name": name.strip()})
            chain.record(session, Origin(None), owner_id=team.id, action="teams.create", object_id=team.id)
    except AppError as error:
        _fail(error, as_json)
    _tell({"id": team.id, "name": team.name, "owner": actor.user_id}, as_json)


@app.command()
def verify_audit_log(
    against: Annotated[
        Path | None, typer.Option(help="What an earlier run with --json has printed, kept elsewhere; compare with it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that no entry of the audit log was changed, removed or put in. The exit status says whether all is well."""
    kept = json.loads(against.read_text())["ends"] if against else []
    database = Database(_settings().database, pool_size=1)
    with database.snapshot() as connection:
        found = chain.verify(connection, {each["owner_id"]: (each["number"], each["hash"]) for each in kept})
    problems = [{"owner_id": each.owner_id, "number": each.number, "problem": each.message} for each in found.problems]
    if as_json:
        print(json.dumps({"entries": found.entries, "problems": problems, "ends": found.ends}))
    else:
        for each in problems:
            print(f"{each['owner_id']}, entry {each['number']}: {each['problem']}", file=sys.stderr)
        _tell({"logs": len(found.ends), "entries": found.entries, "problems": len(problems)}, as_json)
    if problems:
        raise typer.Exit(1)


@app.command()
def settings(as_json: Json = False) -> None:
    """Show the settings in force and what each means."""
    from server.settings_table import rows

    table = rows(_settings())
    if as_json:
        print(json.dumps(table))
        return
    view = Table("variable", "value", "meaning", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for row in table:
        view.add_row(row["variable"], row["value"], row["meaning"])
    out.print(view)


def main() -> None:
    """The entry point."""
    app(prog_name="python -m server")


if __name__ == "__main__":
    main()
