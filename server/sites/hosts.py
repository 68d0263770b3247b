"""From a request's Host to the deployment it shows: no query for each request, and never out of date.

Each answer of the database is kept with the generation (server/kit/generation.py) that was noted *before* the
question was asked, and counts as long as the generation is still the same. Whoever moves a live pointer bumps it
after the commit, so the very next request asks again. What no generation tells us of (a change made on another
machine, a crash between commit and bump), a poll of the database finds within a second.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import sqlalchemy as sa

from server.kit.database import table_of
from server.kit.errors import BadRequest
from server.kit.log import get_logger
from server.kit.services import Services
from server.models import Deployment, Project
from server.sites.least_recently_used import LeastRecentlyUsed
from server.sites.single_flight import SingleFlight

log = get_logger(__name__)

POLL_SECONDS = 1.0
KEPT_HOSTS = 10_000
# A host that nobody asked for during so many polls is asked for again instead of being polled on and on.
IDLE_POLLS = 60
_BATCH = 500

_HOST = re.compile(rb"(?i)([a-z0-9_.-]{1,254}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{0,5})?")
_LABEL = re.compile(r"(?:([0-9a-hjkmnp-tv-z]{26})--)?([a-z0-9](?:[a-z0-9-]{0,33}[a-z0-9])?)")

_projects = table_of(Project)
_deployments = table_of(Deployment)

_LIVE = sa.select(_projects.c.slug, _projects.c.live_deployment_id).where(
    _projects.c.slug.in_(sa.bindparam("slugs", expanding=True))
)
_FIXED = (
    sa.select(_projects.c.slug, _deployments.c.id)
    .select_from(_deployments.join(_projects, _projects.c.id == _deployments.c.project_id))
    .where(
        _deployments.c.id.in_(sa.bindparam("ids", expanding=True)),
        _deployments.c.status == "success",
    )
)
# What the database says of a label: is there such a site, and which deployment does it show?
_Answer = tuple[bool, str | None]


class Site:
    """What a Host shows."""

    __slots__ = ("deployment_id", "exists", "generation", "idle_polls", "immutable", "label", "view")

    def __init__(self, label: str | None, generation: bytes, answer: _Answer) -> None:
        self.label = label
        self.generation = generation
        self.exists, self.deployment_id = answer
        self.immutable = label is not None and "--" in label  # it shows one deployment for ever
        # Under what its pages are kept: the two kinds of URL answer with different headers.
        self.view = f"{self.deployment_id}{'!' if self.immutable else ''}"
        self.idle_polls = 0


class Hosts:
    """Looks hosts up and keeps the answers."""

    def __init__(self, services: Services, threads: SingleFlight) -> None:
        self._database = services.database
        self._live = services.live
        self._threads = threads
        self._suffix = "." + services.settings.sites_domain
        self._kept: LeastRecentlyUsed[bytes, Site] = LeastRecentlyUsed(KEPT_HOSTS)

    def is_below_domain(self, host: bytes) -> bool:
        """Whether a Host is for us at all: some name below the sites' domain."""
        match = _HOST.fullmatch(host)
        return match is not None and _name(match).endswith(self._suffix)

    def hit(self, host: bytes | None) -> Site | None:
        """The site of a Host as it is sent, if it is known and surely still right."""
        if host is None:
            return None
        site = self._kept.get(host)
        if site is None or site.generation != self._live.value:
            return None
        site.idle_polls = 0
        return site

    async def find(self, host: bytes | None) -> Site:
        """The site of a Host, from memory or the database. BadRequest for a Host that is missing or malformed."""
        site = self.hit(host)
        if site is not None:
            return site
        if host is None:
            raise BadRequest("A request has exactly one Host header (RFC 9112, section 3.2).")
        match = _HOST.fullmatch(host.strip(b" \t"))
        if match is None:
            raise BadRequest("The Host header is malformed, or there are several (RFC 9112, section 3.2).")
        name = _name(match)
        label = name.removesuffix(self._suffix) if name.endswith(self._suffix) else None
        generation = self._live.value  # before the question: a bump while it is asked makes the answer stale
        if label is None or not _LABEL.fullmatch(label):
            return Site(None, generation, (False, None))
        answers = await self._threads.run(("host", label, generation), lambda: self._ask({label}))
        site = Site(label, generation, answers[label])
        self._kept.put(host, site)
        return site

    async def poll(self) -> None:
        """Compare what is kept with the database, once a second, until cancelled."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.verify()
            except Exception as error:
                # Better a site that may be a minute old than none while the database is away; and no error may end
                # the poll, for nobody would notice.
                log.warning("sites_poll_failed", error=type(error).__name__)

    async def verify(self) -> None:
        """One comparison: forget each host whose answer is not the database's any more, or that nobody uses."""
        in_use: list[tuple[bytes, Site]] = []
        for host, site in self._kept.items():
            site.idle_polls += 1
            if site.idle_polls > IDLE_POLLS:
                self._kept.discard(host)
            else:
                in_use.append((host, site))
        if not in_use:
            return
        labels = {site.label for _, site in in_use if site.label is not None}
        answers = await self._threads.run("verify", lambda: self._ask(labels))
        for host, site in in_use:
            if site.label is not None and answers[site.label] != (site.exists, site.deployment_id):
                self._kept.discard(host)

    def _ask(self, labels: set[str]) -> dict[str, _Answer]:
        """The database's answer for each label."""
        answers: dict[str, _Answer] = dict.fromkeys(labels, (False, None))
        slugs = [label for label in labels if "--" not in label]
        ids = ["deploy_" + label.partition("--")[0] for label in labels if "--" in label]
        with self._database.transaction(write=False) as session:
            for slug, live_id in _in_batches(session.connection(), _LIVE, "slugs", slugs):
                answers[slug] = (True, live_id)
            for slug, deployment_id in _in_batches(session.connection(), _FIXED, "ids", ids):
                # Under its own project's name: whoever asked for it below another one finds nothing.
                answers[f"{deployment_id.removeprefix('deploy_')}--{slug}"] = (True, deployment_id)
        return answers


def _name(match: re.Match[bytes]) -> str:
    return match[1].decode("ascii").lower().removesuffix(".")


def _in_batches(connection: sa.Connection, statement: sa.Select[Any], name: str, values: list[str]) -> list[Any]:
    rows: list[Any] = []
    for start in range(0, len(values), _BATCH):
        rows += connection.execute(statement, {name: values[start : start + _BATCH]})
    return rows
