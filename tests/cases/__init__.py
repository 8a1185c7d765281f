"""Bad input, case by case: what is typed or sent, what comes of it, and the code that says so.

Every door takes its cases from here; what no door takes yet is listed, not left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "bad_input.json").read_text(encoding="utf-8"))
}


def case(*ids: str) -> pytest.MarkDecorator:
    """Say which cases a test drives. Raises KeyError for one that is not there."""
    mark: pytest.MarkDecorator = pytest.mark.case(*[CASES[each]["id"] for each in ids])
    return mark
