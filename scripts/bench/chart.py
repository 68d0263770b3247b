"""A bar chart as SVG, for figures that a person would rather look at than read."""

from __future__ import annotations

from xml.sax.saxutils import escape

_COLOURS = ("#2f6fed", "#c2410c", "#7c8594", "#0f766e")
_STYLE = """<style>
text{font:13px system-ui,sans-serif;fill:#1d2530}.title{font-weight:600;font-size:15px}.group{font-weight:600}
.value{fill:#4a5463}@media(prefers-color-scheme:dark){text{fill:#e7ebf0}.value{fill:#a8b2c0}}
</style>"""


def svg(title: str, bars: list[tuple[str, str, float]]) -> str:
    """`bars` are (group, name, value); groups stand together, each value beside its bar."""
    names = sorted({name for _, name, _ in bars})
    most = max(value for *_, value in bars)
    parts, y, last = [f'<text class="title" x="16" y="28">{escape(title)}</text>'], 44, ""
    for group, name, value in bars:
        if group != last:
            y += 22
            parts.append(f'<text class="group" x="16" y="{y}">{escape(group)}</text>')
            last, y = group, y + 8
        width = max(2.0, value / most * 420)
        colour = _COLOURS[names.index(name) % len(_COLOURS)]
        parts.append(f'<text x="16" y="{y + 14}">{escape(name)}</text>')
        parts.append(f'<rect x="130" y="{y + 2}" width="{width:.1f}" height="15" rx="3" fill="{colour}"/>')
        parts.append(f'<text class="value" x="{138 + width:.1f}" y="{y + 14}">{value:,.0f}</text>')
        y += 22
    height = y + 20
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" width="640" height="{height}" role="img">'
    )
    return f"{head}<title>{escape(title)}</title>{_STYLE}{''.join(parts)}</svg>\n"
