"""Fixtures: the contract under test, and a world that runs on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server import schema
from server.edge.contract import Contract
from tests.contract.inside.closed import Exchange
from tests.contract.inside.scenario import scenario
from tests.contract.inside.world import World


@dataclass
class Given:
    """What scripts/mutate_spec.py puts in place of what the fixtures would make themselves."""

    contract: Contract | None = None
    template: Path | None = None  # an SQLite database with all tables
    recorded: list[Exchange] | None = None  # the scenario's, on the contract as it is


GIVEN = Given()


def make_template(path: Path) -> Path:
    """An empty database with all tables, in one file that can be copied."""
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def contract() -> Contract:
    """The contract under test."""
    return GIVEN.contract or Contract.load()


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """An empty database with all tables."""
    if GIVEN.template:
        yield GIVEN.template
        return
    with tempfile.TemporaryDirectory() as folder:
        yield make_template(Path(folder) / "template.db")


@pytest.fixture(scope="session")
def exchanges(contract: Contract, template: Path) -> list[Exchange]:
    """What the whole scenario asked and was answered, on the contract under test."""
    with World(contract, template) as world:
        return scenario(world)


@pytest.fixture(scope="session")
def recorded(request: pytest.FixtureRequest) -> list[Exchange]:
    """The same, on the contract as it is: what a server answers that does not know the change to the contract."""
    if GIVEN.recorded is not None:
        return GIVEN.recorded
    exchanges: list[Exchange] = request.getfixturevalue("exchanges")
    return exchanges


@pytest.fixture(scope="module")
def world(contract: Contract, template: Path) -> Iterator[World]:
    """A world of its own for single questions."""
    with World(contract, template) as world:
        yield world
