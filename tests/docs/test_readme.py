"""The README is true: its lines are run as they stand, its tables are compared with the code."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import httpx

from scripts.readme import README, with_table
from tests.support.environment import clean
from tests.support.running import ROOT, RunningServer

TEXT = README.read_text()


def block(marker: str) -> str:
    """The code block behind a comment that begins with `marker`."""
    found = re.search(rf"<!-- {marker}.*?-->\n```bash\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None, marker
    return found[1]


class TestQuickstart:
    def test_its_lines_put_a_real_site_live_and_every_file_comes_back_byte_for_byte(
        self, server: RunningServer, tmp_path: Path
    ) -> None:
        key = server.person("Reader").key().key
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "quickstart.env").write_text(
            f"export YOUR_APP_BASE_URL=http://localhost:{server.port}/v1\nexport YOUR_APP_API_KEY={key}\n"
        )
        script = f"set -euo pipefail\n{block('quickstart')}"
        result = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=clean(npm_config_prefer_offline="true"),  # `npm ci` has fetched this website, of package.json, before
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        url = result.stdout.strip().rsplit("\n", 1)[-1]
        assert re.fullmatch(rf"http://my-website[a-z0-9-]*\.localhost:{server.port}", url)
        host = url.removeprefix("http://")
        files = [path for path in (tmp_path / "package").rglob("*") if path.is_file()]
        stated = re.search(r"# A website of ([\d,]+) files", script)
        assert stated is not None
        assert len(files) == int(stated[1].replace(",", ""))
        with httpx.Client(base_url=server.url, headers={"Host": host, "Accept-Encoding": "identity"}) as site:
            deadline = time.monotonic() + 60
            while site.get("/").status_code != 200:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            for path in files:
                response = site.get(f"/{path.relative_to(tmp_path / 'package')}")
                assert response.status_code == 200, path
                assert response.content == path.read_bytes(), path
            assert site.get("/").content == (tmp_path / "package" / "index.html").read_bytes()


class TestSettings:
    def test_the_table_is_that_of_the_code(self) -> None:
        assert with_table(TEXT) == TEXT, "run `make readme`"


class TestCommands:
    def test_every_make_target_that_it_names_exists(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        for target in set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.MULTILINE)):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target

    def test_every_file_that_it_links_to_exists(self) -> None:
        for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
            if not link.startswith("http"):
                assert (ROOT / link).exists(), link
