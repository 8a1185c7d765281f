"""A schematic map: one square for each place, shaded in five steps with the figure in it.

Small SVG with classes and no style attribute; each square is a link that a keyboard reaches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from .svg import Markup
from .wording import DEMO, MISSING, Language, Number, Text

STEPS = 5
SIDE, GAP = 100, 6
PITCH = SIDE + GAP
NAME_SIZE, NUMBER_SIZE, SMALL_SIZE = 21, 24, 17
LONG_NAME, LONG_NUMBER = 5, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """`said` is the figure as it stands in the square; None where there is none."""

    name: Text
    column: int
    row: int
    value: Number | None
    said: Text
    url: str
    demo: bool = False
    outside: bool = False
    """Not among those compared: drawn to keep the shape of the map, without a figure."""


class Band(NamedTuple):
    """One shade: how many squares have it, and its lowest and highest figure."""

    step: int
    places: int
    lowest: Tile
    highest: Tile

    def words(self) -> Text:
        low, high = self.lowest.said, self.highest.said
        if self.lowest.value == self.highest.value:
            return low
        return Text(f"{low.zh}—{high.zh}", f"{low.en} to {high.en}")


def steps(values: Sequence[Number | None]) -> list[int | None]:
    """The fifth each value is in, 1 for the lowest; equal values are in the same."""
    known = sorted(value for value in values if value is not None)
    return [
        None if value is None else known.index(value) * STEPS // len(known) + 1 for value in values
    ]


def bands(tiles: Sequence[Tile]) -> list[Band]:
    """The shades in use, the lightest first."""
    counted = sorted(_counted(tiles), key=lambda tile: tile.value or 0)
    shades = steps([tile.value for tile in counted])
    found = []
    for step in range(1, STEPS + 1):
        of_step = [tile for tile, shade in zip(counted, shades, strict=True) if shade == step]
        if of_step:
            found.append(Band(step, len(of_step), of_step[0], of_step[-1]))
    return found


def tiles_svg(tiles: Sequence[Tile], *, sentence: str, language: Language = "zh") -> Markup:
    """The map, labelled with its sentence. Nothing where no place has a tile."""
    if not tiles:
        return Markup("")
    left, top = min(tile.column for tile in tiles), min(tile.row for tile in tiles)
    wide = (max(tile.column for tile in tiles) - left + 1) * PITCH - GAP
    high = (max(tile.row for tile in tiles) - top + 1) * PITCH - GAP
    shades = steps([None if tile.outside else tile.value for tile in tiles])
    squares = "".join(
        _square(tile, shade, (tile.column - left) * PITCH, (tile.row - top) * PITCH, language)
        for tile, shade in zip(tiles, shades, strict=True)
    )
    return Markup(
        f'<svg class="tiles" viewBox="-3 -3 {wide + 6} {high + 6}" role="group"'
        f' aria-label="{escape(sentence)}" xmlns="http://www.w3.org/2000/svg">{squares}</svg>'
    )


def sentence(title: Text, tiles: Sequence[Tile], language: Language) -> str:
    """How many have a figure, and the lowest, the middle and the highest of them."""
    return _sentence_zh(title, tiles) if language == "zh" else _sentence_en(title, tiles)


def _counted(tiles: Sequence[Tile]) -> list[Tile]:
    return [tile for tile in tiles if tile.value is not None and not tile.outside]


def _middle(tiles: Sequence[Tile]) -> tuple[Tile, Tile, Tile]:
    ordered = sorted(tiles, key=lambda tile: tile.value or 0)
    return ordered[0], ordered[len(ordered) // 2], ordered[-1]


def _sentence_zh(title: Text, tiles: Sequence[Tile]) -> str:
    known = _counted(tiles)
    if not known:
        return f"{title.zh}：{MISSING.zh}。"
    low, middle, high = _middle(known)
    said = f"{title.zh}，由低到高分{len(bands(tiles))}档，颜色越深数值越高：最高{high.name.zh}"
    said += f"（{high.said.zh}），居中{middle.name.zh}（{middle.said.zh}），"
    said += f"最低{low.name.zh}（{low.said.zh}）。"
    return said + (f"右上角三角为{DEMO.zh}。" if any(tile.demo for tile in known) else "")


def _sentence_en(title: Text, tiles: Sequence[Tile]) -> str:
    known = _counted(tiles)
    if not known:
        return f"{title.en}: {MISSING.en.lower()}."
    low, middle, high = _middle(known)
    said = f"{title.en} in {len(bands(tiles))} steps, the darker the higher: highest {high.name.en}"
    said += f" ({high.said.en}), middle {middle.name.en} ({middle.said.en}),"
    said += f" lowest {low.name.en} ({low.said.en})."
    marked = any(tile.demo for tile in known)
    return said + (f" A corner marks {DEMO.en.lower()}." if marked else "")


def _square(tile: Tile, shade: int | None, x: int, y: int, language: Language) -> str:
    shown = "outside" if tile.outside else "none" if shade is None else str(shade)
    drawing = f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="4"/>'
    if tile.demo and tile.value is not None and not tile.outside:
        drawing += f'<path d="M{x + SIDE - 20} {y + 4}h16v16z"/>'
    drawing += _text(_short(tile.name.said(language)), x, y + 42, NAME_SIZE, LONG_NAME)
    if not tile.outside:
        figure = tile.said.said(language)
        drawing += _text(figure, x, y + 74, NUMBER_SIZE, LONG_NUMBER, 'class="tile-figure" ')
    return (
        f'<a class="tile tile-{shown}" href="{escape(tile.url)}"'
        f' aria-label="{escape(_label(tile, language))}">{drawing}</a>'
    )


def _short(name: str) -> str:
    """The first word of a name that would not go into its square."""
    return name if len(name) <= 2 * LONG_NAME else name.split(" ", maxsplit=1)[0][: 2 * LONG_NAME]


def _text(text: str, x: int, y: int, size: int, longest: int, more: str = "") -> str:
    fitting = size if len(text) <= longest else SMALL_SIZE
    return (
        f'<text {more}x="{x + SIDE // 2}" y="{y}" font-size="{fitting}"'
        f' text-anchor="middle">{escape(text)}</text>'
    )


def _label(tile: Tile, language: Language) -> str:
    name, figure = tile.name.said(language), tile.said.said(language)
    if tile.outside:
        return name
    said = f"{name}：{figure}" if language == "zh" else f"{name}: {figure}"
    if not tile.demo or tile.value is None:
        return said
    return f"{said}（{DEMO.zh}）" if language == "zh" else f"{said} ({DEMO.en.lower()})"
