"""A real sshd on loopback with an account of its own, for tests of reading over SSH. Needs root and OpenSSH.

The account is made for the session of tests and removed again. The program is installed where the account can read it: an environment
of the system's Python that sees this checkout.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from disks.places import ROOT

SSHD = "/usr/sbin/sshd"
SOURCE = ROOT / "src"
_PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3")
_OLDEST = (3, 11)
PATIENCE = 20.0
"""Seconds."""


def missing() -> str:
    """Why there can be no server here; empty when there can."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("ssh", "ssh-keygen", "useradd"):
        if shutil.which(program) is None:
            return f"needs {program}"
    if not os.access(SSHD, os.X_OK):
        return f"needs {SSHD}"
    if _python() is None:
        return "needs a Python of the system, 3.11 or newer, that every account can run"
    return ""


def _python() -> str | None:
    for path in _PYTHONS:
        if os.access(path, os.X_OK):
            asked = [path, "-c", "import sys; print(*sys.version_info[:2])"]
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
            if done.returncode == 0 and tuple(map(int, done.stdout.split())) >= _OLDEST:
                return path
    return None


class SshServer:
    """One sshd, its account and the key that opens it."""

    def __init__(self, folder: Path, account: str) -> None:
        self.folder, self.account = folder, account
        self.home = folder / "home"
        self.state = folder / "readers"
        self.python = folder / "venv" / "bin" / "python"
        self.port = 0
        self.arrangement = ""
        """The way in which it is kept for more than one test; empty when it is not."""
        self._kept = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._install()
        for name in ("host", "client"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        for path in (self.home, self.state):
            path.mkdir(exist_ok=True)
            shutil.chown(path, account, account)

    def _install(self) -> None:
        environment = self.folder / "venv"
        python = _python()
        assert python is not None
        subprocess.run([python, "-m", "venv", "--without-pip", "--symlinks", environment], check=True)
        packages = [path for path in sys.path if path.endswith("site-packages")]
        site = next(environment.glob("lib/python*/site-packages"))
        site.joinpath("program.pth").write_text("\n".join([str(SOURCE), *packages]) + "\n", encoding="utf-8")

    def start(self, match: Sequence[str], *, key_options: str = "", more: Sequence[str] = ()) -> None:
        """(Re)start with these lines in the account's Match block, and `more` before it."""
        if self.arrangement:
            self.stop()
        self.stop_listening()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        key = (self.folder / "client.pub").read_text(encoding="utf-8").strip()
        keys = self.folder / "authorized_keys"
        keys.write_text(f"{key_options} {key}\n".lstrip(), encoding="utf-8")
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {self.folder / 'host'}",
            f"AuthorizedKeysFile {keys}",
            f"PidFile {self.folder / 'sshd.pid'}",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "Subsystem sftp internal-sftp",
            *more,
            f"Match User {self.account}",
            *(f"    {line}" for line in match),
        ]
        config = self.folder / "sshd_config"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        Path("/run/sshd").mkdir(exist_ok=True)
        log = (self.folder / "sshd.log").open("wb")
        self._process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", config], stderr=log, stdin=subprocess.DEVNULL
        )
        log.close()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "sshd.log").read_text(encoding="utf-8"))

    def stop_listening(self) -> None:
        """End it; sessions and a host of the account go on."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def keep(self, arrangement: str, host: AbstractContextManager[None]) -> None:
        """Let it be so, with this host, until it is stopped or started in another way."""
        self._kept.enter_context(host)
        self.arrangement = arrangement

    def stop(self) -> None:
        """End it and every session of the account, and its host."""
        self._kept.close()
        self.arrangement = ""
        self.stop_listening()
        subprocess.run(["pkill", "-KILL", "-u", self.account], check=False)

    @contextmanager
    def host(self, path: str, words: Sequence[str]) -> Iterator[None]:
        """A host of the account at `path`, started as systemd does it: the socket is made by root and handed over."""
        Path(path).parent.mkdir(mode=0o755, exist_ok=True)
        Path(path).unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        Path(path).chmod(0o600)
        shutil.chown(path, self.account, self.account)
        listener.listen()
        entry = pwd.getpwnam(self.account)
        hand_over = 'exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"'
        process = subprocess.Popen(
            ["/bin/sh", "-c", hand_over, "sh", *words],
            stdin=listener.fileno(),
            env={"PATH": "/usr/bin:/bin", "HOME": entry.pw_dir},
            user=entry.pw_uid,
            group=entry.pw_gid,
            extra_groups=os.getgrouplist(self.account, entry.pw_gid),
            cwd="/",
        )
        listener.close()
        try:
            yield
        finally:
            process.terminate()
            process.wait()
            Path(path).unlink(missing_ok=True)

    def options(self) -> list[str]:
        """Of a client: this server, this key, nothing of the machine's owner."""
        values = {
            "Port": self.port,
            "IdentityFile": self.folder / "client",
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "LogLevel": "ERROR",
            "IdentitiesOnly": "yes",
            "ConnectTimeout": 10,
        }
        return ["-F", "none", *(part for name, value in values.items() for part in ("-o", f"{name}={value}"))]

    def ssh(
        self, *words: str, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """What `ssh OPTIONS account@localhost WORDS` gives; words before `--` are options."""
        at = words.index("--") if "--" in words else 0
        options, command = words[:at], words[at + ("--" in words) :]
        asked = ["ssh", *self.options(), *options, f"{self.account}@127.0.0.1", *command]
        return subprocess.run(
            asked,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            env={**os.environ, **(env or {})},
        )

    def on_a_terminal(self, *words: str) -> list[str]:
        """The command line of a client with a terminal, for `Terminal`."""
        return ["ssh", *self.options(), "-tt", f"{self.account}@127.0.0.1", *words]


@contextmanager
def ssh_server() -> Iterator[SshServer]:
    """A server whose account lasts as long as the `with`."""
    account = f"briefing{secrets.token_hex(4)}"
    folder = Path(tempfile.mkdtemp(prefix="briefing-ssh-"))
    folder.chmod(0o755)
    made = [
        "useradd",
        "--system",
        "--no-create-home",
        "--shell",
        "/bin/sh",
        "-d",
        str(folder / "home"),
        account,
    ]
    subprocess.run(made, check=True)
    subprocess.run(["usermod", "--password", "*", account], check=True)
    server = None
    try:
        pwd.getpwnam(account)
        server = SshServer(folder, account)
        yield server
    finally:
        if server is not None:
            server.stop()
        subprocess.run(["userdel", account], check=False)
        shutil.rmtree(folder, ignore_errors=True)
