"""Numbers kept exactly, alike on SQLite and PostgreSQL.

SQLite stores decimals as floats. A figure is therefore kept as a whole number
of millionths, and a computed ratio as the text of its fraction in lowest terms.
"""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Any, Final

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

MILLION: Final = 1_000_000
MILLIONTH: Final = Decimal("0.000001")
LIMIT: Final = 10**12
EXACTLY: Final = Context(prec=18, traps=[Inexact])
"""Twelve digits, six decimals, and an error rather than rounding."""


def to_millionths(value: Decimal | int) -> int:
    """The whole number of millionths. Raises ValidationError rather than round."""
    if isinstance(value, float):
        raise TypeError("a figure is never a float")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= LIMIT:
        raise ValidationError("数值过大或不是有限数 / too large or not finite", code="E-NUM-FINITE")
    try:
        return int(EXACTLY.quantize(number, MILLIONTH).scaleb(6))
    except Inexact as error:
        message = "小数位数超过6位 / more than 6 decimals"
        raise ValidationError(message, code="E-NUM-SCALE") from error


def from_millionths(stored: int) -> Decimal:
    """The figure itself, without trailing zeros: 34800000 is 34.8."""
    whole, rest = divmod(abs(stored), MILLION)
    digits = f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
    return Decimal(f"-{digits}" if stored < 0 else digits)


def fraction_text(value: Fraction | None) -> str | None:
    """A computed number as it is stored: "3/2", or "5" for a whole number."""
    return None if value is None else str(value)


class FigureField(models.BigIntegerField):  # type: ignore[type-arg]
    """A figure: Decimal in Python, millionths in a BIGINT column."""

    description = "exact figure with up to six decimals"
    _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else from_millionths(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value))

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else to_millionths(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002
        return value if prepared else self.get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else format(value, "f")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        # BigIntegerField's bounds concern the stored millionths, not the figure.
        return [found for found in super().check(**kwargs) if found.id != "fields.W122"]

    @property
    def validators(self) -> list[Any]:
        return []


class FractionField(models.CharField):  # type: ignore[type-arg]
    """A computed number: Fraction in Python, "numerator/denominator" in lowest terms."""

    description = "exact fraction"
    _pyi_private_set_type: Fraction | None  # type: ignore[assignment]
    _pyi_private_get_type: Fraction | None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 128)
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> Fraction | None:
        if value is None:
            return None
        top, _bar, bottom = value.partition("/")
        return Fraction(int(top), int(bottom or 1))

    def to_python(self, value: Any) -> Fraction | None:
        return None if value is None else Fraction(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else fraction_text(Fraction(value))
