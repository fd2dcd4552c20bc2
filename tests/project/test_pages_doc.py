"""No page, word or clause is cited that is not there: file names of Markdown, the glossary's code names, clauses of standards."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDERS = ("src", "tests", "docs", "benchmarks", "tools", ".github", ".ci")
FILES = (
    "pyproject.toml",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
)
NO_PAGES = {
    "a.md",
    "x.md",
    "issue.md",
    "pipe.md",
    "weekly.md",
    "page.md",
    "other.md",
    "gone.md",
    "no.md",
    ".md",
    ".zh-CN.md",
}
"""Names of made-up texts to be imported or written, and endings."""
PAGE = re.compile(r"(?<![\w./~-])[\w./-]*\w\.md\b")
STANDARD = re.compile(r"GB/T \d+(?:-\d{4})?(?:, \d+(?:\.\d+)+)?")


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


def texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Every text of the project but this one and pictures."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if (
                path.is_file()
                and "__pycache__" not in path.parts
                and path.suffix not in {".svg", ".mo", ".gif", ".png"}
                and path != Path(__file__)
            ):
                yield path, path.read_text(encoding="utf-8")
    for name in FILES:
        yield root / name, (root / name).read_text(encoding="utf-8")


def pages(text: str) -> set[str]:
    """Markdown files that a text names; addresses on the web and exports of issues are not."""
    text = re.sub(r"https?://\S+|\b[0-9]{4}-[0-9]{2}[\w-]*\.md\b", "", text)
    return {match[0] for match in PAGE.finditer(text)}


def test_every_page_that_is_named_is_in_the_repository(root: Path) -> None:
    missing = {
        f"{path.relative_to(root)}: {name}"
        for path, text in texts(root)
        for name in pages(text) - NO_PAGES
        if not any((folder / name.lstrip("/")).is_file() for folder in (root, root / "docs", path.parent))
    }
    assert sorted(missing) == []


def test_names_of_pages_are_seen_in_every_form() -> None:
    text = "(bulletins.md, Anatomy) docs/field.md [a](b-c.md) `x/y.md`. https://x.y/z.md style.md 6 a.mdx"
    assert pages(text) == {"bulletins.md", "docs/field.md", "b-c.md", "x/y.md", "style.md"}


def test_the_code_has_the_names_of_the_glossary(root: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "src").rglob("*.py")))
    known = set(re.findall(r"\w+", code))
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|(.*?)\| ([^|]+) \|$",
        (root / "docs" / "glossary.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 50
    named = [name for _chinese, _english, cell, _meaning in rows for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(set(named) - known) == []
    english = [word for _chinese, word, _cell, _meaning in rows if word != "English"]
    assert len(set(english)) == len(english), "one word for two things"


def test_every_clause_that_is_cited_is_told(root: Path) -> None:
    told = set(STANDARD.findall((root / "docs" / "field.md").read_text(encoding="utf-8")))
    told |= {standard.split(",")[0] for standard in told}
    told |= {standard.split("-")[0] for standard in told}
    cited = {
        (path.name, standard)
        for path, text in texts(root)
        for standard in STANDARD.findall(text)
        if path.suffix == ".py"
    }
    assert cited
    assert sorted(pair for pair in cited if pair[1] not in told) == []
