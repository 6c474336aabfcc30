"""Files of `rules/` in, one RuleBook out: validated, ordered, hashed, and compiled once a process.

A rule file is a YAML list of rules. Four kinds: `lexicon` (forms of a thing), `pattern` (a shape over
characters), `cue` (a word with a direction, a scope and what stops it), `frame` (which mentions make a figure).
The file's stem is the rule's table; files in folders take the folder as table (`indicators/money.yaml` ->
`indicators`). All forms and patterns are written in half-width characters: matching runs on normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

RuleKind = Literal["lexicon", "pattern", "cue", "frame"]

SP = r"[ \t\r\n]{0,3}"  # {sp} of the patterns: the white space that layout leaves inside a quantity
_PACKAGED = Path(__file__).parent / "_rules"
_CHECKOUT = Path(__file__).parents[2] / "rules"


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file, the rule and the remedy."""


class Example(BaseModel):
    """A text in which the rule takes part; `gives` lists fields that the figure there must have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    published: str | None = None
    gives: dict[str, Any] = Field(default_factory=dict)


class Rule(BaseModel):
    """One entry of `rules/`; `value` holds what it says (a unit, a kind, a bound), by keys of its table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
    kind: RuleKind
    table: str = ""
    forms: tuple[str, ...] = ()
    pattern: str | None = None
    value: dict[str, Any] = Field(default_factory=dict)
    side: Literal["left", "right", "both"] | None = None
    scope: Literal["adjacent", "clause", "sentence", "paragraph", "article"] | None = None
    stops: tuple[str, ...] = ()
    note: str | None = None
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_examples(cls, data: Any) -> Any:
        """Let an example be written as a bare string."""
        if isinstance(data, dict) and isinstance(data.get("examples"), list):
            data = {**data, "examples": [{"text": e} if isinstance(e, str) else e for e in data["examples"]]}
        return data

    @model_validator(mode="after")
    def _complete(self) -> Rule:
        if not self.examples:
            raise ValueError("a rule needs at least one example")
        if self.kind in ("lexicon", "cue") and not (self.forms or self.pattern):
            raise ValueError(f"a {self.kind} rule needs forms")
        if self.kind == "pattern" and self.pattern is None:
            raise ValueError("a pattern rule needs a pattern")
        return self


def alternation(forms: Iterable[str]) -> str:
    """A regex alternation of literal forms, longest first, so that 万亿元 wins over 万."""
    return guarded_alternation(dict.fromkeys(forms, ""))


def guarded_alternation(tails: Mapping[str, str], joint: Callable[[str], str] = re.escape) -> str:
    """As `alternation`, each form with an expression of its own behind it; `joint` renders the rest of a form.

    The forms are gathered by their first character: a list of a thousand is not tried from end to end at each place.
    """
    gathered: dict[str, list[str]] = {}
    for form in sorted(tails, key=lambda f: (-len(f), f)):
        gathered.setdefault(form[:1], []).append(joint(form)[len(re.escape(form[:1])) :] + tails[form])
    return "|".join(
        re.escape(first) + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
        for first, rest in sorted(gathered.items())
    )


class RuleBook:
    """All rules, in an order that does not depend on the order of files or of entries in them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: dict[str, Rule] = {}
        for rule in sorted(rules, key=lambda r: r.id):
            if rule.id in self.rules:
                raise RuleError(f"rule id {rule.id} is used twice; ids are permanent and unique, rename one of them")
            self.rules[rule.id] = rule

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    @cached_property
    def _tables(self) -> dict[str, tuple[Rule, ...]]:
        tables: dict[str, list[Rule]] = {}
        for rule in self:
            tables.setdefault(rule.table, []).append(rule)
        return {name: tuple(rules) for name, rules in tables.items()}

    def table(self, name: str) -> tuple[Rule, ...]:
        """The rules of one table, by id; an unknown table is a programming error and raises KeyError."""
        return self._tables[name]

    def pattern(self, rule_id: str) -> re.Pattern[str]:
        """The compiled shape of a rule: its pattern, or its forms as an alternation, longest first."""
        rule = self.rules[rule_id]
        return re.compile(rule.pattern.replace("{sp}", SP) if rule.pattern is not None else alternation(rule.forms))

    def words(self, rule_id: str) -> frozenset[str]:
        """The forms of a rule, to look words up in."""
        return frozenset(self.rules[rule_id].forms)

    @cached_property
    def hash(self) -> str:
        """Changes exactly when a rule changes, or a table of names that comes with the rules."""
        digest = blake2b("\n".join(rule.model_dump_json() for rule in self).encode(), digest_size=8)
        for table in sorted(rules_folder().glob("*.tsv")):
            digest.update(table.read_bytes())
        return digest.hexdigest()


def rules_folder() -> Path:
    """The rules that the program came with: inside the installed package, or at the top of the checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def _read_file(path: Path, folder: Path) -> Iterator[Rule]:
    table = path.relative_to(folder).parts[0].removesuffix(".yaml")
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not valid YAML ({error}); mend the file or take it out of the folder") from error
    if not isinstance(entries, list):
        raise RuleError(f"{path}: a rule file is a list of rules; start each rule with '- id: …'")
    for number, entry in enumerate(entries, 1):
        name = entry.get("id", f"entry {number}") if isinstance(entry, dict) else f"entry {number}"
        try:
            rule = Rule.model_validate({**entry, "table": table} if isinstance(entry, dict) else entry)
            if rule.pattern is not None and rule.table != "periods":
                re.compile(re.sub(r"\{(\w+)\}", "", rule.pattern))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(p) for p in first["loc"])
            raise RuleError(f"{path}: rule {name}: {where + ': ' if where else ''}{first['msg']}") from error
        except re.error as error:
            raise RuleError(f"{path}: rule {name}: the pattern does not compile: {error}") from error
        yield rule


def load_rules(folder: Path | None = None) -> RuleBook:
    """Read and validate every `*.yaml` below `folder` (the program's own rules when None).

    Raises RuleError for a folder without rules and for a file or rule that cannot be used.
    """
    folder = folder or rules_folder()
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise RuleError(f"{folder}: no rule files (*.yaml) here; give the folder that holds units.yaml and its like")
    return RuleBook(rule for path in files for rule in _read_file(path, folder))


@cache
def default_rules() -> RuleBook:
    """The program's own rules, read once a process."""
    return load_rules()
