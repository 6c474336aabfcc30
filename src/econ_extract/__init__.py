"""Chinese economic news in, typed figures with their exact words out."""

__version__ = "0.1.0"
