"""Names of files that are no contribution, though they lie in the inbox: what systems and office programs leave, and what is still on its way. Pure."""

_LEFT = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "#recycle", "@eadir", "system volume information")
)  # fmt: skip
_LOCKS = (".", "~$")
"""Hidden files, and the locks of Word and WPS: ~$稿件.docx."""
_KEPT = ("~", ".wbk", ".asd")
"""Endings of what editors and Word keep of a file beside it: 稿.txt~."""
_ON_ITS_WAY = (".crdownload", ".part", ".partial", ".filepart", ".download", ".downloading", ".opdownload", ".tmp", ".!ut", ".aria2", ".xltd", ".td", ".swp")  # fmt: skip
"""Endings of files that a browser, sftp or a messenger is writing."""


def is_left_by_a_program(name: str) -> bool:
    """Whether a file or folder is none that anybody sent in."""
    small = name.lower()
    office_work = small.startswith("~") and small.endswith(".tmp")  # ~WRD0001.tmp
    unsaved = small.startswith("#") and small.endswith("#")  # #稿.txt# of Emacs; 机组1# is a name
    return small in _LEFT or small.startswith(_LOCKS) or small.endswith(_KEPT) or office_work or unsaved


def is_on_its_way(name: str) -> bool:
    """Whether a file is not whole yet."""
    return name.lower().endswith(_ON_ITS_WAY)
