"""A sentence in, the names in it that may own a figure out, in full and with the list that each stands in."""

from __future__ import annotations

from itertools import pairwise

from econ_extract.assembly.draft import Draft, Named, Scene
from econ_extract.assembly.openings import Openings
from econ_extract.assembly.places import division_in
from econ_extract.gazetteer import lies_in
from econ_extract.mentions import Mentions
from econ_extract.models import Entity
from econ_extract.rules import RuleBook


def _innermost(listed: list[Entity]) -> str | None:
    """The code of the last of a list in which each lies in the one before (江苏省、无锡市、无锡高新区), else None."""
    chain = all(lies_in(inner.code, outer.code) for outer, inner in pairwise(listed))
    return listed[-1].code if chain else None


class Bearers:
    """Tells the names that may own a figure from the others, and what 全市 or 该县 stands for."""

    def __init__(self, book: RuleBook, openings: Openings) -> None:
        self.openings = openings
        self._joints = book.words("phrase.joint")
        self._arrived = book.pattern("subject.arrived")
        self._no_end = book.pattern("subject.no_end")
        self._whole_place = book.pattern("subject.whole_place")
        self._place_before = book.pattern("subject.place_before")
        self._place_after = book.pattern("subject.place_after")
        self._whole = book.pattern("subject.whole")
        self._and_others = book.pattern("subject.and_others")
        self._office = book.pattern("subject.office")
        self._data_of = book.pattern("subject.data_of")
        self._authority = book.pattern("subject.authority")
        self._agency = book.pattern("subject.agency")
        self._officer = book.pattern("subject.officer")
        self._except = book.pattern("subject.except")

    def before(self, m: Mentions, scene: Scene, d: Draft) -> list[Entity]:
        """The entities before the number that may be subjects; one that may not takes its list with it."""
        entities: list[Entity] = []
        refused: Entity | None = None
        left_out = [one.span() for one in self._except.finditer(m.norm)] + self._alone_before(d)
        for e in (e for e in m.entities if e.end <= d.q.start and e.type != "person"):
            listed = refused is not None and m.norm[refused.end : e.start] in ("、", "和", "与", "及")
            excepted = any(a <= e.start < b for a, b in left_out)
            if listed or excepted or not self.can_own(m, e, scene):
                refused = e
            else:
                entities.append(e)
        return entities

    def list_end(self, m: Mentions, e: Entity, stop: int) -> int:
        """Where the list ends that an entity closes, with what its members are called up to `stop` (甲国等代表团)."""
        others = self._and_others.match(m.norm, e.end, stop) if m.norm.startswith("等", e.end) else None
        return others.end() if others else e.end

    @staticmethod
    def _alone_before(d: Draft) -> list[tuple[int, int]]:
        """Where the members of a list stand that own nothing of what follows it."""
        spans, before = [], d.before
        while before is not None:
            if before.member is not None and before.member.alone:
                spans.append((before.member.start, before.q.start))
            before = before.before
        return spans

    def can_own(self, m: Mentions, e: Entity, scene: Scene) -> bool:
        """Whether an entity may be whose a figure is: no source, no place gone to, no part of another word."""
        if any(a <= e.start < b for a, b in scene.source_runs) or self._no_end.search(e.text):
            return False
        before = m.norm[max(0, e.start - 2) : e.start]
        reports = self._data_of.match(m.norm, e.end) or self._officer.match(m.norm, e.end)
        own = scene.reporting.entity if scene.reporting else None
        if own is not None and own.code and own.canonical != e.canonical == "中国":
            return False  # 全国 in the report of a province: what it is compared with
        if (reports or own) and self._authority.search(e.text):
            return False
        if self._agency.fullmatch(e.text):
            return False
        there = before.endswith("在") and self._whole_place.match(m.norm, e.end) and not self._authority.search(e.text)
        arrived = self._arrived.fullmatch(before) or there
        return not (self._place_before.search(before) and not arrived) and not self._place_after.match(m.norm, e.end)

    def _lists(self, m: Mentions) -> list[list[Entity]]:
        """The runs of regions or organisations that 、 and 和 join, two or more in each."""
        runs: list[list[Entity]] = []
        for e in (e for e in m.entities if e.type != "person"):
            last = runs[-1][-1] if runs else None
            if last and last.type == e.type and m.norm[last.end : e.start] in self._joints:
                runs[-1].append(e)
            else:
                runs.append([e])
        return [run for run in runs if len(run) > 1]

    def with_its_list(self, m: Mentions, scene: Scene, entity: Entity) -> Named:
        """The entity, or the whole list that it stands in (甲、乙和丙, 甲、乙等市)."""
        listed = next((run for run in self._lists(m) if entity in run), None)
        if listed is None:
            return self.resolved(m, scene, entity)
        behind = self._and_others.match(m.norm, listed[-1].end)
        start, end = listed[0].start, behind.end() if behind else listed[-1].end
        code = None if behind else _innermost(listed)
        whole = Entity(m.norm[start:end], entity.type, start, end, m.norm[start:end], code)
        return whole.text, whole

    def resolved(self, m: Mentions, scene: Scene, entity: Entity) -> Named:
        """全市 and 公司 stand for what the article or the text before speaks of, 全市 for a city alone."""
        if not self._whole.fullmatch(entity.text):
            return entity.text, entity
        level = entity.text[-1]
        owner = next((e for e in m.entities if e.end == entity.start and e.type == "region"), None)
        if owner is not None and entity.code == owner.code:
            return f"{owner.text}{entity.text}", owner  # 四川全省
        if entity.text[0] in "该本":
            here = ((e.text, e) for e in m.entities if e.end <= entity.start and e.type != "person")
            for name, one in reversed([*scene.named, *here]):
                if one is not None and self.openings.is_a(level, name, one):
                    return name, one
                if one is not None and (place := division_in(name)) and place.text.endswith(level):
                    return place.text, place  # 该县 behind 云溪县委
        topic = scene.topic
        if topic and topic.entity and topic.entity.type == "region" and topic.entity.canonical.endswith(level):
            own = topic.entity.canonical
            nested = own is not None and own[:2] != topic.text[:2]  # 湖北荆门 is 荆门市
            return (own if nested and own else topic.text), topic.entity
        if entity.text[0] == "全" and (region := self._region_named(m, scene, entity)):
            return region.text, region
        return entity.text, entity

    def _region_named(self, m: Mentions, scene: Scene, whole: Entity) -> Entity | None:
        """The region of its level that 全县 stands for where the sentence names it before (中卫县依托…，全县…)."""
        level = whole.text[-1]
        here = (e for e in m.entities if e.end <= whole.start and e.type == "region" and e.code)
        named = (e for e in reversed([*here]) if e.text.endswith(level) and not self._whole.fullmatch(e.text))
        return next(named, None) or self._region_of_office(m, whole)

    def _region_of_office(self, m: Mentions, whole: Entity) -> Entity | None:
        """The region whose office is the source (据云溪省商务厅统计，全省…)."""
        offices = (o for o in self._office.finditer(m.norm, 0, whole.start) if o["region"][-1] == whole.text[-1])
        found = next((division_in(o["region"]) for o in offices), None)
        return found if found and found.text[-1] == whole.text[-1] else None
