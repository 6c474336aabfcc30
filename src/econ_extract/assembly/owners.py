"""The drafts of a sentence in, the names that each may belong to with their features out, and the choice among them.

The rules of `subjects` propose names in the order of their trust. Here stand beside them: every region, organisation
and noun phrase of the sentence before the number, the names of the sentences before, the topics of section and title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from econ_extract.assembly.draft import Draft, Named, Scene
from econ_extract.assembly.openings import Openings
from econ_extract.assembly.places import division_in
from econ_extract.gazetteer import lies_in
from econ_extract.mentions import Mentions
from econ_extract.models import Entity, Token
from econ_extract.phrases import PhraseReader
from econ_extract.ranker import Candidate, Ranker, alike, choose
from econ_extract.rules import RuleBook, alternation

_NEAR = 10  # phrases and entities of the sentence before the number that are looked at
_REMEMBERED, _AGES = 20, 5  # names of the text before that are looked at, by how many it is counted
_TITLE = 60  # characters at the head of an article
_WORDS = 5  # words of a name
_SHORTEST = 2  # characters of a name
_ABOVE = 600  # characters of the text above in which a name is looked for

_ALIKE = 0.6  # a name that shares so many characters with the rules' own says no other owner
_SURE = frozenset(
    {
        "owner",
        "possessor",
        "market",
        "behind",
        "works",
        "in phrase",
        "each",
        "beside",
        "report",
        "place of speaker",
        "this",
        "launched",
        "actor",
        "above",
        "part",
        "segment",
    }
)  # ways of the rules beside which nothing else is looked for
_LOOKED_FOR = frozenset({"entity", "list", "phrase", "opening"})  # ways to names of the sentence that no rule proposes
_QUOTED = 24  # characters of a quoted name before a run of words that ends with it
_PAIRS = (("“", "”"), ("(", ")"), ("《", "》"))
_JOINTS = frozenset("和与及、")
_WORDS_ALONE = frozenset({"phrase", "opening", "prefix", "title words"})  # ways that know no entity


Part = tuple[list[str], int]  # some features of a name, and the sum of their weights

_MEASURED = ("quantity", "revenue", "price", "index")  # what was measured so before owns nothing: 商品零售，餐饮收入
_SORTED = ("growth_rate", "loan_balance", "deposit_balance")  # the sorts of these own none: 企业和机关|存款


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
    modified: list[tuple[int, int]]  # the relative clauses that only describe what stands behind them
    # All of these are asked for every number anew, and remembered:
    cuts_name: Callable[[int, int], bool]
    names_nobody: Callable[[str], bool]
    is_agency: Callable[[str], object]
    plain: Callable[[str], str]
    parts: dict[tuple[object, ...], Part] = field(default_factory=dict)  # what does not change from draft to draft

    def clause(self, at: int) -> int:
        """Where the clause begins that `at` lies in."""
        ends = self.m.clause_ends
        number = bisect_right(ends, at)
        return ends[number - 1] if number else 0

    def opens_clause(self, at: int) -> bool:
        """Whether what stands at `at` opens its clause."""
        return abs(self.opens[self.clause(at)] - at) <= 1

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
        self._no_party = book.pattern("subject.no_party")
        self._provinces = book.pattern("subject.all_provinces")
        self._model = book.pattern("subject.model_name")
        sites = (
            book.words("subject.named_place") | book.words("subject.city_place") | book.words("subject.national_team")
        )
        self._site_end = re.compile(f"(?:{alternation(sites)})$")
        self._trailing = book.pattern("subject.trailing")
        self._agency = book.pattern("subject.agency")
        self._modifier = book.pattern("subject.modifier")
        self._traded_goods = book.pattern("phrase.traded_goods")
        self._town_or_country = book.pattern("phrase.town_or_country")
        self._branch = book.pattern("subject.branch")
        self._branch_sum = book.pattern("phrase.branch_sum")

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
            [of.span(of.lastgroup or 0) for of in self._modifier.finditer(m.norm)],
            self._cuts(m),
            cache(self._names_nobody),
            cache(self._agency.fullmatch),
            cache(self._plain_words),
        )
        rows: list[list[Owner]] = []
        for d in drafts:
            owners = self._owners(sentence, scene, d, resolved)
            d.owners = [*owners] if self.keeps else []
            rows.append(owners)
            places = sorted((o.start for o in owners if o.stands), reverse=True)
            for owner in owners if len(owners) > 1 else ():
                parts = self._parts(sentence, scene, d, owner, places)
                owner.features = [name for names, _ in parts for name in names] if self.keeps else []
                owner.score = sum(weight for _, weight in parts)

        def together(number: int, before: Owner, owner: Owner) -> int:
            return self.ranker.weigh_pair(pair_features(drafts[number - 1], drafts[number], before, owner))

        return choose(rows, together) if rows else []

    def title_words(self, m: Mentions) -> list[str]:
        """The first words of a title, as many names as they may make (中欧班列, 中欧班列开行数)."""
        runs = self._phrases(m)
        opens = self.openings.behind_adverbs(m, 0)
        start, end = next((run for run in runs if run[0] <= opens + 1 < run[1]), (0, 0))
        words = [t for t in m.tokens if start <= t.start and t.end <= end][:_WORDS]
        cuts_name = self._cuts(m)
        return [m.norm[start : word.end] for word in words if not cuts_name(start, word.end)]

    def _cuts(self, m: Mentions) -> Callable[[int, int], bool]:
        """Asks of a span whether it cuts a name of the sentence in two; remembers what it answered."""
        models = [one.span() for one in self._model.finditer(m.norm)]
        sites = [
            e for e in m.entities if self._site_end.search(e.text.rstrip("”")) or self._provinces.match(m.norm, e.start)
        ]
        held = [*models, *((e.start, e.end) for e in sites)]

        @cache
        def cuts_name(start: int, end: int) -> bool:
            """A site's (惠州|北站), a model's (XDG|-2019-60号地块), an office's (国家卫生健康|委) but for its place."""
            if any(a < at < b for a, b in held for at in (start, end)):
                return True
            longer = any(e.start == start and e.end < end for e in sites)
            if (
                longer
                and not self._name_end.search(m.norm[start:end])
                and not self.openings.is_proper(m.norm[start:end])
            ):
                return True  # 上海港|集装箱
            cut = [e for e in m.entities if e.start < start < e.end or e.start < end < e.end]
            if not any(self._authority.search(e.text) for e in cut):
                return False
            place = division_in(m.norm[start:end]) if end > start >= 0 else None
            return place is None or place.end != end - start

        return cuts_name

    def _plain_words(self, text: str) -> str:
        """The words of a phrase without open brackets, marks of quotation and what only trails behind a name."""
        return self._trailing.sub("", text.strip().rstrip("(（").rstrip("“《").lstrip("”》)"))

    def _names_nobody(self, text: str) -> bool:
        """Whether words name nobody: they stand for a name (当地, 全市), open with a preposition, name a measure."""
        if self._no_words.fullmatch(text) or self._no_party.fullmatch(text) or self.openings.is_short(text):
            return True
        if any(text.count(opens) != text.count(closes) for opens, closes in _PAIRS):
            return True  # a name cut inside its quotation marks or brackets
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
        fits = self._fitting(d)

        def add(way: str, name: Named, start: int = -1, end: int = -1) -> None:
            alone = way in _WORDS_ALONE
            text = s.plain(name[0]) if alone else name[0].strip().rstrip("(（")
            if len(text) < _SHORTEST or text == d.indicator or (alone and s.names_nobody(text)):
                return
            if way not in _SURE and s.is_agency(text):
                return
            owner = found.get(text)
            if owner is None:
                if not fits(way, text, name[1]):
                    return
                owner = found[text] = Owner(text)
            owner.ways.add(way)
            owner.entity = owner.entity or name[1]
            if start > owner.start:
                owner.start, owner.end = start, end

        for way, name in (*d.proposed, *d.nearby):
            add(way, name)
        ruled = found.setdefault(d.subject or "", Owner(d.subject or "", entity=d.subject_entity))
        ruled.ruled = True
        ruled.ways.add("rules")
        sure = d.proposed and d.proposed[0][0] in _SURE
        if sure or (d.group and d.group[0] is not d) or ((d.tabled or d.told) and not d.proposed):
            return [ruled]
        for way, name, start, end in self._others(s, scene, d, resolved):
            told = way in _WORDS_ALONE and scene.only_tells(start, name[0])
            modifies = any(a <= start and end <= b for a, b in s.modified)
            if not (told or modifies or s.cuts_name(start, end)):
                add(way, name, start, end)
        return [o for o in found.values() if o is ruled or not alike(o.text, ruled.text, _ALIKE)]

    def _fitting(self, d: Draft) -> Callable[[str, str, Entity | None], bool]:
        """Asks whether a name that came up in some way may be new among the owners of a draft."""
        indicator, measured = d.indicator or "", _measured_before(d)
        form = self.phrases.lexicon.head(indicator, None) if indicator else None
        branch, goods = self.splits_by_branch(d), self._traded_goods.fullmatch(indicator) is not None
        kind = form.rule.value["kind"] if form is not None else ""
        sorts = kind in _SORTED or (kind == "price" and d.growth)

        def fits(way: str, text: str, entity: Entity | None) -> bool:
            if branch and entity is None and self.is_branch(d, text):
                return False  # 采矿业增加值增长3%: the part is the region's
            if way in _LOOKED_FOR and self._authority.search(text):
                return False  # an office owns what the rules say it owns, and nothing else
            if way not in _WORDS_ALONE:
                return True
            if any(text in (name, name[: len(text) * growth]) for name, growth in measured):
                return False  # 水泥20万吨，汽车26万辆: what was measured before owns nothing
            opens, behind = indicator.startswith(text), indicator.removeprefix(text)
            joined = not behind or behind[0] in _JOINTS or (form and not form.start and len(text) < form.end)
            if opens and joined:
                return False  # 研究|与试验发展经费, 国内|生产总值: words that belong together
            if self._town_or_country.fullmatch(text):
                return False  # 乡村零售额: a half of the region's
            other = (
                kind == "price" and opens and any(name.endswith(behind) and name != indicator for name, _ in measured)
            )
            of_goods = goods or other or (sorts and opens)  # 出口手机20亿元; 食品和烟酒|价格, 乙类|均价: the sort
            return not of_goods or self._ends_as_name(text)

        return fits

    def is_branch(self, d: Draft, text: str) -> bool:
        """Whether words name a branch, or a list that the branch of the draft opens (高技术产业和装备|制造业增加值)."""
        opens = text[:_SHORTEST] == (d.indicator or "")[:_SHORTEST] and len(text) >= _SHORTEST
        return bool(opens or self._branch.fullmatch(text) or self._branch_sum.search(text))

    def _ends_as_name(self, text: str) -> bool:
        """Whether words end in what firms, groups and sites are called."""
        return bool(self._name_end.search(text) or self._site_end.search(text))

    def splits_by_branch(self, d: Draft) -> bool:
        """Whether the indicator is the part that a branch or form of ownership has in a sum of its region."""
        name = (d.indicator or "").partition("占")[0].removesuffix("所")
        whole = self._branch_sum.search(name)
        return whole is not None and self._branch.fullmatch(name[: whole.start()]) is not None

    def _others(
        self, s: _Sentence, scene: Scene, d: Draft, resolved: Callable[[Entity], Iterable[Named]]
    ) -> Iterator[tuple[str, Named, int, int]]:
        """The names that no rule proposes, each with the way to it and its place (-1: not in the sentence)."""
        known = bisect_right(s.entities, d.q.start, key=lambda e: e.end)
        for e in s.entities[max(0, known - _NEAR) : known]:
            for number, name in enumerate(resolved(e)):
                yield "list" if number else "entity", name, e.start, e.end
        runs = bisect_right(s.phrases, d.q.start, key=lambda run: run[1])
        for start, end in s.phrases[max(0, runs - _NEAR) : runs]:
            opened = _opened(s.m.norm, start, end)
            opened = opened if opened <= s.opens[s.clause(opened)] <= end else start
            yield "phrase", (s.m.norm[opened:end], None), opened, end
            if s.opens[s.clause(start)] == start:
                first = bisect_left(s.starts, start)
                for word in (w for w in s.words[first : first + _WORDS] if w.end < end):
                    yield "opening", (s.m.norm[start : word.end], None), start, word.end
        for text in scene.title_words:
            yield "title words", (text, None), -1, -1
        if d.indicator and (head := self.phrases.lexicon.head(d.indicator, None)) and head.start > 1:
            at, before = s.m.norm.rfind(d.indicator, 0, d.q.start), d.indicator[: head.start].rstrip("的")
            of_trade = head.rule.value["kind"] == "trade" and not self._ends_as_name(before)
            if not (before.endswith("中") or "占" in before or of_trade):  # 清洁能源在能源消费总量中|的比重: no name
                yield "prefix", (before, None), at, at + head.start if at >= 0 else -1
        remembered = scene.named[-_REMEMBERED:] if d.proposed else []  # no name above governs this paragraph
        for number, name in enumerate(reversed(remembered)):
            yield f"named{number // _AGES}", name, -1, -1
        for way, topic in (("section", scene.section), ("title", scene.title_topic)):
            if topic:
                yield way, (topic.text, topic.entity), -1, -1

    def _parts(self, s: _Sentence, scene: Scene, d: Draft, owner: Owner, places: list[int]) -> list[Part]:
        """What there is to say of an owner: of the draft and it, of its words, of its place in the sentence."""
        kind = owner.entity.type if owner.entity else "name" if owner.text else "nobody"
        own = _ways(d, owner)
        if not owner.text:
            return [(own, self.ranker.weigh(own))]
        own += _for_draft(scene, d, owner, kind)
        code = owner.entity.code if owner.entity else None
        keys: list[tuple[object, ...]] = [(owner.text, kind, code, owner.stands)]
        if owner.stands:
            own += _place_for_draft(s, d, owner, kind, places)
            keys.append((owner.start, owner.end, kind))
        shared = []
        for key in keys:
            if key not in s.parts:
                names = self._words(s, scene, owner, kind) if key is keys[0] else _place(s, scene, owner, kind)
                s.parts[key] = names, self.ranker.weigh(names)
            shared.append(s.parts[key])
        return [(own, self.ranker.weigh(own)), *shared]

    def _words(self, s: _Sentence, scene: Scene, owner: Owner, kind: str) -> list[str]:
        """What the words of a name say, and what the article says of them."""
        text, entity, size = owner.text, owner.entity, len(owner.text)
        found = [
            f"type={kind}",
            f"size={min(size, 12)}",
            f"size={min(size // 3, 4)}|{kind}",
            f"ends={text[-2:]}",
            f"ends={text[-1:]}",
            f"title={text in scene.article.text[:_TITLE]}|{kind}",
            f"said={min(s.above.count(text), 3)}|{kind}",
        ]
        if entity and kind == "region":
            found.append(f"code={len(entity.code.rstrip('0')) if entity.code else 0}")
        if scene.title_topic:
            found.append(f"topic={scene.title_topic.entity.type if scene.title_topic.entity else 'name'}|{kind}")
        item = scene.article.text[max(scene.section_begins, scene.begins - _ABOVE) : scene.begins] + s.m.text
        found.append(f"in the section={text in item}|{scene.section is not None}|{kind}")
        if scene.section and text == scene.section.text:
            found.append(f"heads the section|{kind}")
        if self.openings.is_proper(text):
            found.append(f"proper|{kind}")
        if self._no_name.match(text):
            found.append("no name")
        if self._name_end.search(text):
            found.append("name's end")
        head = self.phrases.lexicon.head(text, None)
        if head and head.end == size:
            found.append("is measured")
        topic = scene.topic.entity if scene.topic else None
        if entity and topic and kind == topic.type == "region":
            how = _lies(entity.code, topic.code)
            found += [f"{how} the topic", f"{how} the topic|{owner.stands}"]
        if not owner.stands:
            found.append(f"elsewhere|{kind}")
        return found


