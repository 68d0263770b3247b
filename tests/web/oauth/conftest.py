"""Somebody in front of the consent page, and applications of somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browsing import Browser, with_password
from tests.support.oauth_asking import App, register
from tests.support.running import Client, Person, RunningServer


@pytest.fixture
def browser(server: RunningServer, ada: Person) -> Iterator[Browser]:
    """Ada's, signed in."""
    with Browser(server) as browser:
        assert browser.sign_in(with_password(ada).email).status_code == 303
        yield browser


@pytest.fixture
def app(stranger: Client) -> App:
    """Bob's application, with a secret."""
    return register(stranger)


@pytest.fixture
def public_app(stranger: Client) -> App:
    return register(stranger, type="public")
