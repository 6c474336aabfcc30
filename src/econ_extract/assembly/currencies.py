"""The text of an article in, the currency that it declares for all its 元 out."""

from __future__ import annotations

from functools import lru_cache

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.models import Article
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

_PLAIN = "unit.money.cny"  # 元 without the name of a currency


class Currencies:
    """Finds declarations such as （澳门元，下同）; without one, 元 are yuan."""

    def __init__(self, book: RuleBook) -> None:
        money = [r for r in book.table("units") if r.value["dim"] == "money" and r.value["scale"] == "1"]
        self._unit_of = {form: str(r.value["unit"]) for r in money for form in r.forms if form not in ("元", "圆")}
        self._declared = book.pattern("phrase.currency_declared")
        self._named = book.pattern("phrase.yuan_named")
        self._of = lru_cache(maxsize=4)(self._declared_in)

    def _declared_in(self, text: str) -> str | None:
        names = (m["inside"] or m["said"] for m in self._declared.finditer(normalize(text)))
        return next((self._unit_of[name] for name in names if name in self._unit_of), None)

    def unit(self, article: Article, m: Mentions, d: Draft) -> str:
        """The unit of an amount: the declared currency where it is in 元 and nothing beside it names another."""
        if _PLAIN not in d.q.rules or "人民币" in d.q.text or self._named.search(m.norm, d.clause, d.q.start):
            return d.unit
        return self._of(article.text) or d.unit
