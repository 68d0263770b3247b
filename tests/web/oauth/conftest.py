"""Somebody in front of the consent page, and applications of somebody else."""

from __future__ import annotations

import pytest

from tests.support.oauth_asking import App, register
from tests.support.running import Client


@pytest.fixture
def app(stranger: Client) -> App:
    """Bob's application, with a secret."""
    return register(stranger)


@pytest.fixture
def public_app(stranger: Client) -> App:
    return register(stranger, type="public")
