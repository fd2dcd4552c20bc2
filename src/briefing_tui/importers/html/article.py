"""Which part of a web page is its article: without navigation, scripts, advertisements, hidden text. On a parsed tree.

Navigation is links, an article is text that is none. The element that holds most of the text outside links is looked for from the
body down; the heading above it belongs to it.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefing_tui.importers.evidence import Refused

TAGS_LIMIT = 400_000
"""Marks `<` of a page."""
DEPTH_LIMIT = 400
"""Elements inside one another; browsers stop at 512."""
GONE = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "select",
    "textarea", "button", "input", "head", "link", "meta", "#js_tags", "#js_pc_qr_code", "#js_top_ad_area", "#js_preview_reward_author",
    ".rich_media_tool",
)  # fmt: skip
_FURNITURE = ("nav", "footer", "aside", "form", "dialog", "menu")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|side|footer|foot|copyright|share|sharing|social|"
    r"comments?|related|recommend\w*|advert\w*|ads?|banner|toolbar|pagination|pager|login|search(?:box|bar)?|qrcode|popup|modal|hot(?:news)?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTENT = (
    "#js_content, #UCAP-CONTENT, #zoom, .TRS_Editor, .article-content, .entry-content, [itemprop=articleBody]"
)
"""Where pages say themselves that their article is: WeChat, gov.cn, the usual systems."""
_WHOLE = 0.8
"""Share of a page's text that its `main` or `article` has when it is all: a bulletin has an `article` for each section."""
_BESIDE = 80
"""Letters of a neighbour that is text as well: what holds both is the article."""
_SHOWN_LATER = "js_content"
"""WeChat hides its article until a script shows it."""
_TITLE_TAGS = "meta[property='og:title'], meta[name=ArticleTitle]"
_LEAST_TITLE = 6
"""Letters of a title by which a heading is known."""
_LINKED = 0.55
"""Share of a block's letters in links that makes it a list of other pages."""
_DAY = re.compile("(?:19|20)[0-9]{2}[-年./][0-9]{1,2}[-月./][0-9]{1,2}")
_MOST = 0.6
"""Share of the text outside links that leads further down."""
_TEXTS = frozenset(("p", "table", "ul", "ol", "blockquote", "pre"))
_LEAST_LETTERS = 120
_ROOM = 1.35
"""Times the article's text that what holds its heading as well may have."""


def parsed(text: str) -> LexborHTMLParser:
    """A page as a tree, what no reader sees and what is no article taken out. Refused when it is nested too deep."""
    if text.count("<") > TAGS_LIMIT:
        raise Refused("large")
    if _deepest(text) > DEPTH_LIMIT:
        raise Refused("nested")
    return LexborHTMLParser(text)


def _deepest(text: str) -> int:
    """How deep elements may stand in one another, at most: opening tags less closing ones, those that need none left out."""
    depth = deepest = 0
    for found in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|tbody|tr|td|th|ul|ol|dl|blockquote|font|b|i|em|strong|a|u|s|center|main|svg|g|form|"
    r"label|small|big|sub|sup|code|tt|nobr|ruby|object|template|select|button|fieldset|details|frameset|math)\b",
    re.IGNORECASE,
)


class Cleared:
    """A tree without what is no text of its article, and what was taken out."""

    def __init__(self, tree: LexborHTMLParser, *, whole: bool = False) -> None:
        """`whole`: only what is not shown is taken out."""
        self.hidden = 0
        """Letters of hidden text."""
        body = tree.body
        if body is None:
            raise Refused("empty")
        self.title = _title(tree)
        for node in body.css(", ".join(GONE)):
            node.decompose()
        self._take_hidden(body)
        self.root: LexborNode = body
        self.heading: LexborNode | None = None
        if whole:
            return
        heading = _heading(body, _titles(tree))
        self._take_furniture(body, heading)
        self.root, self.heading = _article(body, heading)

    def _take_hidden(self, body: LexborNode) -> None:
        for node in body.css("[hidden], [style], [aria-hidden=true]"):
            style = node.attributes.get("style") or ""
            told = "hidden" in node.attributes or node.attributes.get("aria-hidden") == "true"
            if (told or _HIDDEN.search(style)) and node.id != _SHOWN_LATER:
                self.hidden += _letters(node)
                node.decompose()

    def _take_furniture(self, body: LexborNode, heading: LexborNode | None) -> None:
        """Navigation by its tag or its name, unless most of the page's text is in it, or its heading."""
        total = _plain_letters(body)
        for node in body.css(", ".join(_FURNITURE)):
            if _plain_letters(node) * 2 < total and (node.tag == "nav" or not _is_of_article(node)):
                node.decompose()
        for node in body.css(
            "div[class], div[id], ul[class], ul[id], section[class], section[id], p[class], header, span[class], a[class]"
        ):
            name = f"{node.attributes.get('class') or ''} {node.id or ''}"
            if (
                (_NAMED.search(name) or (node.tag == "header" and node.parent is body))
                and _plain_letters(node) * 3 < total
                and not (heading is not None and node.css_first("h1") is not None)
            ):
                node.decompose()


def _titles(tree: LexborHTMLParser) -> frozenset[str]:
    """What the page says its article is called, squeezed: in its head, with and without the names of section and site."""
    told = [node.attributes.get("content") or "" for node in tree.css(_TITLE_TAGS)]
    node = tree.css_first("title")
    if node is not None:
        told.append(node.text())
    parts = [
        part for text in told for part in (text, *re.split(r"\s*[_|｜]\s*|\s*[-—–]+\s*", text.strip())[:1])
    ]
    return frozenset(squeezed for part in parts if len(squeezed := "".join(part.split())) >= _LEAST_TITLE)


