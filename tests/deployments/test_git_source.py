from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.deployments.git_source import parse
from server.kit.config import Settings
from server.kit.errors import ValidationError

URL = "https://git.example.org/ada/site.git"
SETTINGS = Settings()
COMMIT = "0123456789abcdef0123456789abcdef01234567"

URLS = {
    URL: URL,
    "https://git.example.org": "https://git.example.org/",
    "https://git.example.org:443/x": "https://git.example.org/x",
    "https://git.example.org:8443/x": "https://git.example.org:8443/x",
    "HTTPS://Git.Example.ORG/X": "https://git.example.org/X",
    "https://git.example.org./x": "https://git.example.org/x",
    "https://xn--bcher-kva.example/x": "https://xn--bcher-kva.example/x",
    "https://git-1.example.org/~ada/a%20b/@x;y": "https://git-1.example.org/~ada/a%20b/@x;y",
    "https://1.2.example/x": "https://1.2.example/x",
    "https://8.8.8.8/x": "https://8.8.8.8/x",
    "https://[2606:50C0:8000::0153]:8443/x": "https://[2606:50c0:8000::153]:8443/x",
}

# The URL, and what its detail says.
BAD_URLS = {
    "http": ("http://git.example.org/x", "Write the https address"),
    "ssh": ("ssh://git.example.org/x", "Write the https address"),
    "ssh as git writes it": ("git@git.example.org:ada/site.git", "Write the https address"),
    "a remote helper": ("ext::sh -c touch% /tmp/x", "Write the https address"),
    "a remote helper behind https": ("https::https://git.example.org/x", "Write the https address"),
    "an option": ("--upload-pack=touch", "Write the https address"),
    "a path": ("/etc", "Write the https address"),
    "nothing": ("", "Write the https address"),
    "a space": ("https://git.example.org/a b", "Write the https address"),
    "a newline": ("https://git.example.org/x\n", "Write the https address"),
    "a letter beyond ASCII": ("https://git.example.org/é", "Write the https address"),
    "a backslash for a slash": ("https:\\\\git.example.org\\x", "Write the https address"),
    "a backslash in the host": ("https://git.example.org\\@127.0.0.1/x", "Write the https address"),
    "a backslash in the path": ("https://git.example.org/\\x", "no '[?]', '#' or backslash"),
    "a very long one": ("https://git.example.org/" + "x" * 2000, "Write the https address"),
    "a file": ("file:///etc", "Only https.*YOUR_APP_GIT_ALLOW_FILE"),
    "a user": ("https://ada@git.example.org/x", "user and password"),
    "a user and a password": ("https://ada:secret@git.example.org/x", "user and password"),
    "a host before an @": ("https://git.example.org:443@127.0.0.1/x", "user and password"),
    "no host": ("https:///x", "no host"),
    "a query": ("https://git.example.org/x?service=y", "no '[?]'"),
    "a query behind the host": ("https://git.example.org?x/y", "no host"),
    "a fragment": ("https://git.example.org/x#main", "no '[?]', '#'"),
    "a fragment behind the host": ("https://git.example.org#@127.0.0.1/x", "user and password"),
    "a port of words": ("https://git.example.org:https/x", "no host"),
    "an empty port": ("https://git.example.org:/x", "no host"),
    "port 0": ("https://git.example.org:0/x", "no port 0"),
    "a port beyond": ("https://git.example.org:65536/x", "no port 65536"),
    "an encoded host": ("https://%31%32%37.0.0.1/x", "no host"),
    "an underscore": ("https://git_1.example.org/x", "no host"),
    "two dots": ("https://git..example.org/x", "cannot be the name of a host"),
    "a dot first": ("https://.example.org/x", "cannot be the name of a host"),
    "a hyphen first": ("https://-oProxyCommand.example.org/x", "cannot be the name of a host"),
    "a hyphen before a dot": ("https://git-.example.org/x", "cannot be the name of a host"),
    "a very long host": ("https://" + "a." * 127 + "org/x", "cannot be the name of a host"),
}

# The URL of an address that may not be connected to, and what its detail says.
REFUSED = {
    "loopback": ("https://127.0.0.1/x", "127.0.0.1 is not.*public internet.*YOUR_APP_GIT_ALLOW_PRIVATE"),
    "private use": ("https://10.1.2.3:8443/x", "not.*public"),
    "the metadata of a cloud": ("https://169.254.169.254/latest", "not.*public"),
    "with a dot behind": ("https://127.0.0.1./x", "not.*public"),
    "loopback in IPv6": ("https://[::1]/x", "not.*public"),
    "loopback in IPv6 in full": ("https://[0:0:0:0:0:0:0:1]/x", "not.*public"),
    "IPv4-mapped": ("https://[::ffff:127.0.0.1]/x", "not.*public"),
    "IPv4-mapped in hexadecimal": ("https://[::ffff:7f00:1]/x", "not.*public"),
    "NAT64": ("https://[64:ff9b::a9fe:a9fe]/x", "not.*public"),
    "decimal": ("https://2130706433/x", "unusual spelling"),
    "hexadecimal": ("https://0x7f000001/x", "unusual spelling"),
    "hexadecimal in upper case": ("https://0X7F.0.0.1/x", "unusual spelling"),
    "hexadecimal in parts": ("https://0x7f.0x0.0x0.0x1/x", "unusual spelling"),
    "octal": ("https://0177.0.0.1/x", "unusual spelling"),
    "octal in one": ("https://017700000001/x", "unusual spelling"),
    "three parts": ("https://127.0.1/x", "unusual spelling"),
    "two parts": ("https://127.1/x", "unusual spelling"),
    "two parts with a dot behind": ("https://127.1./x", "unusual spelling"),
    "zero": ("https://0/x", "unusual spelling"),
    "five parts": ("https://1.2.3.4.5/x", "unusual spelling"),
    "too large": ("https://256.256.256.256/x", "unusual spelling"),
    "a name that ends like an address": ("https://git.example.127/x", "unusual spelling"),
    "a name that ends in hexadecimal": ("https://git.example.0x/x", "unusual spelling"),
    "brackets around IPv4": ("https://[127.0.0.1]/x", "unusual spelling"),
    "brackets around nothing much": ("https://[:]/x", "unusual spelling"),
}

