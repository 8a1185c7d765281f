"""The two profiles by which passwords are judged, as validators of Django."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User


class Mixed:
    """等保三级: three of small letters, capitals, digits and other signs."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        if len({_class(character) for character in password}) < 3:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        return _("大写字母、小写字母、数字、其他符号四类中至少包含三类。")


class NotRecent:
    """None of the last ones again."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, User) or user.pk is None:
            return
        recent = user.earlier_passwords.values_list("password", flat=True)[: self.last]
        if any(check_password(password, each) for each in (user.password, *recent)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("不得与最近%(n)d次使用过的密码相同。") % {"n": self.last}


def _class(character: str) -> str:
    category = unicodedata.category(character)
    return category if category in ("Lu", "Ll", "Nd") else "other"


def must_change(user: User, *, days: int | None) -> bool:
    """Whether someone else chose the password, or it is older than the profile allows."""
    if user.password_set_at is None:
        return True
    return days is not None and timezone.now() - user.password_set_at > timedelta(days=days)
