"""Small SVG made ready to stand outside a page, where no style sheet tells it its font."""

from __future__ import annotations

from typing import Final

FONT: Final = "Noto Sans CJK SC"


def with_font(svg: str) -> str:
    """In the font that lies with the reports, whatever the picture asked for.

    The first attribute of a name counts, so the picture's own list is taken out.
    """
    head, rest = svg.split(">", 1)
    kept = head.split(' font-family="')
    tail = kept[1].split('"', 1)[1] if len(kept) > 1 else ""
    return f'{kept[0]}{tail} font-family="{FONT}">{rest}'
