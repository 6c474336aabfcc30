"""A draft and the phrase before it in, the indicator beside it out: counted things stand behind their number."""

from __future__ import annotations

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.assembly.endings import Endings
from econ_extract.assembly.naming import Naming
from econ_extract.mentions import Mentions
from econ_extract.phrases import Head, PhraseReader
from econ_extract.rules import RuleBook

BARE = 3  # a noun so short (项目, 大项目) says too little without what defines its class
_CLASS_TAGS = frozenset({"n", "vn", "eng", "an", "j", "b", "a", "l", "z", "i", "uj"})


class Counting:
    """Finds the noun beside a number, above all the one that is counted."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, naming: Naming) -> None:
        self.phrases, self.naming = phrases, naming
        self.endings = Endings(book, phrases)
        self._places_of = book.pattern("phrase.places_of_class")
        self._other_level = book.pattern("phrase.other_level")
        self._level_only = book.pattern("phrase.level_only")
        self._again = book.words("phrase.counted_anew")
        self._bound_word = book.pattern("phrase.bound_word")
        self._verbs_apart = book.words("phrase.verb_apart")
        self._share_of_then = book.pattern("phrase.share_of_then")
        self._reaching = book.pattern("phrase.reaching")
        self._time_taken = book.pattern("phrase.time_taken")
        self._part_told = book.pattern("phrase.part_told")
        self._part_opening = book.pattern("phrase.part_opening")
        self._turned_to = book.pattern("phrase.turned_to")
        self._worth = book.pattern("phrase.worth")
        self._fate = book.pattern("phrase.fate")
        self._class_words = book.pattern("phrase.class_word")
        self._fate_of = book.pattern("phrase.fate_of")

    def choose_beside(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The phrase before or behind the number: counted things stand behind, amounts mostly before."""
        heads = self.phrases.lexicon
        counted = d.dim is None or d.dim in COUNTED_DIMS
        if counted:
            self.endings.cut(m, d)
            self._share_noun_behind(m, d)
        left_head, right_head = heads.head(left, d.dim), heads.head(d.right, d.dim)
        if d.dim is None and left_head:
            self.naming.set(d, left, left_head)
        elif d.dim == "money" and d.right and m.norm.startswith("的", d.q.end) and self._worth.fullmatch(left):
            self.naming.set(d, d.right, right_head)
            d.note("phrase.worth")
            d.way = "worth"
        elif counted and (whole := self._counted_again(m, d)):
            self.naming.inherit(d, whole)
            d.note("phrase.part_opening")
            d.way = "part"
        elif d.dim == "person" and (fate := self._fate.match(m.norm, d.q.end)):
            self.naming.set(d, fate["fate"], None)  # 控制区1500人遇难: who stands before the number owns it
            d.note("phrase.fate")
            d.way, d.owner = "fate", left if self._fate_of.fullmatch(left) else None
        elif counted and d.right and not self._left_owns(m, d, left):
            self._choose_behind(m, d, left, right_head)
        elif left and (left_head or not (right_head or (d.right and self._verbal(m, d)))):
            self.naming.set(d, left, left_head)
        elif d.right:
            self.naming.set(d, d.right, right_head)
        elif d.dim in COUNTED_DIMS and (doing := self._doing(m, d)):
            self.naming.set(d, doing, None)
        elif not counted and (measure := self._measure_before(m, d)):
            self.naming.set(d, measure, heads.head(measure, d.dim))
        elif previous := self._continued(m, d) or scene.last:
            self.naming.inherit(d, previous)
        self._complete_count(m, scene, d, left)

    def _choose_behind(self, m: Mentions, d: Draft, left: str, head: Head | None) -> None:
        """The counted noun behind the number, with the phrase before it where the two are one."""
        short = len(d.right) <= BARE and not m.norm.startswith("的", d.q.end)
        joined = left and not self._apart(m, d, left) and short and self._names_class(m, d, left)
        named = left + d.right if joined else d.right
        noun = next((t.tag for t in m.tokens if t.end == d.right_end), "")[:1] in ("n", "l", "b")
        modified = "的" in m.norm[d.q.end : d.right_end].lstrip(" 的以上下左右多余")
        if self.phrases.tells_behind(m, d.right_end) or (left and short and not joined and noun) or modified:
            d.way = "told"  # 为4200户纳税人|免征增值税: the verb behind the noun ends it for certain
        if not left and len(d.right) <= BARE:
            named = self._verb_before(m, d) + d.right
        self.naming.set(d, named, head)

    def _names_class(self, m: Mentions, d: Draft, left: str) -> bool:
        """Whether the phrase directly before a number says of which class the things behind are (便利化30条举措).

        A verb, a place or who has or does it stands there more often: 全市90家企业, 公司3名股东, 警方逮捕3人.
        """
        between = m.norm[d.np_end : d.q.start].strip()
        quoted = left.rfind("”") + 1  # “一带一路”沿线: what is quoted is a name
        words = [t for t in m.tokens if d.np_end - len(left) + quoted <= t.start and t.end <= d.np_end]
        deed = bool(words) and words[0].tag == "v"  # 覆盖国民经济40个大类
        nouns = deed or all(
            t.tag in _CLASS_TAGS or self._class_words.fullmatch(t.text) for t in words if t.text[0].isalnum()
        )
        named = any(e.end == d.np_end for e in m.entities)
        close = not between or (d.bound != "exact" and len(between) <= 2)
        return len(left) > 1 and close and nouns and not named and not self.phrases.is_doer(left)

    def _left_owns(self, m: Mentions, d: Draft, left: str) -> bool:
        """A noun directly before a counted number owns it unless the noun behind is glued to it."""
        if not left:
            return False
        glued = d.right_end > d.q.end and m.norm[d.q.end] not in ",。;、"
        return not glued

    def _verb_before(self, m: Mentions, d: Draft) -> str:
        """The verb that belongs to a bare counted noun (集中开工28个项目 -> 开工项目), with the 新 before it."""
        verb = next((t.text for t in m.tokens if t.end == d.np_end and t.text in self.phrases.keeps), "")
        at = d.np_end - len(verb)
        new = "新" if verb and d.left < at and m.norm[at - 1] == "新" else ""
        return "" if verb in self._verbs_apart else new + verb

    def _apart(self, m: Mentions, d: Draft, left: str) -> bool:
        """Whether the phrase before a counted noun is another's: who turns to the counted, or what was counted before.

        企业向50个国家捐赠, 30个国家130个城市.
        """
        turned = self._turned_to.search(m.norm, d.np_end, d.q.start) is not None
        last = d.before
        counted = last is not None and last.dim in COUNTED_DIMS and left == m.norm[last.q.end : d.np_end].strip(" 的")
        if turned or counted:
            d.note("phrase.turned_to")
        return turned or counted

    def _share_noun_behind(self, m: Mentions, d: Draft) -> None:
        """14批次、260项进境物资: numbers of unlike units without a noun between them count the same things."""
        following = next((q for q in m.quantities if q.start >= d.q.end), None)
        if (
            d.right
            or following is None
            or len({member.q.text[-1] for member in d.group}) < len(d.group)
            or d.rate
            or m.norm[d.q.end : following.start].strip() != "、"
        ):
            return
        if following.unit not in ("count", "person") or self.phrases.lexicon.head(m.norm[d.left : d.np_end], d.dim):
            return
        d.right, _ = self.phrases.right(m, following.end, m.clause_end(following.end))

    def _counted_again(self, m: Mentions, d: Draft) -> Draft | None:
        """口罩3000万只，其中2200万只来自海外: what was counted by the same word before, where only a verb follows."""
        last = d.before
        while last is not None and (last.dim != d.dim or last.role == "threshold"):
            last = last.before
        if last is None or not last.indicator or m.norm[last.q.end - 1] != m.norm[d.q.end - 1] or d.dim == "person":
            return None
        opened = self._part_opening.search(m.norm, last.q.end, d.np_end)
        told = self.phrases.verb_behind(m, d.q.end) or self._part_told.match(m.norm, d.q.end)
        return last if opened and told else None

    def _verbal(self, m: Mentions, d: Draft) -> bool:
        """Whether the word before the number is a verb, so that its object stands behind the number."""
        word = next((t for t in reversed(m.tokens) if t.end <= d.np_end and not t.text.isspace()), None)
        return bool(word and word.tag.startswith("v") and not self.phrases.lexicon.names(word.text))

    def _doing(self, m: Mentions, d: Draft) -> str:
        """What the counted did, where a verb follows at once (2人当选院士)."""
        if self.phrases.left(m, d.left, d.np_end) or self.phrases.next_statement.match(m.norm, d.q.end):
            return ""
        end = min([m.clause_end(d.q.end), d.right_end + 16, *(q.start for q in m.quantities if q.start >= d.q.end)])
        done = m.norm[d.right_end : end].strip(" 的")
        return "" if self._time_taken.match(done) or done.startswith("、") else done

    def _measure_before(self, m: Mentions, d: Draft) -> str:
        """净利润领跑五家险企，达到9亿元: the measure before a count that the clause before names in passing."""
        last = d.before
        if last is None or last.dim not in COUNTED_DIMS or last.clause < m.clause_start(max(0, d.clause - 1)):
            return ""
        head = self.phrases.lexicon.head(m.norm[last.left : last.np_end], d.dim)
        return self.phrases.left(m, last.left, last.left + head.end) if head else ""

    def _continued(self, m: Mentions, d: Draft) -> Draft | None:
        """The draft that this one goes on from: the nearest before it that is measured alike, else the nearest."""
        previous = d.before
        if previous is not None and previous.change and self._reaching.fullmatch(m.norm, previous.q.end, d.q.start):
            return previous  # 营收下降2.3%，为171.9亿元
        if previous is not None and d.dim == "percent" and self._share_of_then.fullmatch(m.norm, d.clause, d.q.start):
            return previous  # 客运量274万人次，为去年同期的三成
        while previous is not None and (previous.dim != d.dim or previous.role == "threshold"):
            previous = previous.before
        return previous or d.before

    def _complete_count(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """新开工30个 and 省级2家 count again what was counted before."""
        if d.dim == "count" and d.head is None and not d.right and left and self._only_verbs(m, d):
            previous = d.before or scene.last
            while previous is not None and previous.dim != "count":
                previous = previous.before
            d.head = previous.head if previous else None
        level_only = self._level_only.fullmatch(d.indicator or "")
        if level_only and d.before and d.before.indicator and d.head is None:
            d.indicator = f"{d.indicator}{self._other_level.sub('', d.before.indicator)}"
            d.head = d.before.head

    def _only_verbs(self, m: Mentions, d: Draft) -> bool:
        """Whether only verbs stand before the number (新开工30个): what was counted before is counted again."""
        words = [t.text for t in m.tokens if d.left <= t.start and t.end <= d.np_end and t.text.isalnum()]
        return bool(words) and all(w in self.phrases.keeps or w in self._again for w in words)

    def class_phrase(self, m: Mentions, d: Draft, left: str) -> str:
        """A counted noun behind the threshold of its class: with the verb before it, or, bare, with the threshold.

        新签约50亿元以上项目 -> 新签约项目, 其中50亿元以上项目 -> 50亿元以上项目.
        """
        limit = d.before
        if limit and limit.role == "threshold" and (places := self._places_of.match(m.norm, limit.q.end, d.q.start)):
            return f"{self.phrases.left(m, limit.left, limit.np_end)}{m.norm[limit.np_end : places.end('who')].strip()}"
        if not limit or limit.role != "threshold" or not left or d.dim != "count" or d.right:
            return ""
        if limit.clause != d.clause or d.np_end - limit.q.end > len(left) + 6:
            return ""
        verb = next((t.text for t in reversed(m.tokens) if t.end == limit.np_end and t.text in self.phrases.keeps), "")
        new = "新" if verb and m.norm[max(0, limit.np_end - len(verb) - 1) : limit.np_end - len(verb)] == "新" else ""
        bounded = limit.bound == "range" or self._bound_word.search(m.norm, limit.q.end, d.np_end)
        if verb or len(left) > BARE or not bounded:
            return new + verb + left
        return f"{self.phrases.left(m, limit.left, limit.np_end)}{m.norm[limit.np_end : d.np_end].strip()}"
