from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from server.kit.config import Settings
from server.webhooks import outcome
from server.webhooks.egress import Reply
from server.webhooks.outcome import Health
from server.webhooks.outcome import chance_of as chance

AT = datetime(2024, 1, 21, 10, 30, tzinfo=UTC)
SCHEDULE = Settings().webhook_retries
WELL = Health(None, 0, False)


def reply(
    status: int | None = 500, *, ms: int = 10, at: datetime = AT, error: str | None = None, **headers: str
) -> Reply:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Reply(at=at, duration_ms=ms, status=status, headers=named, error=error)


class TestError:
    @pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
    def test_there_is_none_for_2xx(self, status: int) -> None:
        assert outcome.error_of(reply(status)) is None

    @pytest.mark.parametrize("status", [100, 199, 300, 301, 304, 307, 400, 404, 410, 429, 500, 503, None])
    def test_everything_else_is_one(self, status: int | None) -> None:
        assert outcome.error_of(reply(status)) is not None

    def test_an_answer_that_never_ended_is_one_whatever_its_status(self) -> None:
        assert outcome.error_of(reply(200, error="No whole answer within 15 s.")) is not None


class TestNextAttempt:
    def test_follows_the_schedule_with_some_jitter(self) -> None:
        assert SCHEDULE == (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
        ended = AT + timedelta(milliseconds=10)
        for tries, seconds in enumerate(SCHEDULE, start=1):
            waits = set()
            for seed in range(20):
                at = outcome.next_attempt(reply(), tries, SCHEDULE, random.Random(seed))
                assert at is not None
                waits.add(wait := (at - ended).total_seconds())
                assert seconds * 0.9 <= wait <= seconds * 1.1
            assert len(waits) > 10

    def test_keeps_the_order_of_what_fails_one_after_the_other(self) -> None:
        for tries in range(1, len(SCHEDULE) + 1):
            moments = [
                outcome.next_attempt(reply(at=AT + timedelta(seconds=each)), tries, SCHEDULE, chance("wh_1", tries))
                for each in range(20)
            ]
            assert moments == sorted(moments), "each waits as long as the one before"
        others = {outcome.next_attempt(reply(), 1, SCHEDULE, chance(f"wh_{each}", 1)) for each in range(20)}
        assert len(others) > 10, "other webhooks do not come at the same moment"

    def test_ends_after_the_last(self) -> None:
        assert outcome.next_attempt(reply(), len(SCHEDULE) + 1, SCHEDULE, random.Random(1)) is None

    def test_does_not_come_after_a_410(self) -> None:
        assert outcome.next_attempt(reply(410), 1, SCHEDULE, random.Random(1)) is None

    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            ("120", 120),
            ("0", 0),
            ("Sun, 21 Jan 2024 10:32:00 GMT", 120),
            ("Sun, 21 Jan 2024 10:00:00 GMT", 0),
            ("999999999999999999999", 86400),  # a day at most
            ("-5", 0),
            ("Mon, 01 Jan 2030 00:00:00 +99999999999999999999", 0),
            ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", 0),
            ("Mon, 99999999999999999999 Jan 2030 00:00:00 GMT", 0),
            ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
            ("Mon, 31 Dec 9999 23:59:59 -2359", 86400),
            ("Mon, 01 Jan 2030 00:00:00 +2400", 0),
            ("9" * 5000 + " Jan 2030 00:00:00 GMT", 0),
            ("1 Jan , 00:00", 0),
            (", ,", 0),
            ("soon", 0),
            ("\u0665", 0),  # a digit, but not of HTTP's
            ("", 0),
        ],
    )
    def test_waits_for_as_long_as_the_receiver_asks(self, text: str, seconds: int) -> None:
        at = outcome.next_attempt(reply(503, retry_after=text), 1, (5.0,), random.Random(1))
        assert at is not None
        assert (at - AT).total_seconds() == pytest.approx(max(5, seconds), abs=0.6)


class TestHealth:
    def test_is_well_after_a_success(self) -> None:
        assert outcome.health_after(Health(AT, 7, True), reply(200)) == WELL

    def test_remembers_since_when_it_fails(self) -> None:
        first = outcome.health_after(WELL, reply())
        assert first == Health(AT, 1, False)
        later = outcome.health_after(first, reply(at=AT + timedelta(hours=1)))
        assert later == Health(AT, 2, False)

    def test_is_slow_after_a_long_wait_and_not_after_a_quick_failure(self) -> None:
        assert outcome.health_after(WELL, reply(200, ms=5001)) == Health(None, 0, True)
        assert not outcome.health_after(WELL, reply(200, ms=5000)).is_slow
        assert outcome.health_after(WELL, reply(ms=1001)).is_slow
        assert outcome.health_after(Health(AT, 70, True), reply(ms=1000)) == Health(AT, 71, False)


class TestGivesUp:
    def test_after_five_days_of_nothing_but_failures(self) -> None:
        days = timedelta(days=5)
        assert outcome.gives_up(Health(AT, 9, True), reply(at=AT + days - timedelta(seconds=1))) is None
        assert outcome.gives_up(Health(AT, 9, True), reply(at=AT + days)) == "failing"

    def test_at_once_at_a_410(self) -> None:
        assert outcome.gives_up(Health(AT, 1, False), reply(410)) == "gone"

    def test_not_otherwise(self) -> None:
        assert outcome.gives_up(WELL, reply(200)) is None
        assert outcome.gives_up(Health(AT, 1, False), reply(404)) is None
