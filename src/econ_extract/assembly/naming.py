"""A draft and words in, the draft with these words or the words of another draft as its indicator out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft
from econ_extract.phrases import Head, PhraseReader
from econ_extract.rules import RuleBook

_OWNER = 4  # who is named so shortly is nobody in particular (企业的, 公司的)


class Naming:
    """Gives a draft its indicator."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._vague_owner = book.pattern("subject.no_name")
        self._owner = book.pattern("phrase.owner")
        self._gloss = book.pattern("phrase.gloss")
        self._implied: dict[str, str] = book["phrase.implied"].value["names"]
        self._implied_verbs = book.pattern("phrase.implied")
        self._share_noun = book.pattern("phrase.share_noun")
        self._completed = book.pattern("phrase.completed")
        self._doer = book.pattern("phrase.doer")
        self._actor = book.pattern("phrase.actor")
        self._lead = book.pattern("phrase.leading_verb")

    def set(self, d: Draft, phrase: str, head: Head | None) -> None:
        phrase = self._gloss.sub("", re.sub(r"[\s【】]+", "", phrase))
        if said := self._implied_verbs.search(phrase):  # 净赚 is 净利润
            phrase = self._implied[said[0]]
            head = self.phrases.lexicon.head(phrase, d.dim)
        used = phrase.find("用于")
        if used > 0 and "的" in phrase[used:] and not self._share_noun.search(phrase):  # 银行用于小微企业的贷款余额
            d.possessor = phrase[:used] if used >= _OWNER and not self._vague_owner.match(phrase[:used]) else None
            phrase = phrase[used:]
        owner = None if used >= 0 else self._owner.match(phrase)
        if owner and head is not None and head.start >= owner.end():
            possessor = owner[0].removesuffix("的")
            if owner[0].endswith("的") and len(possessor) >= _OWNER and not self._vague_owner.match(possessor):
                d.possessor = possessor
            phrase = phrase[owner.end() :]
        elif doer := self._doer.match(phrase):
            name = doer[0].rpartition("的")[2].removesuffix("”").removeprefix("“")
            name = f"“{name}" if "”" in name else name
            d.possessor = name if len(name) >= _OWNER and not self._vague_owner.match(name) else None
            phrase = phrase[doer.end() :]
        elif (actor := self._actor.match(phrase)) and not d.right.startswith(phrase[: actor.end()]):
            phrase = phrase[actor.end() :]
            d.note("phrase.actor")
        phrase = phrase[lead.end() :] if (lead := self._lead.match(phrase)) else phrase
        d.indicator = self.phrases.dangling.sub("", self._completed.sub("", phrase)) or None
        d.head = head.rule if head else None
        if head:
            d.rules.append(head.rule.id)

    def inherit(self, d: Draft, previous: Draft) -> None:
        d.indicator, d.head, d.inherited, d.like = previous.indicator, previous.head, True, previous
        d.subject, d.subject_entity = previous.subject, previous.subject_entity
