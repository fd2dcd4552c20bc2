"""Keeps the Chinese catalogue in step with the code: extracts, updates the .po, compiles the .mo.

Run by `make locale`. Translations already there are kept, those that no code asks for are dropped, and every message
still without one is listed. A test compares what this makes with what is kept in the package.
"""

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "briefing_tui"
PO = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "briefing_tui.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
ARGPARSE = (
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    ("expected %s argument", "expected %s arguments"),
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "ignored explicit argument %r",
)
"""What argparse says, and asks us to translate (`cli.parser`)."""
_FIXED = dt.datetime(2024, 12, 16, tzinfo=dt.UTC)
"""Stands where gettext wants a date, so that nothing changes without a cause."""


def extracted() -> Catalog:
    """All messages of the code, with the files they stand in."""
    catalog = empty()
    for name, _line, message, _comments, _context in extract_from_dir(SOURCE, keywords=KEYWORDS):
        catalog.add(message, locations=[(f"src/briefing_tui/{name}", 0)])
    for words in ARGPARSE:
        catalog.add(words, locations=[("argparse", 0)])
    return catalog


def empty() -> Catalog:
    """A catalogue with its header only."""
    return Catalog(
        locale="zh_CN",
        domain="briefing_tui",
        project="briefing-tui",
        msgid_bugs_address="",
        version="1",
        header_comment="# Chinese words of briefing-tui. `make locale` brings this file up to date with the code.",
        creation_date=_FIXED,
        revision_date=_FIXED,
        last_translator="The briefing-tui developers",
        language_team="zh_CN",
        fuzzy=False,
    )


def updated(previous: str) -> Catalog:
    """The messages of the code with the translations of `previous`, the text of a .po file."""
    old = read_po(io.StringIO(previous), locale="zh_CN")
    catalog = empty()
    for message in sorted(extracted(), key=lambda message: str(message.id)):
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0])
            kept = known.string if known is not None and type(known.id) is type(message.id) else ""
            catalog.add(message.id, kept or "", locations=sorted(set(message.locations)), flags=message.flags)
    return catalog


def po_text(catalog: Catalog) -> str:
    """The .po file of a catalogue: no line numbers, so that an edit elsewhere is no change here."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, include_lineno=False)
    return buffer.getvalue().decode("utf-8")


def mo_bytes(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The messages without a translation."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and not (message.string if isinstance(message.string, str) else all(message.string or ("",)))
    ]


def main() -> int:
    catalog = updated(PO.read_text(encoding="utf-8") if PO.exists() else "")
    PO.write_text(po_text(catalog), encoding="utf-8")
    MO.write_bytes(mo_bytes(catalog))
    missing = untranslated(catalog)
    for message in missing:
        print("without translation:", message)
    print(f"{len(catalog)} messages, {len(missing)} without translation")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
