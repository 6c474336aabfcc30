"""An identifier of HanLP's in, the folder that its model was fetched to out."""

from __future__ import annotations

from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from econ_extract.errors import Problem
from econ_extract.taggers.hanlp import require_hanlp
from econ_extract.taggers.hanlp_files import address, locate, require

_PATIENCE = 5  # seconds to wait for the server to answer at all; HanLP alone would wait 25


def fetch(name: str) -> Path:
    """Fetch a model with HanLP's progress bar, unless it is there already, and give its folder.

    Raises MissingPackage without HanLP, Problem for an unknown model, a server out of reach, and a broken download.
    """
    require_hanlp()
    url = address(name)
    if locate(name).present:
        return require(name)
    _reach(name, url)
    from hanlp.utils.io_util import get_resource

    try:
        get_resource(url)
    except OSError as error:
        raise Problem(f"fetching {url} broke off ({error}); run the same command again.") from error
    return require(name)


def _reach(name: str, url: str) -> None:
    try:
        with urlopen(Request(url, method="HEAD"), timeout=_PATIENCE):
            pass
    except (URLError, OSError, ValueError) as error:
        raise Problem(
            f"{url} cannot be reached ({getattr(error, 'reason', error)}); check the connection, or on a machine that"
            f" has one fetch the model and copy its folder to {locate(name).folder}"
        ) from error
