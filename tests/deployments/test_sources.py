from __future__ import annotations

import io
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.deployments import sources
from server.kit.config import Limits
from server.kit.errors import ValidationError
from tests.deployments.archives import GZIP, PREFIX, ZIP, Ingest, Item, member, tar_gz, zip_of

# Whatever a file may be called: no separator, no control character, no surrogate.
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="/\\")
FOLDERS = ["", "docs/", "docs/käse/", "assets/a b/", "日本/"]


@st.composite
def trees(draw: st.DrawFn) -> dict[str, bytes]:
    """Names and contents. A number first makes each name its own, whatever follows folds or combines to."""
    count = draw(st.integers(1, 12))
    return {
        draw(st.sampled_from(FOLDERS)) + f"{number:02d}" + draw(st.text(CHARACTERS, max_size=40)): draw(
            st.binary(max_size=2000)
        )
        for number in range(count)
    }


def packed_tar(files: dict[str, bytes], kind: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=kind, compresslevel=1) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def packed_zip(files: dict[str, bytes], method: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


class TestIngestArchive:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        files=trees(),
        kind=st.sampled_from(
            [
                (ZIP, zipfile.ZIP_STORED),
                (ZIP, zipfile.ZIP_DEFLATED),
                (GZIP, tarfile.GNU_FORMAT),
                (GZIP, tarfile.PAX_FORMAT),
            ]
        ),
    )
    def test_any_tree_of_files_comes_back_byte_for_byte(
        self, ingest: Ingest, files: dict[str, bytes], kind: tuple[str, int]
    ) -> None:
        media_type, how = kind
        data = packed_zip(files, how) if media_type == ZIP else packed_tar(files, how)
        contents = ingest.contents(data, media_type, Limits())
        assert contents == {"/" + unicodedata.normalize("NFC", name): content for name, content in files.items()}
        ingest.blobs.delete_prefix(PREFIX)
        assert ingest.left() == []

    @pytest.mark.parametrize("media_type", [ZIP, GZIP])
    def test_tells_what_it_skipped(self, ingest: Ingest, media_type: str) -> None:
        names = [b"index.html", b".git/HEAD", b".DS_Store", b"__MACOSX/._index.html"]
        data = zip_of(*map(Item, names)) if media_type == ZIP else tar_gz(*map(member, names))
        ingested = ingest(data, media_type)
        assert [file.path for file in ingested.files] == ["/index.html"]
        assert ingested.warnings == (
            "Skipped 1 entry of .git: a site does not publish its repository.",
            "Skipped 2 entries that macOS adds to archives (__MACOSX, .DS_Store, ._*).",
        )
        assert len([path for path in ingest.left() if path.startswith(f"blobs/{PREFIX}/")]) == 1

    def test_leaves_nothing_when_the_disk_is_full(self, ingest: Ingest) -> None:
        """A folder of 64 KiB would need root to make; a limit on the size of files fails the same write."""
        import resource
        import signal

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        data = tar_gz(member(b"a"), member(b"b", bytes(range(256)) * 400))
        path = ingest.folder / "upload"
        path.write_bytes(data)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
            with pytest.raises(OSError, match="File too large"):
                sources.ingest_archive(sources.Upload(path, GZIP, len(data)), PREFIX, ingest.blobs, Limits())
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        assert ingest.left() == []


class TestIngestFolder:
    def test_takes_the_files_of_all_folders(self, ingest: Ingest, tmp_path: Path) -> None:
        site = tmp_path / "site"
        (site / "docs" / "empty").mkdir(parents=True)
        (site / "index.html").write_bytes(b"one")
        (site / "docs" / "a.html").write_bytes(b"two")
        (site / ".DS_Store").write_bytes(b"")
        ingested = sources.ingest_folder(site, PREFIX, ingest.blobs, Limits())
        contents = {file.path: ingest.blobs.read(f"{PREFIX}/{file.digest}") for file in ingested.files}
        assert contents == {"/docs/a.html": b"two", "/index.html": b"one"}
        assert len(ingested.warnings) == 1

    def test_does_not_follow_links(self, ingest: Ingest, tmp_path: Path) -> None:
        site, secrets = tmp_path / "site", tmp_path / "secrets"
        site.mkdir()
        secrets.mkdir()
        (secrets / "key").write_bytes(b"secret")
        (site / "index.html").write_bytes(b"one")
        (site / "folder").symlink_to(secrets)
        (site / "key").symlink_to(secrets / "key")
        with pytest.raises(ValidationError) as refusal:
            sources.ingest_folder(site, PREFIX, ingest.blobs, Limits())
        assert [detail.field for detail in refusal.value.details] == ["folder", "key"]
        assert not ingest.blobs.exists(f"{PREFIX}/{'0' * 64}")
        assert list(ingest.blobs.prefixes()) == []


class TestIngestTemplate:
    @pytest.mark.parametrize("name", sources.template_names())
    def test_takes_every_file_of_the_template(self, ingest: Ingest, name: str) -> None:
        ingested = sources.ingest_template(name, PREFIX, ingest.blobs, Limits())
        folder = sources.TEMPLATES / name
        files = {"/" + str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
        assert {file.path for file in ingested.files} == set(files)
        for file in ingested.files:
            assert ingest.blobs.read(f"{PREFIX}/{file.digest}") == files[file.path].read_bytes()
        assert ingested.warnings == ()

    @pytest.mark.parametrize("name", ["nothing", "", ".", "..", "../templates/blank", "blank/"])
    def test_knows_no_other(self, ingest: Ingest, name: str) -> None:
        with pytest.raises(ValidationError, match=r"There is no template .* There are: blank"):
            sources.ingest_template(name, PREFIX, ingest.blobs, Limits())
        assert ingest.left() == []
