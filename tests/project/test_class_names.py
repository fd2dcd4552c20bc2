"""One meaning a word: whoever reads a class's name anywhere in the program knows which it is."""

import ast
from collections import defaultdict

from disks.places import ROOT

SOURCE = ROOT / "src"


def top_classes(text: str) -> list[str]:
    """Names of the classes of a module, those for types alone included. What is within a class is called by that one's name as well."""
    body = ast.parse(text).body
    inner = [node for statement in body if isinstance(statement, ast.If) for node in statement.body]
    return [node.name for node in (*body, *inner) if isinstance(node, ast.ClassDef)]


def test_classes_for_types_alone_count_and_inner_ones_do_not() -> None:
    text = "if TYPE_CHECKING:\n    class A: pass\nclass B:\n    class C: pass\n"
    assert sorted(top_classes(text)) == ["A", "B"]


def test_every_class_name_occurs_once() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for file in SOURCE.rglob("*.py"):
        for name in top_classes(file.read_text(encoding="utf-8")):
            if not name.startswith("_"):
                found[name].append(str(file.relative_to(SOURCE)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
