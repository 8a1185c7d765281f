"""Seats, roles and what is proposed about people, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django import template

from areas.matrix import matrix
from areas.models import Area, PersonChange, Seat
from indicators.charts.wording import Text
from indicators.templatetags.plan_words import named, said

Kind = PersonChange.Kind

KIND_WORDS: Final[Mapping[str, Text]] = {
    Kind.PERSON: Text("新建账号", "New account"),
    Kind.SEAT: Text("分配席位", "Give a seat"),
    Kind.END: Text("结束席位", "End a seat"),
    Kind.DISABLE: Text("停用账号", "Disable the account"),
    Kind.ENABLE: Text("启用账号", "Enable the account"),
    Kind.PASSWORD: Text("重置密码", "Reset the password"),
    Kind.FACTOR: Text("重置两步验证", "Reset the second step"),
}
register = template.Library()


@register.filter
def kind_said(kind: str) -> str:
    return said(KIND_WORDS[kind])


@register.filter
def role_said(role: str) -> str:
    return said(Text(*matrix().roles[role]))


@register.filter
def seat_said(seat: Seat) -> str:
    """Place, role and department."""
    words = f"{named(seat.area)} {role_said(seat.role)}"
    if seat.department:
        words += said(Text(f"（{seat.department}）", f" ({seat.department})"))
    return f"{words} – {seat.ends}" if seat.ends else words


@register.filter
def change_said(change: PersonChange) -> str:
    """What would be done, to whom, with which seat."""
    content, words = change.content, f"{kind_said(change.kind)} {change.username}"
    if full_name := content.get("full_name"):
        words += said(Text(f"（{full_name}）", f" ({full_name})"))
    if role := content.get("role"):
        area = Area.objects.filter(code=content["area"]).first()
        place = named(area) if area else content["area"]
        words += said(Text("，", ", ")) + f"{place} {role_said(role)}"
    return words
