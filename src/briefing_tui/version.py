"""The program's version. `importlib.metadata` would give it too, and costs more than all of `--version`.

A test keeps it equal to `pyproject.toml`.
"""

VERSION = "0.1.0"
