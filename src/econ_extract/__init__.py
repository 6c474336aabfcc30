"""Chinese economic news in, typed figures with their exact words out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from econ_extract.numerals import find_quantities as find_quantities
    from econ_extract.periods import find_periods as find_periods
    from econ_extract.pipeline import extract_text as extract_text

__version__ = "0.1.0"
__all__ = ["__version__", "extract_text", "find_periods", "find_quantities"]

_HOMES = {
    "extract_text": "econ_extract.pipeline",
    "find_periods": "econ_extract.periods",
    "find_quantities": "econ_extract.numerals",
}


def __getattr__(name: str) -> Any:
    """Import the part that a name lives in when it is asked for, so that importing the package stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
