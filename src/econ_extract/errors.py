"""What the program says when it cannot go on: one exception that carries a plain sentence."""

from __future__ import annotations


class Problem(Exception):
    """Something the person at the keyboard can mend; the message says what is wrong and what to do next."""
