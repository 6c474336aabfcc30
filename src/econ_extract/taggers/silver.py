"""Articles in, sentences with names on which LAC, the region table and the rules agree out: what models learn from.

No person labels these sentences. One is kept when no name of LAC crosses an entity of the rules or gives it another
type, and when most of all mentions in all articles give each of its names the type that it has here.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from econ_extract.errors import Problem
from econ_extract.models import Token
from econ_extract.rules import RuleBook
from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.lac import LacTagger
from econ_extract.taggers.lexicon import lexicon
from econ_extract.taggers.reading import Article, Span

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”\"」』）)]*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST, _LONGEST = 6, 150
_MAJORITY = 0.7


@dataclass(frozen=True, slots=True)
class Silver:
    """A sentence with its words, the entities of the rules, and the names that LAC and the rules agree on."""

    text: str
    tokens: tuple[Token, ...]
    certain: tuple[RuledEntity, ...]
    spans: tuple[Span, ...]


def silver(folder: Path, book: RuleBook, seed: int = 7) -> list[Silver]:
    """The sentences of all text files below a folder that can be trusted, in an order that the seed decides.

    Raises Problem for a folder without texts, MissingPackage without LAC.
    """
    files = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    if not files:
        raise Problem(f"{folder} holds no .txt files; give the folder of the articles to learn from.")
    lac = LacTagger(book)
    labelled: list[Silver] = []
    seen: set[str] = set()
    for file in files:
        fresh = [s for s in sentences(file.read_text(encoding="utf-8")) if s not in seen]
        seen.update(fresh)
        labelled += label(fresh, [lac.proposed(text) for text in fresh], book)
    trusted = majority(labelled)
    random.Random(seed).shuffle(trusted)
    return trusted


def sentences(text: str) -> list[str]:
    """The sentences of an article that are long enough to learn from and mostly Chinese."""
    plain = _LINK.sub(r"\1", text).replace("*", "")
    found = [match.group().strip() for match in _SENTENCE.finditer(plain)]
    return [s for s in found if _SHORTEST <= len(s) <= _LONGEST and len(_HAN.findall(s)) * 2 > len(s)]


def label(texts: Sequence[str], proposed: Sequence[Sequence[Span]], book: RuleBook) -> Iterator[Silver]:
    """The texts of an article where nothing that LAC proposes contradicts the rules."""
    article = Article(texts, book)
    rows = zip(texts, article.words, article.certain, article.names(proposed), proposed, strict=True)
    for text, words, certain, names, spans in rows:
        if all(_agrees(span, certain) for span in spans):
            found = tuple((n.entity.start, n.entity.end, n.entity.type) for n in names)
            yield Silver(text, words, tuple(certain), found)


def _agrees(span: Span, certain: Iterable[RuledEntity]) -> bool:
    """Whether a proposed name crosses no entity of the rules, nor is the same words under another type."""
    start, end, kind = span
    for found in certain:
        one = found.entity
        if start < one.end and one.start < end:
            nested = (start <= one.start and one.end <= end) or (one.start <= start and end <= one.end)
            if not nested or ((start, end) == (one.start, one.end) and kind != one.type):
                return False
    return True


def majority(labelled: Sequence[Silver]) -> list[Silver]:
    """The sentences whose names have the type that most mentions of these words have."""
    votes: dict[str, Counter[str]] = {}
    for one in labelled:
        for start, end, kind in one.spans:
            votes.setdefault(one.text[start:end], Counter())[kind] += 1
    return [one for one in labelled if all(_trusted(votes[one.text[a:b]], kind) for a, b, kind in one.spans)]


def _trusted(votes: Counter[str], kind: str) -> bool:
    return votes[kind] >= _MAJORITY * votes.total()


def renamed(trusted: Sequence[Silver], book: RuleBook, seed: int = 7) -> list[Silver]:
    """Copies of the sentences that name persons, under names made of the halves of two others.

    So the frame and the shape of a name are learnt, not who was in the news.
    """
    chance = random.Random(seed)
    foreign = lexicon(book).foreign_letters
    known = {one.text[a:b] for one in trusted for a, b, kind in one.spans if kind == "person" and b - a > 1}
    pools = {shape: sorted(n for n in known if _transcribed(n, foreign) is shape) for shape in (False, True)}
    copies = []
    for one in trusted:
        if any(kind == "person" for _, _, kind in one.spans):
            text, spans = _under_other_names(one, pools, foreign, chance)
            article = Article([text], book)
            copies.append(Silver(text, article.words[0], tuple(article.certain[0]), spans))
    return copies


def _transcribed(name: str, foreign: frozenset[str]) -> bool:
    """Whether a name looks foreign: long, with a point, or all in letters of transcription."""
    return len(name) > 3 or (len(name) == 3 and foreign.issuperset(name))


def _under_other_names(
    one: Silver, pools: dict[bool, list[str]], foreign: frozenset[str], chance: random.Random
) -> tuple[str, tuple[Span, ...]]:
    """The text with new names of persons, and its spans there; one person keeps one name."""
    parts, spans, at, new = [], [], 0, {}
    length = 0
    for start, end, kind in one.spans:
        name = one.text[start:end]
        if kind == "person" and len(name) > 1:
            if name not in new:
                pool = pools[_transcribed(name, foreign)]
                head, tail = chance.choice(pool), chance.choice(pool)
                new[name] = head[: (len(head) + 1) // 2] + tail[(len(tail) + 1) // 2 :]
            name = new[name]
        parts += [one.text[at:start], name]
        length += start - at
        spans.append((length, length + len(name), kind))
        length, at = length + len(name), end
    return "".join([*parts, one.text[at:]]), tuple(spans)


def bio(one: Silver) -> list[str]:
    """A label for each character of the sentence: O, or B- and I- with the type of the name."""
    labels = ["O"] * len(one.text)
    for start, end, kind in one.spans:
        labels[start:end] = [f"I-{kind}"] * (end - start)
        labels[start] = f"B-{kind}"
    return labels
