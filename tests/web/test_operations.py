from __future__ import annotations

import pytest
import yaml

from server.web.operations import ContractOverview, Operation
from tests.support.running import ROOT
from tests.web.conftest import SPEC


class TestContractOverview:
    overview = ContractOverview.of(SPEC)

    def test_groups_the_operations_by_their_first_tag_in_the_order_of_the_tags(self) -> None:
        ids = {group.tag: [each.id for each in group.operations] for group in self.overview.groups}
        assert list(ids.items()) == [
            ("boats", ["boats.get", "boats.sink", "boats.create"]),
            ("health", ["health.get"]),
            ("other", ["boats.list"]),
        ]
        assert self.overview.operation_count == 5

    def test_reads_an_operation(self) -> None:
        assert self.overview.groups[0].operations[1] == Operation(
            id="boats.sink",
            method="DELETE",
            path="/boats/{id}",
            summary="Sink a boat",
            permissions=("boats:write", "boats:sink"),
            public=False,
        )

    @pytest.mark.parametrize(
        ("operation_id", "permissions", "public"),
        [
            ("boats.get", ("boats:read",), False),  # that of the whole document
            ("boats.create", (), False),  # a key, whatever it permits
            ("health.get", (), True),
            ("boats.list", ("x:y",), True),  # a key may be sent
        ],
    )
    def test_knows_what_an_operation_asks_for(
        self, operation_id: str, permissions: tuple[str, ...], public: bool
    ) -> None:
        operations = {each.id: each for group in self.overview.groups for each in group.operations}
        operation = operations[operation_id]
        assert (operation.permissions, operation.public) == (permissions, public)

    def test_takes_the_base_path_from_the_first_server(self) -> None:
        assert self.overview.base_path == "/v7"

    def test_of_an_empty_document_is_empty(self) -> None:
        assert ContractOverview.of({}) == ContractOverview("", "", "", "", ())

    @pytest.mark.parametrize("path", ["/boats", "/boats/boat_1", "/health"])
    def test_knows_a_path(self, path: str) -> None:
        assert self.overview.knows(path)

    @pytest.mark.parametrize("path", ["/", "/boat", "/boats/", "/boats/boat_1/sails", "/BOATS", "//boats"])
    def test_does_not_know_another_path(self, path: str) -> None:
        # /boats/ would be a boat without an id: the router does not take it either
        assert not self.overview.knows(path)

    def test_of_the_real_contract_has_every_operation_once(self) -> None:
        document = yaml.safe_load((ROOT / "openapi" / "openapi.yaml").read_text())
        overview = ContractOverview.of(document)
        ids = [each.id for group in overview.groups for each in group.operations]
        methods = [method for item in document["paths"].values() for method in item if method != "parameters"]
        assert len(ids) == len(set(ids)) == len(methods) == overview.operation_count
        assert overview.base_path == "/v1"
        assert all(each.permissions or each.public for group in overview.groups for each in group.operations)
