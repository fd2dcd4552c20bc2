"""A published issue with a tail, and a desk to send it from, for the tests of deliveries."""

from collections.abc import Mapping
from pathlib import Path

from briefing_tui.delivery.channels import Channel, Channels, Robot
from briefing_tui.delivery.desk import Desk, HouseChannels
from briefing_tui.delivery.secrets import Secrets
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model.issue import Distribution, Issue
from briefing_tui.model.key import IssueKey, parse_key
from bulletins.issues import FULL
from disks.libraries import put
from servers.stub_robot import KEY

STAFF = "企业微信推送"
TAIL = (
    Distribution("报", ("集团公司领导",), "印送"),
    Distribution("抄送", ("集团公司各职能部门", "各子公司"), STAFF),
)
PUBLISHED = FULL._replace(distribution=TAIL)
KEY_14: IssueKey = parse_key("2024-14")


def make_file(issue: Issue, form: str, layout: str = "") -> bytes:
    """The issue in a format, as far as deliveries are concerned."""
    return f"{layout}{form} of {issue.key}: {issue.sections}".encode()


def staff_robot(address: str, *send: str, markup: str = "markdown_v2") -> Robot:
    return Robot(
        STAFF, "staff", send or ("digest",), markup, "https://intranet.example/{key}.html", "try", address
    )


def desk_of(
    root: Path, *channels: Channel, issue: Issue = PUBLISHED, environ: Mapping[str, str] | None = None
) -> Desk:
    """A desk over a library with that issue; the robot's key comes from the environment."""
    put(root, issue)
    secrets = Secrets(
        str(root.parent / "config.toml"), {"BRIEFING_SECRET_STAFF": KEY, "BRIEFING_SECRET_TRY": KEY}
    )
    return Desk(
        LibraryEditor(str(root)),
        HouseChannels(Channels(channels), secrets, make_file, environ or {}, "王编辑"),
    )


def attach(form: str) -> bytes:
    """A file of that issue."""
    return make_file(PUBLISHED, form)
