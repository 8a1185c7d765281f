"""Figures of the plan, as the charts' tests show them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.charts.comparison import Comparison, Place
from indicators.charts.dial import Dial
from indicators.charts.series import Point, Trend
from indicators.charts.steps import Step, Waterfall
from indicators.charts.wording import Text

ENTERPRISES = Dial(
    name=Text("高新技术企业数", "High-tech enterprises"),
    unit=Text("家", "enterprises"),
    decimals=0,
    year=2022,
    value=Decimal("14500"),
    about="≈",
    baseline=Decimal("10247"),
    base_year=2021,
    expected=Decimal("11685.25"),
    target=Decimal("16000"),
    target_year=2025,
    status=Text("快于预期", "Ahead"),
    tone="good",
)
FALLING = replace(
    ENTERPRISES,
    name=Text("能耗强度", "Energy intensity"),
    decimals=2,
    about="",
    value=Decimal("0.70"),
    baseline=Decimal("0.80"),
    expected=Decimal("0.75"),
    target=Decimal("0.60"),
    operator="≤",
)
UNKNOWN = replace(ENTERPRISES, value=None, tone="none", status=Text("数据暂缺", "No data"))
NO_TARGET = replace(
    ENTERPRISES, baseline=None, base_year=None, expected=None, target=None, target_year=None
)
HELD = replace(ENTERPRISES, baseline=Decimal("17000"), expected=None)

TREND = Trend(
    name=Text("高新技术企业数", "High-tech enterprises"),
    unit=Text("家", "enterprises"),
    decimals=0,
    base_year=2021,
    target_year=2025,
    baseline=Decimal("10247"),
    target=Decimal("16000"),
    path=tuple(
        (2021 + step, Decimal(value))
        for step, value in enumerate(("10247", "11685.25", "13123.5", "14561.75", "16000"))
    ),
    points=(
        Point(year=2021, value=Decimal("10247"), vintage="final", source="规划表1"),
        Point(year=2022, value=Decimal("14500"), vintage="annual", about="≈"),
        Point(year=2022, value=Decimal("14200"), vintage="flash", adopted=False),
        Point(year=2024, value=Decimal("18000"), vintage="flash", about="≈"),
        Point(
            year=2025,
            value=Decimal("19000"),
            vintage="forecast",
            as_at=date(2025, 9, 30),
            about="≈",
        ),
    ),
)
CITIES = Comparison(
    name=Text("高新技术企业数", "High-tech enterprises"),
    unit=Text("家", "enterprises"),
    decimals=0,
    year=2022,
    places=(
        Place(name=Text("成都", "Chengdu"), value=Decimal("9856")),
        Place(name=Text("绵阳", "Mianyang"), value=Decimal("812"), demo=True),
        Place(name=Text("阿坝州", "Aba"), value=Decimal("0")),
        Place(name=Text("甘孜州", "Garze"), value=None, mark=Text("未填报", "Not filled in")),
    ),
)


def step(name: str, before: int, after: int) -> Step:
    return Step(name=Text(name, name.title()), before=before, after=after)


CHANGE = Waterfall(
    name=Text("高新技术企业数", "High-tech enterprises"),
    unit=Text("家", "enterprises"),
    decimals=0,
    since=2021,
    until=2022,
    whole=Text("四川", "Sichuan"),
    start=Decimal("10247"),
    end=Decimal("14500"),
    about=("", "≈"),
    steps=(step("aba", 30, 20), step("deyang", 800, 1000), step("chengdu", 6000, 9856)),
)
