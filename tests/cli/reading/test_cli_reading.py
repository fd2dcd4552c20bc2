"""`show`, `list`, `toc` and `path` on the samples and on odd libraries."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from briefing_tui.text.clean import UNSAFE
from briefing_tui.typeset.width import cell_width
from programs.commands import Outcome, command

HOSTILE = "\\u001b]52;c;eA==\\u0007\\u009b31m\\u202e[/][@click=app.bell]x[/]\\u0000"


@pytest.fixture
def at_samples(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_LIBRARY", str(samples))


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library whose file and names hold what would act on a terminal."""
    year = tmp_path / "lib\x1b[2J" / "2024"
    year.mkdir(parents=True)
    (year / "2024-01.toml").write_text(
        f'format = 1\n\n[masthead]\ntitle = "{HOSTILE}"\npublisher = "{HOSTILE}"\nyear = 2024\nnumber = 1\n\n'
        f'[[section]]\ntitle = "{HOSTILE}"\n\n[[section.item]]\ntitle = "{HOSTILE}"\nbody = "{HOSTILE}"\n'
        f'"{HOSTILE}" = 1\n\n[end]\nmark = ""\n',
        encoding="utf-8",
    )
    (year / "2024-02\x1b]0;x\x07.toml").write_text("format = 1\n", encoding="utf-8")
    (year / "2024-03.toml").write_text(f'"{HOSTILE}" = \x1b[31m', encoding="utf-8")
    (year / "2024-04.toml").write_text(f'format = "{HOSTILE}"\n', encoding="utf-8")
    monkeypatch.setenv("BRIEFING_LIBRARY", str(year.parent))
    return year.parent


def assert_harmless(text: str) -> None:
    found = UNSAFE.search(text)
    assert found is None, ascii(text[max(0, found.start() - 40) : found.end() + 10])


def show(*arguments: str) -> str:
    found = command("show", *arguments)
    assert (found.code, found.err) == (0, "")
    return found.out