def _measured_before(d: Draft) -> set[tuple[str, bool]]:
    """What the sentence measured before a draft or lists beside it; True where its first words own nothing either."""
    found = {(other.indicator or "", other.head is not None) for other in d.group if other is not d}
    before = d.before
    while before is not None:
        if before.kind in _MEASURED:
            found.add((before.indicator or "", before.kind == "quantity"))
        before = before.before
    return found


def _ways(d: Draft, owner: Owner) -> list[str]:
    """The ways that led to a name, and whether it is the rules' own."""
    found = []
    for way in owner.ways:
        found += [f"way={way}", f"way={way}|{d.dim}"]
        if d.inherited:
            found.append(f"way={way}|repeats")
        if d.growth:
            found.append(f"way={way}|growth")
    if owner.ruled:
        first = d.proposed[0][0] if d.proposed else "nothing"
        found += [f"rules by {first}", f"rules by {first}|{d.dim}"]
    return found


def _for_draft(scene: Scene, d: Draft, owner: Owner, kind: str) -> list[str]:
    """How a name fits what is measured and what was said before."""
    found = [
        f"ways={len(owner.ways)}",
        f"carried={owner.text == scene.subject}|{d.before is None}",
        f"kind={d.kind}|{kind}",
    ]
    if d.indicator:
        found.append(f"indicator={d.indicator[-2:]}|{kind}")
    return found


