"""The drafts of a sentence in, the names that each may belong to with their features out, and the choice among them.

The rules of `subjects` propose names in the order of their trust. Here stand beside them: every region, organisation
and noun phrase of the sentence before the number, the names of the sentences before, the topics of section and title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from econ_extract.assembly.draft import Draft, Named, Scene
from econ_extract.assembly.openings import Openings
from econ_extract.gazetteer import lies_in
from econ_extract.mentions import Mentions
from econ_extract.models import Entity, Token
from econ_extract.phrases import PhraseReader
from econ_extract.ranker import Candidate, Ranker, choose, likeness
from econ_extract.rules import RuleBook, alternation

_NEAR = 10  # phrases and entities of the sentence before the number that are looked at
_REMEMBERED, _AGES = 20, 5  # names of the text before that are looked at, by how many it is counted
_TITLE = 60  # characters at the head of an article
_WORDS = 5  # words of a name
_ABOVE = 600  # characters of the text above in which a name is looked for

_ALIKE = 0.6  # a name that shares so many characters with the rules' own says no other owner
_SURE = frozenset(
    {"owner", "possessor", "behind", "in phrase", "each", "beside"}
)  # ways of the rules beside which nothing else is looked for
_WORDS_ALONE = frozenset({"phrase", "opening", "prefix", "title words"})  # ways that know no entity


@dataclass(slots=True, eq=False)
class Owner(Candidate):
    """A name that a figure may belong to, and the entity that it is, if it is one."""

    entity: Entity | None = None
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What the drafts of a sentence share: its words, the noun phrases, where its clauses begin behind adverbs."""

    m: Mentions
    words: list[Token]
    starts: list[int]
    ends: list[int]
    numbers: list[int]
    entities: list[Entity]
    phrases: list[tuple[int, int]]
    opens: dict[int, int]
    above: str

    def clause(self, at: int) -> int:
        """Where the clause begins that `at` lies in."""
        ends = self.m.clause_ends
        number = bisect_right(ends, at)
        return ends[number - 1] if number else 0

    def around(self, start: int, end: int) -> tuple[Token | None, Token | None]:
        """The last word before a span and the first behind it."""
        before, behind = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return self.words[before - 1] if before else None, self.words[behind] if behind < len(self.words) else None


