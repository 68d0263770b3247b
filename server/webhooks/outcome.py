"""What follows from an attempt: whether the event was taken, when to try again, when to give a webhook up. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from server.webhooks.egress import Reply

GIVE_UP_AFTER = timedelta(days=5)  # of nothing but failures: the webhook is disabled
JITTER = 0.1  # of each wait, so that webhooks that failed together are not tried again together
MOST_WAIT = timedelta(hours=24)  # whatever Retry-After says
SLOW_MS = 5000
SLOW_FAILURE_MS = 1000  # who fails, and takes longer than this to do so, is likely to get slower


@dataclass(frozen=True, slots=True)
class Health:
    """How a webhook is doing."""

    failing_since: datetime | None
    failure_count: int
    is_slow: bool


def error_of(reply: Reply) -> str | None:
    """Why the event does not count as taken; None if it does."""
    if reply.error is not None:
        return reply.error
    if reply.status is None:
        return "There was no answer."
    if 200 <= reply.status < 300:
        return None
    if 300 <= reply.status < 400:
        return f"It answered {reply.status}; redirects are not followed. Give the webhook the address that it names."
    return f"It answered {reply.status}."


def chance_of(webhook_id: str, tries: int) -> random.Random:
    """The jitter of a webhook's attempts with this number: one for all, so that they come again in their order."""
    return random.Random(f"{webhook_id} {tries}")  # noqa: S311 (it keeps no secret)


def next_attempt(reply: Reply, tries: int, schedule: Sequence[float], chance: random.Random) -> datetime | None:
    """When to try again after so many attempts; None: never."""
    if tries > len(schedule) or reply.status == 410:
        return None
    wait = timedelta(seconds=schedule[tries - 1] * chance.uniform(1 - JITTER, 1 + JITTER))
    ended = reply.at + timedelta(milliseconds=reply.duration_ms)
    return ended + max(wait, min(retry_after(reply, ended), MOST_WAIT))


def retry_after(reply: Reply, now: datetime) -> timedelta:
    """What the receiver asked to wait (RFC 9110, section 10.2.3): seconds or a date; nothing if it makes no sense."""
    text = (reply.header("retry-after") or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # numbers beyond those that C has
        return timedelta(0)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta(0))


def health_after(before: Health, reply: Reply) -> Health:
    """How the webhook is doing now.

    Slow is who takes long, not who fails: who answers 500 at once holds up nobody, and keeps the order of its events.
    """
    if error_of(reply) is None:
        return Health(None, 0, reply.duration_ms > SLOW_MS)
    return Health(before.failing_since or reply.at, before.failure_count + 1, reply.duration_ms > SLOW_FAILURE_MS)


def gives_up(health: Health, reply: Reply) -> str | None:
    """Why the webhook is disabled now: `gone`, `failing`; None if it is not."""
    if reply.status == 410 and reply.error is None:
        return "gone"
    if health.failing_since is not None and reply.at - health.failing_since >= GIVE_UP_AFTER:
        return "failing"
    return None