def _opened(norm: str, start: int, end: int) -> int:
    """Where a phrase begins that holds the end of a quoted name: at its quotation mark (“5|号高地”)."""
    if norm.count("“", start, end) >= norm.count("”", start, end):
        return start
    opened = norm.rfind("“", max(0, start - _QUOTED), start)
    return start if opened < 0 or "”" in norm[opened:start] else opened


def _lies(code: str | None, topic: str | None) -> str:
    """How a region lies to that of the topic."""
    if code == topic:
        return "is"
    return "in" if lies_in(code, topic) else "around" if lies_in(topic, code) else "off"


def _place(s: _Sentence, scene: Scene, owner: Owner, kind: str) -> list[str]:
    """What stands around a name, and whether it opens its clause."""
    opens = s.opens_clause(owner.start)
    before, behind = s.around(owner.start, owner.end)
    tags = before.tag if before else "-", behind.tag if behind else "-"
    found = [
        f"opens={opens}|{kind}",
        f"before={tags[0]}",
        f"behind={tags[1]}",
        f"between={tags[0]}|{tags[1]}",
        f"opens={opens}|behind={tags[1][:1]}",
        f"source={any(a <= owner.start < b for a, b in scene.source_runs)}",
    ]
    if before:
        found.append(f"before:{before.text}")
    if behind:
        found.append(f"behind:{behind.text}")
    return found


