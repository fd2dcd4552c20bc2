"""The same sessions through a real sshd, as `setup ssh` prints it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ptyprogram import PtyProgram
from benchmarks.readers.hosted import COLUMNS, FIRST_TEXT, ROWS
from benchmarks.workplace import SAMPLE


def over_ssh(rounds: int) -> dict[str, list[float]]:
    """Seconds of `ssh host true`, and of a session by the host to its first text; empty where there can be no sshd."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "support"))
    from disks.places import SAMPLES  # noqa: PLC0415 - found now
    from servers.reading_server import host_of, plan, start_as_printed  # noqa: PLC0415
    from servers.ssh_server import missing, ssh_server  # noqa: PLC0415

    if missing():
        return {}
    taken: dict[str, list[float]] = {"true": [], "session": []}
    with ssh_server() as server:
        shutil.copytree(SAMPLES, plan(server).library)
        subprocess.run(["chmod", "-R", "a+rX", plan(server).library], check=True)
        env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TERM": "xterm-256color"}
        with host_of(server):
            for _round in range(rounds):
                server.start([])
                asked = ["ssh", *server.options(), f"{server.account}@127.0.0.1", "true"]
                began = time.perf_counter()
                subprocess.run(asked, check=True, stdin=subprocess.DEVNULL)
                taken["true"].append(time.perf_counter() - began)
                server.stop_listening()
                start_as_printed(server)
                with PtyProgram(
                    server.on_a_terminal("open", SAMPLE), env, rows=ROWS, columns=COLUMNS
                ) as program:
                    taken["session"].append(program.seen(FIRST_TEXT))
                    program.settled()
                    program.press(b"\x11")
                    program.settled()
                server.stop_listening()
    return taken
