"""Promise S1: a message is never sent twice silently and never lost unnoticed, whenever its sender is killed.

    torture_delivery.py [KILLS [SEED]]

Each round sends an issue of three messages to a robot on this machine from a process that is killed: at each step in turn, then at random
moments and random steps by turns. Then somebody looks: what the journal calls handed over must be in the group, what is in the group must be called handed over or
unknown. Unknown ones are settled by what the group shows, the rest is sent, and at the end the group has each message once.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import delivery_child
from briefing_tui.delivery.desk import AskError, Desk
from briefing_tui.delivery.part import HANDED, UNKNOWN
from briefing_tui.delivery.plan import Delivery
from briefing_tui.delivery.robot_sender import PACE
from briefing_tui.delivery.standing import attempts
from servers.deliveries import KEY_14, STAFF, desk_of, staff_robot
from servers.stub_robot import StubRobot, robot

MESSAGES = 3
STEPS = 24
"""Of a run with three messages: eight each. A step more than there are lets the run end."""


class Result(NamedTuple):
    """Of all rounds."""

    wrong: list[str]
    killed: int
    unknown: int
    """Rounds in which a message was unknown."""


def torture(kills: int, seed: int = 0) -> Result:
    """Rounds until so many senders were killed; three times as many at the most, for some have sent all before they are killed."""
    chance = random.Random(seed)
    wrong: list[str] = []
    killed = unknown = 0
    with robot() as stub:
        for at in range(3 * kills):
            if killed == kills:
                break
            root = Path(tempfile.mkdtemp(prefix="delivery-")) / "library"
            try:
                died, was_unknown, found = round_of(stub, root, at, chance)
            finally:
                shutil.rmtree(root.parent)
            wrong += [f"round {at}: {text}" for text in found]
            killed += died
            unknown += was_unknown
    return Result(wrong, killed, unknown)


def round_of(stub: StubRobot, root: Path, at: int, chance: random.Random) -> tuple[bool, bool, list[str]]:
    """One sender, killed; whether it was, whether something was unknown, and what is wrong."""
    stub.taken.clear()
    step = at + 1 if at < STEPS else chance.choice((0, chance.randint(1, STEPS)))
    child = delivery_child.start(root, stub.address, step)
    if not step:
        time.sleep(chance.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)  # in vain where it has ended: it is not waited for yet
    died = os.waitpid(child, 0)[1] == signal.SIGKILL
    return (died, *looked_at(stub, root))


def looked_at(stub: StubRobot, root: Path) -> tuple[bool, list[str]]:
    """What the journal says against what the group has; then all is brought to an end."""
    desk = desk_of(root, staff_robot(stub.address, "digest", "news", "full"))
    wrong: list[str] = []
    tried = attempts(desk.record(KEY_14).lines)
    handed = [one for one in tried if one.result == HANDED]
    unknown = [one for one in tried if one.result == UNKNOWN]
    if not len(handed) <= len(stub.taken) <= len(handed) + len(unknown):
        wrong.append(f"{len(stub.taken)} arrived, {len(handed)} called handed over, {len(unknown)} unknown")
    if len(unknown) > 1:
        wrong.append("more than one is unknown")
    arrived = len(stub.taken) > len(handed)
    if unknown:
        try:
            send(desk)
            wrong.append("what was unknown was sent without asking")
        except AskError:
            desk.settle(KEY_14, delivery_of(desk), arrived=arrived)
    send(desk)
    if delivery_of(desk).standing.state != "done":
        wrong.append(f"at the end: {delivery_of(desk).standing.state}")
    doubled = [text for text, count in Counter(map(json.dumps, stub.taken)).items() if count > 1]
    if doubled or len(stub.taken) != MESSAGES:
        wrong.append(f"{len(stub.taken)} messages arrived, {len(doubled)} twice")
    return bool(unknown), wrong


def delivery_of(desk: Desk) -> Delivery:
    found = desk.plan(KEY_14).delivery(STAFF)
    assert found is not None
    return found


def send(desk: Desk) -> None:
    PACE.__init__()  # type: ignore[misc]  # twenty a minute are not what is under test
    plan = desk.plan(KEY_14)
    delivery = plan.delivery(STAFF)
    assert delivery is not None
    desk.send(KEY_14, delivery, plan.text)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    result = torture(*(numbers or [200]))
    summary = f"{result.killed} killed, {result.unknown} with an unknown message, {len(result.wrong)} wrong"
    sys.stdout.write("\n".join([summary, *result.wrong]) + "\n")
    sys.exit(bool(result.wrong))
