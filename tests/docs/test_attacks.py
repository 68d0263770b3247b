"""The attack table names tests that are there. If you are here because one was renamed: rename it in the table, too."""

from __future__ import annotations

import ast
import re

from tests.support.running import ROOT

TABLE = ROOT / "openapi" / "guides" / "attacks.md"


def test_every_test_of_the_table_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)::(\w+)`", TABLE.read_text())
    assert len(named) >= 30
    for path, class_name, test in named:
        tree = ast.parse((ROOT / path).read_text())
        found = {
            method.name
            for node in tree.body
            if isinstance(node, ast.ClassDef) and node.name == class_name
            for method in node.body
            if isinstance(method, ast.FunctionDef)
        }
        assert test in found, f"{path}::{class_name}::{test}"
