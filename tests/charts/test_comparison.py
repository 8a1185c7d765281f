"""The 市(州) side by side: levels, with what is missing and what is demo data said."""

from dataclasses import replace

from indicators.charts.comparison import Place, comparison
from indicators.charts.wording import Text

from .figures import CITIES


def test_bars_stand_in_the_order_given_and_equal_the_table() -> None:
    chart = comparison(CITIES)
    bars = chart.figure["data"][0]
    assert bars["x"] == [9856, 812, 0, 0]
    assert bars["text"] == ["9,856", "812", "0", "未填报"]
    assert [[cell for cell, _ in row] for row in chart.rows] == [
        ["成都", "9,856", ""],
        ["绵阳", "812", "演示数据"],
        ["阿坝州", "0", ""],
        ["甘孜州", "—", "未填报"],
    ]


def test_a_demo_figure_is_hatched_and_the_sentence_says_so() -> None:
    chart = comparison(CITIES)
    assert chart.figure["data"][0]["marker"]["pattern"]["shape"] == ["", "/", "", ""]
    assert chart.sentence_zh.endswith("斜线为演示数据。")
    real = replace(CITIES, places=CITIES.places[:1])
    assert "演示数据" not in comparison(real).sentence_zh


def test_the_sentence_compares_levels_and_judges_nobody() -> None:
    assert comparison(CITIES).sentence_zh.startswith(
        "2022年高新技术企业数，4个市（州）中3个有数据，最高为成都（9,856家）。"
        "本规划未向市（州）分解目标，仅作水平比较，不作完成情况评价。"
    )
    nothing = replace(CITIES, places=CITIES.places[3:])
    assert comparison(nothing).sentence_en.startswith(
        "High-tech enterprises, 2022: 0 of 1 places have data. The plan sets no targets"
    )


def test_a_long_name_is_cut_beside_the_bar_and_whole_in_the_table() -> None:
    name = Text("阿坝藏族羌族自治州", "Aba Tibetan and Qiang Autonomous Prefecture")
    chart = comparison(replace(CITIES, places=(Place(name=name, value=1),)), language="en")
    assert chart.figure["layout"]["yaxis"]["ticktext"] == ["Aba Tibetan a…"]
    assert chart.rows[0][0][0] == name.en
