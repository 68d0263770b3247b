"""Running the process: uvicorn with the app, or a worker; and the first start of a new installation."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

import sqlalchemy as sa
import uvicorn
from rich.console import Console
from rich.panel import Panel

from server import schema
from server.auth import accounts, keys, setup_links
from server.auth.permissions import PERMISSIONS
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.log import get_logger
from server.main import Process, create_app
from server.models import User
from server.sites.fast_path import SitesProtocol

log = get_logger(__name__)


class OutdatedSchema(SystemExit):
    """The database is not at the revision of this code."""


def run(settings: Settings, *, quickstart: bool) -> None:
    """Serve until SIGTERM or SIGINT. Does not return: a job that outlives the drain must not hold the process."""
    _require_current_schema(settings)
    if quickstart:
        _quickstart(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            loop="uvloop",
            http=SitesProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings.trusted_proxies,
            # Longer than most proxies and clients keep a connection, so that they close it and we do not race them.
            timeout_keep_alive=75,
            timeout_graceful_shutdown=int(settings.drain_seconds) + 1,
        )
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn drains, puts these back and raises the signal once more, which would end us before `_leave`.
        signal.signal(number, lambda *_: None)
    server.run()
    _leave(0 if server.started else 1)


def work(settings: Settings) -> None:
    """Run jobs until SIGTERM or SIGINT."""
    _require_current_schema(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    process = Process(settings.model_copy(update={"jobs": "worker"}))
    process.start()
    log.info("worker_ready")
    stop.wait()
    process.stop()
    _leave(0)


def _leave(code: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _require_current_schema(settings: Settings) -> None:
    database = Database(settings.database, pool_size=1)
    try:
        with database.engine.connect() as connection:
            current, head = schema.current(connection), schema.head()
    finally:
        database.dispose()
    if current != head:
        raise OutdatedSchema(
            f"The database is at revision {current or 'none'} and this code wants {head}. Run: python -m server migrate"
        )


def _quickstart(settings: Settings) -> None:
    """In a database without accounts, make one with a key, print the key once and write it to quickstart.env.

    As long as nobody has set a password, a link that sets the first account's is printed: whoever runs the server is
    the only one who sees it, and it works once.
    """
    path = settings.data_dir / "quickstart.env"
    database = Database(settings.database, pool_size=1)
    try:
        with database.transaction(write=True) as session:
            made: Any = None
            if session.scalar(sa.select(sa.func.count()).select_from(User)) == 0:
                user = accounts.create(session, email="admin@localhost.localdomain", name="Admin", plan="enterprise")
                made = keys.create(
                    session,
                    user_id=user.id,
                    name="Quickstart",
                    permissions=PERMISSIONS,
                    environment=settings.key_environment,
                )
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(handle, "w") as file:
                    file.write(f"export YOUR_APP_BASE_URL={settings.base_url}/v1\nexport YOUR_APP_API_KEY={made.key}\n")
            secret = setup_links.for_first_account(session)
            claim = setup_links.url(settings.base_url, secret) if secret else None
    finally:
        database.dispose()
    console = Console(highlight=False, stderr=True)
    if made is not None:
        console.print(
            Panel(
                f"[bold]A first account was made:[/bold] admin@localhost.localdomain\n"
                f"[bold]Its API key, shown this once:[/bold] {made.key}\n\n"
                f"Both stand in [bold]{path}[/bold] for the lines of the README.",
                title="Your App",
                border_style="green",
                expand=False,
            )
        )
    console.print(
        f"[bold]Your App[/bold]   {settings.base_url}\n"
        f"[dim]API[/dim]        {settings.base_url}/v1\n"
        f"[dim]Contract[/dim]   {settings.base_url}/openapi.yaml\n"
        f"[dim]Sites[/dim]      {settings.site_url('<project>')}\n"
        f"[dim]Console[/dim]    {settings.base_url}/console\n"
        + (f"[bold]Set your password[/bold] (once, within two days): {claim}\n" if claim else "")
        + "\n"
        f"[dim]Next, in another terminal:[/dim]\n"
        f"  source {path}\n"
        f'  curl -H "Authorization: Bearer $YOUR_APP_API_KEY" $YOUR_APP_BASE_URL/token\n',
        soft_wrap=True,  # a link that a line break cuts in two cannot be clicked
    )
