"""The bounded dictionary behind every cache of the sites' room."""

from __future__ import annotations

import random

from server.sites.least_recently_used import LeastRecentlyUsed


class TestPut:
    def test_lets_go_of_what_was_used_longest_ago(self) -> None:
        kept: LeastRecentlyUsed[str, int] = LeastRecentlyUsed(3)
        for number, key in enumerate("abc"):
            kept.put(key, number)
        assert kept.get("a") == 0
        kept.put("d", 3)
        assert [key for key, _ in kept.items()] == ["c", "a", "d"]
        assert kept.get("b") is None

    def test_counts_costs_and_takes_nothing_that_is_larger_than_all(self) -> None:
        kept: LeastRecentlyUsed[str, int] = LeastRecentlyUsed(10)
        kept.put("a", 1, cost=6)
        kept.put("b", 2, cost=4)
        kept.put("c", 3, cost=11)
        assert [key for key, _ in kept.items()] == ["a", "b"]
        kept.put("d", 4, cost=5)
        assert [key for key, _ in kept.items()] == ["b", "d"]

    def test_a_new_value_for_a_key_replaces_the_cost_too(self) -> None:
        kept: LeastRecentlyUsed[str, int] = LeastRecentlyUsed(10)
        kept.put("a", 1, cost=9)
        kept.put("a", 2, cost=1)
        kept.put("b", 3, cost=9)
        assert kept.items() == [("a", 2), ("b", 3)]
        kept.put("a", 4, cost=99)  # too large: the old value is not the value any more
        assert kept.get("a") is None

    def test_the_total_is_the_sum_whatever_is_done(self) -> None:
        chance = random.Random(7)
        kept: LeastRecentlyUsed[int, int] = LeastRecentlyUsed(50)
        for _ in range(5000):
            key, cost = chance.randrange(30), chance.randrange(12)
            if chance.random() < 0.7:
                kept.put(key, cost, cost=cost)
            else:
                kept.discard(key)
            assert kept.total == sum(value for _, value in kept.items()) <= 50
