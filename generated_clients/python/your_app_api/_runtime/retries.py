"""When a request is sent again, and after how long."""

from __future__ import annotations

import random
import re
import time
from datetime import UTC

import httpx

MAX_WAIT_SECONDS = 60
"""Longer than this nobody is made to wait in silence: the error is raised and says how long."""

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 8.0

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before the request left, so that any may be sent again."""


def may_pass(status: int, *, safe: bool, asked: bool) -> bool:
    """Whether an answer with this status may be otherwise next time.

    `safe`: carrying the request out twice does no harm. `asked`: the server said when to come back.
    """
    if status == 429:
        return True  # refused before anything was done
    if not safe:
        return False
    if status == 409:
        return asked  # the same request is under way; other conflicts stay
    return status == 408 or status >= 500


def asked_to_wait(response: httpx.Response) -> float | None:
    """How many seconds the server asks to wait; None when it does not say."""
    headers = response.headers
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", after):
        return float(after)
    if after and (at := _http_date(after)) is not None:
        return max(0.0, at - time.time())
    if response.status_code != 429:
        return None
    limits = headers.get("ratelimit", "")
    remaining = [int(each) for each in re.findall(r"\br(?:emaining)?=(\d+)", limits)]
    resets = [int(each) for each in re.findall(r"\b(?:t|reset)=(\d+)", limits)]
    exhausted = [reset for number, reset in enumerate(resets) if (remaining[number : number + 1] or [0])[0] == 0]
    if exhausted:
        return float(max(exhausted))
    at_second = headers.get("x-ratelimit-reset", "")
    return max(0.0, float(at_second) - time.time()) if re.fullmatch(r"\d+", at_second) else None


def _http_date(text: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def pause(attempt: int) -> float:
    """Seconds after the given failed attempt (1 for the first): doubling, up to 8, shortened at random by a quarter."""
    longest: float = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
    return longest * (1 - random.random() / 4)
