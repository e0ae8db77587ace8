"""How much of each printed sheet is blank."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pypdfium2

__all__ = ["blank_shares"]

_SCALE = 0.5  # pixels to a point
_TOP, _BOTTOM = 19 / 297, 17 / 297  # the margins, of the sheet's height
_INK = 235  # of 255: what is darker


def blank_shares(content: bytes) -> list[float]:
    """For each page of a PDF its highest empty band, as a share of the height within the margins.

    A band is empty from edge to edge. Above notes at the foot of a page a band counts, too.
    """
    pdf = pypdfium2.PdfDocument(content)
    try:
        return [_blank(page.render(scale=_SCALE).to_numpy()) for page in pdf]
    finally:
        pdf.close()


def _blank(pixels: np.ndarray) -> float:
    height = pixels.shape[0]
    within = pixels[round(height * _TOP) : round(height * (1 - _BOTTOM))]
    inked = (within.reshape(within.shape[0], -1) < _INK).any(axis=1)
    bands = [len(list(rows)) for is_inked, rows in groupby(inked) if not is_inked]
    return max(bands, default=0) / within.shape[0]
