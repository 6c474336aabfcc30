"""A parsed HTML page in, what it says of itself out: title, day of publication and outlet.

The date is taken from meta tags, then from a line beside the title, then from addresses and scripts in the page.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import islice

from lxml import html as lxml_html

from econ_extract.lines import LineCues, date_of
from econ_extract.models import Metadata
from econ_extract.readers.blocks import Block
from econ_extract.rendering import normalize

_DATE_NAMES = re.compile(
    r"^(?:article:published_time|article:create_at|(?:og|weibo):.*(?:publish|release|create).*|.*publish.*(?:date|time)?|"
    r"pubdate|pub_?time|date|dc\.?date.*|createtime|releasedate|firstpublishedtime|updatetime)$",
    re.I,
)
_OUTLET_NAMES = frozenset({"source", "contentsource", "mediaid", "og:site_name", "og:article:author", "sitename"})
_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.年]?)(?P<month>1[0-2]|0?[1-9])(?:(?P=sep)|月)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_PATH_DAY = re.compile(
    r"(?:/|t)(?P<year>(?:19|20)\d\d)(?P<sep>[-/]?)(?P<month>1[0-2]|0[1-9])(?P=sep)(?P<day>3[01]|[12]\d|0[1-9])(?=[/_.]|/\w)"
)
_SCRIPT_DAY = re.compile(
    r"(?:date|time|publish|pub)\w*[\"']?\s*[:=]\s*[\"']"
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/年])(?P<month>1[0-2]|0?[1-9])(?:(?P=sep)|月)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)",
    re.I,
)
_SECTION_NAMES = frozenset({"article:section", "columnname", "section", "channel", "channelname"})
_PATH_TAGS = ("div", "p", "span", "ul", "ol", "nav", "td")
_PATH = re.compile(
    r"(?:^|[-_ ])(?:bread(?:-?crumbs?)?|crumbs?|mbx|path|position|location|weizhi|dqwz|place)(?:$|[-_ \d])", re.I
)
_FACTS = frozenset({"date", "source", "byline"})
_FACTS_LINE = 120  # characters of a line that may tell facts of the page
_TIMED = re.compile(r"[012]?\d:[0-5]\d")


def metadata_of(
    root: lxml_html.HtmlElement, source: str, blocks: list[Block], main: list[Block], look: LineCues
) -> Metadata:
    """Title, outlet and day of publication as far as the page tells them."""
    metas = {(m.get("name") or m.get("property") or m.get("itemprop") or "").lower(): m for m in root.iter("meta")}
    day = _meta_day(metas) or _line_day(blocks, main, look) or _day_of_scripts(source)
    return Metadata(
        title=_title(root, metas, blocks, look),
        byline=_byline(metas, blocks, look),
        outlet=_outlet(metas, blocks, look),
        published_on=day,
        published_from="page" if day is not None else None,
        section=_section(root, metas, look),
    )


def _content(meta: lxml_html.HtmlElement | None) -> str:
    return " ".join((meta.get("content") or "").split()) if meta is not None else ""


def _title(
    root: lxml_html.HtmlElement, metas: dict[str, lxml_html.HtmlElement], blocks: list[Block], look: LineCues
) -> str | None:
    """The headline: what the page's title and its own headline agree in; else the first of them without site names."""
    declared = [_content(metas.get("og:title"))] + [" ".join(t.text_content().split()) for t in root.iter("title")]
    declared += [_content(metas.get("articletitle")), _content(metas.get("twitter:title"))]
    heads = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    plain = [look.drop("title.media", words).strip() for words in declared if words]
    shown = [look.drop("title.media", head).strip() for head in heads if 4 <= len(head) <= 120]
    for title in plain:
        agreed = [h for h in shown if h and h in title] or [
            b.text for b in blocks if 8 <= len(b.text) < len(title) and title.startswith(b.text)
        ]
        if agreed:
            return max(agreed, key=len)
    if shown and (len(shown) == 1 or not plain):
        return shown[0]
    return next((look.drop("title.site", words).strip() or words for words in plain), None)


