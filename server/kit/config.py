"""Every setting, read once from `YOUR_APP_*` variables and handed to what needs it.

No other module reads the environment (tests/test_architecture.py). The README's table of settings is checked
against this class (tests/docs/test_readme.py).
"""

from __future__ import annotations

from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Limits(BaseSettings):
    """How large an upload may be. Each is checked while the upload streams, and named in the error."""

    model_config = SettingsConfigDict(env_prefix="YOUR_APP_MAX_", frozen=True)

    body_bytes: int = Field(4 << 20, ge=1024, description="A JSON request body.")
    archive_bytes: int = Field(256 << 20, ge=1024, description="An uploaded archive, as sent.")
    site_bytes: int = Field(1 << 30, ge=1024, description="All files of a deployment together, unpacked.")
    file_bytes: int = Field(128 << 20, ge=1024, description="One file of a deployment.")
    files: int = Field(20_000, ge=1, description="Files in a deployment.")
    path_bytes: int = Field(1024, ge=16, description="The path of a file in UTF-8; each segment at most 255.")
    path_depth: int = Field(32, ge=1, description="Folders above a file.")
    expansion_ratio: int = Field(200, ge=2, description="Unpacked bytes for each byte of the archive.")


class Settings(BaseSettings):
    """The whole configuration of one process, frozen."""

    model_config = SettingsConfigDict(env_prefix="YOUR_APP_", frozen=True, extra="ignore")

    environment: Literal["production", "sandbox"] = Field(
        "production", description="Which keys count: `yap_live_…` in production, `yap_test_…` in the sandbox."
    )
    data_dir: Path = Field(Path("var"), description="Folder for the database, the blobs and temporary files.")
    database_url: str = Field(
        "",
        description="SQLAlchemy URL; empty: `your-app.db` (SQLite) in the data folder. PostgreSQL: `postgresql://…`.",
    )
    blobs_url: str = Field("", description="Where files are kept; empty: `blobs/` in the data folder.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str = Field("", description="How people reach us; empty: `http://localhost:<port>`.")
    trusted_proxies: str = Field(
        "127.0.0.1,::1",
        description="The addresses, or networks (`10.0.0.0/8`), of the proxies in front of us, with a comma between "
        "any two: only what they say in `X-Forwarded-For` and `X-Forwarded-Proto` counts. A proxy that is missing here "
        "makes all visitors one, who are throttled together.",
    )
    sign_up: Literal["open", "invitation", "closed"] = Field(
        "invitation",
        description="Who may make an account in the browser: `open`, anybody; `invitation`, who was invited to a team; "
        "`closed`, nobody: `python -m server create-user` makes accounts.",
    )
    oidc_issuer: str = Field(
        "",
        pattern=r"^(https://[^/?#\s]+[^?#\s]*|http://(localhost|127\.0\.0\.1)(:[0-9]+)?(/[^?#\s]*)?)?$",
        description="The OpenID Connect provider that people may sign in with too, as it names itself "
        "(`https://accounts.google.com`). Register `<public URL>/sign-in/oidc/callback` there. Empty: passwords only.",
    )
    oidc_client_id: str = Field("", description="What the OpenID Connect provider calls us.")
    oidc_client_secret: str = Field(
        "",
        description="What we prove ourselves to the OpenID Connect provider with; empty: by PKCE alone.",
        json_schema_extra={"secret": True},
    )
    oidc_name: str = Field(
        "your organisation",
        min_length=1,
        max_length=40,
        description="What people call the OpenID Connect provider: the button says `Sign in with …`.",
    )
    secret_key: str = Field(
        "",
        description="Signs the forms of the web pages, and seals the secrets of webhooks in the database; 32 random "
        "characters or more, the same in every process. Empty: one is made and kept in the data folder (`secret.key`).",
        json_schema_extra={"secret": True},
    )
    old_secret_keys: str = Field(
        "",
        description="What `YOUR_APP_SECRET_KEY` was before, with a comma between any two: it still opens what it has "
        "sealed, which is sealed anew when the server starts.",
        json_schema_extra={"secret": True},
    )
    sites_url: str = Field(
        "",
        description="Below which name sites live (`https://sites.example`); empty: `http://localhost:<port>`. "
        "On a public install use a registrable domain of its own.",
    )
    sites_cache_bytes: int = Field(
        64 << 20, ge=1 << 20, description="Memory for the content of small published files (up to 256 KiB each)."
    )
    sites_cache_files: int = Field(
        200_000, ge=1000, description="Lines of deployments' file lists kept in memory, about 300 bytes each."
    )
    sites_accel_prefix: str = Field(
        "",
        description="Behind nginx: the `internal` location over the blobs' folder; large files are then sent by nginx "
        "(`X-Accel-Redirect`). Empty: we send them.",
    )
    threads: int = Field(4, ge=1, le=64, description="Threads that run handlers; also the size of the connection pool.")
    jobs: Literal["embedded", "external"] = Field(
        "embedded",
        description="`embedded`: jobs run in the API's process. `external`: `python -m server worker` runs them.",
    )
    job_poll_seconds: float = Field(0.2, ge=0.01, le=60, description="How often the job engine looks for work.")
    job_concurrency: int = Field(4, ge=1, le=64, description="Deployments that one worker builds at once.")
    job_lease_seconds: float = Field(
        10, ge=1, le=3600, description="After how long a silence the jobs of a worker are taken over (PostgreSQL)."
    )
    drain_seconds: float = Field(10, ge=0, description="How long running jobs may go on after SIGTERM.")
    sweep_seconds: float = Field(60, ge=0.05, description="How often unreferenced blobs are swept.")
    git_timeout_seconds: float = Field(
        120, ge=0.1, le=3600, description="How long it may take to fetch a repository and to read its files."
    )
    git_allow_private: bool = Field(
        False,
        description="Fetch repositories from addresses that are not public too. Then whoever may deploy can reach "
        "the servers of your network.",
    )
    git_allow_file: bool = Field(
        False,
        description="Fetch repositories from this server's own disk too (`file:///srv/git/site.git`). Then whoever may "
        "deploy can read each repository that the server can.",
    )
    git_ca_file: str = Field(
        "", description="PEM file of the authorities that certify git servers; empty: those that the system trusts."
    )
    webhook_retry_seconds: str = Field(
        "5,300,1800,7200,18000,36000,50400,72000,86400",
        pattern=r"^[0-9]+(\.[0-9]+)?(,[0-9]+(\.[0-9]+)?)*$",
        description="After how long a delivery that failed is tried again, each time; then it is given up.",
    )
    webhook_timeout_seconds: float = Field(15, ge=0.1, le=60, description="How long a receiver may take, all in all.")
    webhook_concurrency: int = Field(
        64,
        ge=1,
        le=1000,
        description="Webhooks that one worker delivers to at once; as many again that fail or are slow.",
    )
    webhook_allow_private: bool = Field(
        False,
        description="Deliver to addresses that are not public, to any port and by plain http too, for development. "
        "Then whoever may create a webhook can reach the servers of your network.",
    )
    webhook_ca_file: str = Field(
        "", description="PEM file of the authorities that certify receivers; empty: those that the system trusts."
    )
    event_days: int = Field(90, ge=1, le=3650, description="How long events and what was delivered are kept.")
    smtp_url: str = Field(
        "",
        pattern=r"^(smtps?://[^/?#\s]+/?)?$",
        description="The server that sends mail: `smtp://user:password@host:587` (STARTTLS where it is offered, always "
        "with a password), `smtps://…` (TLS from the start, port 465). Empty: no mail is sent; who invites somebody to "
        "a team passes the link on.",
        json_schema_extra={"secret": True},
    )
    mail_from: str = Field(
        "",
        description="The sender of mail, `you@your-app.com` or `Your App <you@your-app.com>`; empty: `no-reply@` and "
        "the host of the public URL.",
    )
    validate_responses: Literal["off", "report", "enforce"] = Field(
        "report", description="Check each answer against the contract: `report` logs, `enforce` answers 500."
    )
    log_format: Literal["console", "json"] = Field("console", description="Log lines for people or for programs.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="What is logged.")
    fault_point: str = Field("", description="For tests: see server/kit/fault.py.", json_schema_extra={"hidden": True})
    limits: Limits = Field(default_factory=Limits, description="See `YOUR_APP_MAX_*`.")

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_have_addresses(cls, value: str) -> str:
        # uvicorn takes a name, too, and finds nobody who has it; and `*`, where visitors choose their own address.
        for each in filter(None, map(str.strip, value.split(","))):
            try:
                ip_network(each)
            except ValueError as error:
                raise ValueError(f"YOUR_APP_TRUSTED_PROXIES is addresses and networks: {error}") from None
        return value

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("YOUR_APP_OIDC_ISSUER needs YOUR_APP_OIDC_CLIENT_ID")
        return self

    @cached_property
    def database(self) -> str:
        """The URL to connect to, with the driver named."""
        url = self.database_url or f"sqlite:///{self.data_dir.resolve() / 'your-app.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @cached_property
    def blobs(self) -> str:
        """The blob store's URL: `file:///…` or `s3://bucket/prefix`."""
        return self.blobs_url or f"file://{self.data_dir.resolve() / 'blobs'}"

    @cached_property
    def base_url(self) -> str:
        """Our own address, without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @cached_property
    def sites_base(self) -> str:
        """The address below which sites live, without a slash at the end."""
        return (self.sites_url or f"http://localhost:{self.port}").rstrip("/")

    @cached_property
    def sites_domain(self) -> str:
        """The name (no port) whose subdomains are sites."""
        return (urlsplit(self.sites_base).hostname or "localhost").lower()

    def site_url(self, label: str) -> str:
        """The URL of the site whose Host is `label` below the sites' domain."""
        parts = urlsplit(self.sites_base)
        return f"{parts.scheme}://{label}.{parts.netloc}"

    @cached_property
    def mail_sender(self) -> str:
        """What stands in the `From` of mail."""
        return self.mail_from or f"no-reply@{urlsplit(self.base_url).hostname}"

    @cached_property
    def webhook_retries(self) -> tuple[float, ...]:
        """Seconds before each attempt after the first."""
        return tuple(float(each) for each in self.webhook_retry_seconds.split(","))

    @property
    def key_environment(self) -> Literal["live", "test"]:
        """The word in the keys that count here."""
        return "live" if self.environment == "production" else "test"
