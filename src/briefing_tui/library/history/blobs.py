"""Many files of old states, read through one git: asked for one after the other, none before it is wanted."""

from typing import TYPE_CHECKING, Self

from briefing_tui.i18n import system_reason
from briefing_tui.library.history.git import Git, GitError, ended
from briefing_tui.library.limits import SIZE_LIMIT

if TYPE_CHECKING:
    import subprocess
    from types import TracebackType


class Blobs:
    """Reads what names of git mean. To be closed; a question asked of a closed one begins anew."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the git that reads."""
        if self._process is not None:
            ended(self._process)
            self._process = None

    def read(self, name: str) -> bytes | None:
        """The bytes of one name, `BLOB` or `COMMIT:PATH`; None when there is no such file, or it is larger than an issue can be.

        GitError when git ends in the middle.
        """
        if "\n" in name:
            code, data, _err = self._git.ask("cat-file", "blob", name)
            return data if code == 0 else None
        if self._process is None:
            self._process = self._git.begin("cat-file", "--batch")
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) != 3 or head[1:2] == [b"missing"] or not head[2].isdigit():
                if not head:
                    raise GitError("git: cat-file ended")
                return None
            size = int(head[2])
            if size > SIZE_LIMIT or head[1] != b"blob":
                self.close()  # what it would say is not wanted
                return None
            data = process.stdout.read(size + 1)[:-1]
        except OSError as error:
            self.close()
            raise GitError(f"git: {system_reason(error)}") from error
        if len(data) != size:
            self.close()
            raise GitError("git: cat-file ended")
        return data
