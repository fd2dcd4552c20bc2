"""The program's version, said here and nowhere else: the build reads it from this line (`tool.hatch.version`).

`importlib.metadata` would give it too, and costs more than all of `--version`.
"""

VERSION = "0.2.0"
