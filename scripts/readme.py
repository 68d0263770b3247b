"""Writes the table of settings into the README, from the class that defines them. `make readme` runs it."""

from __future__ import annotations

from pathlib import Path

from server.settings_table import rows

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- settings: written by `make readme`, checked by tests/docs/test_readme.py -->\n"
END = "<!-- /settings -->"


def table() -> str:
    """The Markdown table of every setting."""
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for row in rows():
        default = f"`{row['value']}`" if row["value"] else ""
        lines.append(f"| `{row['variable']}` | {default} | {row['meaning']} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """The README's text with the table in its place."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text()))
