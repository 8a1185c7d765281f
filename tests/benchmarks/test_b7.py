"""B7 is right before it is fast: every file is read back and has as many lines as rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import b7
from benchmarks.data import Data


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_has_a_line_for_every_row(
    data: Data, suffix: str, process_environment: dict[str, str]
) -> None:
    question = b7.asked(data.plan, 10**6)
    found, more = b7.measure(question, suffix, pairs=1, environment=process_environment)
    assert len(found.floor) == len(found.work) == 1
    assert 0 <= more < 64 * b7.MEBIBYTE


def test_lines_that_are_missing_are_seen(data: Data, tmp_path: Path) -> None:
    path, question = tmp_path / "table.csv", b7.asked(data.plan, 10**6)
    path.write_text("\ufeff指标代码\n1\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        b7.refuse_other_rows(path, "csv", question)
