"""The table `entities` of a RuleBook and the region table in, names and frames ready for matching out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from econ_extract.gazetteer import COUNTY, Gazetteer, Region, gazetteer
from econ_extract.models import EntityType
from econ_extract.rules import Rule, RuleBook, RuleError, alternation
from econ_extract.taggers.companies import Company, companies
from econ_extract.taggers.found import Index
from econ_extract.taggers.words import Sense


@dataclass(frozen=True, slots=True)
class Name:
    """A form that names something; `type` None masks a longer phrase in which a form is no name (国内生产总值)."""

    rule: str
    type: EntityType | None
    canonical: str
    family: str = "plain"
    regions: tuple[Region, ...] = ()
    head: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Names of a closed set: `anywhere` also from inside a word, `near` what must stand somewhere in the text."""

    rule: str
    type: EntityType
    pattern: re.Pattern[str]
    anywhere: bool
    near: re.Pattern[str] | None


class Lexicon:
    """Everything that the finders look up, compiled once a process and RuleBook."""

    def __init__(self, rules: dict[str, Rule], table: Gazetteer, firms: dict[str, Company]) -> None:
        self.rules = rules
        self.table = table
        self._sense(rules)
        self._regions(rules, table, firms)
        self._orgs(rules)
        self._persons(rules)
        self._wider(rules)
        self._proposals(rules)
        self._judged(rules)

    def _sense(self, rules: dict[str, Rule]) -> None:
        legal, finance = rules["org.legal"].value, rules["org.finance"].value
        self.sense = Sense(
            frozenset(str(rules["person.surname"].value["stop_chars"])),
            frozenset(legal["verbs"]),
            frozenset(legal["generic"]),
            frozenset(legal["never"]),
        )
        self.after_place = frozenset(finance["after_place"])
        self.after_place_and_nouns = frozenset(finance["after_place_and_nouns"])
        self.not_before = frozenset(finance["not_before"])
        self.not_given = frozenset(str(rules["person.surname"].value["not_given"]))
        self.not_after_name = frozenset(finance["not_after_name"])
        self.weak_trades = frozenset(finance["weak"])
        classed = (rules["org.institution"], rules["org.works"])
        self.bare_classes = frozenset(name for rule in classed for name in rule.value["classes"])

    def _regions(self, rules: dict[str, Rule], table: Gazetteer, firms: dict[str, Company]) -> None:
        self.names = Index(_names(rules, table, firms))
        self.not_place = re.compile(str(rules["region.short"].value["not_place"]))
        self.pair = re.compile(str(rules["region.pair"].pattern))
        self.pair_letters = dict(rules["region.pair"].value["letters"])
        self.world = re.compile(str(rules["region.world"].pattern))
        self.counted_circle = re.compile(str(rules["region.counted_circle"].pattern))
        divisions = {**table.short, **table.full}
        self.children = Index({f: (*table.full.get(f, ()), *table.short.get(f, ())) for f in divisions})
        self.not_alone = frozenset(rules["region.full"].stops)
        self.not_below = frozenset(rules["region.after_parent"].stops)
        self.zone = re.compile(alternation(rules["region.zone"].forms))
        self.town = re.compile(alternation(rules["region.town"].forms))
        self.same = dict(rules["region.zone_bare"].value["same"])

    def _orgs(self, rules: dict[str, Rule]) -> None:
        self.org_rule = {form: rule for rule in self._suffixes("org") for form in rule.forms}
        self.org = re.compile(alternation(self.org_rule))
        abroad = rules["org.abroad"]
        self.office = re.compile(alternation(abroad.forms))
        self.office_letters = dict(abroad.value["letters"])
        self.offices_of_letters = frozenset(abroad.value["of_letters"])
        self.mission = re.compile(alternation(rules["org.mission"].forms))
        framed = rules["org.framed"]
        self.framed = re.compile(str(framed.pattern))
        self.not_framed = (self.sense.generic - frozenset(framed.value["may"])) | frozenset(framed.value["not"])
        self.no_framed_end = tuple(framed.value["not_end"])
        self.no_framed_start = tuple(framed.value["not_start"])
        self.framed_openers = frozenset(framed.value["openers"])
        self.firm_ends = tuple(framed.value["firm_ends"])
        self.frame_words = re.compile(alternation(framed.value["needs"]))
        self.known_framed = re.compile(f"(?:{rules['org.known_framed'].pattern})")
        self.defined = re.compile(
            rf"[（(](?:{alternation(rules['org.defined'].forms)})(?:为|作)?[:：]?\s?[\"“”「『]?"
            r"(?P<a>[^\"“”「」『』《》（）(),，。；;、\s]{2,16})[\"“”」』]?"
            r"(?:[、或,，和]{1,2}[\"“”「『](?P<b>[^\"“”「」『』《》（）(),，。；;、\s]{2,16})[\"“”」』])?[)）]"
        )
        self.listed = re.compile(str(rules["org.listed"].pattern))

    def _persons(self, rules: dict[str, Rule]) -> None:
        surnames = rules["person.surname"].forms
        self.surnames = frozenset(s for s in surnames if len(s) == 1)
        self.long_surnames = frozenset(s for s in surnames if len(s) == 2)
        first = "".join(sorted({s[0] for s in surnames}))
        self.said = re.compile(alternation(rules["person.said"].forms))
        self.reporter = re.compile(rf"(?:{alternation(rules['person.reporter'].forms)})[\s:：/|]*(?=[{first}])")
        self.foreign_letters = frozenset(str(rules["person.foreign"].value["letters"]))
        self.foreign_run = re.compile(f"[{''.join(sorted(self.foreign_letters))}]+")
        self.title_any = re.compile(f"(?:{alternation(rules['person.title'].forms)})")
        self.no_unknown_end = tuple(rules["person.unknown"].stops)
        self.no_transcribed_end = tuple(rules["person.transcribed"].stops)
        self.also_words = frozenset(str(rules["person.surname"].value["also_words"]))
        self.not_after_transcribed = tuple(rules["person.transcribed"].value["not_before"])
        self.person_acts = re.compile(f"(?:{alternation(rules['person.acts'].forms)})")
        self.no_person = frozenset(rules["person.surname"].stops)
        self.no_person_end = tuple(rules["person.dictionary"].stops)

    def _wider(self, rules: dict[str, Rule]) -> None:
        self.wide_regions = frozenset(rules["region.joined"].value["wide"])
        tables = (r.id for r in rules.values() if r.value.get("part") == "name" and r.value.get("type") == "org")
        self.org_tables = frozenset((*tables, "org.known", "org.known_framed"))
        place, body = rules["region.place"], rules["org.body"]
        self.place_after = re.compile(alternation(place.forms))
        self.place_end = re.compile(rf"(?:{alternation((*place.forms, *rules['region.proposed'].value['placed']))})\Z")
        self.place_tail = re.compile(rf"\w*{place.value['tail']}")
        self.body_after = re.compile(alternation(body.forms))
        self.body_tail = re.compile(rf"\w*{body.value['tail']}")
        self.before_body = re.compile(str(body.value["before"]))
        self.trades = frozenset(body.value["trades"])
        self.no_body_behind = frozenset(body.value["not_behind"])

    def _proposals(self, rules: dict[str, Rule]) -> None:
        region, org, person = (rules[f"{kind}.proposed"].value for kind in ("region", "org", "person"))
        self.no_name: dict[EntityType, re.Pattern[str]] = {
            "region": re.compile(str(region["nothing"])),
            "org": re.compile(str(org["nothing"])),
            "person": re.compile(str(person["nothing"])),
        }
        self.country_letters = frozenset((*self.pair_letters, *str(region["letters"])))
        self.region_part, self.org_part = re.compile(str(region["tail"])), re.compile(str(org["tail"]))
        self.region_body, self.person_body = re.compile(str(region["body"])), re.compile(str(person["body"]))
        self.place_ends = re.compile(str(region["ends"]))
        self.where_before = re.compile(rf"(?:{region['where_before']})\Z")
        self.where_behind = re.compile(str(region["where_behind"]))
        self.called_before = re.compile(str(person["before"]))
        self.called_behind = re.compile(str(person["behind"]))
        self.numbered = re.compile(str(person["numbered"]))
        self.kin = re.compile(str(person["kin"]))
        self.gloss = re.compile(str(rules["name.gloss"].pattern))
        self.told = re.compile(str(rules["name.told"].pattern))
        closed = (rule for rule in rules.values() if rule.value.get("part") == "closed")
        self.closed = [
            Closed(
                rule.id,
                rule.value["type"],
                re.compile(str(rule.pattern or f"(?:{alternation(rule.forms)}){rule.value['then']}")),
                "anywhere" in rule.value,
                re.compile(str(rule.value["near"])) if "near" in rule.value else None,
            )
            for rule in closed
        ]

    def _judged(self, rules: dict[str, Rule]) -> None:
        region = rules["region.proposed"].value
        self.role, self.people = re.compile(str(region["role"])), re.compile(str(region["people"]))
        self.realm, self.past = re.compile(str(region["realm"])), re.compile(str(region["past"]))
        self.part_of_other = re.compile(rf"(?:{region['not_after']})\Z")
        self.house, self.government = re.compile(str(region["house"])), re.compile(str(region["government"]))
        self.titles = re.compile("《[^《》]*》")
        pointing = (rule.forms for rule in rules.values() if rule.value.get("family") == "anaphor")
        self.references = frozenset((*chain.from_iterable(pointing), *rules["region.nation"].value["references"]))

    def _suffixes(self, kind: str) -> Iterable[Rule]:
        return (r for r in self.rules.values() if r.value.get("part") == "suffix" and r.value.get("type") == kind)

    def stops(self, rule: str) -> tuple[str, ...]:
        """The stop words of a rule."""
        return self.rules[rule].stops


