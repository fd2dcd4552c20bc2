"""A child that tells numbers until it is killed: what it told last is what it promised. Called by the tortures of saves and of edits."""

import os
import signal
import time
from collections.abc import Callable

Tell = Callable[[int], None]
"""Called by a child with what it has done, a number more than the last."""


def killed_child(body: Callable[[Tell, int], None], first: int, seconds: float) -> int:
    """The last number that a child told before it was killed, `seconds` after its first, for starting takes its own time; `first - 1` for none.

    `body` is its life: it is given whom to tell, and the first number.
    """
    source, sink = os.pipe()

    def tell(number: int) -> None:
        os.write(sink, b"%012d" % number)

    child = os.fork()
    if child == 0:
        run(lambda: body(tell, first))
    os.close(sink)
    said = os.read(source, 12)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(source, 1 << 16):
        said += part
    os.close(source)
    whole = said[: len(said) // 12 * 12]
    return int(whole[-12:]) if whole else first - 1


def run(body: Callable[[], object]) -> None:
    """The life of a child: it never returns, and never runs what the parent would run at its end."""
    try:
        body()
    finally:
        os._exit(0)
