"""What holds for every dialogue there is, whoever adds one."""

from briefing_tui.tui.authoring.saving.conflict import RewriteScreen
from briefing_tui.tui.dialogues.dialogue import Dialogue
from programs.layers_app import screens


def _is_left_by(screen: type[Dialogue], key: str) -> bool:
    bindings = (screen._merged_bindings or screen._merge_bindings()).key_to_bindings
    return any(binding.action == "app.leave" for binding in bindings.get(key, ()))


def test_the_program_can_be_left_from_every_dialogue() -> None:
    """But for a text that is just being written out of two others, which is taken or given up first."""
    dialogues = [screen for screen in screens() if issubclass(screen, Dialogue)]
    assert len(dialogues) >= 12
    assert [screen for screen in dialogues if not _is_left_by(screen, "ctrl+q")] == [RewriteScreen]
