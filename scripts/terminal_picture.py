"""Pictures the command line at work, for the README: `python -m scripts.terminal_picture` writes an SVG.

Everything in it happened: a real server, the real command line in a pseudo-terminal, a folder that goes live.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from scripts.sdk.model import load
from tests.support.running import RunningServer

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "openapi" / "guides" / "images" / "command-line.svg"
COLUMNS = 130
CONTROL = re.compile(r"\x1b\[(\d*)([A-Za-ln-z])|\x1b\[\?\d+[hl]|\x1b\].*?(?:\x07|\x1b\\)")
COLOURS = ("#12161e", "#e86a62", "#73c980", "#e5c067", "#62a4f0", "#c48ae2", "#5cc8d0", "#dee3eb")
# rich's own format loads its font from elsewhere; the reader's terminal font is good enough.
FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre }}
.{unique_id}-title {{ font: 16px system-ui, sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def shown(output: str) -> str:
    """What a terminal shows at the end: moves of the cursor and erased lines are carried out, colours are kept."""
    lines, row = [""], 0
    for line in re.split(r"(\r\n|\n)", output):
        if line in ("\r\n", "\n"):
            row += 1
            if row == len(lines):
                lines.append("")
            continue
        at = 0
        for move in CONTROL.finditer(line):
            lines[row] += line[at : move.start()]
            at = move.end()
            if move[2] == "A":
                row = max(0, row - int(move[1] or 1))
            elif move[2] == "K":
                lines[row] = ""
        text = line[at:]
        lines[row] = text.rpartition("\r")[2] if "\r" in text.rstrip("\r") else lines[row] + text.rstrip("\r")
    return "\n".join(lines[: row + 1]).rstrip()


def run(command: list[str], environment: dict[str, str], folder: Path) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, env=environment, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how a pseudo-terminal says that nobody writes to it any more
            break
        if not piece:
            break
        written += piece
    os.close(ours)
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{written.decode()}")
    return shown(written.decode())


def site(folder: Path) -> Path:
    """A small site."""
    for name in ("index.html", "about.html", "blog/first.html", "blog/second.html", "css/site.css", "js/site.js"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n" * 500)
    return folder


def record(folder: Path) -> list[tuple[str, str]]:
    """The commands and what they show."""
    names = load(ROOT / "openapi" / "openapi.yaml").names
    server = RunningServer(folder / "data", host="127.0.0.1").start()
    try:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "generated_clients" / "python"),
            names.url_variable: f"{server.url}/v1",
            names.key_variable: server.person("Ada Lovelace").key().key,
            f"{names.environment_prefix}_CONFIG_DIR": str(folder / "config"),
            "COLUMNS": str(COLUMNS),
            "TERM": "xterm-256color",
        }
        site(folder / "site")
        program = f"from {names.python_package}.cli import main; main()"
        made = []
        for line in ("projects create --name 'My Website'", "deploy ./site --project my-website", "projects list"):
            output = run([sys.executable, "-c", program, *shlex.split(line)], environment, folder)
            made.append((f"{names.command} {line}", output))
        return made
    finally:
        server.stop()
        server.database.dispose()


def picture(commands: list[tuple[str, str]]) -> str:
    """The SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for command, output in commands:
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        if output:
            console.print(Text.from_ansi(output), soft_wrap=True)
        console.print()
    colours = [tuple(bytes.fromhex(each[1:])) for each in COLOURS]
    theme = TerminalTheme((18, 22, 30), (222, 227, 235), colours)  # type: ignore[arg-type]  # a list of triples
    title = load(ROOT / "openapi" / "openapi.yaml").names.command
    return console.export_svg(title=title, theme=theme, code_format=FORMAT, unique_id="terminal")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        svg = picture(record(Path(folder)))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8")
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
