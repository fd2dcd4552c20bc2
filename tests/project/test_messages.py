"""One name for one thing and one thing for one name: what the interface says is looked at as a whole."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import catalogue
from briefing_tui import i18n, words
from briefing_tui.model import correcting
from briefing_tui.model.issue import STATUSES

WORDS = "words.py"
GLOSSARY = catalogue.SOURCE.parent.parent / "docs" / "glossary.md"
SHARED = {
    "Contributions": "what units sent in, as a key's name and as a heading",
    "{title!r} stood in {address} already": "an item that an earlier issue has",
    "`{command}` names them": "where the names that may stand here are listed",
    "list unless given": "what a verb with several doings does of itself",
    "which issue is it for?": "no issue was named that something goes into",
    "with take: also what was taken already": "taking a contribution or an item of another library once more",
    "with take: the issue, 2024-15 or latest": "the issue that a contribution or an item of another library goes to",
    "into {key}": "the issue that is written, which gets what is taken on this screen",
    "Other libraries": "what other libraries have published, as a key's name and as a heading",
    "There is nothing in it that could be taken.": "what the cursor is on holds no item",
    "{file} is now {address}": "where in an issue something that was taken stands",
    "with take: the section it goes to": "the section that a contribution or an item of another library goes to",
    "Nothing was chosen.": "of the pieces that were recognised none is to be taken",
    "Reading {file} …": "a file is being recognised",
    "Tab completes, Enter reads it and shows what was recognised, Esc: back": "the keys where a file is asked for",
    "back": "the answer that changes nothing",
    "the same was decided on before: {what}": "the bytes of a contribution were taken or declined before",
    "mouse: terminal": "the mouse is given to the terminal, on the early page and on the page",
    "there is no such file": "the file that was named is not there",
    "{file} is now inbox/{to}": "where a contribution was moved to",
    "{shown} of {total}": "how many rows of the library are shown, in the filter and in the status row",
    "{file} → {key}": "which issue a file is for",
    "{what} — Ctrl+Z takes it back": "what was done to the issue",
    "… and {count} more: --dry-run lists them all": "more doubts of an import than are shown",
    "(no tag)": "items without a tag, in a table of tags",
    "(no title)": "something that has no title, where its title would stand",
    "2024-14, 2024-增1, latest": "which issue a verb is about",
    "2024-14, 2024-增1, latest; #3 is its third item": "which issue or item a verb is about",
    "All issues": "the issues of all years, as a key's name and as a heading",
    "Bookmarks": "the list of bookmarks, as a key's name and as its heading",
    "Bring back": "restoring a deleted issue, as a key's name and as a heading",
    "Check": "looking for what is wrong, in the library and in the issue that is written",
    "Colours": "choosing a theme, as a key's name and as a heading",
    "Compare": "two states of an issue, as a key's name and as a heading",
    "Issue history": "what became of an issue, as a key's name and as a heading",
    ", ": "between what is listed",
    "`briefing-tui history on` keeps them from now on": "how saved states come to be kept",
    "git is not installed; history needs it, all else works without": "why no saved state can be listed",
    "{key} is being edited; go back to it and leave it first.": "one issue is written at a time",
    "Find": "looking for a text on this screen",
    "Find and replace": "finding and replacing in the text of a piece, from it and from the outline",
    "Forget": "striking one search from the kept ones, as a key's name and as its heading",
    "Items": "how many items, as the head of a column",
    "Library": "the library screen",
    "Not found": "the text looked for is not on this screen",
    "Nothing to find yet: / asks for words.": "the key for the next match before a text was looked for",
    "Open": "showing what the cursor is on",
    "Outline": "the outline of the issue that is written, as a key's name and as a heading",
    "Preview": "the preview of the issue that is written, as a key's name and as a heading",
    "Search": "searching all issues, as a key's name and as a heading",
    "Statistics": "counting what the issues hold, as a key's name and as a heading",
    "Sort": "the order of the list, as a key's name and as a heading",
    "View": "the grouping of the list, as a key's name and as a heading",
    "`{command}` lists them": "where the names that may stand here are found",
    "a list of objects instead of columns": "what --json prints",
    "did you mean `{name}`?": "a name that is nearly one of those that may stand here",
    "empty": "a new issue that is begun from nothing",
    "`briefing-tui config init --print` shows how channels are set up": "where it is explained how deliveries are set up",
    "for a program": "what the --json of an example is for",
    "its third item": "what 2024-14#3 in an example is",
    "nothing found": "a check found nothing wrong",
    "leave --read-only out to write": "how a session could write",
    "making {name} …": "a file is being made",
    "nothing to remark on": "proof-reading found nothing",
    "only issues of this year": "what --year does",
    "something must stand here": "a field was left empty",
    "publish": "the step that makes an issue public",
    "reading …": "the library is being read",
    "standard input": "the name of a file that is none",
    "the trash is empty": "nothing can be restored",
    "no channel {name!r} is set up": "a channel that the settings do not have",
    "the newest issue": "what `latest` in an example is",
    "this session is read-only": "why nothing can be written here",
    "unless somebody is editing it": "what a verb in an example does not do",
    "{text} ({hint})": "something, with what is to be said of it",
    "{count} issue": "so many issues",
    "{count} item": "so many items",
    "{count} place to look at:": "what an import is not sure of",
    "{key} is published": "an issue that cannot be changed without a correction",
    "{key}: {warning}": "something odd in a file",
    "… and {count} more": "so many rows of a list are not shown",
}
"""Messages that several verbs or screens have, and the one thing that each says in all of them. Two meanings are two messages:
in Chinese they are hardly ever the same (没有找到, 没有发现问题)."""


def looked_up() -> Iterator[tuple[str, str, str]]:
    """Each message of the code with the function that looks it up and the file it stands in."""
    for path in sorted(catalogue.SOURCE.rglob("*.py")):
        file = path.relative_to(catalogue.SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                message = node.args[0]
                if node.func.id in catalogue.KEYWORDS and isinstance(message, ast.Constant):
                    yield str(message.value), node.func.id, file


def files_of(rooms: tuple[str, ...] = ("",)) -> dict[str, set[str]]:
    """Message → files of these rooms."""
    found: dict[str, set[str]] = defaultdict(set)
    for message, _function, file in looked_up():
        if file.startswith(rooms):
            found[message].add(file)
    return found


def test_a_message_of_several_verbs_or_screens_says_one_thing() -> None:
    shared = {message for message, files in files_of(("cli/verbs/", "tui/")).items() if len(files) > 1}
    assert shared - set(SHARED) == set(), "write another message, or say here what it means in all places"
    assert set(SHARED) - shared == set(), "no longer shared"


def test_names_of_fields_pieces_and_statuses_stand_in_one_place() -> None:
    elsewhere = {
        message: files - {WORDS} for message, files in files_of().items() if WORDS in files and len(files) > 1
    }
    assert elsewhere == {}


def test_no_message_is_both_a_word_and_a_number_of_things() -> None:
    """gettext keeps one entry for both, so that the word would come out as the thing counted: item, 条目 and 条."""
    functions: dict[str, set[bool]] = defaultdict(set)
    for message, function, _file in looked_up():
        functions[message].add(function == "ngettext")
    assert [message for message, kinds in functions.items() if len(kinds) > 1] == []


def test_a_status_has_one_word_in_each_language() -> None:
    assert [words.status_name(status) for status in STATUSES] == ["draft", "in review", "published"]
    i18n.set_language("zh_CN")
    assert [words.status_name(status) for status in STATUSES] == ["草稿", "审核中", "已发布"]
    assert words.status_name("somebody's own") == "somebody's own"


def test_the_glossary_has_the_words_of_the_screens() -> None:
    i18n.set_language("zh_CN")
    kinds = {"Masthead": "masthead", "Preface": "preface", "Correction": "correction", "END_MARK": "end"}
    statuses = dict(zip(("DRAFT", "REVIEW", "PUBLISHED"), STATUSES, strict=True))
    looked_at = 0
    for chinese, name in re.findall(
        r"^\| ([^|]+) \| [^|]* \| `([^`|]+)` \|", GLOSSARY.read_text("utf-8"), re.MULTILINE
    ):
        said = words.kind_name(kinds[name]) if name in kinds else words.field_name(name)
        if name in statuses:
            said = words.status_name(statuses[name])
        if said != name:
            looked_at += 1
            assert said in chinese, name
    assert looked_at > 15


def test_corrections_name_fields_as_the_screens_do() -> None:
    i18n.set_language("zh_CN")
    assert {name: words.field_name(name) for name in correcting._NAMES} == correcting._NAMES


def test_a_name_that_stands_alone_begins_with_a_capital() -> None:
    assert words.as_label(words.field_name("publisher")) == "Publisher"
    assert words.as_label("") == ""


def test_a_running_position_is_never_called_by_the_words_of_a_printed_number() -> None:
    """第6条 is what a page prints; `#6` counts from the top of the file."""
    chinese = catalogue.SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "briefing_tui.po"
    for pair in chinese.read_text(encoding="utf-8").split("\n\n"):
        told = pair.partition("msgstr")[2]
        assert not re.search(r"第 ?\{(?:position|item|at)\} ?条", told), pair
        assert not ("#3" in told and re.search("第 ?(?:3|三) ?条", told)), pair
