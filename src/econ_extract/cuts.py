"""Articles marked by hand and the files they stand in, in; how many are cut out whole, and which fields are right, out.

A row names its file (`doc`) and the article's `starts` and `ends` (first and last words) or its whole `body`; `title`,
`byline`, `outlet` and `published_on` are compared where the row has the key, null standing for "the file says none".
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from econ_extract.errors import Problem
from econ_extract.models import Article, Extraction
from econ_extract.rendering import normalize

GRAM = 4  # characters; what a body shares with the expected one is counted in runs of as many
_WHOLE = 0.95  # of those runs make a body right
_FIELDS = ("title", "byline", "outlet", "published_on")
_INFERRED = frozenset({"latest_date", "option"})  # a day that nothing on the page names as the article's
_TEXT_ROLES = frozenset({"body", "heading", "caption", "infobox"})
_NAMES = re.compile(r"[ 、,/]+")


class CutsError(Problem):
    """Rows that cannot be used; the message says where and what to do next."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One place where article and row disagree: in which field, and what each says."""

    doc: str
    what: str
    wanted: str
    got: str


@dataclass(slots=True)
class Cuts:
    """`hits[x]` of `chances[x]` are right; `likeness` has the F1 of each body that the rows give whole."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    likeness: list[float] = field(default_factory=list)
    spare: int = 0  # articles that no row asks for, copies of others left out
    misses: list[Miss] = field(default_factory=list)

    def told(self, doc: str, what: str, wanted: object, got: object, *, right: bool) -> None:
        """Count one comparison."""
        self.chances[what] += 1
        self.hits[what] += right
        if not right:
            self.misses.append(Miss(doc, what, _shown(wanted), _shown(got)))

    @property
    def mean_likeness(self) -> float | None:
        """The mean F1 of bodies; None where no row gives one."""
        return sum(self.likeness) / len(self.likeness) if self.likeness else None


def read_rows(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a JSONL file by the document they name, in order; raises CutsError."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CutsError(f"{file} cannot be read ({error}); give a JSONL file of articles marked by hand.") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            doc = str(row.get("doc") or row["file"])
            if "date" in row:
                row["published_on"] = row.pop("date")
            if "body" not in row and not (row["starts"] and row["ends"]):
                raise KeyError("starts")
        except (ValueError, KeyError, AttributeError) as error:
            raise CutsError(f"{file} line {number}: each line needs doc, and starts and ends, or body.") from error
        rows[doc].append(row)
    if not rows:
        raise CutsError(f"{file} holds no rows; give a JSONL file of articles marked by hand.")
    return rows


def compare(rows: Mapping[str, Sequence[Mapping[str, Any]]], found: Mapping[str, Extraction]) -> Cuts:
    """Compare each row with the article that is most like it; `found` has the extraction of each document named."""
    cuts = Cuts()
    for doc, wanted in rows.items():
        articles = list(found[doc].articles)
        used: set[str] = set()
        for row in wanted:
            article = _best(row, [a for a in articles if a.article_id not in used])
            if article is None:
                cuts.told(doc, "article", row.get("starts") or row.get("title"), None, right=False)
                continue
            used.add(article.article_id)
            _text(doc, row, article, cuts)
            _metadata(doc, row, article, cuts)
        cuts.spare += sum(a.article_id not in used and a.duplicate_of is None for a in articles)
    return cuts


def _text(doc: str, row: Mapping[str, Any], article: Article, cuts: Cuts) -> None:
    cuts.told(doc, "article", None, None, right=True)
    if "body" in row:
        alike = likeness(_body(article), _squeezed(row["body"]))
        cuts.likeness.append(alike)
        cuts.told(doc, "body", row["body"], f"{alike:.3f}: {_body(article)}", right=alike >= _WHOLE)
        return
    first, last = _ends(article)
    cuts.told(doc, "first words", row["starts"], first, right=first.startswith(_squeezed(row["starts"])))
    cuts.told(doc, "last words", row["ends"], last[-40:], right=last.endswith(_squeezed(row["ends"])))


def _metadata(doc: str, row: Mapping[str, Any], article: Article, cuts: Cuts) -> None:
    m = article.metadata
    printed = None if m.published_from in _INFERRED or m.published_on is None else m.published_on.isoformat()
    got = {"title": m.title, "byline": m.byline, "outlet": m.outlet, "published_on": printed}
    for name in _FIELDS:
        if name in row:
            right = _plain(name, row[name]) == _plain(name, got[name])
            cuts.told(doc, name, row[name], got[name], right=right)


def _plain(name: str, words: str | None) -> object:
    """What of a field is compared: characters without space and width, names without order."""
    if name == "byline":
        return frozenset(_NAMES.split(normalize(words or "").strip())) - {""}
    return _squeezed(words or "")


def _best(row: Mapping[str, Any], articles: Iterable[Article]) -> Article | None:
    """The article that holds most of what the row quotes; None where none holds the half of it."""

    def fit(article: Article) -> float:
        if "body" in row:
            return likeness(_body(article), _squeezed(row["body"]))
        text = _squeezed(article.text)
        ends = (_squeezed(row["starts"]) in text) + (_squeezed(row["ends"]) in text)
        titled = _plain("title", article.metadata.title) == _plain("title", row.get("title"))
        return ends + titled / 2 - (article.duplicate_of is not None) / 4

    best = max(articles, key=fit, default=None)
    return best if best is not None and fit(best) >= (0.5 if "body" in row else 1) else None


def _body(article: Article) -> str:
    parts = (article.text[p.start : p.end] for p in article.paragraphs if p.role in _TEXT_ROLES)
    return _squeezed("".join(parts))


def _ends(article: Article) -> tuple[str, str]:
    """The first and the last paragraph of the text, its own headings counted in, the title left out."""
    parts = [p for p in article.paragraphs if p.role in ("body", "heading")] or list(article.paragraphs)
    last = next((p for p in reversed(parts) if p.role == "body"), parts[-1])
    return _squeezed(article.text[parts[0].start : parts[0].end]), _squeezed(article.text[last.start : last.end])


def likeness(found: str, wanted: str) -> float:
    """F1 of the runs of four characters that two texts have in common, each as often as it stands there."""
    a, b = (Counter(text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))) for text in (found, wanted))
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


def _squeezed(words: str) -> str:
    return "".join(normalize(words).split())


def _shown(value: object) -> str:
    words = " ".join(str(value).split()) if value is not None else "—"
    return words if len(words) <= 90 else f"{words[:44]} … {words[-44:]}"
