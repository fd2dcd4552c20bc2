"""The completion scripts: current, and bash completes with them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import completion_scripts
from briefing_tui.cli.verbs.upkeep.completion import SHELLS, script_path
from programs.commands import PROGRAM, command


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_in_the_package_are_those_the_parsers_make(shell: str) -> None:
    kept = Path(script_path(shell)).read_text(encoding="utf-8")
    assert kept == completion_scripts.script(shell), "run `make completion`"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_verb_prints_the_script(shell: str) -> None:
    found = command("completion", shell)
    assert (found.code, found.err) == (0, "")
    assert found.out == Path(script_path(shell)).read_text(encoding="utf-8")
    assert "__keys" in found.out


def complete(*words: str, library: Path) -> list[str]:
    """What bash offers for the last of `words`."""
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        f'eval "$({PROGRAM} completion bash)"\n'
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        '_shtab_briefing_tui\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    found = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
        env={
            **os.environ,
            "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
            "BRIEFING_LIBRARY": str(library),
        },
    )
    return found.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
class TestBash:
    def test_verbs(self, samples: Path) -> None:
        assert complete("briefing-tui", "co", library=samples) == ["config", "completion"]

    def test_keys_of_issues(self, samples: Path) -> None:
        assert complete("briefing-tui", "show", "2024", library=samples) == [
            "2024-14",
            "2024-13",
            "2024-12",
            "2024-11",
        ]
        assert "latest" in complete("briefing-tui", "open", "", library=samples)

    def test_keys_of_the_library_named_on_the_line(self, samples: Path, tmp_path: Path) -> None:
        line = ["briefing-tui", "toc", "--library", str(samples), "2024"]
        assert complete(*line, library=tmp_path) == ["2024-14", "2024-13", "2024-12", "2024-11"]

    def test_options_of_the_verb_and_of_every_verb(self, samples: Path) -> None:
        found = complete("briefing-tui", "list", "--", library=samples)
        assert {"--year", "--status", "--json", "--library", "--help"} <= set(found)
        assert "--width" not in found

    def test_values(self, samples: Path) -> None:
        assert complete("briefing-tui", "list", "--status", "", library=samples) == [
            "draft",
            "review",
            "published",
        ]
        assert complete("briefing-tui", "config", "", library=samples) == ["path", "show", "validate", "init"]

    def test_without_a_library_there_is_no_noise(self, tmp_path: Path) -> None:
        assert complete("briefing-tui", "show", "2", library=tmp_path / "none") == []
