"""How pages say things: moments, sizes."""

from __future__ import annotations

from datetime import datetime

from server.kit import clock

_STEPS = ((60, "minute", 60), (3600, "hour", 24), (86400, "day", 31))


def ago(moment: datetime) -> str:
    """`3 minutes ago`, `in 2 days`; the date when that is more than a month away."""
    seconds = (clock.now() - moment).total_seconds()
    distance = abs(seconds)
    if distance < 60:
        return "just now" if seconds >= 0 else "in a moment"
    for size, noun, most in _STEPS:
        count = int(distance // size)
        if count < most:
            text = f"{count} {noun}{'' if count == 1 else 's'}"
            return f"{text} ago" if seconds >= 0 else f"in {text}"
    return f"{moment:%d %b %Y}"


def size(count: int) -> str:
    """`340 bytes`, `28.1 MB`."""
    if count < 1000:
        return f"{count} bytes"
    number, units = count / 1000, ["kB", "MB", "GB"]
    while number >= 1000 and len(units) > 1:
        number /= 1000
        units.pop(0)
    unit = units[0]
    return f"{number:.1f} {unit}" if number < 100 else f"{number:.0f} {unit}"
