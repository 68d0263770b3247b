"""Everything that the API answers, against the contract in a closed way; see closed.py."""

from __future__ import annotations

import pytest

from server.edge.contract import Contract
from tests.contract.inside.closed import Closed, Exchange
from tests.contract.inside.promises import EVERY_HEADER, HEADERS_BY_STATUS, OPERATIONS, TRANSPORT
from tests.contract.inside.promises.token import NEVER_ANSWERED


def problems(contract: Contract, exchanges: list[Exchange]) -> list[str]:
    closed = Closed(contract)
    for each in exchanges:
        closed.take(each)
    return closed.finish()


def created(exchange: Exchange) -> str:
    """The path of what an answer has created."""
    data = exchange.body["data"]
    if exchange.operation == "teams.members.add":
        team = exchange.target.split("/")[3]
        if data["invitation"]:
            return f"teams/{team}/invitations/{data['invitation']['id']}"
        return f"teams/{team}/members/{data['user']['id']}"
    if exchange.operation == "webhooks.test":
        return f"webhooks/{data['webhook_id']}/deliveries/{data['id']}"
    folder = {"proj": "projects", "deploy": "deployments", "team": "teams", "key": "api-keys", "wh": "webhooks"}
    folder["app"] = "oauth-apps"
    return f"{folder[data['id'].partition('_')[0]]}/{data['id']}"


class TestAnswers:
    def test_show_all_that_the_contract_says_and_nothing_else(
        self, contract: Contract, recorded: list[Exchange]
    ) -> None:
        assert problems(contract, recorded) == []

    def test_have_every_promised_status_of_every_operation(self, exchanges: list[Exchange]) -> None:
        seen = {(each.operation, each.status) for each in exchanges}
        promised = {(name, status) for name, each in OPERATIONS.items() for status in each.statuses}
        assert seen == promised - NEVER_ANSWERED

    def test_show_all_that_the_contract_says_on_a_server_that_runs_on_it(
        self, contract: Contract, exchanges: list[Exchange]
    ) -> None:
        assert problems(contract, exchanges) == []

    def test_have_the_promised_headers(self, contract: Contract, exchanges: list[Exchange]) -> None:
        for each in exchanges:
            wanted = EVERY_HEADER | HEADERS_BY_STATUS.get(each.status, set())
            assert set(each.headers) - TRANSPORT == wanted, f"{each.operation} → {each.status}"
            assert each.headers["x-spec-digest"] == contract.digest

    def test_lead_to_what_was_created(self, exchanges: list[Exchange]) -> None:
        for each in exchanges:
            if each.status == 201:
                assert each.headers["location"] == f"/v1/{created(each)}"


class TestTheVersion:
    def test_is_the_one_that_health_tells(self, contract: Contract, recorded: list[Exchange]) -> None:
        told = {each.body["version"] for each in recorded if each.operation == "health.get" and each.status == 200}
        assert told == {contract.document["info"]["version"]}


class TestTheCheckItself:
    """The closed check sees what an open one lets pass."""

    @pytest.mark.parametrize("name", ["Project", "Deployment"])
    def test_a_field_that_is_not_declared(self, name: str, recorded: list[Exchange]) -> None:
        changed = Contract.load()
        fields = changed.document["components"]["schemas"][name]
        del fields["properties"]["url"]
        fields["required"].remove("url")
        assert any("url is not declared" in each for each in problems(changed, recorded))

    def test_a_field_that_is_never_there(self, recorded: list[Exchange]) -> None:
        changed = Contract.load()
        changed.document["components"]["schemas"]["Project"]["properties"]["stars"] = {"type": "integer"}
        assert any("['stars'] never seen" in each for each in problems(changed, recorded))
