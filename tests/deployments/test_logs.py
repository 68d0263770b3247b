from __future__ import annotations

import threading

import pytest

from server.deployments import logs
from tests.support.platform import Platform


@pytest.fixture
def deployment(platform: Platform) -> str:
    actor = platform.user()
    return platform.deploy(actor, platform.project(actor))


class TestExtend:
    def test_numbers_the_lines_on_from_the_last_one(self, platform: Platform, deployment: str) -> None:
        with platform.database.transaction(write=True) as session:
            logs.append(session, deployment, "info", "one")
            logs.extend(session, deployment, [("warning", "two"), ("error", "three")])
            logs.extend(session, deployment, [])
            logs.append(session, deployment, "info", "four")
        assert platform.log(deployment) == [("info", "one"), ("warning", "two"), ("error", "three"), ("info", "four")]

    def test_cuts_a_message_that_is_too_long(self, platform: Platform, deployment: str) -> None:
        with platform.database.transaction(write=True) as session:
            logs.append(session, deployment, "info", "x" * logs.MAX_CHARACTERS)
            logs.append(session, deployment, "info", "x" * (logs.MAX_CHARACTERS + 1))
        whole, cut = (message for _, message in platform.log(deployment))
        assert whole == "x" * logs.MAX_CHARACTERS
        assert cut == "x" * (logs.MAX_CHARACTERS - 1) + "…"

    def test_replaces_what_a_database_does_not_take(self, platform: Platform, deployment: str) -> None:
        with platform.database.transaction(write=True) as session:
            logs.append(session, deployment, "info", "a\0b\ud800c\N{GRINNING FACE}")
        assert platform.log(deployment) == [("info", "a\ufffdb\ufffdc\N{GRINNING FACE}")]

    def test_of_many_at_once_leaves_no_gap_and_loses_nothing(self, platform: Platform, deployment: str) -> None:
        errors: list[Exception] = []

        def write(number: int) -> None:
            try:
                for line in range(10):
                    with platform.database.transaction(write=True) as session:
                        logs.append(session, deployment, "info", f"{number}-{line}")
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        messages = [message for _, message in platform.log(deployment)]  # which checks the numbers
        assert sorted(messages) == sorted(f"{number}-{line}" for number in range(4) for line in range(10))


class TestRead:
    def test_answers_the_lines_after_a_number_up_to_the_limit(self, platform: Platform, deployment: str) -> None:
        with platform.database.transaction(write=True) as session:
            logs.extend(session, deployment, [("info", str(number)) for number in range(1, 8)])
        with platform.database.transaction(write=False) as session:
            rows = logs.read(session, deployment, after=2, limit=3)
            assert [(row.number, row.message) for row in rows] == [(3, "3"), (4, "4"), (5, "5")]
            assert logs.read(session, deployment, after=7, limit=3) == []