class Owners:
    """Finds the names that the drafts of a sentence may belong to, and chooses among them."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, openings: Openings, ranker: Ranker) -> None:
        self.phrases = phrases
        self.openings = openings
        self.ranker = ranker
        self.keeps = False  # whether the drafts keep their owners, which take much room: a fit reads them
        self._no_name = book.pattern("subject.no_name")
        self._name_end = re.compile(f"(?:{alternation(book.words('subject.noun'))})$")
        self._authority = book.pattern("subject.authority")
        self._no_words = book.pattern("subject.no_words")

    def choose(
        self, m: Mentions, scene: Scene, drafts: Sequence[Draft], resolved: Callable[[Entity], Iterable[Named]]
    ) -> list[Owner]:
        """The owner of each draft, one without words where nobody is.

        `resolved` gives the names that an entity of the sentence stands for.
        """
        words = [t for t in m.tokens if not t.text.isspace()]
        clauses = {0, *m.clause_ends}
        opens = {c: self.openings.behind_adverbs(m, c) for c in clauses}
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins]
        sentence = _Sentence(
            m,
            words,
            [t.start for t in words],
            [t.end for t in words],
            [q.start for q in m.quantities],
            sorted((e for e in m.entities if e.type != "person"), key=lambda e: e.end),
            self._phrases(m),
            opens,
            above,
        )
        rows: list[list[Owner]] = []
        for d in drafts:
            owners = self._owners(sentence, scene, d, resolved)
            d.owners = [*owners] if self.keeps else []
            rows.append(owners)
            places = sorted((o.start for o in owners if o.stands), reverse=True)
            for owner in owners:
                owner.features = list(self._features(sentence, scene, d, owner, places))
                owner.score = self.ranker.weigh(owner.features)

        def together(number: int, before: Owner, owner: Owner) -> int:
            return self.ranker.weigh(pair_features(drafts[number - 1], drafts[number], before, owner))

        return choose(rows, together) if rows else []

    def title_words(self, m: Mentions) -> list[str]:
        """The first words of a title, as many names as they may make (中欧班列, 中欧班列开行数)."""
        runs = self._phrases(m)
        opens = self.openings.behind_adverbs(m, 0)
        start, end = next((run for run in runs if run[0] <= opens + 1 < run[1]), (0, 0))
        words = [t for t in m.tokens if start <= t.start and t.end <= end][:_WORDS]
        return [m.norm[start : word.end] for word in words]

    def _is_no_name(self, text: str) -> bool:
        """Whether words name nobody: they stand for a name (当地, 全市), open with a preposition, name a measure."""
        if self._no_words.fullmatch(text) or self.openings.is_short(text):
            return True
        head = self.phrases.lexicon.head(text, None)
        return head is not None and head.start == 0 and not self._name_end.search(text)  # 出口降幅收窄

    def _phrases(self, m: Mentions) -> list[tuple[int, int]]:
        """The longest runs of words that may stand in a name."""
        numbers = [(q.start, q.end) for q in m.quantities] + [(p.start, p.end) for p in m.periods]
        runs: list[tuple[int, int]] = []
        for token in m.tokens:
            named = not token.text.isspace() and self.phrases.can_name(token)
            if not named or any(a < token.end and token.start < b for a, b in numbers):
                continue
            if runs and runs[-1][1] == token.start:
                runs[-1] = (runs[-1][0], token.end)
            else:
                runs.append((token.start, token.end))
        return runs

    def _owners(
        self, s: _Sentence, scene: Scene, d: Draft, resolved: Callable[[Entity], Iterable[Named]]
    ) -> list[Owner]:
        """The rules' own proposals first, then all others; equal names are one owner."""
        found: dict[str, Owner] = {}

        def add(way: str, name: Named | None, start: int = -1, end: int = -1) -> None:
            text = name[0].strip() if name else ""
            proposed = way not in ("entity", "list") or name is None or text in found
            if not proposed and self._authority.search(text):
                return  # an office owns what the rules say it owns, and nothing else
            if not text or name is None or text == d.indicator or (way in _WORDS_ALONE and self._is_no_name(text)):
                return
            owner = found.setdefault(text, Owner(text))
            owner.ways.add(way)
            owner.entity = owner.entity or name[1]
            if start > owner.start:
                owner.start, owner.end = start, end

        for way, name in (*d.proposed, *d.nearby):
            add(way, name)
        ruled = found.setdefault(d.subject or "", Owner(d.subject or "", entity=d.subject_entity))
        ruled.ruled = True
        ruled.ways.add("rules")
        if not d.proposed or d.proposed[0][0] in _SURE or (d.group and d.group[0] is not d):
            return [ruled]
        known = bisect_right(s.entities, d.q.start, key=lambda e: e.end)
        for e in s.entities[max(0, known - _NEAR) : known]:
            for number, name in enumerate(resolved(e)):
                add("list" if number else "entity", name, e.start, e.end)
        runs = bisect_right(s.phrases, d.q.start, key=lambda run: run[1])
        for start, end in s.phrases[max(0, runs - _NEAR) : runs]:
            add("phrase", (s.m.norm[start:end], None), start, end)
            if s.opens[s.clause(start)] == start:
                first = bisect_left(s.starts, start)
                for word in (w for w in s.words[first : first + _WORDS] if w.end < end):
                    add("opening", (s.m.norm[start : word.end], None), start, word.end)
        for text in scene.title_words:
            add("title words", (text, None))
        if d.indicator and (head := self.phrases.lexicon.head(d.indicator, None)) and head.start > 1:
            at = s.m.norm.rfind(d.indicator, 0, d.q.start)
            add("prefix", (d.indicator[: head.start].rstrip("的"), None), at, at + head.start if at >= 0 else -1)
        for number, name in enumerate(reversed(scene.named[-_REMEMBERED:])):
            add(f"named{number // _AGES}", name)
        for way, topic in (("section", scene.section), ("title", scene.title_topic)):
            add(way, (topic.text, topic.entity) if topic else None)
        return [o for o in found.values() if o is ruled or likeness(o.text, ruled.text) < _ALIKE]

    def _features(self, s: _Sentence, scene: Scene, d: Draft, owner: Owner, places: list[int]) -> Iterator[str]:
        """What there is to say of an owner: its ways, its kind, its length, the topic, its place."""
        text, kind = owner.text, owner.entity.type if owner.entity else "name" if owner.text else "nobody"
        for way in owner.ways:
            yield f"way={way}"
            yield f"way={way}|{d.dim}"
            if d.inherited:
                yield f"way={way}|repeats"
            if d.growth:
                yield f"way={way}|growth"
        if owner.ruled:
            first = d.proposed[0][0] if d.proposed else "nothing"
            yield f"rules by {first}"
            yield f"rules by {first}|{d.dim}"
        if not text:
            return
        yield f"ways={len(owner.ways)}"
        yield f"type={kind}"
        if owner.entity and kind == "region":
            yield f"code={len(owner.entity.code.rstrip('0')) if owner.entity.code else 0}"
        size = len(text)
        yield f"size={min(size, 12)}"
        yield f"size={min(size // 3, 4)}|{kind}"
        yield f"ends={text[-2:]}"
        yield f"ends={text[-1:]}"
        yield f"title={text in scene.article.text[:_TITLE]}|{kind}"
        yield f"carried={text == scene.subject}|{d.before is None}"
        if scene.title_topic:
            yield f"topic={scene.title_topic.entity.type if scene.title_topic.entity else 'name'}|{kind}"
        if self._no_name.match(text):
            yield "no name"
        if self._name_end.search(text):
            yield "name's end"
        head = self.phrases.lexicon.head(text, None)
        if head and head.end == size:
            yield "is measured"
        yield f"kind={d.kind}|{kind}"
        if d.indicator:
            yield f"indicator={d.indicator[-2:]}|{kind}"
        yield f"said={min(s.above.count(text), 3)}|{kind}"
        topic = scene.topic.entity if scene.topic else None
        if owner.entity and topic and kind == topic.type == "region":
            how = _lies(owner.entity.code, topic.code)
            yield f"{how} the topic"
            yield f"{how} the topic|{owner.stands}"
        if owner.stands:
            yield from _place_features(s, scene, d, owner, kind, places)
        else:
            yield f"elsewhere|{kind}"