def _names(rules: dict[str, Rule], table: Gazetteer, firms: dict[str, Company]) -> dict[str, Name]:
    """Form -> Name; a division's full name wins over the lists, the lists over firms and short names of divisions."""
    names: dict[str, Name] = {}
    for form, regions in table.full.items():
        names[form] = Name("region.full", "region", form, "division", regions)
    for rule in rules.values():
        if rule.value.get("part") != "name":
            continue
        canonical, codes = rule.value.get("canonical", {}), rule.value.get("code", {})
        family = str(rule.value.get("family", "plain"))
        for form in rule.forms:
            regions = _regions(form, table) if rule.id == "region.county_alone" else ()
            head = str(rule.value.get("level", ""))
            known = Name(rule.id, rule.value["type"], canonical.get(form, form), family, regions, head, codes.get(form))
            if regions:
                known = Name(rule.id, "region", form, "division", regions)
            names.setdefault(form, known)
        for form in rule.stops:
            names.setdefault(form, Name(rule.id, None, form))
    for firm in firms.values():
        rule_id = "org.known_framed" if firm.framed else "org.known"
        names.setdefault(firm.name, Name(rule_id, "org", firm.canonical))
    for form in rules["org.known"].stops:
        names.setdefault(form, Name("org.known", None, form))
    words = frozenset((*rules["region.short"].stops, *rules["region.county_long"].stops))
    for form, regions in table.short.items():
        level = min(r.level for r in regions)
        if level == COUNTY and len(form) > 2 and form not in words:
            names.setdefault(form, Name("region.county_long", "region", form, "division", regions))
        if level < COUNTY and form not in words:
            top = tuple(r for r in regions if r.level == level)
            names.setdefault(form, Name("region.short", "region", form, "division", top))
    return names


def _regions(form: str, table: Gazetteer) -> tuple[Region, ...]:
    return table.short.get(form) or table.full.get(form) or ()


_LEXICONS: dict[str, Lexicon] = {}


def lexicon(book: RuleBook) -> Lexicon:
    """The compiled lexicon of a RuleBook, made once a process. Raises RuleError when it has no entity rules."""
    known = _LEXICONS.get(book.hash)
    if known is None:
        try:
            rules = book.table("entities")
        except KeyError as error:
            raise RuleError("the rules have no entities.yaml; give a folder that holds one") from error
        known = _LEXICONS[book.hash] = Lexicon({rule.id: rule for rule in rules}, gazetteer(), companies())
    return known
