"""A disk that refuses: calls of the system that fail, all of them or one in its turn."""

import errno
import os
from collections.abc import Callable

CAUSES = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS)
"""Why a disk refuses."""
_REAL_CLOSE = os.close


def full(*_arguments: object) -> int:
    """A write to a disk without room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def failing(real: Callable[..., object], error: int, turn: int, count: list[int]) -> Callable[..., object]:
    """`real`, but its call number `turn` (from 0) fails; closing happens all the same."""

    def call(*arguments: object, **options: object) -> object:
        count.append(1)
        if len(count) - 1 == turn:
            if real is _REAL_CLOSE:
                _REAL_CLOSE(*arguments)  # type: ignore[arg-type]
            raise OSError(error, os.strerror(error))
        return real(*arguments, **options)

    return call
