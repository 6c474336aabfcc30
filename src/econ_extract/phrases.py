"""A sentence's mentions and an offset in, the noun phrase beside it and the indicator it names out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from econ_extract.mentions import Mentions
from econ_extract.models import Token
from econ_extract.rules import Rule, RuleBook, alternation

_STOP_TAGS = frozenset({"p", "d", "m", "y", "ad", "zg", "e", "o", "uz", "ul", "ug", "w"})
_NOUNISH = ("n", "v", "a", "b", "j", "l", "i", "q", "x", "s", "f", "k", "h", "eng", "g", "z", "r", "c")
_TRIM = " \t\r\n、和与及的,:;·▶►■●-—…“”\"'（）()"
_PAIRS = (("(", ")"), ("“", "”"), ("（", "）"))


_SOFT_STATUSES = frozenset(
    {"status.norm", "status.norm_money", "status.norm_fine"}
)  # 补贴 and 奖励 are nouns of amounts as well
_LONGEST = 120  # characters: nothing that goes on for longer is a noun phrase
_OBJECT = 4  # characters of a phrase that can be the object of a verb, not its second half (投入强度)
_CLAUSE = 26  # characters of a clause before 的 that tells which ones are counted
_MODIFIED = 30  # characters of a noun with such a clause
_THINGS = frozenset(
    "件起宗项次条篇份笔桩批种类"
)  # what counts things; the people before a verb are a part of their name
_PHRASES = 8192  # phrases whose head is remembered
_starts = attrgetter("start")
_LATIN = re.compile(r"[A-Za-z0-9.+-]*[A-Za-z][A-Za-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class Head:
    """An indicator of the lexicon found in a phrase: where it stands there, and its rule."""

    start: int
    end: int
    rule: Rule


def _cut(token: Token, end: int) -> Token:
    """The token up to `end`: the segmentation may have joined its last character to a verb (率达)."""
    return token if token.end <= end else Token(token.text[: end - token.start], token.start, end, token.tag)


def _behind_period(m: Mentions, token: Token) -> Token:
    """The token without the end of a period that the segmentation joined to it (9|月销量)."""
    p = next((p for p in m.periods if p.start < token.start < p.end < token.end - 1), None)
    return token if p is None else Token(token.text[p.end - token.start :], p.end, token.end, token.tag)


def _whole_quote(norm: str, begin: int, end: int, start: int) -> int:
    """Where a phrase begins that has taken in only the end of a quotation: at its opening mark."""
    closing = norm.find("”", begin, end)
    if closing < 0 or "“" in norm[begin:closing]:
        return begin
    opening = norm.rfind("“", max(start, begin - 16), begin)
    return begin if opening < 0 else opening


def _stripped(words: str) -> str:
    """The words without marks and conjunctions at their ends; 和 of a sum is none (利润总和, 两者之和)."""
    text = words.strip(_TRIM)
    if text.endswith("以") and words.startswith("及", words.find(text) + len(text)):
        text = text[:-1].strip(_TRIM)  # 14个自然遗产以及 4 个文化遗产
    summed = text.endswith(("总", "之")) and words.startswith("和", words.find(text) + len(text))
    return f"{text}和" if summed else text


def trimmed(words: str) -> str:
    """The words without marks and conjunctions at their ends, but with the marks that close or open what is inside."""
    text = _stripped(words)
    at = words.find(text)
    for opening, closing in _PAIRS:
        excess = text.count(opening) - text.count(closing)
        if excess > 0 and words.startswith(closing, at + len(text)):
            text += closing
        elif excess < 0 and at and words[at - 1] == opening:
            text, at = opening + text, at - 1
    return text


class IndicatorLexicon:
    """Finds the heads of a phrase from its end: of the forms that end at one place, the longest wins."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._of: dict[str, list[Rule]] = {}
        for rule in rules:
            for form in rule.forms:
                self._of.setdefault(form, []).append(rule)
        self.longest = max(map(len, self._of), default=0)
        self._backwards: dict[str | None, re.Pattern[str]] = {}
        # The same few phrases of a sentence are asked for again and again.
        self.head = lru_cache(maxsize=_PHRASES)(self._head)

    def _pattern(self, dim: str | None) -> re.Pattern[str]:
        """The reversed forms of the rules that are measured in `dim`, longest first."""
        if dim not in self._backwards:
            fit = [f for f, rules in self._of.items() if dim is None or any(dim in r.value["dims"] for r in rules)]
            self._backwards[dim] = re.compile(alternation(f[::-1] for f in fit) or r"(?!)")
        return self._backwards[dim]

    def names(self, word: str) -> bool:
        """Whether the word is itself a form of an indicator."""
        return word in self._of

    def heads(self, phrase: str, dim: str | None = None) -> list[Head]:
        """Heads measured in `dim` from right to left; a form that several rules share gives one Head a rule."""
        return list(self._heads(phrase, dim))

    def _heads(self, phrase: str, dim: str | None) -> Iterator[Head]:
        size = len(phrase)
        for match in self._pattern(dim).finditer(phrase[::-1]):
            start, end = size - match.end(), size - match.start()
            for rule in self._of[match[0][::-1]]:
                if dim is None or dim in rule.value["dims"]:
                    yield Head(start, end, rule)

    def _head(self, phrase: str, dim: str | None) -> Head | None:
        """The rightmost head that is measured in `dim` (any head where `dim` is None)."""
        return next(self._heads(phrase, dim), None)


