from __future__ import annotations

import bz2
import lzma
import re

import pytest

from server.kit.errors import UnsupportedMediaType, ValidationError
from tests.deployments.archives import GZIP, ZIP, Ingest, Item, member, tar, tar_gz, zip_of

A_TAR = tar(member(b"index.html"))
A_TAR_GZ = tar_gz(member(b"index.html"))
A_ZIP = zip_of(Item(b"index.html"))

# What is sent, what Content-Type says, what the answer says.
WRONG = {
    "a zip as gzip": (A_ZIP, GZIP, "says application/gzip, but the content is zip. Send it as application/zip"),
    "an empty zip as gzip": (zip_of(), GZIP, "says application/gzip, but the content is zip"),
    "gzip as a zip": (A_TAR_GZ, ZIP, "says application/zip, but the content is gzip. Send it as application/gzip"),
    "a tar as gzip": (A_TAR, GZIP, "a tar that is not compressed. Compress it with gzip"),
    "a tar as a zip": (A_TAR, ZIP, "a tar that is not compressed"),
    "bzip2": (bz2.compress(A_TAR), GZIP, "content is bzip2. Pack the site as a zip, or"),
    "xz": (lzma.compress(A_TAR), GZIP, "content is xz"),
    "Zstandard": (b"\x28\xb5\x2f\xfd" + bytes(100), GZIP, "content is Zstandard"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), ZIP, "content is 7z"),
    "RAR": (b"Rar!\x1a\x07\x00" + bytes(100), ZIP, "content is RAR"),
    "a split zip": (b"PK\x07\x08" + A_ZIP, ZIP, "one part of a split zip"),
    "a page as gzip": (b"<!doctype html>", GZIP, "not what its Content-Type, application/gzip, says"),
    "a page as a zip": (b"<!doctype html>", ZIP, "not what its Content-Type, application/zip, says"),
    "a program that unpacks itself": (b"#!/bin/sh\n" + A_ZIP, ZIP, "not what its Content-Type"),
    "nothing as gzip": (b"", GZIP, "It is empty, though Content-Type says application/gzip"),
    "nothing as a zip": (b"", ZIP, "It is empty"),
    "one byte": (b"\x1f", GZIP, "not what its Content-Type"),
}


class TestFormat:
    @pytest.mark.parametrize("title", WRONG)
    def test_is_told_when_it_is_not_the_declared_one(self, ingest: Ingest, title: str) -> None:
        data, media_type, message = WRONG[title]
        with pytest.raises(ValidationError) as refusal:
            ingest(data, media_type)
        assert refusal.value.details[0].field == "archive"
        assert re.search(message, refusal.value.details[0].message)
        assert ingest.left() == []

    def test_of_another_media_type_is_unsupported(self, ingest: Ingest) -> None:
        with pytest.raises(UnsupportedMediaType, match="application/zip or as application/gzip"):
            ingest(A_ZIP, "application/octet-stream")
        assert ingest.left() == []
