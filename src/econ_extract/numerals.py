"""Text in, quantities out: every number with its unit, in base units, as Decimal, with its exact span.

Numbers are matched on characters of a half-width rendering that has the length of the text, so offsets hold.
What a word of unit or numeral means stands in `rules/units.yaml` and `rules/numerals.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from econ_extract.models import Bound, Quantity
from econ_extract.rules import SP, Rule, RuleBook, alternation, default_rules

_FULL = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0xFFE5: 0xA5, 0xFFE1: 0xA3}


@cache
def _one_to_one() -> dict[int, int]:
    """Full-width forms to half-width, traditional characters to simplified (OpenCC's table, one character each)."""
    table = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    simple = {
        ord(a): ord(b.split(" ")[0]) for a, b in pairs if len(a) == 1 and len(b.split(" ")[0]) == 1 and a not in b
    }
    return simple | _FULL


_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_MAX_DIGITS = 30  # DECIMAL(38,6) holds 32 digits before the point; longer runs are codes, not amounts
_MAX_HAN = 40
_PART_OF_UNIT = re.compile(r"千[米克瓦伏卡帕]|百分点")


def normalize(text: str) -> str:
    """Half-width, simplified rendering of the same length, one character for one; for matching, never for output."""
    return text.translate(_one_to_one())


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
    value: Decimal
    end: int
    scale: Decimal


class HanNumerals:
    """Reads Han numerals by the digit and scale tables of the rules."""

    def __init__(self, digits: dict[str, int], scales: dict[str, int]) -> None:
        self.digits, self.scales = digits, scales
        self.chars = "".join([*digits, *scales])

    def integer(self, word: str) -> Decimal | None:
        """The value of a Han integer (三百六十三, 一点 excluded), None where the word is not well formed."""
        if len(word) > 1 and all(c in self.digits for c in word):
            return None if "两" in word or "俩" in word else Decimal("".join(str(self.digits[c]) for c in word))
        total, section, digit = 0, 0, None
        last_scale = 0
        for c in word:
            if c in self.digits:
                if digit is not None and digit != 0:
                    return None
                digit = self.digits[c]
                continue
            scale = self.scales[c]
            if scale >= 10_000:
                section = (section + (digit or 0)) or (0 if total else 1)
                if total and total % scale == 0 and section:
                    total += section * scale
                else:
                    total = (total + section) * scale
                section = 0
            else:
                section += (digit or 1) * scale  # 十二, 零十二: ten needs no digit
            digit, last_scale = None, scale
        if digit and last_scale >= 100 and word[-2] in self.scales:
            digit *= last_scale // 10  # 三万五 is 35,000
        return Decimal(total + section + (digit or 0))

    def parse(self, word: str) -> Decimal | None:
        """As `integer`, with a decimal part (一点五) and scales behind it (一点五万亿)."""
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
        han = re.escape(self.han.chars)
        self._han_run = re.compile(rf"[{han}]+(?:点[{han}]+)?")
        scale_chars = "".join(self.han.scales)
        self._scale = re.compile(
            rf"{SP}((?:千(?![米克瓦伏卡帕])|百(?!分)|[{scale_chars.replace('千', '').replace('百', '')}])+)"
        )
        self._digits = re.compile(_DIGITS)
        self._compound = re.compile(rf"{SP}零?{SP}(\d+(?:\.\d+)?)")
        self._negative = re.compile(rf"(?:{rules['numeral.negative'].pattern})$")
        self._over = re.compile(rf"{SP}({alternation(rules['numeral.infix_over'].forms)})")
        self._some = re.compile(alternation(rules["numeral.infix_some"].forms))
        self._range = re.compile(rf"{SP}(?:{rules['numeral.range'].pattern}){SP}")
        self._range_not_after = tuple(rules["numeral.range"].value["not_after"])
        self._range_raised = re.compile(rules["numeral.range_raised"].pattern or "")
        self._list = re.compile(rf"{SP}(?:{rules['numeral.list'].pattern}){SP}")
        self._vague = re.compile(rules["numeral.vague"].pattern or "")
        self._units, self._unit_pattern = self._compile_units(book.table("units"))
        number = rf"(?:(?:{_DIGITS})(?:{SP}[{scale_chars}]+)?|[{han}]{{1,{_MAX_HAN}}}(?:点[{han}]+)?)"
        special = (
            "percent_words",
            "fraction",
            "slash_fraction",
            "half",
            "half_time",
            "tenths_and_half",
            "doubling",
            "rank",
            "rank_before",
            "rank_moved",
        )
        self._special: list[tuple[Rule, re.Pattern[str]]] = []
        for name in special:
            rule = rules[f"numeral.{name}"]
            shape = (rule.pattern or "").replace("{number}", number).replace("{sp}", SP)
            self._special.append((rule, re.compile(shape)))
        self._start = re.compile(rf"\d|[{han}]|半|翻|(?:US\$|HK\$|[$¥€£])(?={SP}\d)")
        self._prefix = {"US$": "USD", "HK$": "HKD", "$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP"}

    @staticmethod
    def _compile_units(rules: Sequence[Rule]) -> tuple[dict[str, Rule], re.Pattern[str]]:
        forms: dict[str, Rule] = {}
        for rule in rules:
            if rule.id != "unit.rank":
                forms.update(dict.fromkeys(rule.forms, rule))
        shapes = []
        for form in sorted(forms, key=lambda f: (-len(f), f)):
            stops = [s for s in forms[form].stops if (form + s) not in forms]
            shapes.append(re.escape(form) + (f"(?!{alternation(stops)})" if stops else ""))
        return forms, re.compile(SP + "(" + "|".join(shapes) + ")")

    # ------------------------------------------------------------------ reading

    def find(self, text: str) -> list[Quantity]:
        """Quantities of `text` in order, without overlap; also bare numbers (`unit` None), for the caller to judge."""
        norm = normalize(text)
        found: list[Quantity] = []
        vague = {i: m for m in self._vague.finditer(norm) for i in range(*m.span())}
        at = 0
        while match := self._start.search(norm, at):
            start = match.start()
            if start in vague:
                at = vague[start].end()
                found.append(self._made(norm, vague[start].start(), at, None, rules=("numeral.vague",)))
                continue
            quantity = self._special_at(norm, start) or self._plain_at(norm, start)
            if quantity is None:
                at = self._skip(norm, start)
                continue
            found.append(quantity)
            at = quantity.end
        shared = self._share_units(norm, found)
        return [replace(q, text=text[q.start : q.end]) for q in shared]

    def _skip(self, norm: str, start: int) -> int:
        """Where to look on after something at `start` that is no number: behind the whole run of its kind."""
        run = self._digits.match(norm, start) or self._han_run.match(norm, start)
        return run.end() if run and run.end() > start else start + 1

    @staticmethod
    def _made(
        norm: str, start: int, end: int, value: Decimal | None, unit: str | None = None, **more: object
    ) -> Quantity:
        return Quantity(start, end, norm[start:end], value, more.pop("low", None), more.pop("high", None), unit, **more)  # type: ignore[arg-type]  # keyword passthrough

    def _special_at(self, norm: str, start: int) -> Quantity | None:
        """The shapes of numerals.yaml that are no number-with-unit: fractions, halves, doublings, ranks."""
        for rule, shape in self._special:
            match = shape.match(norm, start)
            if match is None or not self._behind(norm, start, rule.value.get("after")):
                continue
            groups = match.groupdict()
            value = self._special_value(rule, groups)
            if value is None:
                continue
            unit = rule.value.get("unit") or self._units[groups["unit"]].value["unit"]
            bound: Bound = "over" if groups.get("over") else rule.value.get("bound", "exact")
            return self._made(norm, start, match.end(), value, unit, bound=bound, rules=(rule.id,))
        return None

    @staticmethod
    def _behind(norm: str, start: int, words: Sequence[str] | None) -> bool:
        """Whether one of `words` stands before `start`, spaces and an opening quote apart."""
        return words is None or norm[max(0, start - 8) : start].rstrip(' \t\n"“').endswith(tuple(words))

    def _special_value(self, rule: Rule, groups: dict[str, str | None]) -> Decimal | None:
        if "number" in rule.value:
            return Decimal(rule.value["number"])
        if rule.id in ("numeral.fraction", "numeral.slash_fraction"):
            top, bottom = self.parse(groups["top"] or ""), self.parse(groups["bottom"] or "")
            return (
                (top / bottom * 100).quantize(Decimal("0.000001")).normalize() if top is not None and bottom else None
            )
        if rule.id == "numeral.doubling":
            times = groups.get("num")
            return self.parse(times) if times and times != "近" else Decimal(1)
        value = self.parse(groups.get("num") or groups.get("bare") or "")
        if value is None:
            return None
        if rule.id == "numeral.percent_words":
            return value * Decimal(rule.value["den"][groups["den"]])
        if rule.id != "numeral.tenths_and_half":
            return value
        tenth = groups["tenth"] or ""
        return value * 10 + (5 if tenth == "半" else self.han.digits[tenth])

    def parse(self, word: str) -> Decimal | None:
        """The value of a number word alone: 1亿2345万, 三百六十三, 72,199.47; None where it is none."""
        number = self._number(normalize(word), 0)
        return number.value if number is not None and number.end == len(word) else None

    def _number(self, norm: str, start: int) -> Number | None:
        """The number at `start`: digits with scales, or a Han numeral; with 余/多/几 inside."""
        digits = self._digits.match(norm, start)
        if digits:
            return self._arabic(norm, digits) if digits.end() - start <= _MAX_DIGITS else None
        run = self._han_run.match(norm, start)
        if run is not None and _PART_OF_UNIT.match(norm, run.end() - 1):  # 百万千瓦 is a million kilowatts
            run = self._han_run.match(norm, start, run.end() - 1)
        if run is None or run.end() - start > _MAX_HAN:
            return None
        return self._han_number(norm, run)

    def _arabic(self, norm: str, digits: re.Match[str]) -> Number:
        value, end, scale = Decimal(digits[0].replace(",", "")), digits.end(), Decimal(1)
        bound: Bound = "exact"
        rules: tuple[str, ...] = ()
        if match := self._scale.match(norm, end):
            scale, end = self.han.factor(match[1]), match.end()
            value *= scale
            gaps = norm[digits.end()] not in self.han.scales
            while scale >= 1000 and (part := self._part(norm, end, scale, gaps)):
                value, end, scale = value + part.value, part.end, part.scale
            rules = ("numeral.scales",)
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
        if more is None or (more.start(1) > at + more[0].count("零") and not gaps):
            return None
        behind = self._scale.match(norm, more.end())
        if behind is None:
            whole = more[1].isdigit() and len(more[1]) > 1 and Decimal(more[1]) < scale
            ends = whole and self._unit_pattern.match(norm, more.end())
            return _Part(Decimal(more[1]), more.end(), Decimal(1)) if ends else None
        lower = self.han.factor(behind[1])
        if lower >= scale or (behind.start(1) > more.end() and not gaps):
            return None
        return _Part(Decimal(more[1]) * lower, behind.end(), lower)

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
        return Number(run.start(), end, value, bound=bound, rules=rules)

    def _plain_at(self, norm: str, start: int) -> Quantity | None:
        prefix = re.match(rf"(US\$|HK\$|[$¥€£]){SP}", norm[start : start + 8])
        number_at = start + prefix.end() if prefix else start
        number = self._number(norm, number_at)
        if number is None:
            return None
        unit = self._unit_pattern.match(norm, number.end)
        rule = self._units[unit[1]] if unit else None
        if (
            rule
            and "near" in rule.value
            and not re.search(rule.value["near"], norm[max(0, start - 14) : number.end + 8])
        ):
            unit = rule = None
        if rule and rule.value.get("digits_only") and not norm[number.end - 1].isdigit():
            unit = rule = None
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

    def _bare_scale(self, norm: str, number: Number) -> bool:
        """A Han number that ends in 万 or 亿 and may stand without a unit (百亿, 两千万)."""
        return norm[number.end - 1] in "万亿" and number.end - number.start > 1

    def _plain(self, norm: str, start: int, number: Number, rule: Rule | None, end: int) -> Quantity:
        factor = Decimal(rule.value["scale"]) if rule else Decimal(1)
        sign = Decimal(1)
        if rule and self._is_negative(norm, start, rule):
            start, sign = start - 1, Decimal(-1)
        scaled = [v if v is None else v * factor * sign for v in (number.value, number.low, number.high)]
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
        rule = self._units[unit[1]] if unit else None
        if rule is None and not (low_rule is None and high.scale >= 10_000):
            return None
        if low_rule is not None and rule is not None and low_rule.value["unit"] != rule.value["unit"]:
            return None
        low_value = low.value
        if low_rule is None and low.scale == 1 and high.scale > 1 and low_value < high.value:
            low_value *= high.scale
        end = unit.end() if unit else high.end
        if low_value >= high.value or (led and not self._range_raised.match(norm, end)):
            return None  # 从20亿到80亿 goes from one to the other; 由15%至18%上调至 starts from both
        number = replace(low, end=high.end, value=None, low=low_value, high=high.value, bound="range")
        quantity = self._plain(norm, start, number, rule, end)
        raised = ("numeral.range_raised",) if led else ()
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
