"""The list of changes that `make mutate-spec` tries."""

from __future__ import annotations

from collections import Counter

from scripts.mutation.mutants import mutants, spread
from server.edge.contract import Contract

CONTRACT = Contract.load()
MUTANTS = mutants(CONTRACT)


class TestMutants:
    def test_are_many_and_always_the_same(self) -> None:
        names = [each.name for each in MUTANTS]
        assert len(names) == len(set(names)) > 2000
        assert names == [each.name for each in mutants(Contract.load())]

    def test_change_something_and_leave_the_contract_itself_alone(self) -> None:
        same = [each.name for each in MUTANTS if each.changed(CONTRACT.document) == CONTRACT.document]
        assert same == []
        assert Contract.load().document == CONTRACT.document

    def test_are_of_every_kind(self) -> None:
        names = "\n".join(each.name for each in MUTANTS)
        for kind in (
            "maxLength 100 → 101",
            "enum archived dropped",
            "required removed",
            "required added",
            "nullable on",
            "nullable off",
            "pattern dropped",
            "additionalProperties false → true",
            "permission projects:read → projects:write",
            "answer 201 → 200",
            "default 20 → another",
            "operationId changed",
            "tag changed",
            "header Location dropped",
            "link deploy: dropped",
            "body required True → False",
            "body application/zip dropped",
            "method put",
            "webhooks.project.created: body another",
        ):
            assert kind in names, kind


class TestSpread:
    def test_has_each_once_in_an_order_that_the_seed_decides(self) -> None:
        names = [each.name for each in spread(MUTANTS, 1)]
        assert sorted(names) == sorted(each.name for each in MUTANTS)
        assert names == [each.name for each in spread(MUTANTS, 1)]
        assert names != [each.name for each in spread(MUTANTS, 2)]

    def test_gives_every_kind_its_share_of_each_beginning(self) -> None:
        whole = Counter(each.kind for each in MUTANTS)
        tenth = Counter(each.kind for each in spread(MUTANTS, 1)[: len(MUTANTS) // 10])
        assert {kind for kind, count in whole.items() if count >= 20} <= set(tenth)
        for kind, count in tenth.items():
            assert abs(count - whole[kind] / 10) <= 2, kind