def _lies(code: str | None, topic: str | None) -> str:
    """How a region lies to that of the topic."""
    if code == topic:
        return "is"
    return "in" if lies_in(code, topic) else "around" if lies_in(topic, code) else "off"


def _place_features(s: _Sentence, scene: Scene, d: Draft, owner: Owner, kind: str, places: list[int]) -> Iterator[str]:
    """Where a name stands: how many clauses before, whether it opens its clause, what stands around it."""
    m, start, end = s.m, owner.start, owner.end
    ends = m.clause_ends
    clauses = max(0, bisect_right(ends, d.clause) - bisect_right(ends, start))
    yield f"clauses={min(clauses, 4)}"
    yield f"clauses={min(clauses, 4)}|{kind}"
    opens = abs(s.opens[s.clause(start)] - start) <= 1
    yield f"opens={opens}|{min(clauses, 3)}"
    yield f"opens={opens}|{kind}"
    before, behind = s.around(start, end)
    tags = before.tag if before else "-", behind.tag if behind else "-"
    yield f"before={tags[0]}"
    yield f"behind={tags[1]}"
    yield f"between={tags[0]}|{tags[1]}"
    yield f"opens={opens}|behind={tags[1][:1]}"
    if before:
        yield f"before:{before.text}"
    if behind:
        yield f"behind:{behind.text}"
    numbers = min(max(0, bisect_left(s.numbers, d.q.start) - bisect_left(s.numbers, end)), 4)
    yield f"numbers={numbers}"
    yield f"numbers={numbers}|{opens}"
    yield f"source={any(a <= start < b for a, b in scene.source_runs)}"
    yield f"rank={min(places.index(start), 5)}"
    if start >= d.clause:
        yield f"near={min((d.np_end - end) // 3, 4)}|{kind}"
    if d.indicator and (at := m.norm.rfind(d.indicator, 0, d.q.start)) >= 0:
        gap = "over" if start < at + len(d.indicator) and at < end else "behind" if at < end else str(min(at - end, 4))
        yield f"indicator {gap}"
        yield f"indicator {gap}|{kind}|{opens}"
    if d.indicator and d.indicator in owner.text:
        yield "holds the indicator"
    if d.indicator and owner.text in d.indicator:
        yield "in the indicator"


def pair_features(d0: Draft, d: Draft, before: Owner, owner: Owner) -> list[str]:
    """How the owners of two neighbouring numbers stand to each other."""
    how = "same" if before.text == owner.text else "other"
    listed = len(d.group) > 1 and d.group is d0.group
    tie = "listed" if listed else "of" if d.of is d0 else "repeats" if d.inherited else "own"
    clause = "clause" if d.clause == d0.clause else "later"
    return [f"pair={how}", f"pair={how}|{tie}", f"pair={how}|{tie}|{clause}", f"pair={how}|{owner.stands}|{clause}"]
