"""Sets pictures of pages beside each other: `beside.py PAGE... PICTURE`."""

from __future__ import annotations

import sys

from PIL import Image

_GAP = 12
_BEHIND = "#c8c8c4"


def main() -> None:
    """Write the picture, on a ground that shows the sheets' edges."""
    *pages, target = sys.argv[1:]
    sheets = [Image.open(page).convert("RGB") for page in pages]
    width = sum(sheet.width for sheet in sheets) + _GAP * (len(sheets) + 1)
    picture = Image.new("RGB", (width, max(sheet.height for sheet in sheets) + 2 * _GAP), _BEHIND)
    left = _GAP
    for sheet in sheets:
        picture.paste(sheet, (left, _GAP))
        left += sheet.width + _GAP
    picture.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main()