def _place_for_draft(s: _Sentence, d: Draft, owner: Owner, kind: str, places: list[int]) -> list[str]:
    """How far a name stands from the number: in clauses, in numbers, in names, and from the indicator."""
    start, end, ends = owner.start, owner.end, s.m.clause_ends
    opens = s.opens_clause(start)
    clauses = max(0, bisect_right(ends, d.clause) - bisect_right(ends, start))
    numbers = min(max(0, bisect_left(s.numbers, d.q.start) - bisect_left(s.numbers, end)), 4)
    found = [
        f"clauses={min(clauses, 4)}",
        f"clauses={min(clauses, 4)}|{kind}",
        f"opens={opens}|{min(clauses, 3)}",
        f"numbers={numbers}",
        f"numbers={numbers}|{opens}",
        f"rank={min(places.index(start), 5)}",
    ]
    if start >= d.clause:
        found.append(f"near={min((d.np_end - end) // 3, 4)}|{kind}")
    if d.indicator and (at := s.m.norm.rfind(d.indicator, 0, d.q.start)) >= 0:
        gap = "over" if start < at + len(d.indicator) and at < end else "behind" if at < end else str(min(at - end, 4))
        found += [f"indicator {gap}", f"indicator {gap}|{kind}|{opens}"]
    if d.indicator and d.indicator in owner.text:
        found.append("holds the indicator")
    if d.indicator and owner.text in d.indicator:
        found.append("in the indicator")
    return found


def pair_features(d0: Draft, d: Draft, before: Owner, owner: Owner) -> tuple[str, ...]:
    """How the owners of two neighbouring numbers stand to each other."""
    how = "same" if before.text == owner.text else "other"
    listed = len(d.group) > 1 and d.group is d0.group
    tie = "listed" if listed else "of" if d.of is d0 else "repeats" if d.inherited else "own"
    clause = "clause" if d.clause == d0.clause else "later"
    return _pair(how, tie, clause, owner.stands)


@cache
def _pair(how: str, tie: str, clause: str, stands: bool) -> tuple[str, ...]:
    return f"pair={how}", f"pair={how}|{tie}", f"pair={how}|{tie}|{clause}", f"pair={how}|{stands}|{clause}"
