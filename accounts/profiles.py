"""What each password profile asks for. Read by the settings, so nothing here needs the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

DJANGO: Final = "django.contrib.auth.password_validation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`days` after which a password must be changed, or None; `validators` as Django wants them.

    `second_factor`: who decides or administers needs one.
    """

    days: int | None
    second_factor: bool
    validators: list[dict[str, Any]]


def _validators(least: int, *more: str) -> list[dict[str, Any]]:
    names = (f"{DJANGO}.UserAttributeSimilarityValidator", f"{DJANGO}.CommonPasswordValidator")
    length = {"NAME": f"{DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": least}}
    return [length, *({"NAME": name} for name in (*names, *more))]


PROFILES: Final = {
    "mlps3": Profile(
        days=90,
        second_factor=True,
        validators=_validators(10, "accounts.passwords.Mixed", "accounts.passwords.NotRecent"),
    ),
    "asvs": Profile(days=None, second_factor=False, validators=_validators(15)),
}
"""等保三级, the default: mixed, 90 days, none of the last five. ASVS: long, no forced change."""
