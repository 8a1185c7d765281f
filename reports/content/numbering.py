"""一、（一）1. and the counting words of official documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from indicators.models import Plan, Release

DRAFT = "草稿·内部资料"
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def numbered(level: int) -> Callable[[str], str]:
    """A function that puts the next number of the level before a title."""
    said = 0

    def title(text: str) -> str:
        nonlocal said
        said += 1
        forms = {1: f"{chinese(said)}、", 2: f"（{chinese(said)}）", 3: f"{said}."}
        return f"{forms[level]}{text}"

    return title


def day_of(release: Release) -> str:
    """2026年11月28日, the day of its publication where the plan is."""
    return day_words(timezone.localdate(release.published_at))


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def edition_code(plan: Plan) -> str:
    """How a number of a report ends: the release, or that there is none."""
    return "draft" if plan.release is None else f"R{plan.release.number}"


def counted(groups: Iterable[tuple[str, int]], *, unit: str = "项") -> str:
    """提前实现2项、快于预期4项."""
    return "、".join(f"{name}{count}{unit}" for name, count in groups)
