"""Which chapters each report has, its title, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from areas.models import Area
from indicators.models import Plan
from reports.content import annexes, chapters, indicators, judgement, short
from reports.content.facts import Facts, Kind
from reports.content.numbering import DRAFT, day_of, day_words, edition_code, numbered
from reports.document import (
    Annex,
    Cell,
    Grid,
    Heading,
    LineChart,
    Paragraph,
    Part,
    Pictures,
    Report,
)

Make = Callable[[Facts], Iterable[Part]]
Chapter = tuple[str, Make]

TITLES: Final = {
    Kind.ANNUAL: "{year}年度监测报告",
    Kind.MIDTERM: "中期评估报告",
    Kind.FINAL: "总结评估报告",
    Kind.BRIEF: "实施情况简报（{year}年）",
    Kind.PLACE: "{place}情况表（{year}年）",
}
FOR_REVIEW = "送审稿"
DEMO_WARNING = "本报告含演示数据（以*标明），非官方数据，不得引用。"


def _regions_and_domains(facts: Facts) -> Iterator[Part]:
    titles = numbered(2)
    yield Heading(titles("重点领域"), 2)
    yield from chapters.key_domains(facts)
    yield Heading(titles("重点区域"), 2)
    yield from chapters.key_regions(facts)


MONITORING: Final[tuple[Chapter, ...]] = (
    ("规划实施总体情况", judgement.overall),
    ("主要指标完成情况", indicators.discussion),
    ("重点任务进展", chapters.key_tasks),
    ("重点领域与重点区域进展", _regions_and_domains),
    ("保障措施落实情况", chapters.safeguards),
    ("存在问题及原因分析", judgement.problems),
    ("下一步对策建议", judgement.suggestions),
)
CHAPTERS: Final[dict[Kind, tuple[Chapter, ...]]] = {
    Kind.ANNUAL: (("评估依据与方法", judgement.basis), *MONITORING),
    Kind.MIDTERM: (
        ("评估依据与方法", judgement.basis),
        *MONITORING[:5],
        ("规划后半程形势分析", indicators.outlook),
        *MONITORING[5:],
    ),
    Kind.FINAL: (
        ("评估依据与方法", judgement.basis),
        ("总体判断", judgement.overall),
        *MONITORING[1:5],
        ("典型案例", chapters.cases),
        ("主要经验", judgement.experience),
        MONITORING[5],
        ("对下一个五年规划的建议", judgement.suggestions),
    ),
}


def report(plan: Plan, kind: Kind, year: int, *, today: date, area: Area | None = None) -> Report:
    """The whole document. `area` is the place of a place's sheet and of nothing else."""
    facts = Facts(plan, kind, year, today=today)
    if kind is Kind.BRIEF:
        parts = tuple(short.brief(facts))
    elif kind is Kind.PLACE:
        parts = tuple(short.place_sheet(facts, _place(area)))
    else:
        parts = tuple(_numbered(_chapters(facts)))
    where = area.name if area else ""
    release = plan.release
    return Report(
        title=TITLES[kind].format(year=year, place=where),
        subtitle=f"《{plan.title}》",
        label=DRAFT if release is None else FOR_REVIEW,
        number=number_of(plan, kind, year, area),
        issuer=plan.issuer,
        date=day_words(today),
        facts=_where_from(plan),
        warning=DEMO_WARNING if _shows_demo(parts) else "",
        parts=tuple(_plain(part) for part in parts),
        contents=kind in CHAPTERS,
    )


def number_of(plan: Plan, kind: Kind, year: int, area: Area | None) -> str:
    """Of plan, kind, year, place and edition: the same question to the same release has one."""
    edition = edition_code(plan)
    place = "" if area is None else f"-{area.code}"
    return f"{plan.slug}-{kind}-{year}{place}-{edition}".upper()


def _place(area: Area | None) -> Area:
    if area is None:
        raise TypeError("a place's sheet is of a place")
    return area


def _chapters(facts: Facts) -> Iterator[Part]:
    titles = numbered(1)
    for title, make in CHAPTERS[facts.kind]:
        parts = list(make(facts))
        if parts:  # no heading without anything under it
            yield Heading(titles(title), 1)
            yield from parts
    yield from annexes.annexes(facts)


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    """表1、图1 in the order in which they stand."""
    tables = pictures = 0
    for part in parts:
        if isinstance(part, Grid):
            tables += 1
            yield replace(part, caption=f"表{tables} {part.caption}")
        elif isinstance(part, LineChart | Pictures):
            pictures += 1
            yield replace(part, caption=f"图{pictures} {part.caption}")
        else:
            yield part


WRITTEN: Final = (
    (re.compile(r"(?<=\d),(?=\d{3})"), ""),
    (re.compile(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})"), r"\1年\2月\3日"),
)
SPOKEN: Final = (
    (re.compile(r"为?≈(?=\d)"), "约"),
    (re.compile(r"为?>(?=\d)"), "超过"),
    (re.compile(r"≥(?=\d)"), "不低于"),
)


def _plain(part: Part) -> Part:
    """As official documents write: no mark between thousands, dates and signs in words."""
    if isinstance(part, Paragraph):
        return Paragraph(_written(part.text, *WRITTEN, *SPOKEN), lead=part.lead)
    if isinstance(part, Grid):
        rows = tuple(
            tuple(Cell(_written(cell.text, *WRITTEN), cell.tone) for cell in row)
            for row in part.rows
        )
        return replace(part, rows=rows)
    return part


def _written(text: str, *forms: tuple[re.Pattern[str], str]) -> str:
    for pattern, words in forms:
        text = pattern.sub(words, text)
    return text


def _where_from(plan: Plan) -> tuple[str, ...]:
    release = plan.release
    if release is None:
        return ("数据版本：系统现有数据（未发布）",)
    return (
        f"数据版本：发布第{release.number}号（{day_of(release)}）",
        f"发布校验码：{release.digest[:16]}",
    )


def _shows_demo(parts: Iterable[Part]) -> bool:
    def texts() -> Iterator[str]:
        for part in parts:
            if isinstance(part, Grid):
                yield from (cell.text for row in part.rows for cell in row)
            elif isinstance(part, Paragraph | Heading | Annex):
                yield getattr(part, "text", "")

    return any(text.endswith("*") for text in texts())
