"""The 市(州) side by side as bars: their level in one year, never a ranking by schedule."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import theme
from .chart import Cell, Chart, Figure, Table
from .wording import DEMO, MISSING, Language, Number, Text, amount, drawn, printed

LEVEL_ONLY = Text(
    "本规划未向市（州）分解目标，仅作水平比较，不作完成情况评价",
    "The plan sets no targets for cities and prefectures: levels only, no judgement",
)
PLACE = Text("市（州）", "City or prefecture")
NOTE = Text("备注", "Note")
BESIDE = Text("对照，不计入市（州）", "For comparison, not one of the places")
BAR, AROUND, LONGEST = 28, 72, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`value` is None where there is no figure; `mark` then says why (不适用, 未填报 …).

    `beside` is what the places are held against, such as the nation: not one of them.
    """

    name: Text
    value: Number | None
    mark: Text = MISSING
    demo: bool = False
    here: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    name: Text
    unit: Text
    decimals: int
    year: int
    places: Sequence[Place]
    remark: Text = LEVEL_ONLY

    @property
    def compared(self) -> list[Place]:
        return [place for place in self.places if not place.beside]


def comparison(shown: Comparison, *, language: Language = "zh") -> Chart:
    """Bars stand in the order given, the first on top."""
    return Chart(
        language=language,
        figure={
            "data": [_bars(shown, language)],
            "layout": _layout(shown, language),
            "config": theme.config(language),
        },
        sentence_zh=_sentence_zh(shown),
        sentence_en=_sentence_en(shown),
        table=_table(shown),
        as_at=Text(f"{shown.year}年底", f"the end of {shown.year}"),
    )


def _bars(shown: Comparison, language: Language) -> Figure:
    places = shown.places
    return {
        "type": "bar",
        "orientation": "h",
        "x": [_length(place, shown) for place in places],
        "y": list(range(len(places))),
        "text": [_label(place, shown).plain(language) for place in places],
        "textposition": "outside",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "none",
        "marker": {
            "color": [_colour(place) for place in places],
            "pattern": theme.filling([theme.STRIPES if place.demo else "" for place in places]),
        },
    }


def _colour(place: Place) -> str:
    if place.beside:
        return theme.PATH
    return theme.BRAND if place.here else theme.TONES["fair"]


def _short(name: Text) -> Text:
    """The table keeps the whole name; beside a bar on a telephone it would take the bar's room."""
    return Text(*(said if len(said) <= LONGEST else said[: LONGEST - 1] + "…" for said in name))


def _length(place: Place, shown: Comparison) -> float:
    # No bar at all would also drop the words that say why there is none.
    length = drawn(place.value, shown.decimals)
    return 0.0 if length is None else length


def _label(place: Place, shown: Comparison) -> Text:
    if place.value is None:
        return place.mark
    text = printed(place.value, shown.decimals)
    return Text(text, text)


def _layout(shown: Comparison, language: Language) -> Figure:
    return theme.layout(
        height=AROUND + BAR * len(shown.places),
        margin={"l": 8, "r": 72, "t": 8, "b": 8},
        bargap=0.35,
        showlegend=False,
        xaxis=theme.axis(
            title={"text": shown.unit.plain(language), "font": {"size": 13}},
            rangemode="tozero",
            automargin=True,
        ),
        yaxis=theme.axis(
            tickvals=list(range(len(shown.places))),
            ticktext=[_short(place.name).plain(language) for place in shown.places],
            autorange="reversed",
            showgrid=False,
            automargin=True,
            tickfont={"size": 13, "color": theme.INK},
        ),
    )


def _counted(shown: Comparison) -> list[tuple[Number, Place]]:
    return [(place.value, place) for place in shown.compared if place.value is not None]


def _sentence_zh(shown: Comparison) -> str:
    counted = _counted(shown)
    said = f"{shown.year}年{shown.name.zh}，{len(shown.compared)}个市（州）中{len(counted)}个有数据"
    if counted:
        value, place = max(counted, key=lambda pair: pair[0])
        said += f"，最高为{place.name.zh}（{amount(value, shown.decimals, shown.unit).zh}）"
    said += f"。{shown.remark.zh}。"
    return said + (f"斜线为{DEMO.zh}。" if any(place.demo for place in shown.places) else "")


def _sentence_en(shown: Comparison) -> str:
    counted = _counted(shown)
    said = (
        f"{shown.name.en}, {shown.year}: {len(counted)} of {len(shown.compared)} places have data"
    )
    if counted:
        value, place = max(counted, key=lambda pair: pair[0])
        said += f"; highest {place.name.en} ({amount(value, shown.decimals, shown.unit).en})"
    said += f". {shown.remark.en}."
    hatched = any(place.demo for place in shown.places)
    return said + (f" Hatched: {DEMO.en.lower()}." if hatched else "")


def _note(place: Place) -> Text | str:
    if place.value is None:
        return place.mark
    if place.beside:
        return BESIDE
    return DEMO if place.demo else ""


def _table(shown: Comparison) -> Table:
    figure = Text(f"{shown.year}年（{shown.unit.zh}）", f"{shown.year} ({shown.unit.en})")
    rows: list[tuple[Cell, ...]] = [
        (
            place.name,
            printed(place.value, shown.decimals),
            _note(place),
        )
        for place in shown.places
    ]
    return Table(headings=(PLACE, figure, NOTE), rows=tuple(rows), numeric=frozenset({1}))
