"""A sentence's mentions in, the sources that it names out: who says, publishes or measured the figures beside them.

Frames of `rules/attributions.yaml` find the words that name a source (数据显示, 据…介绍, 发布, 表示). The name is read
leftwards from there: a tagged entity, else a noun phrase that ends as institutions, people and documents do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from econ_extract.assembly.draft import Draft, Scene, Source
from econ_extract.mentions import Mentions
from econ_extract.models import Article, Entity, Sentence, Token
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

_LEAD = 400  # a release names its source within so many characters
_ABOVE = 120  # characters above that may say who is the host
_AHEAD = 100  # characters behind a headline that may name its source
_BELOW = 300  # characters behind a headline in which its number is said again
_SIGNATURE = 80  # characters behind an article that may name its source
_INDENT = 4
_PRINTED_WITHIN = 3  # days from a dispatch to the paper that prints it
_HEADING = 20  # characters of a heading at most
_LOOSE = 24  # characters of the longest name in a sentence that was not tagged
_NAME = 34  # characters of the longest name
_AFTER = 48  # characters behind a quotation that may name its speaker
_QUOTED_NAME = 12  # characters of a quotation that may stand in a name
_OWN_DATA = 10  # characters of the name of an office's data
_COINED = 12  # characters of a name of which nothing is known
_BACK = 60  # how far words between a name and its frame are looked back over
_CLAUSE = re.compile(r"[,。;:!?\n]")
_OPEN_QUOTE = re.compile(r"^“|“[^”]*$")
_JOINS = frozenset({"和", "与", "及", "以及", "、"})
_INSIDE = frozenset({"·", "“", "”", "《", "》", "-", "&", "/"})
_FUNCTION = frozenset({"c", "p", "d", "r", "u", "uj", "ul", "m", "f", "y"})
_NOUNISH = ("n", "j", "b", "l", "x", "eng", "g", "zg", "k", "i", "s")
_WHERE = ("在", "于")
_OWN_WORD = frozenset({"x", "nrt", "nz"})


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    start: int


class Sources:
    """The compiled frames of a book; `read` finds the sources of a sentence, `of` the source of one of its figures."""

    def __init__(self, book: RuleBook) -> None:
        self._trigger = book.pattern("attribution.trigger")
        self._shows = book.pattern("attribution.data_show")
        self._seen = book.pattern("attribution.seen")
        self._according = book.pattern("attribution.according_to")
        self._closer = book.pattern("attribution.closer")
        self._learned = book.pattern("attribution.learned")
        self._releases = book.pattern("attribution.releases")
        self._bare = book.pattern("attribution.bare")
        self._rates = book.pattern("attribution.rates")
        self._says = book.pattern("attribution.says")
        self._work = book.pattern("attribution.report_says")
        self._opening = book.pattern("attribution.opening")
        self._line = book.pattern("attribution.line")
        self._quoted = book.pattern("attribution.quoted")
        self._between = book.pattern("attribution.between")
        self._place = book.pattern("attribution.place")
        self._provider = book.pattern("attribution.provider")
        self._break = book.words("attribution.break")
        self._people = book.pattern("attribution.people")
        self._again = book.pattern("attribution.again")
        self._host = book.pattern("attribution.host")
        self._hosted = book.pattern("attribution.hosted")
        self._office = book.pattern("subject.authority")
        self._foresees = book.pattern("attribution.foresees")
        self._voices = book.pattern("attribution.voices")
        self._notice = book.pattern("attribution.notice")
        self._point = book.pattern("attribution.point")
        self._scenery = book.pattern("attribution.scenery")
        self._rule_of = book.pattern("attribution.rule_of")
        self._side = book.pattern("attribution.side")
        self._any_name = book.pattern("attribution.any_name")
        self._body = book.pattern("attribution.body")
        self._title = book.pattern("attribution.title")
        self._document = book.pattern("attribution.document")
        self._authority = book.pattern("attribution.authority")
        self._digest = book.pattern("attribution.digest")
        self._no_name = book.pattern("attribution.no_name")
        self._publisher = book.pattern("attribution.publisher")
        self._signature = book.pattern("attribution.signature")
        self._statistics = book.pattern("attribution.statistics")
        self._outlet = book.pattern("attribution.outlet")
        self._channel = book.pattern("attribution.channel")
        self._section = book.pattern("attribution.section")
        self._told = book.pattern("attribution.told")
        self._clause_like = book.pattern("attribution.clause")
        self._given = book.pattern("attribution.given")
        self._dispatch = book.pattern("attribution.dispatch")
        self._dateline = book.pattern("subject.dateline")

    # ------------------------------------------------------------ the article and its sentences

    def signed(self, text: str, article: Article) -> str | None:
        """The source that a line of its own, the outlet or a signature names for a whole article of the text."""
        end = article.pieces[-1].end if article.pieces else 0
        for part in (article.text, text[end : end + _SIGNATURE]):
            if "来源" in part and (line := self._line.search(part)):
                return line["who"]
        lines = [article.text[p.start : p.end].strip() for p in article.paragraphs[:5]]
        if published := next((found["who"] for t in lines if (found := self._publisher.search(t))), None):
            return published
        outlets = [article.metadata.outlet or "", *(found["who"] for t in lines if (found := self._outlet.match(t)))]
        for outlet in outlets:
            name = self._channel.sub("", outlet.strip())
            if self._is_authority(name):
                return name
        signed = (found["who"] for t in lines[1:] if (found := self._signature.fullmatch(t)))
        return next((name for name in signed if self._is_authority(name) and not self._clause_like.search(name)), None)

    def _is_authority(self, name: str) -> bool:
        return bool(self._authority.search(name)) and not self._no_name.fullmatch(name)

    def written_on(self, m: Mentions, published: date | None) -> date | None:
        """The day of the dispatch that the sentence opens (本报上海1月23日电), where it was printed shortly after."""
        for run in self._dateline.finditer(m.norm) if published else ():
            days = (p.first for p in m.periods if run.start() <= p.start and p.end <= run.end() and p.first == p.last)
            if (day := next(days, None)) and published and 0 <= (published - day).days <= _PRINTED_WITHIN:
                return day
        return None

    def read(self, m: Mentions, scene: Scene, sentence: Sentence) -> None:
        """Find the sources of a sentence and leave them, and the article's source if it is named here, in the scene."""
        text, opening = scene.article.text, scene.article.paragraphs[sentence.paragraph].start
        if text[max(opening, sentence.start - _INDENT) : sentence.start].isspace() or m.norm[:_INDENT].isspace():
            scene.attribution = None  # a run of blanks parts paragraphs where their line ends are lost
        if sentence.role == "heading" or self._headed(text[scene.read_to : sentence.start]):
            scene.document = scene.lead = None
        if sentence.start - opening <= _INDENT:
            scene.lead = scene.attribution = scene.lead if self._point.match(m.norm) else None
        if self._scenery.match(m.norm):
            scene.attribution = scene.release = None
        if named := self._last_named(text[max(opening, scene.read_to) : sentence.start]):
            scene.attribution = named
        scene.read_to, scene.aside = sentence.end, sentence.role in ("infobox", "caption")
        scene.sources = self._told_again(self.find(m), scene)
        scene.ahead = text[sentence.end : sentence.end + _BELOW] if self._heads(m, sentence) else ""
        scene.source_runs = self._runs(m, scene.sources)
        tellers = [s.name for s in scene.sources if s.name]
        scene.firms = {name for name in tellers if not self._office.search(name) and not self._people.search(name)}
        if scene.release is None and sentence.start < _LEAD:
            title = scene.article.metadata.title or ""
            if not self._digest.search(title):
                headline = sentence.role == "title" or m.norm.lstrip().startswith("【") or self._opening.match(m.norm)
                ahead = self._ahead(text[sentence.end : sentence.end + _AHEAD]) if headline else None
                scene.release = ahead or self._opened(m) or self._released(m, scene)
        if not scene.sources and (speaker := self._speaker(scene.article, sentence)):
            scene.sources = [Source(speaker, len(m.norm), len(m.norm), "speech", behind=True)]

    @staticmethod
    def _heads(m: Mentions, sentence: Sentence) -> bool:
        """Whether the sentence is a headline, whose figures the text right behind it tells again."""
        return sentence.role == "heading" or m.norm.strip().endswith("】")

    @staticmethod
    def _told_again(sources: list[Source], scene: Scene) -> list[Source]:
        """The sources with the pronouns among them resolved to who spoke last; a named speaker is remembered."""
        told = []
        for source in sources:
            if source.way == "again":
                told += [replace(source, name=scene.speaker, way="speech")] if scene.speaker else []
                continue
            if source.way == "speech" and source.name:
                scene.speaker = source.name
            told.append(source)
        return told

    @staticmethod
    def _headed(text: str) -> bool:
        """Whether the lines that were not tagged hold a heading: a short one without a full stop."""
        return any(0 < len(line) <= _HEADING and line[-1] not in "。；！" for line in map(str.strip, text.split("\n")))

    def _opened(self, m: Mentions) -> str | None:
        """The institution that the sentence opens with, before a colon."""
        opening = self._opening.match(m.norm)
        who = m.text[opening.start("who") : opening.end("who")] if opening else ""
        return who if self._is_authority(who) and not self._clause_like.search(who) else None

    def _released(self, m: Mentions, scene: Scene) -> str | None:
        """The institution whose release the sentence reports, or whose officer speaks where another is the host."""
        own = [s.name for s in scene.sources if s.way == "release" and s.whole and s.name]
        named = [name for name in own if self._is_authority(name)]
        if named:
            return named[-1]
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins]
        spoken = [s.start for s in scene.sources if s.way == "speech"]
        offices = [e.text for e in m.entities if e.type == "org" and e.start in spoken and self._is_authority(e.text)]
        return offices[-1] if offices and self._hosted.search(normalize(above) + m.norm) else None

    def _ahead(self, text: str) -> str | None:
        """The institution whose release the words behind a headline report."""
        norm = normalize(text)
        for match in self._releases.finditer(norm):
            named = self._untagged(norm, match.start())
            if named and self._is_authority(named) and not self._host.search(named):
                return named
        return None

    def _last_named(self, text: str) -> str | None:
        """The last source of sentences that were not tagged, for they hold no number."""
        norm = normalize(text) if len(text) > 4 else ""
        if not self._trigger.search(norm):
            return None
        frames = (self._says, self._releases, self._bare)
        found = [(match.start(), match.start()) for frame in frames for match in frame.finditer(norm)]
        for match in self._according.finditer(norm):
            closer = self._closer.search(norm, match.end(), match.end() + _NAME)
            found += [(match.start(), closer.start())] if closer else []
        for match in self._shows.finditer(norm):
            provider = self._provider.search(norm, self._floor(norm, match.start()), match.start("noun"))
            found.append((match.start(), provider.start() if provider else match.start("noun")))
        documents = [(match.start(), match.end("noun")) for match in self._shows.finditer(norm)]
        names = [(at, self._untagged(norm, end)) for at, end in found]
        names += [(at, own[0]) for at, end in documents if (own := self._section.search(norm, at, end))]
        return max(((at, name) for at, name in names if name), default=(0, None))[1]

    def _untagged(self, norm: str, end: int) -> str | None:
        """The name that ends before `end`, by its characters alone."""
        floor = self._floor(norm, end)
        floor = max((m.end() for m in self._according.finditer(norm, floor, end)), default=floor)
        floor = max((m.end() for m in self._dateline.finditer(norm, floor, end)), default=floor)
        floor = max(floor, norm.rfind(")", floor, end) + 1)
        at = end
        while skipped := self._between.search(norm, floor, at) or self._place.search(norm, floor, at):
            at = skipped.start()
        if at - floor > _LOOSE or self._clause_like.search(norm, floor, at):
            return None
        named = self._checked(norm[floor:at], floor)
        return named.name if named else None

    def _speaker(self, article: Article, sentence: Sentence) -> str | None:
        """Who spoke a quotation that ends with the sentence, in the words right behind it."""
        text = article.text
        quoted = _OPEN_QUOTE.search(text, sentence.start, sentence.end) or text[sentence.end - 1 : sentence.end] == "”"
        said = self._quoted.match(normalize(text[sentence.end : sentence.end + _AFTER])) if quoted else None
        if said is None:
            return None
        named = self._checked(said["who"], said.start("who"))
        return named.name if named else None

    def leave(self, scene: Scene) -> None:
        """Hand the last named source on to the next sentence of the paragraph; data without a name end a speech."""
        for source in scene.sources:
            if source.name is not None:
                scene.attribution = source.name
                if source.whole and self._section.search(source.name):
                    scene.document = source.name
            elif scene.release is not None:
                scene.attribution = None
        if scene.article.text[scene.read_to - _INDENT : scene.read_to].rstrip().endswith(("：", ":")):
            scene.lead = scene.attribution

    def of(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """The source of a figure: the last one named before it, one that closes the sentence, or a carried one."""
        before = [s for s in scene.sources if s.start <= d.q.start and not s.behind]
        if self._rule_of.search(m.norm, max((s.end for s in before), default=0), d.q.start):
            return None
        if before:
            named = next((s.name for s in reversed(before) if s.name is not None), None)
            return named or scene.release or scene.attribution
        headline = m.norm.rfind("【", 0, d.q.start) > m.norm.rfind("】", 0, d.q.start)
        for source in scene.sources:
            if source.name and (source.behind or headline):
                return source.name
        if scene.ahead and (below := self._said_below(scene.ahead, m.text[d.q.start : d.q.end])):
            return below
        return None if scene.aside else scene.attribution or scene.document or scene.release

    def _said_below(self, text: str, quantity: str) -> str | None:
        """The last source before a quantity of a headline where the text behind it says it again."""
        at = text.find(quantity)
        named = self._last_named(text[text.rfind("\n", 0, at) + 1 : at] + ",") if at > 0 else None
        return None if named and self._document.search(named) else named

    def _runs(self, m: Mentions, sources: list[Source]) -> list[tuple[int, int]]:
        """The runs of a sentence that name where figures come from: sources, and the datelines of news agencies.

        A firm that publishes figures publishes its own: it is their source and their subject as well; offices, and
        those without a name of their own (主管部门, 业内专家), tell of others.
        """
        others = (s for s in sources if s.name and (self._office.search(s.name) or self._people.search(s.name)))
        runs = [(s.start, s.end) for s in (*others, *(s for s in sources if s.way == "speech"))]
        if self._dispatch.search(m.norm):
            runs += [match.span() for match in self._dateline.finditer(m.norm)]
        return runs

    # ------------------------------------------------------------ the frames

    def find(self, m: Mentions) -> list[Source]:
        """The sources that a sentence names, in order and without overlap."""
        if not self._trigger.search(m.norm):
            return []
        kept: list[Source] = []
        for source in self._all(m):
            rival = next((s for s in kept if s.start < source.end and source.start < s.end), None)
            if rival is None:
                kept.append(source)
            elif rival.name is None and source.name is not None:
                kept[kept.index(rival)] = source
        return sorted(kept, key=lambda s: s.start)

    def _all(self, m: Mentions) -> Iterator[Source]:
        """Every reading of every frame, the surest first."""
        norm = m.norm
        if voice := self._voice(m):
            yield voice
        for match in self._work.finditer(norm) if "》" in norm else ():
            yield Source(m.text[match.start("who") : match.end("who")], match.start(), match.end(), "document")
        for match in self._shows.finditer(norm):
            yield self._shown(m, match)
        for match in self._seen.finditer(norm):
            if named := self._document_name(m, match.start("where"), match.end("where")):
                yield Source(named.name, match.start(), match.end(), "document", whole=True)
        for match in self._according.finditer(norm):
            if source := self._by(m, match):
                yield source
        for match in self._learned.finditer(norm):
            if named := self._name(m, match.start("where"), match.end("where")):
                whole = bool(self._statistics.search(named.name))
                yield Source(named.name, named.start, match.end(), "release", whole=whole)
        for match in self._releases.finditer(norm):
            if named := self._name(m, self._floor(norm, match.start()), match.start()):
                hosts = self._host.search(named.name) is not None  # others speak there
                yield Source(named.name, named.start, match.end(), "release", whole=not hosts)
        for match in self._bare.finditer(norm):
            if named := self._name(m, self._floor(norm, match.start()), match.start()):
                yield Source(named.name, named.start, match.end(), "release", whole=True)
        for match in self._rates.finditer(norm):
            if named := self._name(m, self._floor(norm, match.start()), match.start()):
                yield Source(named.name, named.start, match.end(), "speech")
        for match in self._says.finditer(norm):
            told = not self._foresees.match(match[0])  # 总产值预计: what is foreseen, not who foresees
            if named := self._name(m, self._floor(norm, match.start()), match.start(), coined=told):
                closes = match.end() >= len(norm.rstrip()) or norm[match.end()] in '。”"'
                quoted = norm[max(0, named.start - 2) : named.start].endswith("”")
                yield Source(named.name, named.start, match.end(), "speech", behind=closes or quoted)
            elif again := self._again.search(norm, self._floor(norm, match.start()), match.start()):
                yield Source(None, again.start(), match.end(), "again")

    def _voice(self, m: Mentions) -> Source | None:
        """Who a line gives the words of, before a colon at its start."""
        opening = self._opening.match(m.norm)
        if opening is None:
            return None
        start, end = opening.span("who")
        person = any((e.start, e.end, e.type) == (start, end, "person") for e in m.entities)
        if not person and not self._voices.fullmatch(opening["who"]):
            return None
        return Source(m.text[start:end], start, opening.end(), "speech")

    @staticmethod
    def _floor(norm: str, at: int) -> int:
        """Where the clause around `at` begins; a short quotation inside a name (全国“扫黄打非”办公室) ends none."""
        floor = max((norm.rfind(mark, 0, at) for mark in ",。;:!?\n】"), default=-1) + 1
        closed = norm.rfind("”", floor, at)
        opened = norm.rfind("“", floor, max(closed, floor))
        return floor if closed < 0 or opened >= 0 and closed - opened <= _QUOTED_NAME else closed + 1

    def _shown(self, m: Mentions, match: re.Match[str]) -> Source:
        """X数据显示: the name before the data, or the document itself, or nobody."""
        floor, noun = self._floor(m.norm, match.start()), match.start("noun")
        provider = self._provider.search(m.norm, floor, noun)
        named = self._name(m, floor, provider.start()) if provider else None
        if named is None and self._notice.search(match["noun"]):
            named = self._name(m, floor, noun)  # the firm, not its 公告
        document = self._document.search(match["noun"].rstrip("”》"))
        if named is None and document and (named := self._document_name(m, floor, match.end("noun"))):
            return Source(named.name, named.start, match.end(), "document")
        named = named or self._name(m, floor, noun) or self._office_of_data(m, floor, noun)
        start = named.start if named else match.start()
        return Source(named.name if named else None, start, match.end(), "release", whole=True)

    def _office_of_data(self, m: Mentions, floor: int, end: int) -> _Named | None:
        """The office with which a clause opens whose data have a name of their own (税务总局增值税发票数据显示)."""
        office = next((e for e in m.entities if e.type == "org" and floor <= e.start and e.end < end), None)
        if office is None or end - office.end > _OWN_DATA or not self._authority.search(office.text):
            return None
        words = [t for t in m.tokens if office.end <= t.start and t.end <= end]
        named = all(t.tag.startswith((*_NOUNISH, "v")) and t.text.isalnum() for t in words)
        return self._checked(m.text[office.start : office.end], office.start, known=True) if named else None

    def _by(self, m: Mentions, match: re.Match[str]) -> Source | None:
        """据X介绍: the name before the first word of attribution that cuts no name."""
        norm, begin = m.norm, match.end()
        mark = _CLAUSE.search(norm, begin)
        stop = mark.start() if mark else len(norm)
        if work := re.compile(r"《[^《》]{2,40}》").search(norm, begin, stop):
            return Source(m.text[work.start() : work.end()], match.start(), stop, "document")
        closers = [*self._closer.finditer(norm, begin, min(stop, begin + _BACK))]
        for number, closer in enumerate([*closers, *closers[-1:]]):
            inside = any(e.start < closer.end() and closer.start() < e.end for e in m.entities)
            any_name = number == len(closers)  # what no rule knows for a name reaches up to the last of them
            named = None if inside else self._name(m, begin, closer.start(), any_name=any_name)
            if named:
                said = closer[0] in ("介绍", "透露", "消息", "说法", "报道", "预计", "预测")
                way: Literal["speech", "release"] = "speech" if said else "release"
                whole = closer[0] == "调查" or bool(self._statistics.search(named.name))
                return Source(named.name, match.start(), closer.end(), way, whole=whole)
        if self._document.search(norm, begin, stop) and (named := self._document_name(m, begin, stop)):
            return Source(named.name, match.start(), stop, "document")
        entity = next((e for e in m.entities if e.end == stop and e.start >= begin and e.type == "org"), None)
        named = self._name(m, begin, stop) if entity else None
        return Source(named.name, match.start(), stop, "release") if named else None

    # ------------------------------------------------------------ the names

    def _name(self, m: Mentions, floor: int, end: int, *, any_name: bool = False, coined: bool = True) -> _Named | None:
        """The name that ends before `end`, over the words that may stand between; None where nobody is named.

        With `any_name` the words up to `floor` are a name even where nothing says of what (据界面新闻统计).
        """
        at = self._behind(m, floor, end)
        if at <= floor:
            return None
        entity = next((e for e in m.entities if e.end == at and e.start >= floor), None)
        if entity and entity.type == "person" and entity.text not in self._break:
            titled = m.norm[floor : entity.end]
            whole = self._title.match(titled) and not self._clause_like.search(titled)
            start = floor if whole else self._phrase(m, floor, entity.start, liberal=False)
            return _Named(m.text[entity.start : entity.end], start)
        known = entity is not None and entity.type == "org"
        liberal = bool(self._people.search(m.norm, max(floor, at - 8), at))
        start = self._before_org(m, floor, entity) if entity and known else self._phrase(m, floor, at, liberal=liberal)
        if told := self._told.search(m.norm, floor, start):
            return self._name(m, floor, told.start())  # 致信联合国表示: the name is that of the hearer
        named = self._checked(m.text[start:at], start, known=known)
        if named is None and (side := self._side.match(m.norm, at)):
            named = self._checked(m.text[start : side.end()], start)  # 俄罗斯方面
        if named is None and (
            coined and self._coined(m, floor, at) or any_name and self._any_name.fullmatch(m.norm, floor, at)
        ):
            named = _Named(m.text[floor:at].strip(), floor)
        return named if named and not self._no_name.fullmatch(named.name) else None

    @staticmethod
    def _coined(m: Mentions, floor: int, end: int) -> bool:
        """Whether nothing but a noun phrase with a word of its own, that no dictionary knows, stands in the span."""
        words = [t for t in m.tokens if floor <= t.start and t.end <= end and not t.text.isspace()]
        whole = bool(words) and words[-1].end == end and 2 <= len(m.norm[floor:end].strip()) <= _COINED
        nouns = all(t.tag.startswith(_NOUNISH) and t.text.isalnum() for t in words)
        return whole and nouns and any(t.tag in _OWN_WORD and len(t.text) > 1 for t in words)

    def _checked(self, phrase: str, start: int, *, known: bool = False) -> _Named | None:
        """A phrase as a name: the person behind a title, an institution or people; None for anything else."""
        name = phrase.strip(' \t\r\n、和与及的"')
        name = name if "“" in name and "”" in name else name.strip("“”")
        if not 2 <= len(name) <= _NAME or self._no_name.fullmatch(name):
            return None
        if known or self._people.search(name):
            return _Named(name, start)
        if (title := self._title.match(name)) and not self._body.search(name):
            return _Named(name[title.end() :], start)
        return _Named(name, start) if self._body.search(name) else None

    def _behind(self, m: Mentions, floor: int, end: int) -> int:
        """Where a name would end: before blanks, dates, brackets, adverbs and the place of a speech."""
        norm, at = m.norm, end
        while at > floor:
            ending = next((e for e in m.entities if e.end == at and e.text not in self._break), None)
            if ending and norm[ending.start - 1 : ending.start] not in _WHERE:
                return at
            period = next((p for p in m.periods if p.end == at and p.start >= floor), None)
            window = max(floor, at - _BACK)
            if norm[at - 1].isspace():
                at -= 1
            elif period:
                at = period.start
            elif norm[at - 1] == ")" and norm.rfind("(", floor, at) >= 0:
                at = norm.rfind("(", floor, at)
            elif skipped := self._between.search(norm, window, at) or self._place.search(norm, window, at):
                at = skipped.start()
            else:
                return at
        return at

    def _before_org(self, m: Mentions, floor: int, org: Entity) -> int:
        """Where an organisation begins with the countries, bodies and partners named right before it."""
        start = org.start
        while start > floor:
            before = next((e for e in m.entities if e.end == start and e.start >= floor and e.type != "person"), None)
            token = self._token(m, start - 1)
            if before:
                start = before.start
            elif token and token.start >= floor and (token.tag == "nrt" or token.text == "·" or self._joins(m, token)):
                start = token.start
            else:
                wider = self._phrase(m, floor, start, liberal=False)
                placed = any(e.start == wider and e.type != "person" for e in m.entities)
                return wider if placed or start - wider == 1 else start
        return start

    @staticmethod
    def _joins(m: Mentions, token: Token) -> bool:
        """Whether the token joins an organisation before it to what follows."""
        return token.text in _JOINS and any(e.end == token.start and e.type == "org" for e in m.entities)

    @staticmethod
    def _token(m: Mentions, at: int) -> Token | None:
        return next((t for t in m.tokens if t.start <= at < t.end), None)

    def _phrase(self, m: Mentions, floor: int, end: int, *, liberal: bool) -> int:
        """Where the noun phrase that ends at `end` begins.

        Verbs inside it count only where a region or organisation stands before them (匈牙利国家选举办公室); a `liberal`
        phrase, of people, takes in numbers and 的 too (一些不愿具名的行业人士).
        """
        if end <= floor:
            return end
        start, held = end, True
        for token in reversed([t for t in m.tokens if t.start < end and t.end > max(floor, end - _NAME)]):
            begin = max(token.start, floor)
            word = m.norm[begin : min(token.end, end)]
            entity = next((e for e in m.entities if e.start <= begin < e.end), None)
            if any(p.start < token.end and token.start < p.end for p in m.periods):
                break
            if entity and entity.type != "person" and token.end <= entity.end:
                start = begin
                held = True
            elif word in self._break or word.isspace() or any(c.isdigit() for c in word):
                break
            elif token.tag == "vn" or (token.tag.startswith(_NOUNISH) and word[0].isalnum()):
                start = begin if held or liberal else start
            elif self._joins(m, token):
                held = True
            elif liberal and (token.tag[:1] in "mqavdruf" or word in _JOINS):
                start = begin if token.tag[:1] in "marq" else start
            elif len(word) == 1 and begin == floor and word.isalpha() and token.tag not in _FUNCTION:
                start, held = begin, True
            elif token.tag[:1] in "va":
                held = False
            elif word not in _INSIDE:
                break
        return start

    def _document_name(self, m: Mentions, floor: int, end: int) -> _Named | None:
        """The report, bill or site that ends at `end`, with its owner or year before it, but nothing before a 的."""
        while end > floor and m.norm[end - 1] in "中里上” ":
            end -= 1
        start = end
        for token in reversed([t for t in m.tokens if t.start < end and t.end > max(floor, end - _NAME)]):
            begin, word = max(token.start, floor), m.norm[max(token.start, floor) : min(token.end, end)]
            quoted = m.norm.rfind("“", floor, end) <= begin <= m.norm.rfind("”", floor, end)
            entity = any(e.start <= begin < e.end for e in m.entities)
            dated = any(p.start <= begin < p.end and not p.text.endswith(("日", "号")) for p in m.periods)
            owned = word == "的" and any(e.end == token.start and e.type == "org" for e in m.entities)
            noun = token.tag[:1] in "nbjlxmg" or token.tag == "vn" or word.isspace()
            if word in self._break or not (quoted or entity or dated or owned or noun):
                break
            start = begin
        own = self._document.search(m.norm, floor, end)
        start = min(start, own.start()) if own else start  # the segmentation may cut its words (年|报上)
        name = self._given.sub("", m.text[start:end].strip(" 的"))
        return None if self._no_name.fullmatch(name) or not name[:1].isalnum() else _Named(name, end - len(name))
