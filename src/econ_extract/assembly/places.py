"""A draft with its subject in, the region that the subject is or lies in out."""

from __future__ import annotations

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.models import Entity
from econ_extract.rules import RuleBook


class Places:
    """Finds where a subject lies that is no region by itself: a site, a group of firms, the projects just counted."""

    def __init__(self, book: RuleBook) -> None:
        self._sited = book.pattern("subject.sited")

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """The region itself; the place that a site or group is named after; where the things counted before lie."""
        if d.subject_entity is not None:
            d.region = d.subject_entity if d.subject_entity.type == "region" else None
        elif d.subject:
            d.region = self._of_counted(d) or self._of_site(m, scene, d.subject)

    @staticmethod
    def _of_counted(d: Draft) -> Entity | None:
        """The region of the draft before, where both are of the same projects or firms."""
        count = d.before
        if count is None or d.subject not in (count.subject, count.indicator, count.right):
            return None
        return count.region

    def _of_site(self, m: Mentions, scene: Scene, subject: str) -> Entity | None:
        """The region in whose name the name of a site begins; a firm or a work may be named after a place elsewhere."""
        if subject in scene.sites:
            return scene.sites[subject]
        if not self._sited.search(subject):
            return None
        named = [*(e for _, e in scene.named if e), *m.entities]
        begins = [e for e in named if e.type == "region" and e.code and subject.startswith(e.text)]
        if not begins:
            return None
        return scene.sites.setdefault(subject, max(begins, key=lambda e: len(e.text)))
