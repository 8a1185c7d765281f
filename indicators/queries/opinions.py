"""What methods others have published make of the same figures.

Only of real figures of the province, as the outlook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.theme import Tone
from indicators.charts.wording import Text, percent
from indicators.gauges.course import Course
from indicators.models import Gauge
from indicators.progress import Status
from indicators.progress.outlook import Refusal
from indicators.progress.second_opinions import OURS, Method, Opinion, Verdict, opinions
from indicators.queries.outlook import series_of
from indicators.queries.outlook_words import (
    ALREADY_MET,
    BEYOND_BY_BOUND,
    MET_AND_TREND,
    METHODS,
    OWN_WORDS,
    REFUSALS,
    SOURCES,
    VERDICTS,
)
from indicators.queries.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWords:
    zh: str
    en: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """`own`: the method's own word; `verdict` None: it does not apply, `why_not` says why."""

    method: Text
    source: Text
    measure: Text
    own: Text | None
    verdict: VerdictWords | None
    why_not: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsPanel:
    """`agreement` says in one sentence whether they differ from our own status."""

    rows: tuple[OpinionRow, ...]
    agreement: Text


def opinions_panel(course: Course, row: Standing, gauges: Sequence[Gauge]) -> OpinionsPanel | None:
    """None where the province has no real figure to judge."""
    found = series_of(course, row, gauges)
    if isinstance(found, Refusal) or (found.silent and not found.met):
        return None
    if row.status.slug == Status.BASELINE_DOUBT:
        return OpinionsPanel(rows=(), agreement=NO_COMMON_START)
    said = opinions(series=found)
    return OpinionsPanel(rows=tuple(map(_opinion, said)), agreement=_agreement(row, said))


def _opinion(said: Opinion) -> OpinionRow:
    verdict = said.verdict
    return OpinionRow(
        method=METHODS[said.method].name,
        source=SOURCES[said.method],
        measure=_decided_on(said),
        own=_own_word(said),
        verdict=_verdict(verdict) if verdict else None,
        why_not=REFUSALS[said.why_not] if said.why_not else None,
    )


def _decided_on(said: Opinion) -> Text:
    if said.measure is None and said.verdict:
        trend = said.method is Method.CONTINUED_TREND
        return MET_AND_TREND[said.verdict] if trend else BEYOND_BY_BOUND
    share, form = percent(said.measure), METHODS[said.method].measure
    return Text(form.zh.format(share), form.en.format(share))


def _own_word(said: Opinion) -> Text | None:
    if said.verdict is None:
        return None
    own = said.met and said.method is not Method.CONTINUED_TREND
    return ALREADY_MET if own else OWN_WORDS[said.method, said.verdict]


def _verdict(verdict: Verdict) -> VerdictWords:
    zh, en, icon, tone = VERDICTS[verdict]
    return VerdictWords(zh=zh, en=en, icon=icon, tone=tone)


def _agreement(row: Standing, said: Sequence[Opinion]) -> Text:
    """One sentence: where they differ from our own status."""
    spoken = [opinion for opinion in said if opinion.verdict]
    ours, status = OURS.get(Status(row.status.slug)), row.status
    if not spoken:
        return Text(
            "以下方法均不适用，无从比对。", "None of these methods applies, so nothing is compared."
        )
    if ours is None:
        return Text(
            f"本系统的结论为“{status.zh}”，未作快慢评价，以下判断仅供参考。",
            f"Our own word ({status.en.lower()}) says nothing of pace; the others inform only.",
        )
    differing = [opinion for opinion in spoken if opinion.verdict is not ours]
    own = VERDICTS[ours]
    if not differing:
        return Text(
            f"适用的方法与本系统的结论“{status.zh}”一致，均为{own[0]}。",
            f"Every method that applies agrees with our own word, {status.en.lower()}: "
            f"{own[1].lower()}.",
        )
    names = [(METHODS[o.method].name, VERDICTS[o.verdict]) for o in differing if o.verdict]
    zh = "，".join(f"{name.zh}为{words[0]}" for name, words in names)
    en = ", ".join(f"{name.en}: {words[1].lower()}" for name, words in names)
    return Text(
        f"与本系统的结论“{status.zh}”（{own[0]}）不一致：{zh}。",
        f"Differing from our own word, {status.en.lower()} ({own[1].lower()}): {en}.",
    )


NO_COMMON_START = Text(
    "规划基期值与核实基期值得出不同结论，其他方法同样取决于以哪个基期值为起点，因此不列示。",
    "The printed and the verified baseline lead to different conclusions; so would any other "
    "method, each starting from one of them. None is shown.",
)
