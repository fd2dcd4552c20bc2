"""What a session takes: its client is hardly more than a bare Python, and what the host has loaded stays shared."""

import json
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.serve import handover, shared_pages
from screens.terminal import Terminal
from servers.hosting import CLIENT, OPTIONS, PROGRAM, Hosting, leave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a host needs Linux")

MEGABYTE = 1 << 20
ORDINARY = not hasattr(sys, "gettotalrefcount") and "t" not in sys.abiflags
EVERLASTING = (3, 12) <= sys.version_info[:2] <= (3, 13) and ORDINARY


def own_memory(pid: int) -> int:
    """Bytes that a process shares with nobody."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_Dirty:"))


def fresh(script: str) -> str:
    """What a script prints that runs alone."""
    done = subprocess.run([PROGRAM[0], "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def sitting(host: Hosting) -> Iterator[tuple[int, int]]:
    """Client and session of one who has turned some pages."""
    py_compile.compile(handover.__file__)
    env = {"LANG": "zh_CN.UTF-8", "SSH_ORIGINAL_COMMAND": "open 2024-14"}
    with Terminal(host.session(), env=env) as terminal:
        terminal.expect("行业信息简报")
        (session,) = host.await_sessions(1)
        for key in " ", " ", "b":
            terminal.wait_idle()
            terminal.send(key)
        terminal.wait_idle()
        yield terminal.process.pid, session
        assert leave(terminal) == 0
    host.await_sessions(0)


@pytest.mark.pty
@pytest.mark.slow
def test_what_a_reader_takes(sitting: tuple[int, int]) -> None:
    """Session and client have 13 MB of their own where objects can be everlasting, 20 elsewhere; before they had 20 and 22."""
    client, session = map(own_memory, sitting)
    assert client + session < (14.5 if EVERLASTING else 20.8) * MEGABYTE


@pytest.mark.pty
@pytest.mark.slow
def test_a_client_is_hardly_more_than_a_python_that_waits(sitting: tuple[int, int]) -> None:
    script = "print('here', flush=True); import posix; posix.read(0, 1)"
    with subprocess.Popen(
        [PROGRAM[0], "-I", "-S", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as bare:
        assert bare.stdout is not None
        bare.stdout.readline()
        least = own_memory(bare.pid)
        bare.communicate(b"\n")
    assert own_memory(sitting[0]) < least + MEGABYTE // 2


def test_a_client_works_from_its_source_and_writes_nothing(tmp_path: Path) -> None:
    """An installation that was not compiled, even one that the reader could write."""
    folder = tmp_path / "serve"
    folder.mkdir()
    for path in CLIENT, Path(handover.__file__):
        shutil.copy(path, folder)
    words = ["serve-session", *OPTIONS, "--socket", str(tmp_path / "none")]
    done = subprocess.run(
        [PROGRAM[0], "-I", "-S", str(folder / "client.py"), *words],
        env={"LANG": "C.UTF-8", "SSH_ORIGINAL_COMMAND": "version"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("briefing-tui ")
    assert sorted(path.name for path in folder.iterdir()) == ["client.py", "handover.py"]


def test_what_is_loaded_is_counted_no_more() -> None:
    """In every version that is listed, and in those alone: the layout is as we know it."""
    told = fresh(
        "import json, re, sys\n"
        "from briefing_tui.serve import shared_pages\n"
        "class Word:\n"
        "    def said(self): return 'said ' * 3, 1.5, 1 << 70\n"
        "pattern, text, held = re.compile('a+'), str(5) * 9, [object()]\n"
        "done = shared_pages.make_everlasting()\n"
        "code = Word.said.__code__\n"
        "parts = {'class': Word, 'function': Word.said, 'code': code, 'constants': code.co_consts, 'constant': code.co_consts[1],\n"
        "    'lines': code.co_linetable, 'pattern': pattern, 'text': text, 'list': held, 'element': held[0], 'modules': sys.modules,\n"
        "    'module': re, 'new': [object()]}\n"
        "counted = {}\n"
        "for name, part in parts.items():\n"
        "    before = sys.getrefcount(part)\n"
        "    more = [part] * 50\n"
        "    counted[name] = sys.getrefcount(part) - before\n"
        "    del more\n"
        "    assert sys.getrefcount(part) == before\n"
        "print(json.dumps([done, counted]))"
    )
    done, counted = json.loads(told)
    assert done is EVERLASTING
    assert counted.pop("new") == 50
    assert set(counted.values()) == ({0} if EVERLASTING else {50})


def test_a_program_goes_on_as_before() -> None:
    """Objects are made, change and end; the collector runs; code and classes are changed."""
    told = fresh(
        "import gc, weakref\n"
        "from briefing_tui.serve import shared_pages\n"
        "class Box: pass\n"
        "class Other: pass\n"
        "table, row, joined = {}, [1, 2], 'a'\n"
        "old = Box()\n"
        "shared_pages.keep_shared()\n"
        "gc.enable()\n"
        "box = Box(); box.own = box; gone = weakref.ref(box); del box; gc.collect()\n"
        "assert gone() is None\n"
        "for at in range(5000): table[f'k{at}'] = [at]; row.append(at); joined += 'b'\n"
        "while table: table.popitem()\n"
        "old.__class__ = Other; Box.word = 'x'; old.new = Box()\n"
        "gone = weakref.ref(old.new); del old.new\n"
        "assert gone() is None and joined == 'a' + 'b' * 5000 and len(row) == 5002\n"
        "import json, decimal, sqlite3\n"
        "print(json.dumps(decimal.Decimal(3).as_tuple()), sqlite3.connect(':memory:').execute('select 1').fetchone())"
    )
    assert told == "[0, [3], 0] (1,)"


class Faked:
    """A count that says one thing after another."""

    def __init__(self, *values: int) -> None:
        self._values = list(values)
        self.written: list[int] = []

    @property
    def value(self) -> int:
        return self._values.pop(0)

    @value.setter
    def value(self, number: int) -> None:
        self.written.append(number)


@pytest.mark.parametrize(
    ("said", "none", "written"),
    [
        ((1, 1), 0xFFFFFFFF, []),  # it is no count
        ((1, 2), 0xFFFFFFFF, []),  # of something else
        ((0xFFFFFFFF, 0xFFFFFFFF), 0xFFFFFFFF, []),
        ((1, 101), 4711, []),  # None is counted
        ((1, 101), 0xC0000000, []),  # another mark
        ((1, 101, 99, 0xFFFFFFFF), 0xFFFFFFFF, [0xFFFFFFFF]),  # what has the mark is counted all the same
        ((1, 101, 0xFFFFFFFF, 0xFFFFFF9B), 0xFFFFFFFF, [0xFFFFFFFF]),  # only downwards
    ],
)
def test_a_python_that_counts_otherwise_is_left_alone(
    said: tuple[int, ...], none: int, written: list[int]
) -> None:
    counts = {id(None): Faked(none)}
    trial = Faked(*said)
    assert not shared_pages._stands_the_trial(lambda address: counts.get(address, trial))
    assert trial.written == written


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_versions_that_were_not_tried_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    assert not shared_pages._known()
    assert not shared_pages.make_everlasting()


def test_new_objects_come_into_no_gap() -> None:
    """Of a hundred hardly one on a page with what was there before the gaps were filled."""
    told = fresh(
        "from briefing_tui.serve import shared_pages\n"
        "crowd = [[bytes(size - 33) for _at in range(800)] for size in (48, 96, 192, 320, 512)]\n"
        "for kept in crowd: del kept[::2]\n"
        "pages = {id(block) >> 12 for kept in crowd for block in kept}\n"
        "before = len(shared_pages._fillings)\n"
        "shared_pages.fill_gaps()\n"
        "new = [bytes(len(kept[0])) for kept in crowd for _at in range(20)]\n"
        "print(len(shared_pages._fillings) - before >= 2000, sum(id(block) >> 12 in pages for block in new) < 5)"
    )
    assert told == "True True"
