"""Work for a library that another process does, after what was asked for is done. Cheap to import: every change of a library may begin some."""


def begin(module: str, *words: str) -> None:
    """Have a module of ours run by a process of its own, which nothing is heard of. Never raises, never waits."""
    import subprocess  # seldom so
    import sys

    try:
        subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-I", "-m", module, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return  # the next save tries again
