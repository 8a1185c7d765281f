"""The places of a plan on its tiles, each with a figure and a link to its page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from areas.models import Area
from indicators.charts.svg import Markup
from indicators.charts.tiles import Band, Tile, bands, sentence, tiles_svg
from indicators.charts.wording import Language, Text
from indicators.models import Plan

Figures = Mapping[int, tuple[Text, Fraction] | None]
"""By area: how its figure is written, and the figure; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    svg: Markup
    sentence: str
    bands: tuple[Band, ...]
    shows_demo: bool


def map_of(
    plan: Plan,
    places: Sequence[Area],
    figures: Figures,
    *,
    said: Text,
    demo: Collection[int],
    language: Language,
    year: int | None = None,
) -> Map | None:
    """None for a plan without tiles. Places that `figures` leaves out are not compared.

    `said` is the map's title, from which the sentence on its figures is made, unless it
    is a sentence already.
    """
    tiles = [
        _tile(plan, place, column, row, figures, demo=place.pk in demo, year=year)
        for place in places
        if (column := place.tile_column) is not None and (row := place.tile_row) is not None
    ]
    if not tiles:
        return None
    whole = said.said(language)
    words = whole if whole.endswith(("。", ".")) else sentence(said, tiles, language)
    return Map(
        svg=tiles_svg(tiles, sentence=words, language=language),
        sentence=words,
        bands=tuple(bands(tiles)),
        shows_demo=any(tile.demo and tile.value is not None for tile in tiles),
    )


def _tile(
    plan: Plan,
    place: Area,
    column: int,
    row: int,
    figures: Figures,
    *,
    demo: bool,
    year: int | None,
) -> Tile:
    found = figures.get(place.pk)
    address = reverse("place", kwargs={"plan": plan.slug, "code": place.code})
    return Tile(
        name=Text(place.short_name, place.name_en),
        column=column,
        row=row,
        value=None if found is None else found[1],
        said=Text("—", "—") if found is None else found[0],
        url=address if year is None else f"{address}?year={year}",
        demo=demo,
        outside=place.pk not in figures,
    )