@pytest.mark.usefixtures("at_samples")
class TestShow:
    def test_in_a_pipe_it_is_plain_text_80_columns_wide_at_most(self) -> None:
        text = show("2024-14")
        assert_harmless(text)
        assert "行业信息简报" in text
        assert "2024年第14期" in text
        assert max(map(cell_width, text.splitlines())) <= 80
        assert all(line == line.rstrip() for line in text.splitlines())

    @pytest.mark.parametrize("width", [20, 33, 60])
    def test_the_width_is_kept(self, width: int) -> None:
        assert max(map(cell_width, show("2024-14", "--width", str(width)).splitlines())) <= width

    @pytest.mark.parametrize("key", ["2024-14", "2024年第14期", "2024年第十四期"])
    def test_any_written_form_of_the_key_means_the_same(self, key: str) -> None:
        assert show(key) == show("2024-14")

    def test_latest_is_the_first_of_the_list_that_is_out(self) -> None:
        first = command("list", "--status", "published").out.split()[0]
        assert command("show", "latest").out == command("show", first).out

    def test_one_item_is_that_item_alone(self) -> None:
        issue = tomllib.loads(Path(command("path", "2024-14").out.strip()).read_text(encoding="utf-8"))
        items = [item for section in issue["section"] for item in section["item"]]
        text = show("2024-14#3").replace("\n", "")
        assert items[2]["title"][:12] in text
        assert items[1]["title"][:12] not in text
        assert items[3]["title"][:12] not in text
        assert show("2024-14#3")[0] != "\n"

    def test_json_has_the_files_own_keys_and_values(self) -> None:
        path = Path(command("path", "2024-14").out.strip())
        expected = tomllib.loads(path.read_text(encoding="utf-8"))
        expected["masthead"]["date"] = expected["masthead"]["date"].isoformat()
        assert json.loads(show("2024-14", "--json")) == expected

    def test_json_of_an_item_is_the_item_alone(self) -> None:
        issue = json.loads(show("2024-14", "--json"))
        items = [item for section in issue["section"] for item in section["item"]]
        assert json.loads(show("2024-14#15", "--json")) == items[14]

    @pytest.mark.parametrize("extra", [[], ["--json"]])
    def test_an_item_that_is_not_there_is_an_error_that_says_how_many_there_are(
        self, extra: list[str]
    ) -> None:
        found = command("show", "2024-14#99", *extra)
        assert (found.code, found.out) == (1, "")
        assert "15 items" in found.err
        assert "briefing-tui toc 2024-14" in found.err

    @pytest.mark.parametrize("key", ["2019-01", "2024-99"])
    def test_an_issue_that_is_not_there_is_an_error(self, key: str) -> None:
        found = command("show", key)
        assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
        assert key in found.err

    def test_on_a_terminal_it_is_coloured_and_reset_at_each_line(self) -> None:
        found = command("show", "2024-14#3", terminal=True)
        assert "\x1b[1m" in found.out
        assert found.out.count("\x1b[0m") == found.out.count("\x1b[") / 2

    @pytest.mark.parametrize(
        ("arguments", "environ"),
        [(["--plain"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), ([], {"TERM": ""})],
    )
    def test_plain_means_no_escape_sequence(self, arguments: list[str], environ: dict[str, str]) -> None:
        found = command("show", "2024-14#3", *arguments, terminal=True, environ=environ)
        assert found.code == 0
        assert_harmless(found.out)

    def test_richer_terminals_get_richer_red(self) -> None:
        for code, environ in (
            ("1;31", {"TERM": "xterm"}),
            ("1;38;5;160", {"TERM": "xterm-256color"}),
            ("1;38;2;200;16;46", {"COLORTERM": "truecolor"}),
        ):
            found = command("show", "2025-01", terminal=True, environ={"BRIEFING_PAGER": "", **environ})
            assert f"\x1b[{code}m" in found.out

    def test_a_file_without_its_end_is_shown_with_a_warning_on_stderr(
        self, tmp_path: Path, samples: Path
    ) -> None:
        (tmp_path / "2024").mkdir()
        whole = (samples / "2024" / "2024-14.toml").read_text(encoding="utf-8")
        cut = whole[: whole.index("[end]")]
        (tmp_path / "2024" / "2024-14.toml").write_text(cut, encoding="utf-8")
        found = command("show", "2024-14", "--library", str(tmp_path))
        assert found.code == 0
        assert "cut off" in found.err
        assert "行业信息简报" in found.out


@pytest.mark.usefixtures("at_samples")
class TestList:
    def test_columns_are_aligned_by_cells(self) -> None:
        lines = command("list").out.splitlines()
        assert lines[0].startswith("2025-")
        starts = {
            cell_width(line[: line.index(title)])
            for line in lines
            for title in ("行业", "担保")
            if title in line
        }
        assert len(starts) == 1

    def test_year_and_status_filter(self) -> None:
        keys = [line.split()[0] for line in command("list", "--year", "2024").out.splitlines()]
        assert keys
        assert all(key.startswith("2024-") for key in keys)
        found = json.loads(command("list", "--status", "draft", "--json").out)
        assert found
        assert {entry["status"] for entry in found} == {"draft"}

    def test_a_filter_that_leaves_nothing_says_so_on_stderr_alone(self) -> None:
        found = command("list", "--year", "1999")
        assert (found.code, found.out) == (0, "")
        assert "no issue" in found.err

    def test_json_tells_what_the_columns_tell(self) -> None:
        found = {entry["key"]: entry for entry in json.loads(command("list", "--json").out)}
        assert found["2024-14"]["items"] == 15
        assert found["2024-14"]["date"] == "2024-12-16"
        assert found["2024-14"]["sections"] == ["行业动态", "经验介绍"]

    def test_a_broken_file_is_listed_with_its_reason_and_hides_no_other(
        self, tmp_path: Path, samples: Path
    ) -> None:
        library = tmp_path / "library"
        shutil.copytree(samples, library)
        (library / "2024" / "2024-10.toml").write_text("format = 1\ntitle = \n", encoding="utf-8")
        found = command("list", "--library", str(library))
        assert found.code == 0
        assert len(found.out.splitlines()) == len(command("list").out.splitlines()) + 1
        (line,) = (line for line in found.out.splitlines() if line.startswith("2024-10"))
        assert "unreadable: 2" in line
        entries = json.loads(command("list", "--library", str(library), "--json").out)
        assert [entry["key"] for entry in entries if "error" in entry] == ["2024-10"]


@pytest.mark.usefixtures("at_samples")
class TestTocAndPath:
    def test_contents_give_an_address_for_each_item(self) -> None:
        lines = command("toc", "2024-14").out.splitlines()
        addresses = [line.split()[0] for line in lines if line.startswith("2024")]
        assert addresses == [f"2024-14#{number}" for number in range(1, 16)]
        assert any("行业动态" in line for line in lines)

    def test_each_address_of_the_contents_can_be_shown(self) -> None:
        for row in json.loads(command("toc", "2025-01", "--json").out):
            if row["kind"] == "item":
                assert row["title"][:6] in show(row["address"])

    def test_path_of_an_issue_is_its_file(self, samples: Path) -> None:
        assert command("path", "2024-14").out == f"{samples / '2024' / '2024-14.toml'}\n"
        assert command("path").out == f"{samples}\n"
        assert command("path", "--samples").out == f"{samples}\n"

    def test_keys_for_completion_are_names_alone(self) -> None:
        listed = [line.split()[0] for line in command("list").out.splitlines()]
        assert command("__keys", "show", "--library", "ignored").out == ""
        assert sorted(command("__keys", "show", "20").out.split()) == sorted(listed)


@pytest.mark.parametrize(
    "line",
    [["show", "2024-14"], ["list"], ["toc", "latest"], ["path", "2024-14"], ["open"], [], ["open", "latest"]],
)
def test_without_a_library_each_verb_says_what_to_do_next(line: list[str], hidden_machine: Path) -> None:
    found = command(*line)
    assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
    assert "briefing-tui import FILE" in found.err
    assert "--library DIR" in found.err
    assert str(hidden_machine) in found.err


def test_in_an_empty_library_latest_says_what_to_do_next(tmp_path: Path) -> None:
    found = command("show", "latest", "--library", str(tmp_path))
    assert found.code == 1
    assert "import" in found.err


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        ["show", "2024-01"],
        ["show", "2024-01#1"],
        ["show", "2024-01", "--plain"],
        ["show", "2024-01", "--json"],
        ["toc", "2024-01"],
        ["toc", "2024-01", "--json"],
        ["list"],
        ["list", "--json"],
        ["path"],
        ["path", "2024-01"],
        ["show", "2024-03"],
        ["toc", "2024-04"],
        ["show", "2024-02"],
        ["doctor"],
        ["config", "show"],
        ["open", "2024-03"],
        ["--library", "\x1b]0;x\x07", "list"],
    ],
)
def test_nothing_hostile_reaches_the_terminal(line: list[str], terminal: bool) -> None:
    found: Outcome = command(*line, terminal=terminal, environ={"BRIEFING_PAGER": ""})
    own_styles = found.out.replace("\x1b[0m", "")
    for code in ("1", "31", "36", "1;31", "2", "1;4", "38;5;160", "1;38;5;160"):
        own_styles = own_styles.replace(f"\x1b[{code}m", "")
    assert_harmless(own_styles)
    assert_harmless(found.err)
    assert found.out or found.err


