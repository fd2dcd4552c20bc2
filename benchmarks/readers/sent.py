"""Bytes that a page turn and a step of a search send, beside `less` and newsboat on the same text."""

import shutil
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ptyprogram import PtyProgram
from benchmarks.readers.crowd import WORD
from benchmarks.readers.hosted import COLUMNS, ROWS, Hosted
from benchmarks.workplace import SAMPLE, Workplace


def bytes_of(
    argv: Sequence[str], env: dict[str, str], before: Sequence[bytes], keys: Sequence[bytes]
) -> float:
    """Bytes a key, the median of `keys`."""
    with PtyProgram(argv, env, rows=ROWS, columns=COLUMNS) as program:
        program.settled(1.0)
        for key in before:
            program.press(key)
            program.settled(0.5)
        sizes = []
        for key in keys:
            program.press(key)
            program.settled(0.4)
            sizes.append(len(program.raw))
        return statistics.median(sizes)


def sent(place: Workplace, host: Hosted) -> dict[str, dict[str, float]]:
    """Bytes a page turn and a step of a search, by program. The text is that of the sample issue at one width."""
    env = place.environment()
    text = place.library.parent / "issue.txt"
    shown = subprocess.run(
        place.command("show", SAMPLE, "--plain", "--width", str(COLUMNS)),
        env=env,
        capture_output=True,
        check=True,
    )
    text.write_bytes(shown.stdout)
    find = f"/{WORD}\r".encode()
    ours = {**env, "SSH_ORIGINAL_COMMAND": f"open {SAMPLE}"}
    found = {
        "ours": {
            "page": bytes_of(host.session(), ours, [], [b" "] * 7),
            "find": bytes_of(host.session(), ours, [find], [b"n"] * 7),
        }
    }
    env = env | {"LANG": "C.UTF-8", "LESSCHARSET": "utf-8"}  # whatever locales the machine has
    if less := shutil.which("less"):
        asked = [less, "-S", str(text)]
        found["less"] = {
            "page": bytes_of(asked, env, [], [b" "] * 7),
            "find": bytes_of(asked, env, [find], [b"n"] * 7),
        }
    if newsboat := shutil.which("newsboat"):
        asked = [newsboat, *_feed(place, text)]
        found["newsboat"] = {"page": bytes_of(asked, env, [b"R", b"\r", b"\r"], [b" "] * 7)}
    return found


def _feed(place: Workplace, text: Path) -> list[str]:
    """The options of newsboat for a feed whose one article is the text."""
    folder = place.library.parent
    article = text.read_text(encoding="utf-8").replace("&", "").replace("<", "").replace("\n", "<br/>")
    feed = folder / "feed.xml"
    feed.write_text(
        f"<rss version='2.0'><channel><title>t</title><link>http://x/</link><description>d</description><item><title>i</title>"
        f"<link>http://x/1</link><description><![CDATA[{article}]]></description></item></channel></rss>",
        encoding="utf-8",
    )
    (folder / "urls").write_text(f"file://{feed}\n", encoding="utf-8")
    (folder / "config").write_text("auto-reload yes\n", encoding="utf-8")
    return ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
