"""The names of a text in, the same with those that stand once more in Latin letters behind them out.

安联球场（Allianz Arena） and 国际能源署（英语：IEA） name one place and one body twice; both names have one canonical
name, so that SQL can group them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.found import LONGEST_NAME
from econ_extract.taggers.lexicon import Lexicon


def glossed(text: str, names: Iterable[RuledEntity], lex: Lexicon) -> list[RuledEntity]:
    """The names in order, with the glosses; a gloss takes the place of what a model saw inside it."""
    known = list(names)
    found = [gloss for name in known if (gloss := _gloss(text, name, lex)) is not None]
    covered = {at for gloss in found for at in range(gloss.entity.start, gloss.entity.end)}
    kept = [n for n in known if covered.isdisjoint((n.entity.start, n.entity.end - 1))]
    return sorted((*kept, *found), key=lambda n: n.entity.start)


def _gloss(text: str, name: RuledEntity, lex: Lexicon) -> RuledEntity | None:
    """The Latin name in the bracket right behind a name."""
    match = lex.gloss.match(text, name.entity.end)
    if match is None or not 2 <= len(match["name"]) <= LONGEST_NAME:
        return None
    start, end = match.span("name")
    if name.entity.type == "region" and match["state"]:
        end = match.end("state")
    entity = replace(name.entity, text=text[start:end], start=start, end=end)
    return RuledEntity(entity, (*name.rules, "name.gloss"))