REFS = ["main", "v1.2", "feature/a_b-c", "refs/pull/1/head", "HEAD", COMMIT, COMMIT.upper(), "a@b", "_", "x" * 200]
BAD_REFS = {
    "an option": "--upload-pack=touch /tmp/x",
    "an option without a space": "--upload-pack=x",
    "a short option": "-x",
    "nothing": "",
    "a range": "a..b",
    "a refspec": "main:refs/heads/x",
    "a forced refspec": "+main",
    "an exclusion": "^main",
    "a parent": "main~1",
    "a reflog": "main@{1}",
    "a wildcard": "refs/heads/*",
    "a space": "a b",
    "a newline": "main\n",
    "a NUL": "a\0b",
    "two slashes": "a//b",
    "a slash at the end": "a/",
    "a dot at the end": "a.",
    "a hidden part": "a/.b",
    "a lock": "a.lock",
    "a lock in the middle": "a.lock/b",
    "a lone @": "@",
    "letters beyond ASCII": "größe",
    "a very long one": "x" * 201,
}

FOLDERS = {
    None: "",
    "": "",
    "/": "",
    ".": "",
    "public": "public",
    "/docs//site/": "docs/site",
    "./a/./b": "a/b",
    "größe": "größe",
    "a:b": "a:b",
}
BAD_FOLDERS = ["..", "../x", "a/../b", "a\nb", "a\0b", "a\\b", "a\ud800", "x" * 1025]


def refusal(url: str = URL, ref: str | None = None, folder: str | None = None) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        parse(url, ref, folder, SETTINGS)
    return refusal.value


class TestUrl:
    @pytest.mark.parametrize("url", URLS)
    def test_is_put_together_again_in_one_spelling(self, url: str) -> None:
        assert parse(url, None, None, SETTINGS).url == URLS[url]

    @pytest.mark.parametrize("title", BAD_URLS)
    def test_is_refused(self, title: str) -> None:
        url, message = BAD_URLS[title]
        error = refusal(url)
        assert error.code == "validation_error"
        assert [detail.field for detail in error.details] == ["source.url"]
        assert re.search(message, error.details[0].message)
        assert "secret" not in error.details[0].message

    @pytest.mark.parametrize("title", REFUSED)
    def test_of_an_address_that_is_not_public_is_refused(self, title: str) -> None:
        url, message = REFUSED[title]
        error = refusal(url)
        assert error.code == "git_address_refused"
        assert [detail.field for detail in error.details] == ["source.url"]
        assert re.search(message, error.details[0].message)

    def test_of_a_private_address_is_taken_where_the_operator_allows_it(self) -> None:
        settings = Settings(git_allow_private=True)
        assert parse("https://127.0.0.1/x", None, None, settings).url == "https://127.0.0.1/x"

    def test_in_an_unusual_spelling_is_refused_even_there(self) -> None:
        with pytest.raises(ValidationError, match="invalid"):
            parse("https://127.1/x", None, None, Settings(git_allow_private=True))

    def test_of_a_file_is_taken_where_the_operator_allows_it(self, tmp_path: Path) -> None:
        settings = Settings(git_allow_file=True)
        assert parse(f"file://{tmp_path}", None, None, settings).url == f"file://{tmp_path}"
        with pytest.raises(ValidationError) as error:
            parse(f"file://localhost{tmp_path}", None, None, settings)
        assert "three slashes" in error.value.details[0].message


class TestRef:
    @pytest.mark.parametrize("ref", REFS)
    def test_that_git_could_have(self, ref: str) -> None:
        assert parse(URL, ref, None, SETTINGS).ref == ref

    @pytest.mark.parametrize("title", BAD_REFS)
    def test_is_refused(self, title: str) -> None:
        details = refusal(ref=BAD_REFS[title]).details
        assert [detail.field for detail in details] == ["source.ref"]
        assert "cannot be a branch, a tag or a commit" in details[0].message

    def test_of_40_or_64_digits_is_a_commit(self) -> None:
        assert parse(URL, COMMIT.upper(), None, SETTINGS).commit_id == COMMIT
        assert parse(URL, "a" * 64, None, SETTINGS).commit_id == "a" * 64
        assert parse(URL, "a" * 41, None, SETTINGS).commit_id is None
        assert parse(URL, None, None, SETTINGS).commit_id is None


class TestFolder:
    @pytest.mark.parametrize("folder", FOLDERS)
    def test_is_cleaned(self, folder: str | None) -> None:
        assert parse(URL, None, folder, SETTINGS).folder == FOLDERS[folder]

    @pytest.mark.parametrize("folder", BAD_FOLDERS, ids=range(len(BAD_FOLDERS)))
    def test_is_refused(self, folder: str) -> None:
        details = refusal(folder=folder).details
        assert [detail.field for detail in details] == ["source.folder"]


class TestParse:
    def test_tells_everything_that_is_wrong_at_once(self) -> None:
        details = refusal("http://x/", "-x", "..").details
        assert [detail.field for detail in details] == ["source.url", "source.ref", "source.folder"]
