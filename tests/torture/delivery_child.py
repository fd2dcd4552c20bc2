"""Sends an issue to the stub robot from a process that is killed at one of its steps, or from outside.

Steps are what could leave the journal and the group saying different things: half a line written, a line written, a line on the disk, a message
about to go, a message gone.
"""

import os
import signal
import traceback
from pathlib import Path

from briefing_tui.delivery import journal
from briefing_tui.delivery.part import DeliveryOutcome, Part
from briefing_tui.delivery.robot_sender import PACE, RobotSender
from servers.deliveries import KEY_14, PUBLISHED, STAFF, desk_of, staff_robot

_write, _fsync, _send = os.write, os.fsync, RobotSender.send


class Steps:
    """Counts, and ends everything at one."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def install(steps: Steps) -> None:
    """Put the steps into the places."""

    class Watched:
        """`os` as the journal sees it."""

        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def write(self, descriptor: int, data: bytes) -> int:
            half = len(data) // 2
            _write(descriptor, data[:half])
            steps.step()
            done = half + _write(descriptor, data[half:])
            steps.step()
            return done

        def fsync(self, descriptor: int) -> None:
            _fsync(descriptor)
            steps.step()

    def send(self: RobotSender, part: Part) -> DeliveryOutcome:
        steps.step()
        outcome = _send(self, part)
        steps.step()
        return outcome

    journal.os = Watched()  # type: ignore[assignment, attr-defined]
    RobotSender.send = send  # type: ignore[method-assign]


def start(root: Path, address: str, last: int) -> int:
    """The number of a process that sends and is killed at its step `last` (0: at none). Returns when it is about to send.

    A copy of this process: a new start of Python for each kill costs ten times as much.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(reading)
            _send_all(root, address, last, writing)
            code = 0
        except BaseException:  # noqa: BLE001 - of a copy nothing comes back
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    return child


def _send_all(root: Path, address: str, last: int, ready: int) -> None:
    PACE.__init__()  # type: ignore[misc]  # what this process sent before is none of the copy's
    install(Steps(last))
    desk = desk_of(root, staff_robot(address, "digest", "news", "full"), issue=PUBLISHED)
    plan = desk.plan(KEY_14)
    delivery = plan.delivery(STAFF)
    assert delivery is not None
    os.close(ready)
    desk.send(KEY_14, delivery, plan.text)
