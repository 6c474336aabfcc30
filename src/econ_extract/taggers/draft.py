"""A name on its way between what rules and models find and the entity that is written: the record that stages share."""

from __future__ import annotations

from dataclasses import dataclass

from econ_extract.models import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Draft:
    """A name on its way: `entity` is what rules found, None for a proposal; `inner` what they found at its end."""

    start: int
    end: int
    type: EntityType
    rules: tuple[str, ...]
    entity: Entity | None = None
    inner: Entity | None = None
    code: str | None = None  # of the division that a proposed site lies in
