"""Bytes of a picture of one or more pages in, what OCR reads of it out."""

from __future__ import annotations

import io
import warnings

from econ_extract.readers import ocr
from econ_extract.readers.base import Decoded, MissingExtra, UnusableFile
from econ_extract.readers.layout import bound, laid_out

_MOST_PIXELS = 150_000_000
_MOST_PAGES = 500  # of a TIFF file


def read(data: bytes) -> Decoded:
    """The text; raises MissingExtra without the extra ocr, UnusableFile for a broken, huge or wordless picture."""
    if not ocr.is_installed():
        raise MissingExtra(ocr.NEEDED)
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is the one that counts
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _MOST_PIXELS or getattr(picture, "n_frames", 1) > _MOST_PAGES:
                    raise UnusableFile("the picture is too large to be a page; make it smaller and run again")
                frames = ImageSequence.Iterator(picture)
                pages = [laid_out(ocr.strips(ImageOps.exif_transpose(frame).convert("RGB"))) for frame in frames]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile("the picture is broken or of an unknown kind; get it again, or save it as PNG") from error
    if not any(page.text.strip() for page in pages):
        raise UnusableFile("no words were found in the picture; take it out of the folder, or get a sharper one")
    return bound(pages)