class PhraseReader:
    """Cuts noun phrases out of tokens by the break words of `rules/phrases.yaml`."""

    def __init__(self, book: RuleBook) -> None:
        self.lexicon = IndicatorLexicon(book.table("indicators"))
        self._after_deal = book.pattern("phrase.after_deal")
        self._issuing_behind = book.pattern("phrase.issuing_behind")
        self.empty_left = book.pattern("phrase.empty_left")
        self._located = book.pattern("phrase.located_behind")
        self.dangling = book.pattern("phrase.dangling")
        self._breaks = book.words("phrase.verb_break")
        self.keeps = book.words("phrase.verb_keep")
        self._right_breaks = book.words("phrase.right_break")
        self._asides = book.words("phrase.aside_word")
        self._predicate_breaks = book.words("phrase.predicate_break")
        self.rate_nouns = book.words("change.rate_noun")
        self.rate_begins = re.compile(f"(?:{alternation(self.rate_nouns)}|速度)")
        self._granting = book.words("phrase.granting_verb")
        self._adverbs = book.words("phrase.adverb_of_count")
        self._nominal_ends = book.words("phrase.nominal_end")
        self._behind_verbs = book.words("phrase.behind_verb")
        self._opening = book.words("phrase.opening_word")
        self._within_names = book.words("phrase.within_name")
        self._nominal = book.words("phrase.nominal_verb")
        self._modifiers = book.words("phrase.modifier")
        self._full_name = book.pattern("phrase.full_name")
        self.next_statement = book.pattern("phrase.next_statement")
        self._per_time = book.pattern("phrase.per_time")
        self._noun_suffix = book.words("phrase.noun_suffix")
        self._place_noun = book.pattern("phrase.place_noun")
        self._attributes = book.words("phrase.attribute")
        self._compound = book.pattern("phrase.compound")
        self.branch_name = book.pattern("phrase.branch_name")
        self._native = book.pattern("phrase.native")
        self._circumstance = book.pattern("phrase.circumstance")
        self._circumstance_ends = tuple(book["phrase.circumstance"].value["closes"])
        self._doers = book.pattern("phrase.counted_doer")
        self._doing = book.words("phrase.doing")
        self._other_kinds = book.pattern("phrase.other_kinds")
        self._level_reached = book.pattern("change.to")
        self._next_bound = book.words("phrase.next_bound")

    def left(self, m: Mentions, start: int, end: int) -> str:
        """The noun phrase that ends at `end`, looking back to `start` at most; "" where none does."""
        while end > start and m.norm[end - 1].isspace():
            end -= 1
        end = self.before_circumstance(m, start, end)
        begin, nouns = end, 0
        reach = max(0, start - self.lexicon.longest)  # a head that reaches over `start` is held as well
        heads = self.lexicon.heads(m.norm[reach:end])
        held = [(reach + h.start, reach + h.end) for h in heads if h.end - h.start >= 2]
        held += [(c.start, c.end) for c in m.names]
        held += [c.span() for c in self._compound.finditer(m.norm, start, end)]
        if "业" in m.norm[start:end]:
            held += [c.span() for c in self.branch_name.finditer(m.norm, start, end)]
        first, last = (bisect_left(m.tokens, at, key=_starts) for at in (start, end))
        window = [_behind_period(m, _cut(t, end)) for t in m.tokens[first:last]]
        for place in range(len(window) - 1, -1, -1):
            token = window[place]
            if token.text.isspace() and not self._headline_gap(m, token):
                continue
            inside = any(a <= token.start and token.end <= b and a < begin <= b for a, b in held)
            granted = token.text in self._granting and end - begin >= _OBJECT
            if inside and granted and self.lexicon.head(m.norm[begin:end], "money"):
                break  # 财政累计投入|各类扶贫资金
            if not inside and (self._parted(m, token, begin, nouns) or not self._goes_on(m, token, begin, end)):
                kept = token.text in self.keeps
                noun = self._noun_past_adverbs(window, place) if kept else None
                if noun is not None and begin == end:  # 工程已开工18项: the noun before the verb
                    return self.left(m, start, window[noun].end)
                if noun == place - 1:
                    begin = token.start
                    continue
                if kept and 0 < end - begin <= 6:
                    begin = token.start
                break
            begin = token.start
            nouns += token.tag[:1] in ("n", "x", "j", "l", "v") or token.tag == "eng"
        if name := next((e for e in m.entities if e.start < begin < e.end), None):
            begin = min(name.end, end)  # 吉林市殡葬|服务中心|接待: nothing measured begins inside a name
        dated = begin and m.norm[begin - 1].isdigit() and any(p.end == begin for p in m.periods)  # 3Q22|海外收入
        if 0 < begin < end - 1 and m.norm[begin - 1].isdigit() and "一" <= m.norm[begin] <= "龥" and not dated:
            begin += 1  # 每10股|派发现金红利: the segmentation joined the unit of a denominator to the phrase
        if after := self._after_deal.match(m.norm, begin, end):
            begin = after.end()
        if m.norm.startswith("/", begin) and (joint := m.norm.find("、", begin, end)) > 0:
            begin = joint + 1  # 12.85元/股、最低价
        closing = m.norm.find(")", begin, end)
        if closing >= 0 and "(" not in m.norm[begin:closing] and (opening := m.norm.rfind("(", start, begin)) >= 0:
            return self.left(m, start, opening) + m.norm[closing + 1 : end].strip(_TRIM)  # 银行(不含分行)资本充足率
        begin = _whole_quote(m.norm, begin, end, start)
        return _stripped(m.norm[begin:end]).lstrip(".")  # 7.|资源税

    def before_circumstance(self, m: Mentions, start: int, end: int) -> int:
        """Where the noun ends before an adverbial (物价|在需求回暖的背景下上涨, 收入|扣除退税后增长); else `end`."""
        closes = m.norm.endswith(self._circumstance_ends, start, end)
        said = self._circumstance.search(m.norm, start, end) if closes else None
        return said.start() if said else end

    def _parted(self, m: Mentions, token: Token, begin: int, nouns: int) -> bool:
        """Whether the token closes an entity that stands before the phrase: its subject, not a part of it."""
        entity = next((e for e in m.entities if e.start <= token.start < e.end), None)
        if entity is not None and self._native.match(m.norm, entity.end):
            return False  # 湖北籍|务工人员
        return entity is not None and begin - token.end <= 1 and (nouns > 0 or entity.type == "person")

    def _noun_past_adverbs(self, window: list[Token], place: int) -> int | None:
        """The place of the noun before the verb at `place`, adverbs between them apart; None where none is."""
        at = place - 1
        while at >= 0 and (window[at].tag in ("d", "ad") or window[at].text in self._adverbs):
            at -= 1
        if at < 0:
            return None
        token = window[at]
        fits = token.tag in ("n", "vn", "j", "b", "l") and token.text not in self._breaks
        return at if fits else None

    def _goes_on(self, m: Mentions, token: Token, begin: int, end: int) -> bool:
        """Whether the phrase that begins at `begin` reaches back over `token`."""
        word = token.text
        if (
            word.isdigit()
            and m.norm[token.end : token.end + 1].isascii()
            and m.norm[token.end : token.end + 1].isalpha()
        ):
            return True
        if any(p.start < token.end and token.start < p.end for p in m.periods):
            return False
        if any(q.start < token.end and token.start < q.end for q in m.quantities):
            return False
        if word in "“”\"'‘’《》·、/-":
            return begin < end or word in "”\"'"
        if word == "及其":
            return 0 < end - begin <= _OBJECT  # 机床及其零部件
        if word in ("和", "与", "及", "以及", "的", "或", "(", ")"):
            return begin < end
        if any(c.start < token.end and token.start < c.end for c in m.statuses if c.rule.id not in _SOFT_STATUSES):
            return False
        if begin == end and self.lexicon.names(word):
            return True
        if begin < end and word in self._modifiers:
            return True
        if word in self.keeps or word in self._breaks:
            return m.norm[begin:end].strip(_TRIM) in self._nominal_ends
        return token.tag.startswith(_NOUNISH) and token.tag not in _STOP_TAGS

    @staticmethod
    def _headline_gap(m: Mentions, space: Token) -> bool:
        """A space between two Han characters parts two headline clauses."""
        if "\n" in space.text:  # a line is wrapped
            return False
        around = m.norm[max(0, space.start - 1) : space.start] + m.norm[space.end : space.end + 1]
        return len(around) == 2 and all("一" <= c <= "龥" for c in around)

    def can_name(self, token: Token) -> bool:
        """Whether the word may stand in the name of a project or firm: a noun, no verb that takes an object."""
        if token.text in self._breaks or token.text in self.keeps and token.text not in self._nominal:
            return token.text in self._within_names
        if token.tag == "v" and token.text not in self._nominal:
            return False
        if token.tag == "m" and not token.text[0].isdigit():
            return True
        if not token.text[:1].isalnum():
            return token.text in "·“”（）()"
        return token.tag.startswith(_NOUNISH) and token.tag not in _STOP_TAGS

    def right(self, m: Mentions, start: int, end: int) -> tuple[str, int]:
        """The noun phrase that begins at `start` (spaces, 的 and (次) skipped) before `end`, and where it ends."""
        if self.next_statement.match(m.norm, start, end):
            return "", start
        start = per.end() if (per := self._per_time.match(m.norm, start, end)) else start
        skip = re.compile(r"(?:[ \t\r\n]|\([^()]{1,4}\)|的|,(?=以上))*").match(m.norm, start, end)
        begin = skip.end() if skip else start
        while place := next((e for e in m.entities if e.start == begin and e.type == "region" and e.end < end), None):
            begin = place.end + (m.norm[place.end : place.end + 1] in "、和")
        if issuing := self._issuing_behind.search(m.norm, begin, end):
            end = issuing.start()
        end, stop, headed = min(end, begin + _LONGEST), begin, False
        things = m.norm[start - 1 : start] in _THINGS
        for token in (t for t in m.tokens if t.end > begin and t.start < end):
            if token.end <= stop:
                continue
            word = m.norm[max(token.start, begin) : token.end]
            if word.isspace() and self._headline_gap(m, token):
                break
            if stop > begin and (kinds := self._other_kinds.match(m.norm, token.start, end)):
                stop = kinds.end()  # 县(市、区), 部门(单位)
                continue
            if not things and self._does(m, begin, token):
                break
            if any(
                c.start < token.end and max(token.start, begin) < c.end
                for c in m.statuses
                if c.end - c.start > 1 and c.rule.id not in _SOFT_STATUSES
            ):
                break
            opened = m.norm[begin:stop].strip() in self._opening
            if not opened and not self._goes_on_right(m, word, token, headed, stop > begin):
                break
            stop = min(token.end, end)
            headed = self.lexicon.head(m.norm[begin:stop], None) is not None and not word.isspace()
        if closing := self._modified(m, begin, stop, end):
            whole_noun, far = self.right(m, closing, end)
            if whole_noun:
                modified = f"{m.norm[begin : closing - 1].strip(_TRIM)}的{whole_noun}"
                return modified if len(modified) <= _MODIFIED else whole_noun, far
        if joint := self._place_noun.match(m.norm, begin, stop):
            stop = joint.end()
        if stop > begin and (whole := self._full_name.match(m.norm, stop, end)) and self._next_is_verb(m, stop):
            stop = whole.end()
        stop = self._before_bound(m, begin, stop)
        return trimmed(m.norm[begin:stop]), stop

    def _before_bound(self, m: Mentions, begin: int, stop: int) -> int:
        """Where a counted noun ends that has taken in the bound of the next number (45个分项|共3264场比赛)."""
        last = next((t for t in m.tokens if t.end == stop and t.start > begin), None)
        while last is not None and (last.text in self._next_bound or last.text in ("、", "和", "及", "以及")):
            stop = last.start
            last = next((t for t in m.tokens if t.end == stop and t.start > begin), None)
        return stop

    def is_doer(self, noun: str) -> bool:
        """Whether a noun phrase names people, bodies or places that do something."""
        return self._doers.search(noun) is not None

    def does_behind(self, m: Mentions, noun: str, at: int) -> bool:
        """Whether `noun` names people, bodies or places, and what they do stands behind it at `at`."""
        token = next((t for t in m.tokens if t.start == at), None)
        return token is not None and self.is_doer(noun) and (self._deed(token) or self.verb_behind(m, at))

    def _does(self, m: Mentions, begin: int, token: Token) -> bool:
        """Whether the token says what people, bodies or places do that stand directly before it (30个国家|报告)."""
        return self._deed(token) and self._doers.search(m.norm, begin, token.start) is not None

    def _deed(self, token: Token) -> bool:
        """Whether the word is a verb or an adverb, and no noun as well."""
        word = token.text
        if len(word) < 2 or word in self._nominal or self.lexicon.names(word):
            return False
        return token.tag in ("v", "i", "d", "ad") or word in self._doing

    def _tells(self, m: Mentions, word: str, token: Token) -> bool:
        """Whether a verb tells of the noun directly before it (2架|包机|飞抵), and stands in no longer name."""
        if token.tag != "v" or len(word) < 2 or word in self._nominal or self.lexicon.names(word) or word in self.keeps:
            return False
        before = next((t for t in m.tokens if t.end == token.start), None)
        behind = next((t for t in m.tokens if t.start == token.end), None)
        noun = before is not None and before.tag in ("n", "nz", "nt", "l", "j") and len(before.text) > 1
        goes_on = behind is not None and (
            behind.text in self._behind_verbs or behind.tag in ("p", "ns", "nt", "d", "ul", "ug", "uz")
        )
        return noun and goes_on

    def told_from(self, m: Mentions, start: int, end: int) -> int:
        """Where the words behind a counted noun begin that tell of it; `end` where none do."""
        things = m.norm[start - 1 : start] in _THINGS
        first = next((t for t in m.tokens if t.start >= start and not t.text.isspace()), None)
        if first is None or (first.tag[:1] in "vdp" and first.text not in self._nominal):
            return end  # what is done stands at once behind the number: 18人|竞聘为班长
        begin, behind = first.start, first.tag
        for token in (t for t in m.tokens if begin < t.start < end):
            word = token.text
            breaks = word in self._predicate_breaks or (word in self._right_breaks and token.tag[:1] in "vpd")
            breaks = breaks or (token.tag in ("d", "f") and word in self._asides)
            breaks = breaks and behind[:1] in "njlx" and word not in self._nominal and not self.lexicon.names(word)
            breaks = breaks or word in self._next_bound or token.tag in ("ul", "ug", "uz")
            if breaks or self._tells(m, word, token):
                return token.start
            behind = token.tag
            if not things and self._does(m, begin, token):
                return token.start
        return end

    def verb_behind(self, m: Mentions, at: int) -> bool:
        """Whether a verb or an adverb, and no noun, follows at `at`."""
        word = next((t for t in m.tokens if t.start >= at and not t.text.isspace()), None)
        if word is None or word.start > at:
            return False
        told = word.text in self._right_breaks or word.text in self._predicate_breaks
        return (told or word.tag in ("v", "d", "ad")) and word.text not in self._nominal and word.text != "的"

    def tells_behind(self, m: Mentions, at: int) -> bool:
        """Whether at `at` stands a word that tells of the noun before it (116件作品|描绘渔村生活)."""
        word = next((t.text for t in m.tokens if t.start <= at < t.end and not t.text.isspace()), "")
        return word in self._predicate_breaks

    def _modified(self, m: Mentions, begin: int, stop: int, end: int) -> int | None:
        """Behind the 的 before the counted noun, where the words up to it only say which ones; None where none are.

        18条自主研发的生产线, 40个适宜推广种植的玉米品种, 9个价格持平的城市; 企业研发的产品 begins with those who do it.
        """
        closing = m.norm.find("的", stop, min(end, begin + _CLAUSE))
        said = m.norm[begin:closing] if closing > begin + 1 else ""
        first = next((t for t in m.tokens if t.start == begin), None)
        last = next((t for t in m.tokens if t.end == closing), None)
        if not said or first is None or last is None or re.search("[,;:。等]", said) or closing + 1 >= end:
            return None
        if self._level_reached.match(said):
            return None  # 700多万|减少到了年底的50万
        located = self._located.match(m.norm, begin, end)
        begins = located.end() if located else begin + 1
        joints = (t for t in m.tokens if begins <= t.start < closing and t.tag in ("p", "c") and t.text != "或")
        if next(joints, None) is not None:
            return None  # 弱苗以及疫情散发的局面, 纱锭在庞大的机器中
        if located or said in self._attributes:
            return closing + 1
        measured = closing == stop and first.tag != "a" and self.lexicon.head(said, None) is not None
        if (measured and last.tag not in ("a", "z")) or self.is_doer(m.norm[begin:stop]):
            return None
        opens = first.tag[:1] in ("v", "a") and first.text not in self.keeps
        ends = last.tag in ("a", "z") or (closing > stop and self._deed(last))
        return closing + 1 if opens or ends else None

    @staticmethod
    def _next_is_verb(m: Mentions, at: int) -> bool:
        """Whether the phrase was broken off at a verb or conjunction, which may stand inside a longer name."""
        token = next((t for t in m.tokens if t.start <= at < t.end), None)
        return token is not None and token.tag[:1] in ("v", "c", "n", "p", "a")

    def _goes_on_right(self, m: Mentions, word: str, token: Token, headed: bool, begun: bool) -> bool:
        if word.isspace() or word in "“”\"'‘’·-/" or word != token.text:
            return True
        at = token.end - 1
        if any(p.start <= at < p.end for p in m.periods) or any(q.start <= at < q.end for q in m.quantities):
            return False
        if (
            word.isdigit()
            and m.norm[token.end : token.end + 1].isascii()
            and m.norm[token.end : token.end + 1].isalpha()
        ):
            return True
        if not begun and (word in self._opening or word in self._modifiers):
            return True
        if word in ("、", "和", "及", "以及"):
            return begun
        if begun and (word in self._predicate_breaks or self._tells(m, word, token)):
            return False
        if word in ("与", "…"):
            return False
        if begun and word in self._noun_suffix:
            return True
        if _LATIN.fullmatch(word) or self.lexicon.names(word):
            return word not in self._right_breaks or not headed
        if word in "()":
            return False
        if word in self._right_breaks:
            return False
        if token.tag in _STOP_TAGS and word not in self._nominal and not self.is_doer(word):
            return False
        if token.tag.startswith("v") and headed and word not in self._nominal:
            return False
        return token.tag.startswith(_NOUNISH) or token.tag.startswith("u")
