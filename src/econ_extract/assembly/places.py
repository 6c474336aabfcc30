"""A draft with its subject in, the region that the subject is or lies in out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft, Scene, Topic
from econ_extract.gazetteer import gazetteer
from econ_extract.mentions import Mentions
from econ_extract.models import Entity
from econ_extract.rules import RuleBook


def division_in(name: str) -> Entity | None:
    """The region whose full name a name begins with (云溪县 in 云溪县委), None where none or several have it."""
    table = gazetteer()
    found = ((name[:size], table.only(name[:size])) for size in range(len(name), 1, -1))
    text, region = next(((text, region) for text, region in found if region), ("", None))
    return Entity(text, "region", 0, len(text), region.name, region.code) if region else None


def region_named(name: str) -> Entity | None:
    """The one region that a name is, in full or in short (云溪县, 甘肃), None where none or several are."""
    table = gazetteer()
    short = [region for region in table.short.get(name, ()) if region.until is None]
    region = table.only(name) or (short[0] if short and (len(short) == 1 or short[0].level == 1) else None)
    return Entity(name, "region", 0, len(name), region.name, region.code) if region else None


def items_of(head: re.Pattern[str], text: str) -> list[tuple[int, Topic]]:
    """The paragraphs that open with a place and a mark behind it (陕西：…), each by where it begins, and its place."""
    found: list[tuple[int, Topic]] = []
    at = 0
    for line in text.split("\n"):
        opens = head.match(text, at)
        place = region_named(opens["who"]) if opens else None
        if place is not None:
            found.append((at, Topic(place.text, place)))
        at += len(line) + 1
    return found


def province_in(name: str) -> Entity | None:
    """The province by whose short name a name begins (北京 in 北京法院), or None."""
    short = gazetteer().short
    found = ((name[:size], region) for size in (3, 2) for region in short.get(name[:size], ()))
    text, region = next(((text, region) for text, region in found if region.level == 1), ("", None))
    return Entity(text, "region", 0, len(text), region.name, region.code) if region else None


class Places:
    """Finds where a subject lies that is no region by itself: a site, a group of firms, the projects just counted."""

    def __init__(self, book: RuleBook) -> None:
        self._sited = book.pattern("subject.sited")
        self._part = book.pattern("subject.part_of_site")
        self._of_level = book.pattern("subject.level_project")

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """The region itself; the place that a site or group is named after; where the things counted before lie."""
        if d.subject_entity is not None:
            d.region = d.subject_entity if d.subject_entity.type == "region" else None
        elif d.subject:
            d.region = self._of_counted(d) or self._of_site(m, scene, d.subject) or self._of_topic(m, scene, d.subject)

    @staticmethod
    def _of_counted(d: Draft) -> Entity | None:
        """The region of the draft before, where both are of the same projects or firms."""
        count = d.before
        if count is None or d.subject not in (count.subject, count.indicator, count.right):
            return None
        return count.region

    def _of_site(self, m: Mentions, scene: Scene, subject: str) -> Entity | None:
        """The region with whose name that of a site begins, or of whose part of a line it is (济郑高铁山东段).

        A firm or a work may be named after a place elsewhere.
        """
        if subject in scene.sites:
            return scene.sites[subject]
        if not self._sited.search(subject):
            return None
        named = [*(e for _, e in scene.named if e), *m.entities]
        regions = [e for e in named if e.type == "region" and e.code]
        begins = [e for e in regions if subject.startswith(e.text) or subject.endswith(f"{e.text}段")]
        if not begins:
            return None
        return scene.sites.setdefault(subject, max(begins, key=lambda e: len(e.text)))

    def _of_topic(self, m: Mentions, scene: Scene, subject: str) -> Entity | None:
        """The article's region, for a part of its zone (核心区) and for the key projects of its city (市重点项目)."""
        topic, level = scene.topic, self._of_level.search(subject)
        if topic is None or not (level or self._part.search(subject)):
            return None
        if topic.entity is None:
            return None if level else self._of_site(m, scene, topic.text)
        region = topic.entity if topic.entity.type == "region" and topic.entity.code else None
        return region if region and (not level or region.canonical.endswith(level["level"])) else None
