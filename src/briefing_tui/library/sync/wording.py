"""What a sync did and what waits, in words. Said by the verb, by `doctor` and on the screens."""

from briefing_tui.i18n import _
from briefing_tui.library.history.kept import DECISIONS, HOUSE, ISSUE, JOURNAL, Kept
from briefing_tui.library.history.recording import issue_in
from briefing_tui.library.history.summary import summary
from briefing_tui.library.sync.attempt import SyncOutcome
from briefing_tui.library.sync.blobs import file_of
from briefing_tui.library.sync.merging.reunite import BY_HAND, NUMBER, PLACES, PUBLICATION, UNREADABLE
from briefing_tui.library.sync.plan import CHANGED_HERE, Decided
from briefing_tui.library.sync.state import Waiting


def file_name(file: Kept) -> str:
    """What a file is called for people."""
    if file.kind == ISSUE:
        return str(file.key)
    if file.kind == JOURNAL:
        return _("{key}, record of deliveries").format(key=file.key)
    return {DECISIONS: _("decisions about contributions"), HOUSE: file.name}[file.kind]


def came_lines(outcome: SyncOutcome) -> list[str]:
    """What the files here became, a line each."""
    return [line for one in outcome.came for line in _came(outcome, one)]


def _came(outcome: SyncOutcome, one: Decided) -> list[str]:
    name = file_name(one.file)
    if one.returned:
        return [_("{name}: deleted on one side and changed on the other; it is there").format(name=name)]
    if one.was:
        before = file_of(one.was).key
        return [_("{name}: was {before} until others renamed it").format(name=name, before=before)]
    if one.notes:
        return [_("{name}: {change}").format(name=name, change=note) for note in one.notes]
    if one.file.kind != ISSUE or one.file.key is None or outcome.blobs is None:
        return [name]
    before_and_after = (issue_in(outcome.blobs.data(blob)) for blob in (one.mine, one.result))
    return [summary(one.file.key, *before_and_after)]


def went_lines(outcome: SyncOutcome) -> list[str]:
    """What others get, a line each."""
    return [
        _("{name}: deleted on one side and changed on the other; it is there").format(
            name=file_name(one.file)
        )
        if one.returned
        else file_name(one.file)
        for one in outcome.went
    ]


def waiting_line(one: Waiting) -> str:
    """Why a file waits, and what to do."""
    file = file_of(one.name)
    name = file_name(file)
    why = {
        PLACES: _("both changed the same: {where}").format(where="、".join(one.where[:3])),
        NUMBER: _("two issues have this number"),
        PUBLICATION: _("one side published it while the other changed it"),
        BY_HAND: _("both changed it by hand"),
        UNREADABLE: _("one of both versions cannot be read"),
        CHANGED_HERE: _("was changed here, where nothing should be; it stays as it is"),
    }.get(one.why, one.why)
    return _("{name}: {why} ({hint})").format(name=name, why=why, hint=_hint(one, file))


def _hint(one: Waiting, file: Kept) -> str:
    take = f"briefing-tui sync --take theirs {file.key if file.kind == ISSUE else one.name}"
    if one.why == NUMBER:
        return _("`{command}` gives yours another; or edit it to bring both together").format(
            command=f"briefing-tui rename {file.key} NEWKEY"
        )
    if file.kind == ISSUE and one.why in {PLACES, PUBLICATION}:
        return _("`{command}` shows both").format(command=f"briefing-tui edit {file.key}")
    return _("`{command}` lets theirs in").format(command=take)
