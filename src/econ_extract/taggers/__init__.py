"""One file a backend: the texts of an article in, tokens and entities out."""

from econ_extract.taggers.base import Tagger

__all__ = ["Tagger"]
