"""The one error of putting an issue out."""

from briefing_tui.errors import BriefingError


class ExportError(BriefingError):
    """An issue cannot be put out as asked: a layout that cannot be used, a part or a font that is missing, a limit."""
