"""Sends an issue to the stub robot and is killed at its step STEP, or from outside. Arguments: library, robot's address, STEP or 0.

Steps are what could leave the journal and the group saying different things: half a line written, a line written, a line on the disk, a message
about to go, a message gone.
"""

import os
import signal
import sys
from pathlib import Path

from briefing_tui.delivery import journal
from briefing_tui.delivery.part import DeliveryOutcome, Part
from briefing_tui.delivery.robot_sender import RobotSender
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


def main(root: str, address: str, last: str) -> None:
    install(Steps(int(last)))
    desk = desk_of(Path(root), staff_robot(address, "digest", "news", "full"), issue=PUBLISHED)
    plan = desk.plan(KEY_14)
    delivery = plan.delivery(STAFF)
    assert delivery is not None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    desk.send(KEY_14, delivery, plan.text)


if __name__ == "__main__":
    main(*sys.argv[1:4])
