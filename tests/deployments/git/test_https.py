"""The way to a server: certificates, redirects, addresses that are not public."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from server.kit.addresses import Address
from tests.deployments.git.fetching import SITE, Fetch, explained, to
from tests.deployments.git_origins import (
    GitServer,
    Origin,
    serving,
)


class TestHttps:
    def test_fetches(self, fetch: Fetch, origin: Origin, server: GitServer) -> None:
        commit = origin.commit(SITE)
        url = f"https://127.0.0.1:{server.port}/site.git"
        assert fetch(url, "main").commit == commit
        assert fetch.contents(url, commit) == {f"/{path}": content for path, content in SITE.items()}
        assert fetch.contents(url) == {f"/{path}": content for path, content in SITE.items()}

    def test_connects_to_the_address_that_was_checked_and_looks_no_name_up_again(
        self, fetch: Fetch, origin: Origin, server: GitServer
    ) -> None:
        """No name server knows git.test, so the one lookup is ours."""
        origin.commit(SITE)
        asked = []

        def resolve(host: str, port: int) -> tuple[Address, ...]:
            asked.append((host, port))
            return to("127.0.0.1")(host, port)

        url = f"https://Git.Test.:{server.port}/site.git"
        assert len(fetch(url, "main", resolve=resolve).ingested.files) == 3
        assert asked == [("git.test", server.port)]

    def test_tries_the_next_address_if_one_does_not_answer(
        self, fetch: Fetch, origin: Origin, server: GitServer
    ) -> None:
        origin.commit(SITE)
        url = f"https://git.test:{server.port}/site.git"
        assert len(fetch(url, "main", resolve=to("::1", "127.0.0.1")).ingested.files) == 3

    def test_refuses_a_certificate_that_is_not_trusted(self, fetch: Fetch, origin: Origin, server: GitServer) -> None:
        origin.commit(SITE)
        error = fetch.failure(f"https://127.0.0.1:{server.port}/site.git", git_ca_file="")
        assert error.code == "git_failed"
        assert re.search("certificate.*YOUR_APP_GIT_CA_FILE", error.message)
        assert server.requests == []

    def test_refuses_a_certificate_of_another_host(self, fetch: Fetch, origin: Origin, server: GitServer) -> None:
        error = fetch.failure(f"https://other.test:{server.port}/site.git", resolve=to("127.0.0.1"))
        assert re.search("certificate.*does not match", error.message)
        assert server.requests == []

    def test_follows_no_redirect(self, fetch: Fetch, origin: Origin, server: GitServer, certificate: Path) -> None:
        origin.commit(SITE)
        with serving(origin.folder.parent, certificate) as other:
            for target in (
                f"https://127.0.0.1:{other.port}",
                "http://169.254.169.254",
                f"file://{origin.folder.parent}",
            ):
                server.moved_to = target
                error = fetch.failure(f"https://127.0.0.1:{server.port}/moved/site.git")
                assert error.code == "git_failed"
                assert re.search("error: 301.*redirects, and that is not followed", error.message)
            assert other.requests == []

    @pytest.mark.parametrize(
        ("path", "message"),
        {
            "private/site.git": "no such repository, or it is not public",
            "nothing.git": "no such repository, or it is not public",
            "dumb/site.git": "smart protocol",
        }.items(),
    )
    def test_says_what_is_wrong_with(self, fetch: Fetch, server: GitServer, path: str, message: str) -> None:
        error = fetch.failure(f"https://127.0.0.1:{server.port}/{path}", "main")
        assert error.code == "git_failed"
        assert message in error.message

    def test_shows_what_a_server_says_without_its_control_characters_and_not_all_of_it(
        self, fetch: Fetch, server: GitServer
    ) -> None:
        url = f"https://127.0.0.1:{server.port}/says/site.git"
        message = fetch.failure(url).message
        start = f"Could not fetch the default branch of {url}. Git says: "
        assert message == start + "remote error: ?[31m?go away ".ljust(300, "x") + "."

    def test_says_when_nobody_listens(self, fetch: Fetch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        error = fetch.failure(f"https://127.0.0.1:{port}/site.git")
        assert error.code == "git_failed"
        assert re.fullmatch(
            rf"Could not fetch the default branch of https://127.0.0.1:{port}/site.git. "
            r"Git says: Failed to connect to 127.0.0.1 port \d+ .*[^.]\.",
            error.message,
        )

    def test_says_when_the_host_is_not_known(self, fetch: Fetch) -> None:
        error = fetch.failure("https://nowhere.invalid/site.git")
        assert (error.code, error.message) == (
            "git_failed",
            "The host of https://nowhere.invalid/site.git is not known. Check its spelling.",
        )


class TestAddresses:
    @pytest.mark.parametrize(
        ("host", "addresses"),
        [
            ("localhost", None),
            ("git.test", ["127.0.0.1"]),
            ("git.test", ["::1"]),
            ("git.test", ["10.0.0.1"]),
            ("git.test", ["169.254.169.254"]),
            ("git.test", ["140.82.121.4", "192.168.1.1"]),
            ("git.test", ["140.82.121.4", "64:ff9b::7f00:1"]),
        ],
    )
    def test_of_which_any_is_not_public_are_not_connected_to(
        self, fetch: Fetch, server: GitServer, host: str, addresses: list[str] | None
    ) -> None:
        url = f"https://{host}:{server.port}/site.git"
        resolve = to(*addresses) if addresses else None
        error = fetch.failure(url, resolve=resolve, git_allow_private=False)
        assert error.code == "git_address_refused"
        assert error.message.startswith(f"The address {host} is not one of the public internet")
        assert not any(address in error.message for address in addresses or ["127.0.0.1"])
        assert server.requests == []

    @pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "169.254.169.254"])
    def test_in_the_url_are_checked_too(self, fetch: Fetch, server: GitServer, host: str) -> None:
        error = fetch.failure(f"https://{host}:{server.port}/site.git", git_allow_private=False)
        assert error.code == "git_address_refused"
        assert server.requests == []

    def test_of_the_disk_are_refused_unless_allowed(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit(SITE)
        assert "Only https" in explained(fetch.failure(origin.url, git_allow_file=False))
