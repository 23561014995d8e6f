"""How the tests are shared out when several processes run them (pytest-xdist).

A file is never split, and its tests keep their order. The browser tests all go to one
process, in the order of their files: they share a trial site that is made once. What
takes longest begins first, so that the short files fill what is left at the end.
"""

from pathlib import PurePosixPath
from xdist.scheduler import LoadScopeScheduling


#: The folders of tests/, in the order in which they begin.
FOLDERS = ("browser", "setup", "integration", "unit")
TOGETHER = frozenset({"browser"})


def folder_of(nodeid: str) -> str:
    """``browser`` of ``tests/browser/test_pages.py::test_accessible[phone-home]``."""
    parts = PurePosixPath(nodeid.partition("::")[0]).parts
    return parts[1] if len(parts) > 2 and parts[0] == "tests" else ""


def rank(nodeid: str) -> int:
    """The place of a test's folder; unknown ones come last."""
    folder = folder_of(nodeid)
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


class Scheduling(LoadScopeScheduling):
    """Gives each process a file, or all browser tests, when it has little left to do."""

    def __init__(self, config, log) -> None:
        super().__init__(config, log)
        # In the order of collection, not by number of tests: that says little of time.
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        folder = folder_of(nodeid)
        return folder if folder in TOGETHER else nodeid.partition("::")[0]
