"""A text and its publication date in, the time expressions and the days they mean out.

Shapes and words stand in `rules/periods.yaml`; this package holds what turns the parts of a shape into days, and the
few habits of dates in news: a month without a year is the latest one, unless the text before named a year or words
of planning stand beside it.

Each step has a room of its own, none of which looks at a later one: `days` (the calendar), `scene` (what a resolver
may look at, and where the habits stand), `resolvers` (from the parts of a shape to days, one function a kind of
shape), `shapes` (the rules as regular expressions, and where they can begin), `grammar` (the run over a text). To add
a kind of shape, write its resolver, name it in `RESOLVERS` and use the name in the rules.
"""

from __future__ import annotations

from econ_extract.periods.grammar import PeriodGrammar, find_periods

__all__ = ["PeriodGrammar", "find_periods"]
