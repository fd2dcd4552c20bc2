"""The page of the documentation that shows what was measured: each part stands between two marks of its own.

Used by the measurements for their `--page`.
"""

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path


def put_into(page: Path, part: str, text: str) -> None:
    """Replace what the page says between the marks of a part."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{page} has no {begin} … {end}")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8", newline="\n")


def circumstances(rounds: int, *packages: str) -> str:
    """One line: when, on what, with what."""
    today = dt.datetime.now(dt.UTC).date()
    versions = "".join(f", {package} {version(package)}" for package in packages)
    return (
        f"{today}, {rounds} rounds, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}{versions}."
    )
