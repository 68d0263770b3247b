"""Packs the PHP package: `python -m scripts.pack_php` writes dist/<name>-php-<version>.zip, the same bytes each time.

Composer takes it from a repository of type `artifact` (the folder of the zip) or, unpacked, of type `path`.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generated_clients" / "php"
DIST = ROOT / "dist"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip can tell
LEFT_OUT = {"vendor"}


def pack(source: Path = SOURCE, dist: Path = DIST) -> Path:
    """Zip the package. Answers the archive."""
    package = json.loads((source / "composer.json").read_text(encoding="utf-8"))
    dist.mkdir(parents=True, exist_ok=True)
    target = dist / f"{package['name'].replace('/', '-')}-php-{package['version']}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source)
            if path.is_file() and not LEFT_OUT.intersection(name.parts):
                entry = zipfile.ZipInfo(name.as_posix(), EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    print(pack().relative_to(ROOT))
    sys.exit(0)
