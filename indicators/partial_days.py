"""Days of which perhaps only the month or the year is known, as ISO text: 2023, 2023-06."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from areas.entries import refuse


def first_day(dated: str) -> date:
    """The first day of a possibly partial ISO date: 2023-06 is 1 June 2023."""
    return date.fromisoformat(f"{dated}-01-01"[:10])


def day_of(text: str) -> date | None:
    """The first day it can mean; None for what no calendar has."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text, flags=re.ASCII):
        return None
    try:
        return first_day(text)
    except ValueError:
        return None


def partial_day(value: object) -> str:
    """A day, a month or a year from its text; one that no calendar has is refused."""
    text = str(value).strip()
    if day_of(text) is None:
        raise refuse("E-DATE")
    return text


Dated = Annotated[str, BeforeValidator(partial_day)]
