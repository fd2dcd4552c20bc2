"""What sshd starts for a reader where there is a host: `serve.handover`, as it was compiled when the program was installed.

    python -I -S …/briefing_tui/serve/client.py serve-session [--socket PATH] …      `setup ssh` prints the line

Python compiles a script anew at each start, and one process stays for each reader: the compiler's memory stays with it, three quarters of a
megabyte. So the script is nothing but this.
"""

import sys
from _frozen_importlib_external import SourceFileLoader


def _main() -> None:
    sys.dont_write_bytecode = True  # a session writes nothing but its reader's state
    module = type(sys)("handover")
    module.__file__ = __file__.rpartition("/")[0] + "/handover.py"
    SourceFileLoader(module.__name__, module.__file__).exec_module(module)
    module.run()


if __name__ == "__main__":
    _main()
