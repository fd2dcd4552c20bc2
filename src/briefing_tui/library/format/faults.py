"""What is wrong with the tables of a file, as FormatErrors with line and key. Called by `decode` alone.

The search for lines and near misses is imported when there is a fault, so a good file does not pay for it.
"""

from collections.abc import Iterable, Mapping

from briefing_tui.errors import FormatError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format import schema
from briefing_tui.text.clean import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding

RULE = "file"
"""Of all findings made by reading a file."""


_INNER = {"item": "section.item", "items": "section.item", "step": "workflow.step"}
"""Tables that stand in another, by what somebody may have written for them at the top."""


class Faults:
    """Makes the errors for one file and collects what is merely odd."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self.findings: list[Finding] = []
        """Likely misspellings."""

    def missing(self, table: str, name: str, hint: str = "", nearby: tuple[str, ...] = ()) -> FormatError:
        """A required key or table is absent; `nearby` are the keys that stand there instead."""
        unknown = [key for key in nearby if key not in schema.keys_of(table)]
        near = _nearest(name, unknown) or _chinese_for(name, unknown)
        if near:
            hint = _("is `{found}` meant to be `{name}`?").format(found=clean_line(near), name=name)
        key = f"{table}.{name}" if table else name
        place = self._place(f"{table}.{near}" if near else table, key)
        return FormatError(_("is missing"), place=place, hint=hint)

    def version(self, found: object) -> FormatError:
        """`format` is not the version read here."""
        hint = (
            _("a newer briefing-tui may read it") if isinstance(found, int) and found > schema.VERSION else ""
        )
        return self.wrong("format", found, str(schema.VERSION), hint)

    def wrong(self, at: str, found: object, expected: str, hint: str = "") -> FormatError:
        """A value of the wrong type or out of range."""
        return FormatError(
            _("found {found}, expected {expected}").format(found=_shown(found), expected=expected),
            place=self._place(at, at),
            hint=hint,
        )

    def choice(self, at: str, found: str, choices: tuple[str, ...]) -> FormatError:
        """A string that is none of those allowed."""
        near = _nearest(found, choices)
        return self.wrong(
            at,
            found,
            _("one of {choices}").format(choices=", ".join(choices)),
            _("did you mean `{name}`?").format(name=near) if near else "",
        )

    def limit(self, at: str, what: str, *, body_line: int | None = None) -> FormatError:
        """A cap of promise P1 is exceeded; `body_line` counts from 0 inside a body."""
        place = self._place(at, at)
        if body_line is not None and place.line is not None:
            place = place._replace(line=place.line + body_line + self._opening(place.line))
        return FormatError(_("is too long: {what}").format(what=what), place=place, hint=_("split it"))

    def suspect(self, table: Mapping[str, object], at: str, known: Iterable[str]) -> None:
        """Warn of each key of `table` that nearly is a known one which is not there, or one of which there may be several."""
        above = "".join(part.partition("[")[0] + "." for part in at.split(".") if at)
        names = [name for name in known if name not in table or above + name in schema.LISTS]
        for key in table:
            if key in schema_names(known):
                continue
            near = _nearest(key, names) or ("" if at else _INNER.get(key, ""))
            if near:
                place = self._place(f"{at}.{key}" if at else key, f"{at}.{key}" if at else key)
                text = _("line {line}: unknown key `{key}`, did you mean `{name}`?").format(
                    line=place.line or "?", key=clean_line(place.key or key), name=near
                )
                self._note(text, place.line)

    def _note(self, text: str, line: int | None) -> None:
        from briefing_tui.model.finding import HINT, Finding  # only for what is odd

        self.findings.append(Finding(RULE, HINT, text, line=line or 0))

    def _place(self, look_for: str, key: str) -> Place:
        from briefing_tui.library.format.key_lines import line_of

        return Place(self._file, line_of(self._text, look_for), clean_line(key))

    def _opening(self, line: int) -> int:
        """1 when the line that opens a multi-line string ends with its quotes: the text begins below."""
        return int(self._text.split("\n")[line - 1].rstrip().endswith(('"""', "'''")))


def schema_names(known: Iterable[str]) -> frozenset[str]:
    """The known names as a set."""
    return frozenset(known)


def _chinese_for(name: str, keys: Iterable[str]) -> str:
    """The key that says in Chinese what `name` says, or empty when none does."""
    from briefing_tui.library.format.toml.lookalikes import CHINESE_KEYS

    return next((key for key in keys if CHINESE_KEYS.get(key, "").rpartition(".")[2] == name), "")


def _nearest(word: str, names: Iterable[str]) -> str:
    """The name most like `word`, or empty when none is."""
    import difflib  # only for a fault; it costs 10 ms

    if len(word) > 40:
        return ""
    lowered = word.lower()
    found = difflib.get_close_matches(lowered, [name for name in names if len(name) <= 40], 1, 0.7)
    return found[0] if found else ""


def _shown(value: object) -> str:
    """A value for a message: short, on one line, with nothing that acts on a terminal."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return clean_line(text if len(text) <= 40 else text[:40] + "…")
