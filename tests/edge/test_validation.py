from __future__ import annotations

from typing import Any

import pytest

from server.edge.validation import Schemas

SCHEMAS = Schemas(
    {
        "Body": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name", "team_id"],
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 5},
                "team_id": {"type": "string", "pattern": "^team_"},
                "count": {"type": ["integer", "null"], "minimum": 1, "maximum": 9},
                "kind": {"enum": ["a", "b"]},
                "tags": {"type": "array", "maxItems": 2, "uniqueItems": True, "items": {"type": "string"}},
                "at": {"type": "string", "format": "date-time"},
                "source": {"$ref": "#/components/schemas/Source"},
            },
        },
        "Source": {
            "oneOf": [{"$ref": "#/components/schemas/Git"}, {"$ref": "#/components/schemas/Zip"}],
            "discriminator": {
                "propertyName": "type",
                "mapping": {"git": "#/components/schemas/Git", "zip": "#/components/schemas/Zip"},
            },
        },
        "Git": {
            "type": "object",
            "additionalProperties": False,
            "required": ["type", "url"],
            "properties": {"type": {"const": "git"}, "url": {"type": "string"}},
        },
        "Zip": {"type": "object", "required": ["type"], "properties": {"type": {"const": "zip"}}},
    }
)
BODY = SCHEMAS.compile({"$ref": "#/components/schemas/Body"})
GOOD = {"name": "ada", "team_id": "team_1"}


def found(value: Any) -> dict[str, str]:
    return {each.field: each.message for each in BODY.details(value)}


class TestDetails:
    def test_lists_every_field_at_fault(self) -> None:
        value = {"name": "", "count": 0, "kind": "c", "tags": ["a", 1], "nmae": "x", "at": "yesterday"}
        assert found(value) == {
            "team_id": "Team id is required",
            "name": "Must not be empty",
            "count": "Must be at least 1",
            "kind": "Must be one of: a, b",
            "tags.1": "Must be a string, not a number",
            "nmae": "Unknown; did you mean name?",
            "at": "Must be a moment like 2024-01-15T10:30:00Z",
        }

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"name": "abcdef"}, "Must have at most 5 characters; it has 6"),
            ({"name": None}, "Must be a string, not null"),
            ({"name": True}, "Must be a string, not true or false"),
            ({"count": 1.5}, "Must be a whole number or null, not a number"),
            ({"count": 10}, "Must be at most 9"),
            ({"tags": ["a", "a"]}, "Must not list anything twice"),
            ({"tags": ["a", "b", "c"]}, "Must have at most 2 entries"),
            ({"tags": {}}, "Must be a list, not an object"),
            ({"team_id": "x"}, "Must match the pattern ^team_"),
        ],
    )
    def test_says_what_to_do(self, change: dict[str, Any], message: str) -> None:
        assert list(found({**GOOD, **change}).values()) == [message]

    def test_a_tagged_union_reports_on_the_schema_that_the_tag_picks(self) -> None:
        assert found({**GOOD, "source": {"type": "git", "ulr": 1}}) == {
            "source.url": "Url is required",
            "source.ulr": "Unknown; did you mean url?",
        }

    def test_a_tagged_union_lists_the_tags_there_are(self) -> None:
        assert found({**GOOD, "source": {"type": "svn"}}) == {"source.type": "Must be one of: git, zip"}

    def test_a_tagged_union_without_its_tag_asks_for_it(self) -> None:
        assert found({**GOOD, "source": {}}) == {"source.type": "Type is required"}

    def test_finds_nothing_in_what_is_right(self) -> None:
        value = {**GOOD, "count": None, "source": {"type": "zip"}, "at": "2024-01-15T10:30:00Z"}
        assert BODY.is_valid(value)
        assert found(value) == {}

    def test_what_is_not_an_object_is_a_fault_of_the_whole(self) -> None:
        assert found([1]) == {"": "Must be an object, not a list"}

    def test_a_thousand_faults_are_cut_short(self) -> None:
        assert len(BODY.details({**GOOD, "tags": list(range(1000))})) <= 101


class TestSchemas:
    def test_are_compiled_once_and_take_along_only_what_they_lead_to(self) -> None:
        body = {"$ref": "#/components/schemas/Body"}
        assert SCHEMAS.compile(dict(body)) is BODY
        assert set(BODY._document["components"]["schemas"]) == {"Body", "Source", "Git", "Zip"}
        git = SCHEMAS.compile({"$ref": "#/components/schemas/Git"})
        assert set(git._document["components"]["schemas"]) == {"Git"}
        assert not git.is_valid({"type": "git"})
