"""The change of a whole between two years, part by part: from where to where, and through whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from . import theme
from .chart import Chart, Figure
from .steps import Step, Waterfall
from .waterfall_words import sentence_en, sentence_zh, signed, table
from .wording import Language, Text, drawn, printed

MOST_ALONE = 8
"""So many parts have a bar of their own; the others of one sign share one."""
BAR, AROUND, LONGEST = 28, 72, 18
CUT = Fraction(1, 2)
"""Where the whole never falls below this share of its highest value, the axis starts later."""


@dataclass(frozen=True, slots=True)
class Bar:
    name: Text
    by: Fraction


def waterfall(shown: Waterfall, *, language: Language = "zh") -> Chart:
    bars = drawn_bars(shown)
    return Chart(
        language=language,
        figure={
            "data": [_trace(shown, bars, language)],
            "layout": _layout(shown, bars, language),
            "config": theme.config(language),
        },
        sentence_zh=sentence_zh(shown, cut=_floor(shown, bars) is not None),
        sentence_en=sentence_en(shown, cut=_floor(shown, bars) is not None),
        table=table(shown),
        as_at=Text(f"{shown.until}年底", f"the end of {shown.until}"),
    )


def drawn_bars(shown: Waterfall) -> list[Bar]:
    """The parts with the greatest change by name, the rest by sign, then what remains."""
    ordered = shown.ordered
    alone = sorted(ordered, key=lambda step: -abs(step.by))[:MOST_ALONE]
    rest = [step for step in ordered if step not in alone]
    up = [step for step in rest if step.by >= 0]
    down = [step for step in rest if step.by < 0]
    bars = [Bar(step.name, step.by) for step in alone if step.by >= 0] + _grouped(up)
    bars += _grouped(down)
    bars += [Bar(step.name, step.by) for step in reversed(alone) if step.by < 0]
    if not shown.own_sum:
        bars.append(Bar(Text("不分地区/差额", "Not by place"), shown.remains))
    return bars


def _grouped(steps: Sequence[Step]) -> list[Bar]:
    if len(steps) < 2:
        return [Bar(step.name, step.by) for step in steps]
    name = Text(f"其他{len(steps)}个", f"{len(steps)} others")
    return [Bar(name, sum((step.by for step in steps), Fraction(0)))]


def _trace(shown: Waterfall, bars: Sequence[Bar], language: Language) -> Figure:
    labels = [_whole(shown, 0), *(signed(bar.by, shown.decimals) for bar in bars), _whole(shown, 1)]
    lengths = [shown.start, *(bar.by for bar in bars), shown.end]
    return {
        "type": "waterfall",
        "orientation": "h",
        "x": [drawn(length) for length in lengths],
        "y": list(range(len(lengths))),
        "measure": ["absolute", *["relative"] * len(bars), "absolute"],
        "text": [label.plain(language) for label in labels],
        "textposition": "outside",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "none",
        "totals": {"marker": {"color": theme.BRAND}},
        "increasing": {"marker": {"color": theme.TONES["fair"]}},
        "decreasing": {"marker": {"color": theme.TONES["warn"]}},
        "connector": {"line": {"color": theme.PATH, "width": 1, "dash": "dot"}},
    }


def _whole(shown: Waterfall, end: int) -> Text:
    said = shown.about[end] + printed((shown.start, shown.end)[end], shown.decimals)
    return Text(said, said)


def _ends(shown: Waterfall, bars: Sequence[Bar]) -> list[Fraction]:
    """Every value the whole passes on its way."""
    return list(accumulate((bar.by for bar in bars), initial=Fraction(shown.start)))


def _floor(shown: Waterfall, bars: Sequence[Bar]) -> Fraction | None:
    """Where the axis starts if not at 0: a small change of a large whole could not be seen."""
    values = _ends(shown, bars)
    low, high = min(values), max(values)
    if low <= 0 or low < high * CUT or low == high:
        return None
    return max(Fraction(0), low - (high - low) / 4)


def _layout(shown: Waterfall, bars: Sequence[Bar], language: Language) -> Figure:
    named = [
        Text(f"{shown.since}年{shown.whole.zh}", f"{shown.since}: {shown.whole.en}"),
        *(bar.name for bar in bars),
        Text(f"{shown.until}年{shown.whole.zh}", f"{shown.until}: {shown.whole.en}"),
    ]
    floor = _floor(shown, bars)
    values = _ends(shown, bars)
    scale: Figure = {"rangemode": "tozero"}
    if floor is not None:
        scale = {"range": [drawn(floor), drawn(max(values) + (max(values) - floor) / 20)]}
    return theme.layout(
        height=AROUND + BAR * len(named),
        margin={"l": 8, "r": 72, "t": 24 if shown.demo else 8, "b": 8},
        waterfallgap=0.35,
        showlegend=False,
        annotations=_warning(shown, language),
        xaxis=theme.axis(
            title={"text": shown.unit.plain(language), "font": {"size": 13}},
            automargin=True,
            nticks=3,
            tickangle=0,
            **scale,
        ),
        yaxis=theme.axis(
            tickvals=list(range(len(named))),
            ticktext=[_short(name).plain(language) for name in named],
            autorange="reversed",
            showgrid=False,
            automargin=True,
            tickfont={"size": 13, "color": theme.INK},
        ),
    )


def _short(name: Text) -> Text:
    return Text(*(said if len(said) <= LONGEST else said[: LONGEST - 1] + "…" for said in name))


def _warning(shown: Waterfall, language: Language) -> list[Figure]:
    """A waterfall has no hatching, so the picture itself says what its figures are."""
    if not shown.demo:
        return []
    words = Text("演示数据，非官方数据", "Demo data, not official").plain(language)
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 1}
    anchors = {"xanchor": "right", "yanchor": "bottom"}
    return [{**theme.note(words, color=theme.TONES["warn"]), **place, **anchors}]
