"""Accounts, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from server.auth import accounts
from server.kit.database import Database
from server.kit.errors import Conflict


class TestCreate:
    def test_of_several_at_once_for_an_address_one_is_made_and_the_others_are_told(self, database: Database) -> None:
        together = Barrier(4)

        def attempt(number: int) -> str:
            together.wait()
            try:
                with database.transaction(write=True) as session:
                    return accounts.create(session, email="Ada@Example.com", name=f"Ada {number}", plan="free").id
            except Conflict as error:
                return error.code

        for _ in range(5):
            with ThreadPoolExecutor(4) as threads:
                answers = list(threads.map(attempt, range(4)))
            assert sorted(answers)[:3] == ["email_taken"] * 3
            with database.transaction(write=True) as session:
                made = accounts.find(session, "ada@example.com")
                assert made.id == answers[int(made.name[-1])]
                session.delete(made)
