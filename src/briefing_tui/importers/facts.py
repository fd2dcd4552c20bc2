"""What was recognised of a piece, in words: for the box that shows it and for the shell."""

from collections.abc import Iterator

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.pieces import RecognisedItem
from briefing_tui.text.characters import count
from briefing_tui.text.clean import clean_line
from briefing_tui.words import as_label, clean_up_name, field_name


def facts(piece: RecognisedItem) -> Iterator[str]:
    """What was recognised of a piece beside title and text, in lines: size, source, what was tidied, what was left out."""
    item, article = piece.item, piece.article
    paragraphs = len(item.body.split("\n")) if item.body else 0
    size = ngettext("body: {count} paragraph", "body: {count} paragraphs", paragraphs).format(
        count=paragraphs
    )
    parts = [_("{size}, {count} characters").format(size=size, count=count(item.body)[1])]
    named = (
        ("source", item.source),
        ("units", "、".join(item.units)),
        ("url", item.url),
        ("group", item.group),
    )
    parts += [f"{as_label(field_name(name))} {clean_line(value)}" for name, value in named if value]
    if piece.section:
        parts.append(_("from section {title}").format(title=clean_line(piece.section)))
    yield " · ".join(parts)
    if article is None:
        return
    if article.places:
        rules = "、".join(clean_up_name(rule) for rule, _count in article.tidied)
        told = ngettext("tidied at {count} place", "tidied at {count} places", article.places)
        yield told.format(count=article.places) + (f"：{rules}" if rules else "")
    if article.left:
        yield _("left out: {lines}").format(lines=" | ".join(map(clean_line, article.left)))
