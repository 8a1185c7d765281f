"""The schematic map: five shades of equal numbers, the figure in the square, a link to reach."""

import re
from decimal import Decimal

import pytest

from indicators.charts.tiles import Tile, bands, sentence, steps, tiles_svg
from indicators.charts.wording import Text

TITLE = Text("2022年高企数（家）", "High-tech enterprises, 2022")


def tile(name: str, value: int | None, column: int = 1, row: int = 1, **more: bool) -> Tile:
    figure = "—" if value is None else f"{value:,}"
    said = Text(figure, figure)
    url = f"/p/{column}-{row}/?a=1&b=2"
    return Tile(
        name=Text(name, name), column=column, row=row, value=value, said=said, url=url, **more
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(list(range(10)), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], id="fifths of ten"),
        pytest.param([9, 1, 5, 3, 7], [5, 1, 3, 2, 4], id="in any order"),
        pytest.param([1, 1, 1, 1, 100], [1, 1, 1, 1, 5], id="equal figures, equal shade"),
        pytest.param([7, 7, 7], [1, 1, 1], id="all alike"),
        pytest.param([0, None, 4], [1, None, 3], id="0 is a figure, none is not"),
        pytest.param([-3, 0, Decimal("0.5")], [1, 2, 4], id="falls and rises"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_a_shade_is_a_fifth_of_those_with_a_figure(
    values: list[int | None], expected: list[int | None]
) -> None:
    assert steps(values) == expected


def test_21_places_fall_into_five_shades_of_four_or_five() -> None:
    shades = steps(list(range(21)))
    assert sorted(shades.count(step) for step in range(1, 6)) == [4, 4, 4, 4, 5]


def test_a_band_says_from_what_to_what_it_goes() -> None:
    tiles = [tile("a", 5), tile("b", 1), tile("c", None), tile("d", 9, outside=True)]
    assert [(band.step, band.places, band.words().zh) for band in bands(tiles)] == [
        (1, 1, "1"),
        (3, 1, "5"),
    ]
    assert bands([tile("a", 2), tile("b", 2)])[0].words().en == "2"
    alike = [tile(str(n), n) for n in range(10)]
    assert bands(alike)[0].words() == Text("0—1", "0 to 1")


def test_a_square_is_a_link_with_its_name_and_figure_and_no_style() -> None:
    drawn = tiles_svg([tile("成都", 9856, 2, 1), tile("甘孜州", None, 1, 2)], sentence="说明。")
    assert re.findall(r'class="tile tile-(\w+)" href="([^"]+)" aria-label="([^"]+)"', drawn) == [
        ("1", "/p/2-1/?a=1&amp;b=2", "成都：9,856"),
        ("none", "/p/1-2/?a=1&amp;b=2", "甘孜州：—"),
    ]
    assert 'role="group" aria-label="说明。"' in drawn
    assert "style" not in drawn
    assert "9,856</text>" in drawn


def test_a_demo_figure_has_a_corner_and_is_named() -> None:
    drawn = tiles_svg([tile("绵阳", 812, demo=True)], sentence="说明。")
    assert "<path " in drawn
    assert "绵阳：812（演示数据）" in drawn
    assert sentence(TITLE, [tile("绵阳", 812, demo=True)], "zh").endswith("右上角三角为演示数据。")


def test_a_place_outside_the_group_keeps_its_square_and_shows_no_figure() -> None:
    drawn = tiles_svg([tile("成都", 9, 1, 1), tile("绵阳", 3, 2, 1, outside=True)], sentence="")
    assert 'class="tile tile-outside"' in drawn
    assert ">3<" not in drawn


def test_the_map_begins_at_its_first_column_and_row() -> None:
    drawn = tiles_svg([tile("a", 1, 3, 4), tile("b", 2, 4, 4)], sentence="")
    assert 'viewBox="-3 -3 212 106"' in drawn


def test_the_sentence_says_highest_middle_and_lowest() -> None:
    tiles = [tile("甲", 1), tile("乙", 50), tile("丙", 7), tile("丁", None)]
    assert sentence(TITLE, tiles, "zh") == (
        "2022年高企数（家），由低到高分3档，颜色越深数值越高："
        "最高乙（50），居中丙（7），最低甲（1）。"
    )
    assert sentence(TITLE, tiles, "en").endswith("highest 乙 (50), middle 丙 (7), lowest 甲 (1).")
    assert sentence(TITLE, tiles[3:], "zh") == "2022年高企数（家）：数据暂缺。"


def test_without_tiles_there_is_no_map() -> None:
    assert tiles_svg([], sentence="") == ""