def _meta_day(metas: dict[str, lxml_html.HtmlElement]) -> date | None:
    for name, meta in metas.items():
        found = _DAY.search(_content(meta)) if _DATE_NAMES.match(name) else None
        day = date_of(found) if found is not None else None
        if day is not None:
            return day
    return None


_DATE_LINE = 40  # a line that begins with a day and is no longer tells of the page


def _line_day(blocks: list[Block], main: list[Block], look: LineCues) -> date | None:
    """The date in a short line of the page: best a date line above the text, then one with a time of day."""
    first = main[0].text if main else ""
    top = next((i for i, block in enumerate(blocks) if block.text == first), len(blocks))
    found: list[tuple[bool, bool, int, date]] = []
    for i, block in enumerate(blocks):
        norm = normalize(block.text) if len(block.text) <= 120 else ""
        match = look.search("date.full", norm)
        day = date_of(match) if match is not None else None
        if day is None:
            continue
        known = look.kind(norm)
        opens = match is not None and match.start() == 0 and len(norm) <= _DATE_LINE  # 2023-04-06  浏览:317次
        sure = opens or (known is not None and known[0] in ("date", "source")) or _TIMED.search(norm) is not None
        if sure or i < top:
            found.append((not sure, i > top, i, day))
    return min(found)[3] if found else None


def _day_of_scripts(source: str) -> date | None:
    """The day that scripts name as the page's, or that most addresses in the page carry."""
    head = source[:200_000]
    named = [day for m in _SCRIPT_DAY.finditer(head) for day in [date_of(m)] if day is not None]
    if named:
        return Counter(named).most_common(1)[0][0]
    paths = [day for m in _PATH_DAY.finditer(head) for day in [date_of(m)] if day is not None]
    return Counter(paths).most_common(1)[0][0] if paths else None


def _byline(metas: dict[str, lxml_html.HtmlElement], blocks: list[Block], look: LineCues) -> str | None:
    """The authors that a short line with date or source names too, or else a meta tag that holds names alone."""
    for block in blocks:
        norm = normalize(block.text) if len(block.text) <= _FACTS_LINE else ""
        known = look.kind(norm) if norm else None
        match = look.search("byline.within_facts", norm) if known is not None and known[0] in _FACTS else None
        if match is not None:
            return " ".join(re.findall(r"[一-鿿·]+", match["names"]))
    named = next((normalize(_content(meta)) for name, meta in metas.items() if name == "author"), "")
    known = look.kind(named) if named else None
    return named if known is not None and known[0] == "name" else None


def _section(root: lxml_html.HtmlElement, metas: dict[str, lxml_html.HtmlElement], look: LineCues) -> str | None:
    """The channel that a meta tag names, or that the path above the text (首页 > 要闻 > 正文) ends with."""
    named = next((_content(meta) for name, meta in metas.items() if name in _SECTION_NAMES and _content(meta)), "")
    if 2 <= len(named) <= 16:
        return named
    paths = (e for e in root.iter(*_PATH_TAGS) if _PATH.search(f"{e.get('class') or ''} {e.get('id') or ''}"))
    for words in (normalize(" ".join(e.text_content().split())) for e in islice(paths, 3)):
        match = look.search("section.within", words) if len(words) <= 120 else None
        if match is not None:
            return match[match.lastgroup or 0].strip()
    return None


def _outlet(metas: dict[str, lxml_html.HtmlElement], blocks: list[Block], look: LineCues) -> str | None:
    for block in blocks:
        match = look.search("source.within", normalize(block.text)) if len(block.text) <= 120 else None
        if match is not None:
            return match["outlet"]
    named = (_content(meta) for name, meta in metas.items() if name in _OUTLET_NAMES)
    return next((words for words in named if 2 <= len(words) <= 24), None)