def _heading(body: LexborNode, titles: frozenset[str]) -> LexborNode | None:
    """The element that is the article's heading: the one that says what the head of the page says, else the first `h1`."""
    first = next((node for node in body.css("h1") if _letters(node)), None)
    if not titles or (first is not None and _squeezed(first) in titles):
        return first
    for node in body.css("h1, h2, h3, h4, h5, div, p, td, span, b, strong, font"):
        if _squeezed(node) in titles and not any(_squeezed(inner) in titles for inner in node.iter()):
            return node
    return first


def _title(tree: LexborHTMLParser) -> str:
    """What the page says its title is, less the site's name behind it."""
    told = tree.css_first("meta[property='og:title']")
    text = (told.attributes.get("content") or "") if told is not None else ""
    if not text:
        node = tree.css_first("title")
        text = node.text() if node is not None else ""
        text = re.split(r"\s*[_|｜]\s*|\s+[-—–]+\s+", text.strip(), maxsplit=1)[0]
    return " ".join(text.split())


def _article(body: LexborNode, heading: LexborNode | None) -> tuple[LexborNode, LexborNode | None]:
    """The element that is the article, and the heading above it when it is not inside."""
    total = _plain_letters(body)
    marked = [node for node in body.css("article, main") if _plain_letters(node) > total * _WHOLE]
    marked += [node for node in body.css(_CONTENT) if _plain_letters(node) * 2 > total]
    node = marked[-1] if marked else _heaviest(body, total)
    root, apart = _with_heading(node, heading)
    if not marked or root.mem_id != node.mem_id:
        _take_lists(root, node, heading)
    return root, apart


def _with_heading(node: LexborNode, heading: LexborNode | None) -> tuple[LexborNode, LexborNode | None]:
    """What holds the text and its heading, or the text, and the heading by itself."""
    letters = _plain_letters(node)
    if heading is None:
        return _with_byline(node, letters), None
    if _holds(node, heading):
        return node, None
    above = node.parent
    while above is not None and above.tag != "html" and _plain_letters(above) <= letters * _ROOM + 200:
        if _holds(above, heading):
            return above, None
        above = above.parent
    return node, heading


def _with_byline(node: LexborNode, letters: int) -> LexborNode:
    """What holds the text and, of a page that marks no heading, the line that says when it is from."""
    if letters < _LEAST_LETTERS or node.tag == "body":
        return node
    above, inner = node.parent, _letters(node)
    while (
        above is not None
        and above.tag not in {"html", "body"}
        and _plain_letters(above) <= letters * _ROOM + 100
    ):
        if _letters(above) > inner and _DAY.search(_squeezed(above).replace(_squeezed(node), "")):
            return above
        above = above.parent
    return node


def _take_lists(root: LexborNode, text: LexborNode, heading: LexborNode | None) -> None:
    """Take lists of other pages out of `root`: blocks that are mostly links, beside the text."""
    for node in root.css("ul, ol, dl, table, td, div, section"):
        links = node.css("a")
        if len(links) < 2 or _holds(node, text) or _holds(text, node):
            continue
        if heading is not None and _holds(node, heading):
            continue
        letters = _letters(node)
        if letters and sum(map(_letters, links)) >= letters * _LINKED:
            node.decompose()


def _sets_page(table: LexborNode) -> bool:
    """Whether a table is there to set the page: another one is in it, or a cell holds a text."""
    return table.tag == "table" and (
        table.css_first("table") is not None
        or any(_plain_letters(cell) > _LEAST_LETTERS for cell in table.css("td"))
    )


def _heaviest(body: LexborNode, total: int) -> LexborNode:
    node, letters = body, total
    if total < _LEAST_LETTERS:
        return body
    while True:
        below = [(child, _plain_letters(child)) for child in node.iter()]
        best = max(
            (one for one in below if one[0].tag not in _TEXTS or _sets_page(one[0])),
            key=lambda one: one[1],
            default=None,
        )
        if best is None or best[1] <= letters * _MOST:
            return node
        if any(weight >= _BESIDE and child.mem_id != best[0].mem_id for child, weight in below):
            return node
        node, letters = best


def _is_of_article(node: LexborNode) -> bool:
    """Whether an element is the foot of an article, not of the page."""
    above = node.parent
    while above is not None and above.tag not in {"main", "article"}:
        above = above.parent
    return above is not None


def _holds(node: LexborNode, inner: LexborNode) -> bool:
    at: LexborNode | None = inner
    while at is not None:
        if at.mem_id == node.mem_id:
            return True
        at = at.parent
    return False


def _squeezed(node: LexborNode) -> str:
    """The text of an element without blanks."""
    return "".join(node.text(deep=True).split())


def _letters(node: LexborNode) -> int:
    return len("".join(node.text(deep=True).split()))


def _plain_letters(node: LexborNode) -> int:
    """Letters that are in no link, nor beside one in an entry of a list of pages: its date, its section."""
    beside = 0
    for entry in node.css("li"):
        letters, linked = _letters(entry), sum(map(_letters, entry.css("a")))
        if linked * 2 >= letters and letters < _BESIDE:
            beside += letters - linked
    return max(_letters(node) - sum(map(_letters, node.css("a"))) - beside, 0)
