"""Other libraries, as a directory and as a repository of what is published; a hostile one too."""

import subprocess
from pathlib import Path

from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from disks.libraries import make_issue, put

BRANCH = "示例分公司"


def key(number: int, kind: str = ISSUE) -> IssueKey:
    return IssueKey(2024, kind, number)


def branch(root: Path) -> Path:
    """Two published issues, a supplement, a draft."""
    put(root, make_issue(key(13), "分公司首笔业务落地"))
    put(root, make_issue(key(14), "分公司上线新系统", "分公司担保规模稳步增长"))
    put(root, make_issue(key(1, SUPPLEMENT), "分公司增刊一条"))
    put(root, make_issue(key(15), "秘密的草稿", status="draft"))
    return root


def hostile(root: Path) -> Path:
    """A library with one issue that can be read among everything that cannot."""
    put(root, make_issue(key(3), "好的一条\u202e\u200b"))
    year = root / "2024"
    (year / "2024-04.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    (year / "2024-05.toml").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    (year / "2024-06.toml").symlink_to("/etc/passwd")
    (year / "2024-07.toml").write_bytes("一".encode("gb18030") * 40)
    (year / "x\x1b[31m.toml").write_text("", encoding="utf-8")
    (year / "2024-08 副本.toml").write_text("", encoding="utf-8")
    (year / "2024-09.toml").mkdir()
    (year / "2024-09.toml" / "inner").write_text("", encoding="utf-8")
    (root / "2023").symlink_to("/etc")
    return root


def published_place(library: Path, place: Path) -> Path:
    """A repository that has all files of a library, whatever they are, as a stranger's may."""
    work = place.with_suffix(".work")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", place], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", work], check=True)
    commit_all(library, work, place)
    return place


def commit_all(library: Path, work: Path, place: Path) -> None:
    """What a library holds now, pushed over what was there."""
    words = ["git", f"--git-dir={work / '.git'}", f"--work-tree={library}", "-c", "user.name=x"]
    words += ["-c", "user.email=x@example.org", "-c", "core.excludesFile=/dev/null"]
    subprocess.run([*words, "add", "-A"], check=True, cwd=library)
    subprocess.run([*words, "commit", "-q", "--allow-empty", "-m", "x"], check=True, cwd=library)
    subprocess.run([*words, "push", "-q", "-f", str(place), "HEAD:main"], check=True, cwd=library)