@pytest.mark.usefixtures("hostile")
def test_json_keeps_hostile_values_as_escapes() -> None:
    found = json.loads(command("show", "2024-01", "--json").out)
    assert "[@click=app.bell]" in found["masthead"]["title"]


LAYERS = {
    "on load": ("library.format.decode", "compose.blocks", "compose.item_blocks"),
    "on output": ("cli.shell", "cli.output.table", "typeset.ansi"),
}
CLEANING = ("clean", "clean_line", "without_controls", "line_without_controls")
SHOWN = [["show", "2024-01"], ["show", "2024-01", "--plain"], ["toc", "2024-01"]]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("line", SHOWN)
@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("removed", ["on load", "on output"])
def test_either_layer_alone_is_enough(
    line: list[str], terminal: bool, removed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in LAYERS[removed]:
        for name in CLEANING:
            monkeypatch.setattr(f"briefing_tui.{module}.{name}", lambda text: text, raising=False)
    found = command(*line, terminal=terminal, environ={"BRIEFING_PAGER": "", "TERM": "dumb"})
    assert found.code == 0
    assert_harmless(found.out)
    assert "[@click=app.bell]" in found.out.replace("\n", "").replace(" ", "")


@pytest.mark.usefixtures("hostile")
def test_without_both_layers_the_same_file_would_act(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail."""
    for module in (*LAYERS["on load"], *LAYERS["on output"]):
        for name in CLEANING:
            monkeypatch.setattr(f"briefing_tui.{module}.{name}", lambda text: text, raising=False)
    found = command("show", "2024-01", "--plain")
    assert "\x1b]52;" in found.out
