"""One text in every place of an issue that is printed, and a table of sixty columns."""

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from bulletins.issues import FULL


def hostile_issue(text: str) -> Issue:
    """An issue with a text in every field that is printed."""
    item = Item(text, f"{text}\n一、{text}\n| {text} | b |\n| c |", text, text, text, (text,), (text,))
    table = Item("表", "| " + " | ".join(f"列{n}" for n in range(60)) + " |\n| 1 |")
    sections = (Section(text, True, items=(item, item)), Section("", items=(item, table)), Section(text))
    made = FULL._replace(
        masthead=Masthead(text, text, 2024, 14, "issue", 3, None, text, text),
        sections=sections,
        corrections=(FULL.corrections[0]._replace(text=text),),
        distribution=(FULL.distribution[0]._replace(role=text, recipients=(text, text), channel=text),),
    )
    assert made.preface is not None
    assert made.end is not None
    return made._replace(
        preface=made.preface._replace(title=text, body=text), end=made.end._replace(mark=text)
    )
