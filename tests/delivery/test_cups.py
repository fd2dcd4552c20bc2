"""A printer of a real CUPS, which keeps what it gets."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.delivery.channels import Printing
from briefing_tui.delivery.desk import Desk
from briefing_tui.delivery.part import HANDED, REFUSED, DeliveryOutcome
from servers.deliveries import KEY_14, PUBLISHED, desk_of, make_file

SERVER = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
ADMIN = shutil.which("lpadmin", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(
    not (SERVER and ADMIN and shutil.which("lp")) or os.getuid() != 0,
    reason="CUPS (cups, cups-client) is missing, or may not be started here",
)
_FILES = """FileDevice Yes
ServerRoot {0}
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/spool
ErrorLog {0}/error_log
AccessLog {0}/access_log
PageLog {0}/page_log
"""
_SERVER = """Listen {0}/socket
DirtyCleanInterval 0
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""


@pytest.fixture
def cups() -> Iterator[dict[str, str]]:
    """The environment in which `lp` finds it; its one printer, `hall`, is stopped, so that jobs stay."""
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        folder = Path(name)  # a socket's path has 100 characters
        folder.chmod(0o755)
        for part in ("spool", "cache", "state"):
            (folder / part).mkdir()
            (folder / part).chmod(0o777)
        (folder / "files.conf").write_text(_FILES.format(folder))
        (folder / "cupsd.conf").write_text(_SERVER.format(folder))
        assert SERVER is not None
        assert ADMIN is not None
        command = [SERVER, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
        environ = {**os.environ, "CUPS_SERVER": f"{folder}/socket", "LC_ALL": "C.UTF-8"}
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                until = time.monotonic() + 60
                while not (folder / "socket").exists() and time.monotonic() < until:
                    time.sleep(0.05)
                for words in (["-p", "hall", "-E", "-v", "file:/dev/null", "-m", "raw"],):
                    subprocess.run([ADMIN, *words], env=environ, check=True, capture_output=True, timeout=60)
                disable = str(Path(ADMIN).with_name("cupsdisable"))
                subprocess.run([disable, "hall"], env=environ, check=True, timeout=60)
                yield environ
            finally:
                server.terminate()
                server.wait(60)


def sent(desk: Desk) -> list[DeliveryOutcome]:
    plan = desk.plan(KEY_14)
    delivery = plan.delivery("印送")
    assert delivery is not None
    return [one.outcome for one in desk.send(KEY_14, delivery, plan.text, "missing")]


def desk_with(printer: str, folder: Path, environ: dict[str, str]) -> Desk:
    channel = Printing("印送", str(folder / "out"), ("pdf",), printer)
    return desk_of(folder / "library", channel, environ=environ)


def test_the_job_is_in_the_queue_of_the_right_printer(cups: dict[str, str], tmp_path: Path) -> None:
    desk = desk_with("hall", tmp_path, cups)
    assert [one.result for one in sent(desk)] == [HANDED, HANDED]
    jobs = subprocess.run(["lpstat", "-o"], env=cups, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in jobs.splitlines()] == ["hall-1"]
    spool = Path(cups["CUPS_SERVER"]).parent / "spool"
    assert (spool / "d00001-001").read_bytes() == make_file(PUBLISHED, "pdf")
    until = time.monotonic() + 60
    while not (spool / "c00001").exists() and time.monotonic() < until:  # written after lp has its answer
        time.sleep(0.05)
    told = (spool / "c00001").read_bytes()
    copies = (PUBLISHED.end.copies if PUBLISHED.end is not None else None) or 1
    assert b"copies\0\4" + copies.to_bytes(4, "big") in told
    assert "行业信息简报2024年第14期".encode() in told
    assert sent(desk) == [], "done is done"


def test_a_printer_that_is_not_there_is_told_in_one_line(cups: dict[str, str], tmp_path: Path) -> None:
    file, job = sent(desk_with("nowhere", tmp_path, cups))
    assert (file.result, job.result) == (HANDED, REFUSED)
    assert "does not exist" in job.said
    assert "\n" not in job.said


def test_no_server_is_told_in_one_line(cups: dict[str, str], tmp_path: Path) -> None:
    file, job = sent(desk_with("hall", tmp_path, {**cups, "CUPS_SERVER": f"{tmp_path}/none"}))
    assert (file.result, job.result) == (HANDED, REFUSED)
    assert job.said
    assert "\n" not in job.said
