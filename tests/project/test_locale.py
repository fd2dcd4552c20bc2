"""The Chinese catalogue: current, complete, and with the same blanks to fill in."""

import ast
import errno
import gettext
import os
import re
import string
import struct
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

import catalogue
from briefing_tui import i18n

SOURCE = catalogue.SOURCE


@pytest.fixture(scope="module")
def kept() -> str:
    return catalogue.PO.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chinese(kept: str) -> Catalog:
    return catalogue.updated(kept)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(words: object) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())  # type: ignore[call-overload]


def fields(text: str) -> set[str]:
    """The names in braces and the percent fields of a message."""
    braces = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    return braces | set(re.findall(r"%(?:\([a-z_]+\))?[rs]", text))


def test_the_catalogue_holds_what_the_code_says_and_nothing_else(kept: str, chinese: Catalog) -> None:
    assert kept == catalogue.po_text(chinese), "run `make locale`"


def test_the_compiled_catalogue_is_that_of_the_text(chinese: Catalog) -> None:
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(chinese), "run `make locale`"


def test_each_message_has_a_translation(chinese: Catalog) -> None:
    assert catalogue.untranslated(chinese) == []


def test_no_translation_is_uncertain(chinese: Catalog) -> None:
    assert [message.id for message in messages(chinese) if message.fuzzy] == []


def test_the_same_blanks_are_filled_in_both_languages(chinese: Catalog) -> None:
    for message in messages(chinese):
        asked = set[str]().union(*map(fields, forms(message.id)))
        for translation in forms(message.string):
            assert fields(translation) == asked, message.id


def test_ends_and_line_breaks_agree(chinese: Catalog) -> None:
    for message in messages(chinese):
        first = forms(message.id)[0]
        for translation in forms(message.string):
            assert translation == translation.strip() or first != first.strip(), message.id
            assert translation.count("\n") == first.count("\n"), message.id


def test_the_translations_are_chinese(chinese: Catalog) -> None:
    plain = [
        message.id
        for message in messages(chinese)
        if re.search("[a-z]{3}", re.sub(r"\{.*?\}|`.*?`", "", forms(message.id)[0]))
        and not re.search("[\u4e00-\u9fff]", forms(message.string)[0])
    ]
    assert set(plain) <= {"ok"}


def test_no_message_is_put_together_before_it_is_looked_up() -> None:
    """An f-string or a sum inside `_()` never matches the catalogue."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                inside = type(node.args[0])
                assert inside not in {ast.JoinedStr, ast.BinOp}, f"{path}:{node.lineno}"


def test_no_message_stands_inside_an_f_string() -> None:
    """Extraction finds it there on some versions of Python only, so the catalogue would depend on the version."""
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = [
            node.lineno
            for text in ast.walk(tree)
            if isinstance(text, ast.JoinedStr)
            for node in ast.walk(text)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in catalogue.KEYWORDS
        ]
        assert not inside, f"{path}:{inside}"


def test_no_message_is_looked_up_while_a_module_is_imported() -> None:
    """The language is not known then."""
    for path in SOURCE.rglob("*.py"):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            names = {
                node.func.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert not names & {"_", "ngettext"}, f"{path}:{statement.lineno}"


def test_both_languages_answer() -> None:
    i18n.set_language("zh_CN")
    assert i18n._("no issue {key}") != "no issue {key}"
    assert i18n.ngettext("{count} issue", "{count} issues", 1) == i18n.ngettext(
        "{count} issue", "{count} issues", 2
    )
    i18n.set_language("en")
    assert i18n.ngettext("{count} issue", "{count} issues", 1) != i18n.ngettext(
        "{count} issue", "{count} issues", 2
    )


def test_every_message_is_found_as_gettext_finds_it() -> None:
    with catalogue.MO.open("rb") as file:
        whole = gettext.GNUTranslations(file)
    ours = i18n.Catalogue(catalogue.MO.read_bytes())
    asked = [message for message in whole._catalog if message]  # type: ignore[attr-defined]
    for message in asked:
        if isinstance(message, str):
            assert ours.translated(message) == whole.gettext(message)
        else:
            assert message[1] == 0, "more than one form for a number"
            assert ours.translated(message[0]) == whole.ngettext(message[0], "", 5)
    assert len(asked) > 2000
    for near in ("\0", "zzz", "{count}", "\ud800", "\U0010ffff", asked[5][:-1], asked[5] + " "):
        assert ours.translated(near) is None


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_catalogue_of_either_order_of_bytes(order: str, count: int) -> None:
    pairs = [(b"m%d" % at, b"t%d" % at) for at in range(count)]
    tables, strings = [b"", b""], b""
    base = 28 + 16 * count
    for pair in pairs:
        for side, text in enumerate(pair):
            tables[side] += struct.pack(f"{order}2I", len(text), base + len(strings))
            strings += text + b"\0"
    data = struct.pack(f"{order}7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    ours = i18n.Catalogue(data + b"".join(tables) + strings)
    assert [ours.translated(message.decode()) for message, _text in pairs] == [
        text.decode() for _, text in pairs
    ]
    assert ours.translated("m") is None


def test_a_language_without_a_catalogue_is_an_error_of_the_caller() -> None:
    i18n.set_language("zh_CN")
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
    assert i18n.current_language() == "zh_CN"


def test_what_the_system_refuses_is_told_in_the_language_of_the_reader() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    odd = OSError(errno.EPIPE, os.strerror(errno.EPIPE))
    assert (i18n.system_reason(full), i18n.system_reason(odd)) == (full.strerror, odd.strerror)
    i18n.set_language("zh_CN")
    assert (i18n.system_reason(full), i18n.system_reason(odd)) == ("磁盘空间不足", odd.strerror)


def test_the_catalogues_are_inside_the_package() -> None:
    assert catalogue.MO.is_relative_to(Path(i18n.__file__).parent)
