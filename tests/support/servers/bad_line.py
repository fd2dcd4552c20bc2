"""A line between two network devices of this machine whose packets get lost, late or spoiled as a test asks. Needs root and /dev/net/tun.

Done by hand, packet by packet, for the kernel's own way (tc netem) is missing on many machines.
"""

import contextlib
import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import threading
import time
from typing import NamedTuple, Self

_TUN, _SET_DEVICE = "/dev/net/tun", 0x400454CA
_PLAIN_PACKETS = 0x0001 | 0x1000
"""IFF_TUN and IFF_NO_PI of linux/if_tun.h: packets of IP with nothing before them."""
_PACKET = 65536
_HEADERS = 40
"""Bytes of the headers of IP and TCP; what is spoiled behind them, the checksum of TCP finds."""


class Fault(NamedTuple):
    """What is wrong with a line, in both directions."""

    loss: float = 0.0
    """Share of the packets."""
    spoiled: float = 0.0
    """Share of the packets that arrive with another byte."""
    delay: float = 0.0
    """Seconds that a packet takes."""
    spread: float = 0.0
    """Seconds by which that is more or less."""


class BadLine:
    """Two devices, `ends`, and what passes between them. OSError where there can be none."""

    def __init__(self, ends: tuple[str, str], seed: int = 0) -> None:
        self.fault = Fault()
        self.lost = self.spoiled = self.passed = 0
        self._chance = random.Random(seed)
        self._fds = tuple(map(_device, ends))
        self._stop, self._stopping = os.pipe()
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        os.close(self._stopping)
        self._thread.join()
        for fd in (*self._fds, self._stop):
            os.close(fd)

    def _carry(self) -> None:
        """Until the end: read at one side, write to the other when its time has come."""
        other = dict(zip(self._fds, reversed(self._fds), strict=True))
        under_way: list[tuple[float, int, int, bytes]] = []
        count = itertools.count()
        while True:
            wait = max(0.0, under_way[0][0] - time.monotonic()) if under_way else None
            ready, _, _ = select.select([*self._fds, self._stop], [], [], wait)
            if self._stop in ready:
                return
            for fd in ready:
                if packet := self._met_with(_read(fd)):
                    late = self.fault.delay + self._chance.uniform(-1, 1) * self.fault.spread
                    heapq.heappush(under_way, (time.monotonic() + late, next(count), other[fd], packet))
            while under_way and under_way[0][0] <= time.monotonic():
                _at, _number, target, packet = heapq.heappop(under_way)
                with contextlib.suppress(OSError):  # the device is down: the packet is lost
                    os.write(target, packet)

    def _met_with(self, packet: bytes) -> bytes:
        """The packet as it arrives; empty when it does not."""
        if not packet:
            return b""
        self.passed += 1
        if self._chance.random() < self.fault.loss:
            self.lost += 1
            return b""
        if len(packet) > _HEADERS and self._chance.random() < self.fault.spoiled:
            self.spoiled += 1
            at = self._chance.randrange(_HEADERS, len(packet))
            return packet[:at] + bytes([packet[at] ^ 0x55]) + packet[at + 1 :]
        return packet


def _device(name: str) -> int:
    fd = os.open(_TUN, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(fd, _SET_DEVICE, struct.pack("16sH", name.encode(), _PLAIN_PACKETS))
    except OSError:
        os.close(fd)
        raise
    return fd


def _read(fd: int) -> bytes:
    """A packet; empty when there is none, or the device is down."""
    try:
        return os.read(fd, _PACKET)
    except OSError:
        return b""
