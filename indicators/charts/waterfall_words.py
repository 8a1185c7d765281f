"""The sentence and the table of a waterfall: all parts by name, also those that share a bar."""

from fractions import Fraction

from .chart import Cell, Table
from .steps import Step, Waterfall
from .wording import DEMO, Number, Text, amount, percent, printed

PLACE = Text("市（州）", "City or prefecture")
CHANGE = Text("增减", "Change")
SHARE = Text("占增减比重", "Share of the change")
NOTE = Text("备注", "Note")
REMAINS = Text("不分地区/差额", "Not by place")
UNFIT = Text("不可比或暂缺", "Not comparable, or no data")
LISTED = 5


def signed(value: Number, decimals: int) -> Text:
    said = f"{'+' if value > 0 else ''}{printed(value, decimals)}"
    return Text(said, said)


def sentence_zh(shown: Waterfall, *, cut: bool) -> str:
    by = amount(abs(shown.by), shown.decimals, shown.unit).zh
    moved = f"增加{by}" if shown.by > 0 else f"减少{by}" if shown.by < 0 else "持平"
    whole = shown.whole.zh if shown.own_sum else ""
    said = f"{shown.until}年{shown.name.zh}{whole}比{shown.since}年{moved}"
    most = _most(shown)
    if most is not None:
        word = "增加" if most.by > 0 else "减少"
        figure = amount(abs(most.by), shown.decimals, shown.unit).zh
        said += f"，其中{word}最多的是{most.name.zh}（{figure}）"
    said += "。" + _left_out_zh(shown)
    said += "横轴不自0起。" if cut else ""
    return said + (f"均为{DEMO.zh}，合计为市（州）演示数之和，不是全省数。" if shown.demo else "")


def sentence_en(shown: Waterfall, *, cut: bool) -> str:
    by = amount(abs(shown.by), shown.decimals, shown.unit).en
    moved = f"up {by}" if shown.by > 0 else f"down {by}" if shown.by < 0 else "unchanged"
    whole = f", {shown.whole.en}" if shown.own_sum else ""
    said = f"{shown.name.en}{whole}: {moved} from {shown.since} to {shown.until}"
    most = _most(shown)
    if most is not None:
        word = "increase" if most.by > 0 else "decrease"
        figure = amount(abs(most.by), shown.decimals, shown.unit).en
        said += f"; the largest {word} is that of {most.name.en} ({figure})"
    said += "." + _left_out_en(shown)
    said += " The axis does not start at 0." if cut else ""
    demo = f" {DEMO.en} throughout: the places' own sum, not the province's figure."
    return said + (demo if shown.demo else "")


def _most(shown: Waterfall) -> Step | None:
    """The part that did most for the change there was."""
    ordered = shown.ordered
    if not ordered or not shown.by:
        return None
    found = ordered[0] if shown.by > 0 else ordered[-1]
    return found if found.by * shown.by > 0 else None


def _left_out_zh(shown: Waterfall) -> str:
    if not shown.left_out:
        return ""
    names = "、".join(name.zh for name in shown.left_out[:LISTED])
    more = "等" if len(shown.left_out) > LISTED else ""
    count = f"{more}{len(shown.left_out)}个市（州）" if len(shown.left_out) > 1 else ""
    where = "未计入" if shown.own_sum else "并入差额"
    return f"{names}{count}两年数据不可比或暂缺，{where}。"


def _left_out_en(shown: Waterfall) -> str:
    if not shown.left_out:
        return ""
    names = ", ".join(name.en for name in shown.left_out[:LISTED])
    more = " and others" if len(shown.left_out) > LISTED else ""
    where = "left out" if shown.own_sum else "within what is not by place"
    return f" Without comparable figures, {where}: {names}{more}."


def table(shown: Waterfall) -> Table:
    years = [
        Text(f"{year}年（{shown.unit.zh}）", f"{year} ({shown.unit.en})")
        for year in (shown.since, shown.until)
    ]
    rows = [_whole(shown), *(_step(step, shown) for step in shown.ordered)]
    if not shown.own_sum:
        rows.append(_remains(shown))
    rows += [(name, "—", "—", "—", "—", UNFIT) for name in shown.left_out]
    return Table(
        headings=(PLACE, *years, CHANGE, SHARE, NOTE),
        rows=tuple(rows),
        numeric=frozenset({1, 2, 3, 4}),
    )


def _whole(shown: Waterfall) -> tuple[Cell, ...]:
    ends = zip((shown.start, shown.end), shown.about, strict=True)
    figures = [about + printed(value, shown.decimals) for value, about in ends]
    return (shown.whole, *figures, signed(shown.by, shown.decimals), "", _note(shown))


def _step(step: Step, shown: Waterfall) -> tuple[Cell, ...]:
    return (
        step.name,
        printed(step.before, shown.decimals),
        printed(step.after, shown.decimals),
        signed(step.by, shown.decimals),
        percent(step.share),
        _note(shown),
    )


def _remains(shown: Waterfall) -> tuple[Cell, ...]:
    before, after = (
        Fraction(whole) - sum((Fraction(part) for part in parts), Fraction(0))
        for whole, parts in (
            (shown.start, [step.before for step in shown.steps]),
            (shown.end, [step.after for step in shown.steps]),
        )
    )
    figures = [printed(value, shown.decimals) for value in (before, after)]
    return (REMAINS, *figures, signed(shown.remains, shown.decimals), "", "")


def _note(shown: Waterfall) -> Text | str:
    return DEMO if shown.demo else ""
