"""A token in, what it may be inside a name out: the one place that reads jieba's tags."""

from __future__ import annotations

from dataclasses import dataclass

from econ_extract.models import Token
from econ_extract.taggers.found import Words

_NOUNS = ("n", "x", "j", "b", "eng", "vn", "an", "s", "a", "l", "i", "g", "zg", "t")
_PROPER = ("nz", "nr", "ns", "nt", "x", "eng", "j")
_NO_PART = ("m", "q", "p", "u", "uj", "c")
_LOOSE_NOT = ("p", "c", "u", "r", "y", "f", "q")
_CLOSING = {"）": "（", ")": "("}
_LONGEST_BRACKET = 4
_BYLINE = ("记者", "通讯员", "作者", "编辑")


@dataclass(frozen=True, slots=True)
class Sense:
    """Which words a name may hold: `stop_chars` never, `verbs` although they are verbs, `generic` not at its start.

    `never` are verbs that even a firm with its legal form does not run over.
    """

    stop_chars: frozenset[str]
    verbs: frozenset[str]
    generic: frozenset[str]
    never: frozenset[str]

    def proper(self, token: Token) -> bool:
        """Whether the dictionary has the word as a proper name, or not at all."""
        return (token.tag.startswith(_PROPER) or len(token.text) == 1) and self.nameable(token)

    def nameable(self, token: Token) -> bool:
        """Whether a name may run over this word."""
        text, tag = token.text, token.tag
        if len(text) == 1:
            return text not in self.stop_chars and (text.isalpha() or text in "·•・&") and tag not in _NO_PART
        if tag == "m" or not any(c.isalpha() for c in text):
            return False
        if tag == "x" and any(c in self.stop_chars for c in text):
            return False
        return tag.startswith(_NOUNS) or text in self.verbs

    def starts_left(self, words: Words, end: int, most: int, chars: int) -> list[int]:
        """Offsets at which a name that goes on at `end` may start, nearest first; a bracketed part is stepped over.

        At most `most` words and `chars` characters are looked at.
        """
        starts: list[int] = []
        number = words.ends.get(end)
        if number is None:
            number = words.over(end)
        while number is not None and number >= 0 and len(starts) < most:
            token = words.tokens[number]
            if token.text in _CLOSING:
                number = self._opening(words, number)
                if number is None:
                    break
                number -= 1
                continue
            if not self.nameable(token) or end - token.start > chars:
                break
            starts.append(token.start)
            number -= 1
        return starts

    def loose(self, token: Token) -> bool:
        """Whether the name of a firm may run over a word that is odd in a name: 优必选, 一亿中流."""
        if self.nameable(token):
            return True
        if token.text in self.never or token.tag.startswith(_LOOSE_NOT):
            return False
        return (
            len(token.text) <= 3
            and all("\u4e00" <= c <= "\u9fff" for c in token.text)
            and (len(token.text) > 1 or token.text not in self.stop_chars)
        )

    def _opening(self, words: Words, number: int) -> int | None:
        """The word that opens the bracket which `number` closes; None when it is far or holds more than a name."""
        opening = _CLOSING[words.tokens[number].text]
        for back in range(number - 1, max(number - _LONGEST_BRACKET - 2, -1), -1):
            token = words.tokens[back]
            if token.text == opening:
                return back if back < number - 1 else None
            if not self.nameable(token) or token.text in _BYLINE:
                return None
        return None
