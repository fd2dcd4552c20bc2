"""Two offices and the place between them; whose library `one` is, and what is in it, each file says itself."""

from pathlib import Path

import pytest

from disks.sync_places import Office, bare, office


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A bare repository that has nothing yet."""
    return bare(tmp_path / "place.git")


@pytest.fixture
def other(place: Path, one: Office) -> Office:
    """Another machine, which has what the first one has sent."""
    made = office(one.root.with_name("other"), place, "李")
    made.sync()
    return made
