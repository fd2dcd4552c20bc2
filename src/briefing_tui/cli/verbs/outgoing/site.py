"""`site`: the published issues as a site for the intranet, in a folder; again, and only what changed is written."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing_tui.exporters.site.build import Options, SiteSource
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey


def help_line() -> str:
    """One line for the list of verbs."""
    return _("make or update a web site of the published issues in a folder")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui site /srv/www/bulletin", _("the first time everything, then what changed")),
        Example(
            "briefing-tui site /srv/www/bulletin --url https://intranet.example/bulletin/",
            _("whole addresses in the feed"),
        ),
        Example("briefing-tui site /srv/www/bulletin --fresh", _("every page once more")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("folder", metavar="DIR", help=_("an empty or new folder, or that of the site"))
    parser.add_argument(
        "--title", metavar="TEXT", help=_("what the site is called; at first as the newest issue")
    )
    parser.add_argument("--url", metavar="URL", help=_("where the site will be, for the feed"))
    parser.add_argument("--fresh", action="store_true", help=_("write everything again, whatever is known"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Writes what changed; 1 when an issue could not be read."""
    from briefing_tui.exporters.files import refuse_library
    from briefing_tui.exporters.site.build import build_site
    from briefing_tui.exporters.site.folder import SiteFolder

    if shell.settings.read_only:
        raise LibraryError(_("this session is read-only"), hint=_("leave --read-only out to write"))
    options = _options(args)
    library = shell.library()
    refuse_library(args.folder, library.root)
    keys = library.keys()

    def progress(done: int, name: str) -> None:
        shell.talk.progress(f"{done}/{len(keys)} {name}")

    found = build_site(SiteFolder(args.folder), _sources(library, keys), options, progress)
    shell.talk.done()
    for key, error in found.faults:
        shell.say(f"{key}: {error.one_line()}")
    issues = ngettext("{count} issue", "{count} issues", found.issues).format(count=found.issues)
    files = ngettext("{count} file written", "{count} files written", found.written).format(
        count=found.written
    )
    line = _("{issues}, {files}, {removed} removed: {folder}")
    shell.say(line.format(issues=issues, files=files, removed=found.removed, folder=args.folder))
    return int(bool(found.faults))


def _options(args: argparse.Namespace) -> "Options":
    from briefing_tui.exporters.hypertext.escape import is_address
    from briefing_tui.exporters.site.build import Options
    from briefing_tui.text.clean import clean_line

    address = args.url or ""
    if address and not is_address(address):
        raise UsageError(
            _("--url {text}: expected the address of a site").format(text=address[:60]),
            hint=_("such as https://intranet.example/bulletin/"),
        )
    address = address.rstrip("/") + "/" if address else ""
    return Options(clean_line(args.title or "").strip(), address, args.fresh)


def _sources(library: "LibraryReader", keys: "list[IssueKey]") -> "Iterator[SiteSource]":
    from briefing_tui.exporters.site.build import SiteSource

    for key in keys:
        stamp = library.stamp_of(key)
        if stamp is not None:
            yield SiteSource(key, tuple(stamp), _loading(library, key))


def _loading(library: "LibraryReader", key: "IssueKey") -> "Callable[[], Issue]":
    def load() -> "Issue":
        return library.load(key).issue

    return load
