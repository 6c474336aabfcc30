"""Text in, quantities out: every number with its unit, in base units, as Decimal, with its exact span.

Numbers are matched on characters of a rendering that has the length of the text (`rendering.py`), so offsets hold.
What a word of unit or numeral means stands in `rules/units.yaml` and `rules/numerals.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cache
from typing import NamedTuple

from econ_extract.beginnings import Gated
from econ_extract.models import Bound, Quantity
from econ_extract.rendering import normalize, rendered_by
from econ_extract.rules import SP, Rule, RuleBook, alternation, default_rules, guarded_alternation

MYRIAD = 10_000  # numbers go by sections of four digits: 万 closes the first, 亿 the second
_NO_ZERO = r"(?<![^\s为是达至到约近(:\-])\.\d+"  # .5 is a number where nothing else can end with the point
_ITEM = r"\d{1,2}(?=\.(?:19|20)\d\d年)"  # 3.2020年4月8日: the number of an item before a year
_APART = (  # 总产值6 185.43亿元: thousands set apart by spaces, behind a word that they cannot be the date of
    r"(?<=[一-龥(:])(?<![年月日第前近])\d{1,3}(?: \d{3})+(?![\d,])(?:\.\d+)?(?= ?[一-龥%])"
    r"|(?<=[一-龥] )\d{1,3}(?: \d{3})+(?:(?<= \d{3} \d{3})|\.\d+)(?![\d,])(?= ?[一-龥%])"
)
_DIGITS = _ITEM + "|" + _APART + r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|" + _NO_ZERO
_MAX_DIGITS = 30  # DECIMAL(38,6) holds 32 digits before the point; longer runs are codes, not amounts
_MAX_HAN = 40
_MAX_SCALES = 4  # 千万亿 is the longest in use; a longer run of scale words is no number
_MAX_PLACES = 20  # a share with more decimals is one that does not end
_PRECISION = 60  # of all sums: no digit of a number of 30 digits and its scale is rounded
_Shapes = Sequence[tuple[Rule, re.Pattern[str]]]


def _spaced(form: str) -> str:
    """A unit as it stands where layout has set it with spaces: 个 百 分 点, and 美 元 behind a space of its own."""
    if len(form) == 2 and not form.isascii():
        return f"{form[0]}(?:{form[1]}|(?<= {form[0]}) {form[1]})"
    return (" ?" if len(form) > 2 else "").join(map(re.escape, form))


_TIMES = ("年", "月", "日", "号", "时", "点")
_HAN_TAIL = re.compile(r"[万亿]+$|(?<=[一二两三四五六七八九])[百千]$")
_PART_OF_UNIT = re.compile(r"千[米克瓦伏卡帕]|百分点")
# The shapes of numerals.yaml that are no number with a unit, in the order in which they are tried.
_SPECIAL = (
    "percent_words", "fraction", "discount", "money_parts", "money_cents", "slash_fraction", "half", "half_tenth",
    "and_half", "and_half_unit", "hours_minutes", "half_time", "tenths_and_half", "doubling", "rank", "rank_list",
    "rank_before", "rank_moved", "to_one",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its unit: `value`, or `low`..`high`; `scale` is the factor its last scale word gave."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    bound: Bound = "exact"
    rules: tuple[str, ...] = ()


class _Part(NamedTuple):
    """A count and its scale, and where they end."""

    value: Decimal
    end: int
    scale: Decimal


class ScaledSum:
    """Adds up the parts of one number, each a count with its scale, as long as they go on one well-formed number.

    >>> parts = ScaledSum()
    >>> parts.add(Decimal(1), 10**8), parts.add(Decimal(2345), 10**4), parts.add(Decimal(6), 10**8)
    (True, True, False)
    >>> parts.value
    Decimal('123450000')
    """

    def __init__(self) -> None:
        self.last = 1  # the last scale
        self._closed = self._open = Decimal(0)  # what a 万 or 亿 has counted, and what may still be counted by one
        self._big = 0  # the scale of `_closed`
        self._room = 0  # what the next count stays below, at its own small scale

    @property
    def value(self) -> Decimal:
        """The sum so far."""
        return self._closed + self._open

    def add(self, count: Decimal, scale: int) -> bool:
        """Add `count` times `scale` (a power of ten); False, and nothing added, where it does not go on the number."""
        small, big = _small_and_big(scale)
        if count and self._room and count * small >= self._room:
            return False
        part = self._open + count * small
        if big == 1:
            self._open, self._room = part, small
        elif not self._closed or (self._big == MYRIAD and big > MYRIAD) or (big == self._big and not part):
            self._big = big if part else big * self._big  # in 1万2千亿 the 亿 counts the 万 too; 万亿 is one scale
            self._closed, self._open, self._room = (self._closed + part) * big, Decimal(0), big
        elif part and part * big < self._big:
            self._closed, self._open, self._room, self._big = self._closed + part * big, Decimal(0), big, big
        else:
            return False
        self.last = scale
        return True


def _small_and_big(scale: int) -> tuple[int, int]:
    """A power of ten as the scale inside a section of four digits and that of the section: 千亿 is 千 and 亿."""
    places = len(str(scale)) - 1
    section = 0 if places < 4 else places // 4 * 4
    return 10 ** (places - section), 10**section


class HanNumerals:
    """Reads Han numerals by the digit and scale tables of the rules."""

    def __init__(self, digits: dict[str, int], scales: dict[str, int]) -> None:
        self.digits, self.scales = digits, scales
        self.chars = "".join([*digits, *scales])

    def integer(self, word: str) -> Decimal | None:
        """The value of a Han integer (三百六十三, 一点 excluded), None where the word is not well formed."""
        if len(word) > 1 and all(c in self.digits for c in word):
            return None if "两" in word or "俩" in word else Decimal("".join(str(self.digits[c]) for c in word))
        parts, digit = ScaledSum(), None
        for i, c in enumerate(word):
            if c in self.digits:
                if digit:
                    return None
                digit = self.digits[c]
                continue
            scale = self.scales[c]
            counted = digit or (1 if scale == 10 or i == 0 else 0)  # 十二, 百万: the first scale and ten need no digit
            if (not counted and scale < MYRIAD) or not parts.add(Decimal(counted), scale):
                return None
            digit = None
        if digit and parts.last >= 100 and word[-2] in self.scales:
            digit *= parts.last // 10  # 三万五 is 35,000
        return parts.value + (digit or 0)

    def parse(self, word: str) -> Decimal | None:
        """As `integer`, with a decimal part (一点五) and scales behind it (一点五万亿); spaces inside are layout."""
        word = word.replace(" ", "")
        if "点" not in word:
            return self.integer(word)
        whole, _, rest = word.partition("点")
        decimals = rest.rstrip("".join(self.scales))
        head = self.integer(whole)
        if head is None or not decimals or any(c not in self.digits for c in decimals):
            return None
        value = head + Decimal("0." + "".join(str(self.digits[c]) for c in decimals))
        return value * self.factor(rest[len(decimals) :])

    def factor(self, word: str) -> Decimal:
        """The product of scale words (万亿 -> 10^12)."""
        product = Decimal(1)
        for c in word:
            product *= self.scales[c]
        return product

    def adjacent(self, word: str) -> tuple[Decimal, Decimal] | None:
        """The two bounds of 三四百, 十七八, 两三: neighbouring digits that mean 'from … to …'."""
        word = word.replace(" ", "")
        if "点" in word:
            return None
        for i in range(len(word) - 1):
            a, b = word[i], word[i + 1]
            if a in self.digits and b in self.digits and 0 < self.digits[b] - self.digits[a] <= 1 and a not in "零〇":
                low, high = self.integer(word[: i + 1] + word[i + 2 :]), self.integer(word[:i] + word[i + 1 :])
                if low is not None and high is not None and len(word) <= 4:
                    return low, high
        return None


class QuantityGrammar:
    """The compiled numeral and unit rules; `find` reads one text."""

    def __init__(self, book: RuleBook) -> None:
        rules = {r.id: r for r in book.table("numerals")}
        self.han = HanNumerals(rules["numeral.han_digits"].value["digits"], rules["numeral.scales"].value["scales"])
        self._company = re.compile(rules["numeral.financial"].pattern or "")
        self._financial = re.compile(f"[{''.join(rules['numeral.financial'].value['plain'])}]")
        self._plain_form = str.maketrans(rules["numeral.financial"].value["plain"])
        scale = self._scale_shape(rules["numeral.scales"])
        self._han_run = re.compile(self._han_shape(scale, ""))
        self._scale = re.compile(rf"{SP}((?:(?!千[米克瓦伏卡帕]|百 ?分){scale})+)")
        self._digits = re.compile(_DIGITS)
        self._compound = re.compile(rf"{SP}零?{SP}(\d+(?:\.\d+)?)")
        self._negative = re.compile(rf"(?:{rules['numeral.negative'].pattern})$")
        self._over = re.compile(rf"{SP}({alternation(rules['numeral.infix_over'].forms)})")
        self._some = re.compile(f" ?(?:{alternation(rules['numeral.infix_some'].forms)})")
        self._range = re.compile(rf"{SP}(?:{rules['numeral.range'].pattern}){SP}")
        self._range_not_after = tuple(rules["numeral.range"].value["not_after"])
        self._range_falling = re.compile(rules["numeral.range_falling"].pattern or "")
        self._range_raised = re.compile(rules["numeral.range_raised"].pattern or "")
        self._changed = re.compile(rules["numeral.range_level"].pattern or "")
        self._level_ratio = Decimal(rules["numeral.range_level"].value["ratio"])
        self._list = re.compile(rf"{SP}(?:{rules['numeral.list'].pattern}){SP}")
        no_numbers = [rules["numeral.vague"], rules["numeral.formula"], book["name.url"]]
        self._no_number = [(rule.id, re.compile(rule.pattern or "")) for rule in no_numbers]
        self._units, self._unit_pattern = self._compile_units(book.table("units"))
        han_number = self._han_shape(scale, str(_MAX_HAN))
        number = rf"(?:(?:{_DIGITS})(?:{SP}{scale}{{1,{_MAX_SCALES}}})?|{han_number})"
        self._special: list[tuple[Rule, Gated]] = []
        for name in _SPECIAL:
            rule = rules[f"numeral.{name}"]
            shape = (rule.pattern or "").replace("{number}", number).replace("{sp}", SP)
            self._special.append((rule, Gated(re.compile(shape))))
        self._start = re.compile(
            rf"\d|{_NO_ZERO}|[{re.escape(self.han.chars)}]|半|翻|对(?=折)|(?:US\$|HK\$|[$¥€£])(?={SP}\d)"
        )
        self._prefix = {"US$": "USD", "HK$": "HKD", "$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP"}

    def _han_shape(self, scale: str, most: str) -> str:
        """A Han numeral of at most `most` characters a part.

        A space may stand inside it before a scale (三 百), behind one before a count of its own (三百 五十), and before
        the ones of a numeral that is set with spaces (五 十 二).
        """
        digit, scales = f"[{re.escape(''.join(self.han.digits))}]", re.escape("".join(self.han.scales))
        gap = rf" {scale}|(?<=[{scales}]) {digit}(?= ?{scale})|(?:(?<=十)|(?<= [百千])) {digit}"
        part = rf"(?:{digit}|{scale})(?:{digit}|{scale}|{gap}){{0,{most}}}"
        point = rf"(?: ?点| 点 |点 (?={digit}+ ?个? ?百 ?分 ?点))"  # 三点 五家 is rather a time
        return rf"{part}(?:{point}{part})?"

    @staticmethod
    def _scale_shape(rule: Rule) -> str:
        """One scale character, with what may not or must stand behind some of them."""
        guarded: dict[str, str] = rule.value["guards"]
        free = "".join(c for c in rule.value["scales"] if c not in guarded)
        return "(?:" + "|".join([f"[{free}]", *(c + guard for c, guard in guarded.items())]) + ")"

    @staticmethod
    def _compile_units(rules: Sequence[Rule]) -> tuple[dict[str, Rule], re.Pattern[str]]:
        forms: dict[str, Rule] = {}
        for rule in rules:
            if rule.id != "unit.rank":
                forms.update(dict.fromkeys(rule.forms, rule))
        tails = {}
        for form, rule in forms.items():
            stops = [s for s in rule.stops if (form + s) not in forms]
            tails[form] = f"(?!{alternation(stops)})" if stops else ""
        return forms, re.compile(f"{SP}({guarded_alternation(tails, _spaced)})")

    # ------------------------------------------------------------------ reading

    def find(self, text: str) -> list[Quantity]:
        """Quantities of `text` in order, without overlap; also bare numbers (`unit` None), for the caller to judge."""
        half_width = normalize(text)
        norm = half_width
        if self._financial.search(norm):
            norm = self._company.sub(lambda m: m[0].translate(self._plain_form), norm)
        with localcontext(prec=_PRECISION):
            shared = self._share_units(norm, self._found(norm))
        return [self._quoted(text, q, half_width[q.start : q.end] != norm[q.start : q.end]) for q in shared]

    @staticmethod
    def _quoted(text: str, q: Quantity, financial: bool) -> Quantity:
        """The quantity with the words of the text itself."""
        rules = (*q.rules, "numeral.financial") if financial else q.rules
        if q.unit is not None:
            rules = (*rendered_by(text, q.start, q.end), *rules)
        return replace(q, text=text[q.start : q.end], rules=rules)

    def _found(self, norm: str) -> list[Quantity]:
        found: list[Quantity] = []
        no_number = {
            i: (match, rule)
            for rule, shape in self._no_number
            for match in shape.finditer(norm)
            for i in range(*match.span())
        }
        chars = set(norm)
        shapes = [(rule, shape.regex) for rule, shape in self._special if shape.fits(chars)]
        at = 0
        while match := self._start.search(norm, at):
            start = match.start()
            if start in no_number:
                words, rule = no_number[start]
                at = words.end()
                found.append(self._made(norm, start, at, None, rules=(rule,)))
                continue
            special = self._special_at(norm, start, shapes)
            quantity = self._share_range(norm, special, shapes) if special else self._plain_at(norm, start)
            if quantity is None:
                at = self._skip(norm, start)
                continue
            found.append(quantity)
            at = quantity.end
        return found

    def _skip(self, norm: str, start: int) -> int:
        """Where to look on after something at `start` that is no number: behind the whole run of its kind."""
        run = self._digits.match(norm, start) or self._han_run.match(norm, start)
        return run.end() if run and run.end() > start else start + 1

    @staticmethod
    def _made(
        norm: str, start: int, end: int, value: Decimal | None, unit: str | None = None, **more: object
    ) -> Quantity:
        return Quantity(start, end, norm[start:end], value, more.pop("low", None), more.pop("high", None), unit, **more)  # type: ignore[arg-type]  # keyword passthrough

    def _special_at(self, norm: str, start: int, shapes: _Shapes) -> Quantity | None:
        """The shapes of numerals.yaml that are no number-with-unit: fractions, halves, doublings, ranks."""
        for rule, shape in shapes:
            match = shape.match(norm, start)
            if match is None or not self._behind(norm, start, rule.value.get("after")):
                continue
            groups = match.groupdict()
            value = self._special_value(rule, groups)
            if value is None:
                if (pair := self._share_pair(norm, match, rule)) is not None:
                    return pair
                continue
            unit = (
                rule.value.get("unit") or self._units[f"{rule.value.get('prefix', '')}{groups['unit']}"].value["unit"]
            )
            bound: Bound = rule.value.get("bound", "exact")
            bound = "over" if groups.get("over") else "nearly" if groups.get("nearly") else bound
            if rule.value.get("signed") and norm[max(0, start - 1) : start] == "负":
                start, value = start - 1, -value
            return self._made(norm, start, match.end(), value, unit, bound=bound, rules=(rule.id,))
        return None

    def _share_pair(self, norm: str, match: re.Match[str], rule: Rule) -> Quantity | None:
        """百分之七八十: neighbouring digits mean from … to …, of shares as of other numbers."""
        number = self._number(norm, match.start("num")) if rule.id == "numeral.percent_words" else None
        if number is None or number.low is None or number.high is None or number.end != match.end():
            return None
        part = Decimal(rule.value["den"][match["den"]])
        low, high, rules = number.low * part, number.high * part, (*number.rules, rule.id)
        return self._made(norm, match.start(), match.end(), None, "%", low=low, high=high, bound="range", rules=rules)

    def _share_range(self, norm: str, low: Quantity, shapes: _Shapes) -> Quantity:
        """百分之八至百分之十, 百分之八至十, 三分之一到二分之一 are one range; all else comes back unchanged."""
        rule, joint = low.rules[-1], self._range.match(norm, low.end)
        if rule not in ("numeral.percent_words", "numeral.fraction") or joint is None or low.value is None:
            return low
        high = self._special_at(norm, joint.end(), shapes)
        if high is not None and high.rules[-1] == rule:
            end, value = high.end, high.value
        else:
            end, value = self._second_share(norm, low, joint.end())
        led = low.start and norm[low.start - 1] in self._range_not_after
        if value is None or value <= low.value or (led and not self._range_raised.match(norm, end)):
            return low
        rules = (*low.rules, "numeral.range")
        return self._made(norm, low.start, end, None, "%", low=low.value, high=value, bound="range", rules=rules)

    def _second_share(self, norm: str, low: Quantity, at: int) -> tuple[int, Decimal | None]:
        """The end and the value of the upper bound that leaves 百分之 out, which has no unit of its own."""
        number = self._number(norm, at) if norm[low.start] == "百" else None
        if number is None or number.value is None or number.scale > 1 or norm.startswith(_TIMES, number.end):
            return at, None
        digits = norm[low.end - 1].isdigit() and norm[low.end - 1].isascii()
        alike = digits == (norm[at].isdigit() and norm[at].isascii())
        return number.end, number.value if alike and not self._unit_pattern.match(norm, number.end) else None

    @staticmethod
    def _behind(norm: str, start: int, words: Sequence[str] | None) -> bool:
        """Whether one of `words` stands before `start`, spaces and an opening quote apart."""
        return words is None or norm[max(0, start - 8) : start].rstrip(' \t\n"“').endswith(tuple(words))

    def _special_value(self, rule: Rule, groups: dict[str, str | None]) -> Decimal | None:
        if "number" in rule.value:
            return Decimal(rule.value["number"])
        if rule.id in ("numeral.fraction", "numeral.slash_fraction"):
            return self._fraction(groups)
        if rule.id in ("numeral.money_parts", "numeral.money_cents"):
            return self._money(groups)
        if rule.id == "numeral.hours_minutes":
            hours, minutes = self.parse(groups["hours"] or ""), self.parse(groups["minutes"] or "")
            return None if hours is None or minutes is None else hours * 60 + minutes
        if rule.id == "numeral.discount":
            return self._discount(rule, groups)
        if rule.id == "numeral.doubling":
            times = groups.get("num")
            return self.parse(times) if times else Decimal(1)
        value = self.parse(groups.get("num") or groups.get("bare") or groups.get("place") or "")
        if value is None:
            return None
        if "plus" in rule.value:
            return value + Decimal(rule.value["plus"])
        if rule.id == "numeral.percent_words":
            return value * Decimal(rule.value["den"][groups["den"]])
        if rule.id != "numeral.tenths_and_half":
            return value
        tenth = groups["tenth"] or ""
        return value * 10 + (5 if tenth == "半" else self.han.digits[tenth])

    def _money(self, groups: dict[str, str | None]) -> Decimal | None:
        """An amount in 元, 角 and 分, or in dollars and cents."""
        whole, tenths, hundredths = (self.parse(groups.get(part) or "零") for part in ("yuan", "jiao", "fen"))
        if whole is None or tenths is None or hundredths is None:
            return None
        return whole + tenths / 10 + hundredths / 100

    def _discount(self, rule: Rule, groups: dict[str, str | None]) -> Decimal | None:
        """The part of the price that is paid: 七折 and 七五折 are 70 % and 75 %."""
        if groups["half"]:
            return Decimal(rule.value["half"])
        value = self.parse((groups["num"] or "") or (groups["tens"] or "") + (groups["ones"] or ""))
        if value is None or value == 10 or value >= 100:
            return None
        return value * 10 if value < 10 else value

    def _fraction(self, groups: dict[str, str | None]) -> Decimal | None:
        """A fraction in %; one that does not end is written to two places (33.33), as readers do, below 1 to six."""
        whole, top, bottom = (self.parse(groups.get(name) or "零") for name in ("whole", "top", "bottom"))
        if whole is None or top is None or not bottom:
            return None
        share = ((whole * bottom + top) / bottom * 100).normalize()
        places = -int(share.as_tuple().exponent)
        return share if places <= _MAX_PLACES else share.quantize(Decimal("0.01" if abs(share) >= 1 else "0.000001"))

    def parse(self, word: str) -> Decimal | None:
        """The value of a number word alone: 1亿2345万, 三百六十三, 72,199.47; None where it is none."""
        number = self._number(self._company.sub(lambda m: m[0].translate(self._plain_form), normalize(word)), 0)
        return number.value if number is not None and number.end == len(word) else None

    def _number(self, norm: str, start: int) -> Number | None:
        """The number at `start`: digits with scales, or a Han numeral; with 余/多/几 inside."""
        digits = self._digits.match(norm, start)
        if digits:
            return self._arabic(norm, digits) if digits.end() - start <= _MAX_DIGITS else None
        run = self._han_run.match(norm, start)
        if run is not None and _PART_OF_UNIT.match(norm, run.end() - 1):  # 百万千瓦 is a million kilowatts
            run = self._han_run.match(norm, start, run.end() - 1)
        if run is None or len(run[0]) - run[0].count(" ") > _MAX_HAN:
            return None
        return self._han_number(norm, run)

    def _arabic(self, norm: str, digits: re.Match[str]) -> Number | None:
        value, end, scale = Decimal(digits[0].replace(",", "").replace(" ", "")), digits.end(), Decimal(1)
        bound: Bound = "exact"
        rules: tuple[str, ...] = ()
        if match := self._scale.match(norm, end):
            if len(match[1]) > _MAX_SCALES:
                return None
            gaps = norm[end] not in self.han.scales
            parts, scale, end = ScaledSum(), self.han.factor(match[1]), match.end()
            parts.add(value, int(scale))
            while (part := self._part(norm, end, scale, gaps)) and parts.add(part.value, int(part.scale)):
                end, scale = part.end, part.scale
            value, rules = parts.value, ("numeral.scales",)
        if over := self._over.match(norm, end):
            behind = self._scale.match(norm, over.end())
            unit_at = behind.end() if behind else over.end()
            if self._unit_pattern.match(norm, unit_at) or behind:
                bound, rules, end = "over", (*rules, "numeral.infix_over"), over.end()
                if behind:
                    factor = self.han.factor(behind[1])
                    value, scale, end = value * factor, scale * factor, behind.end()
        return Number(digits.start(), end, value, scale=scale, bound=bound, rules=rules)

    def _part(self, norm: str, at: int, scale: Decimal, gaps: bool) -> _Part | None:
        """What follows a scale word inside one number: 2345万 in 1亿2345万, 2345 in 1万2345元.

        `gaps`: the number is set with spaces (1 亿 2345 万), which then do not end it.
        """
        more = self._compound.match(norm, at)
        if more is None or scale == 1:
            return None
        zero = more[0].count("零")
        apart = more.start(1) > at + zero
        behind = self._scale.match(norm, more.end())
        if behind is None:
            whole = more[1].isdigit() and (len(more[1]) > 1 or zero) and Decimal(more[1]) < scale
            ends = whole and (gaps or not apart) and self._unit_pattern.match(norm, more.end())
            return _Part(Decimal(more[1]), more.end(), Decimal(1)) if ends else None
        lower = self.han.factor(behind[1])
        next_place = len(more[1]) == 1 and lower * 10 == scale  # 7万 5千 4百
        if len(behind[1]) > _MAX_SCALES or ((apart or behind.start(1) > more.end()) and not (gaps or next_place)):
            return None
        return _Part(Decimal(more[1]), behind.end(), lower)

    def _han_number(self, norm: str, run: re.Match[str]) -> Number | None:
        word, end = run[0], run.end()
        bound: Bound = "exact"
        rules: tuple[str, ...] = ("numeral.han_digits",)
        pair = self.han.adjacent(word)
        value = None if pair else self.han.parse(word)
        if value is None and pair is None:
            return None
        if infix := (self._over.match(norm, end) or self._some.match(norm, end)):
            behind = self._scale.match(norm, infix.end())
            if behind or self._unit_pattern.match(norm, infix.end()):
                bound, end = "over", infix.end()
                rules = (*rules, "numeral.infix_over" if "几" not in infix[0] else "numeral.infix_some")
                if behind and value is not None:
                    value, end = value * self.han.factor(behind[1]), behind.end()
        if pair:
            return Number(run.start(), end, None, pair[0], pair[1], bound="range", rules=rules)
        return Number(run.start(), end, value, scale=self._han_scale(norm[run.start() : end]), bound=bound, rules=rules)

    def _han_scale(self, word: str) -> Decimal:
        """The factor of the scale words that close a Han numeral: 亿 of 五亿, 百 of 八百, none of 二十."""
        tail = _HAN_TAIL.search(word)
        return self.han.factor(tail[0]) if tail else Decimal(1)

    def _plain_at(self, norm: str, start: int) -> Quantity | None:
        prefix = re.match(rf"(US\$|HK\$|[$¥€£]){SP}", norm[start : start + 8])
        number_at = start + prefix.end() if prefix else start
        number = self._number(norm, number_at)
        if number is None:
            return None
        unit = self._unit_pattern.match(norm, number.end)
        rule = self._unit(unit) if unit else None
        if (
            rule
            and "near" in rule.value
            and not re.search(rule.value["near"], norm[max(0, start - 14) : number.end + 8])
        ):
            unit = rule = None
        if rule and rule.value.get("digits_only") and not norm[number.end - 1].isdigit():
            unit = rule = None
        if unit and rule and self._steps(norm, start, number, rule, unit.end()):
            return self._noted(self._plain(norm, start, number, rule, unit.end()), "numeral.range_level")
        ranged = self._range_at(norm, start, number, rule, unit.end() if unit else number.end)
        if ranged is not None:
            return ranged
        if rule is None and norm[start] not in "0123456789" and not prefix:
            return (
                None
                if number.value is None or not self._bare_scale(norm, number)
                else self._plain(norm, start, number, None, number.end)
            )
        end = unit.end() if unit else number.end
        quantity = self._plain(norm, start, number, rule, end)
        if prefix and rule is None:
            return replace(quantity, unit=self._prefix[prefix[1]])
        return quantity

    def _unit(self, match: re.Match[str]) -> Rule:
        return self._units[match[1].replace(" ", "")] if " " in match[1] else self._units[match[1]]

    def _bare_scale(self, norm: str, number: Number) -> bool:
        """A Han number that ends in 万 or 亿 and may stand without a unit (百亿, 两千万)."""
        return norm[number.end - 1] in "万亿" and number.end - number.start > 1

    def _plain(self, norm: str, start: int, number: Number, rule: Rule | None, end: int) -> Quantity:
        factor = Decimal(rule.value["scale"]) if rule else Decimal(1)
        sign = Decimal(1)
        if rule and self._is_negative(norm, start, rule):
            start, sign = start - 1, Decimal(-1)
        low, high = (number.low, number.high) if sign > 0 else (number.high, number.low)
        scaled = [v if v is None else v * factor * sign for v in (number.value, low, high)]
        rules = (*number.rules, rule.id) if rule else number.rules
        if sign < 0 and rule and rule.value["dim"] == "money":
            rules = (*rules, "numeral.negative")
        unit = rule.value["unit"] if rule else None
        bound: Bound = "over" if rule and number.bound == "exact" and "多" in norm[number.end : end] else number.bound
        return Quantity(start, end, norm[start:end], scaled[0], scaled[1], scaled[2], unit, bound, rules)

    def _is_negative(self, norm: str, start: int, rule: Rule) -> bool:
        """Whether a minus sign stands before `start`: at any rate, elsewhere only behind a word that leads to it."""
        if not start or norm[start - 1] not in "-−负":
            return False
        if rule.value["dim"] not in ("percent", "pp"):
            return rule.value["dim"] == "money" and bool(self._negative.search(norm, max(0, start - 8), start - 1))
        before = norm[start - 2 : start - 1]
        return not (before.isdigit() or before in tuple("%月日年"))

    def _steps(self, norm: str, start: int, by: Number, rule: Rule, end: int) -> bool:
        """Whether a change of an amount is followed by the level reached: 上调50元至4350元."""
        joint = self._range.match(norm, end)
        if joint is None or by.value is None or rule.value["dim"] in ("percent", "pp"):
            return False
        level = self._number(norm, joint.end())
        far = level is not None and level.value is not None and level.value >= by.value * self._level_ratio
        return far and self._changed.search(norm, max(0, start - 6), start) is not None

    @staticmethod
    def _noted(quantity: Quantity, rule: str) -> Quantity:
        return replace(quantity, rules=(*quantity.rules, rule))

    def _range_at(self, norm: str, start: int, low: Number, low_rule: Rule | None, low_end: int) -> Quantity | None:
        """`low` up to a second number with a unit: the unit and, where `low` has none, the scale are shared."""
        joint = self._range.match(norm, low_end)
        if joint is None or low.value is None:
            return None
        led = start and norm[start - 1] in self._range_not_after
        if low_rule is None and not norm[start].isdigit() and "numeral.han_digits" not in low.rules:
            return None
        high = self._number(norm, joint.end())
        if high is None or high.value is None:
            return None
        unit = self._unit_pattern.match(norm, high.end)
        rule = self._unit(unit) if unit else None
        if rule is None and not (low_rule is None and high.scale >= 10_000):
            return None
        if low_rule is not None and rule is not None and low_rule.value["unit"] != rule.value["unit"]:
            return None
        low_value = low.value
        if low_rule is None and high.scale > 1 and low_value < high.value / high.scale:
            low_value *= high.scale  # 四至五亿; but in 五百至八百 and 8000至1万 the first stands for itself
        end = unit.end() if unit else high.end
        falling = low_value > high.value and low_rule is not None and rule is not None
        falling = falling and self._range_falling.search(norm[max(0, start - 12) : joint.end()]) is not None
        if (low_value >= high.value and not falling) or (led and not self._range_raised.match(norm, end)):
            return None  # 从20亿到80亿 goes from one to the other; 由15%至18%上调至 starts from both
        ends = sorted((low_value, high.value))  # 下降37%-32%: the larger loss first
        number = replace(low, end=high.end, value=None, low=ends[0], high=ends[1], bound="range")
        quantity = self._plain(norm, start, number, rule, end)
        raised: tuple[str, ...] = ("numeral.range_raised",) if led else ()
        raised += ("numeral.range_falling",) if falling else ()
        return replace(quantity, rules=(*quantity.rules, *high.rules, "numeral.range", *raised))

    def _share_units(self, norm: str, found: list[Quantity]) -> list[Quantity]:
        """Give a number without a unit the unit (and scale, where it has none) of the next in its list."""
        scale_of_next = Decimal(1)  # of the number to the right, its own or shared with it
        for i in range(len(found) - 2, -1, -1):
            here, there = found[i], found[i + 1]
            if "numeral.list" not in there.rules:
                scale_of_next = self._number_scale(norm, there)
            joint = self._list.match(norm, here.end)
            if (
                here.unit == "count"
                and here.text.endswith("个")
                and "个" in there.text
                and there.unit in ("pp", "point")
            ):
                here = replace(here, end=here.end, unit=None)
            if (
                here.unit is not None
                or there.unit is None
                or here.value is None
                or not joint
                or joint.end() != there.start
            ):
                continue
            scaled = here.text[-1] in "万亿" and not set(there.text) & set("万亿")
            if scaled and "," in joint[0]:
                continue  # 4家营收超200亿，5家净利超100亿: a clause of its own
            rule = next((r for r in reversed(there.rules) if r.startswith("unit.")), None)
            if rule is None or there.unit in ("rank", "year", "day"):
                continue
            factor = Decimal(self._rule_scale(rule))
            if here.text[-1] in "万亿千百":
                scale_of_next = self._number_scale(norm, here)
            elif there.value is not None:
                factor *= scale_of_next
            found[i] = replace(
                here, value=here.value * factor, unit=there.unit, rules=(*here.rules, rule, "numeral.list")
            )
        return found

    def _rule_scale(self, rule_id: str) -> str:
        return next(str(r.value["scale"]) for r in self._units.values() if r.id == rule_id)

    def _number_scale(self, norm: str, quantity: Quantity) -> Decimal:
        number = self._number(norm, quantity.start)
        return number.scale if number else Decimal(1)


@cache
def default_grammar() -> QuantityGrammar:
    """The grammar of the program's own rules, compiled once a process."""
    return QuantityGrammar(default_rules())


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of `text` that have a unit, or a scale that implies one (20亿), in order.

    >>> [(q.text, str(q.value), q.unit) for q in find_quantities("投资1亿2345万元，同比增长6.3%")]
    [('1亿2345万元', '123450000', 'CNY'), ('6.3%', '6.3', '%')]
    """
    return [q for q in default_grammar().find(text) if q.unit is not None or (q.value and q.text[-1] in "万亿")]
