"""How far a milestone has come, in words; how far many have come, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.charts.theme import Tone
from indicators.charts.wording import Text
from indicators.models import Milestone

Kind, Stage = Milestone.Kind, Milestone.Stage
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class StageWords:
    """A stage as the component for statuses takes it."""

    slug: str
    zh: str
    en: str
    icon: str
    tone: Tone


PLANNED = StageWords(Stage.PLANNED, "规划提出", "Planned", "note", "none")
UNDER_WAY = StageWords(Stage.UNDER_WAY, "推进中", "Under way", "dots", "fair")
DONE = {
    Kind.PLATFORM: Text("已建成", "Built"),
    Kind.SPECIAL_PROJECT: Text("已完成", "Completed"),
    Kind.ZONE_UPGRADE: Text("已获批", "Approved"),
    Kind.MEASURE: Text("已落实", "In place"),
    Kind.COVERAGE: Text("已覆盖", "Covered"),
}


def stage_words(kind: str, stage: str) -> StageWords:
    """What is done is said differently of a laboratory, a zone and a policy."""
    if stage == Stage.DONE:
        done = DONE[Kind(kind)]
        return StageWords(Stage.DONE, done.zh, done.en, "tick", "good")
    return UNDER_WAY if stage == Stage.UNDER_WAY else PLANNED


def date_words(dated: str) -> Text:
    """2023年2月6日 and 6 February 2023; a month or a year alone where no more is known."""
    year, *rest = map(int, dated.split("-"))
    if not rest:
        return Text(f"{year}年", f"{year}")
    month = MONTHS[rest[0] - 1]
    if len(rest) == 1:
        return Text(f"{year}年{rest[0]}月", f"{month} {year}")
    day = date.fromisoformat(dated)
    return Text(f"{year}年{day.month}月{day.day}日", f"{day.day} {month} {year}")


def measures_sentence(stages: Iterable[str]) -> Text | None:
    """共16项保障举措：已落实2项，推进中2项，尚未掌握公开的落实情况12项。 None without measures."""
    count = Counter(stages)
    if not count:
        return None
    forms = {
        Stage.DONE: Text("已落实{}项", "{} in place"),
        Stage.UNDER_WAY: Text("推进中{}项", "{} under way"),
        Stage.PLANNED: Text(
            "尚未掌握公开的落实情况{}项", "{} without published information on progress"
        ),
    }
    said = [(form, count[stage]) for stage, form in forms.items() if count[stage]]
    zh = "，".join(form.zh.format(number) for form, number in said)
    en = ", ".join(form.en.format(number) for form, number in said)
    total = count.total()
    measures = "measure" if total == 1 else "measures"
    return Text(
        f"规划共提出{total}项保障举措：{zh}。", f"The plan promises {total} {measures}: {en}."
    )
