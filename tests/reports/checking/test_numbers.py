"""数据校核: numbers that are not the release's are found, whatever was done to the words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports.checking.numbers import Text, compared, numbers, of_blocks

REPORT: list[dict[str, Any]] = [
    {"kind": "heading", "text": "一、总体判断"},
    {"kind": "paragraph", "text": "2024年高新技术企业约18000家，较2021年增长75.7%。"},
    {"kind": "paragraph", "text": "瞪羚企业214家，增量完成进度25.0%，评价为“基本符合预期”。"},
    {"kind": "heading", "text": "二、指标"},
    {"kind": "paragraph", "text": "基础研究经费占比下降0.16个百分点。"},
    {"kind": "caption", "text": "表1　主要指标"},
    {"kind": "table", "rows": [["指标", "2021年", "2022年"], ["高企", "10247", "≈14500"], ["瞪羚", "152", "214"]]},
]  # fmt: skip


def edited(**changes: str) -> Text:
    """The report with one text set for another wherever it stands."""

    def changed(value: Any) -> Any:
        if isinstance(value, list):
            return [changed(each) for each in value]
        text = str(value)
        for was, now in CHANGES.items():
            if was in changes:
                text = text.replace(now, changes[was])
        return text

    blocks = [{name: v if name == "kind" else changed(v) for name, v in b.items()} for b in REPORT]
    return of_blocks(blocks)


CHANGES = {
    "firms": "18000",
    "growth": "75.7",
    "cell": "≈14500",
    "words": "评价为",
    "points": "0.16",
}
DUE = of_blocks(REPORT)


def found(text: Text) -> list[tuple[str, str, str]]:
    return [(each.place, each.found, each.due) for each in compared(DUE, text)]


def test_what_was_not_edited_has_no_difference() -> None:
    assert found(of_blocks(REPORT)) == []


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"firms": "18500"}, ("一、总体判断 第1段", "18500", "18000")),
        ({"growth": "76.7"}, ("一、总体判断 第1段", "76.7", "75.7")),
        ({"points": "0.61"}, ("二、指标 第1段", "0.61", "0.16")),
        ({"cell": "≈15400"}, ("主要指标 “高企” 2022年", "15400", "14500")),
    ],
)
def test_a_number_that_was_changed_is_named_with_its_place(
    change: dict[str, str], due: tuple[str, str, str]
) -> None:
    assert found(edited(**change)) == [due]


def test_words_may_be_changed_freely() -> None:
    assert found(edited(words="综合研判认为属于")) == []


def test_the_way_a_number_is_written_is_no_difference() -> None:
    assert found(edited(firms="18,000")) == []


def test_a_paragraph_that_was_moved_or_left_out_is_no_difference() -> None:
    moved = [REPORT[0], REPORT[2], REPORT[1], *REPORT[3:]]
    assert found(of_blocks(moved)) == []
    assert found(of_blocks([REPORT[0], *REPORT[2:]])) == []


def test_a_sentence_that_was_added_is_looked_through_for_numbers_the_release_has_not() -> None:
    added = {"kind": "paragraph", "text": "全国同期为52.7%，我省10247家中有99家上市。"}
    assert found(of_blocks([*REPORT[:3], added, *REPORT[3:]])) == [
        ("一、总体判断 第3段", "52.7", ""), ("一、总体判断 第3段", "99", "")
    ]  # fmt: skip


def test_a_number_that_was_added_to_a_sentence_is_named() -> None:
    blocks = [dict(each) for each in REPORT]
    blocks[2]["text"] = "瞪羚企业214家（全国第7），增量完成进度25.0%，评价为“基本符合预期”。"
    assert found(of_blocks(blocks)) == [("一、总体判断 第2段", "7", "")]


def test_rows_and_columns_may_be_turned_about() -> None:
    blocks = [dict(each) for each in REPORT]
    blocks[-1]["rows"] = [
        ["指标", "2022年", "2021年"],
        ["瞪羚", "214", "152"],
        ["高企", "≈14500", "10427"],
    ]
    assert found(of_blocks(blocks)) == [("主要指标 “高企” 2021年", "10427", "10247")]


def test_a_table_that_was_added_is_looked_through() -> None:
    table: list[dict[str, Any]] = [{"kind": "caption", "text": "表9 自拟"},
             {"kind": "table", "rows": [["甲", "乙"], ["x", "214"], ["y", "333"]]}]  # fmt: skip
    assert found(of_blocks([*REPORT, *table])) == [("自拟", "333", "")]


@pytest.mark.parametrize(
    ("text", "due"),
    [("增长75.7%", ["75.7"]), ("−85.7%", ["-85.7"]), ("1,234.50亿元", ["1234.5"]), ("≈27000", ["27000"]),
     ("2021—2025年", ["2021", "2025"]), ("R&D", []), ("第3号", ["3"]), ("+0.0", ["0"])],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text: str, due: list[str]) -> None:
    assert numbers(text) == due


@given(some.integers(0, 10**9), some.integers(0, 10**9))
def test_any_number_that_was_changed_is_found_and_no_other(was: int, now: int) -> None:
    due = of_blocks([{"kind": "paragraph", "text": f"全省共有{was}家，比上年多5家。"}])
    seen = of_blocks([{"kind": "paragraph", "text": f"全省共有{now}家，比上年多5家。"}])
    assert [each.found for each in compared(due, seen)] == ([] if was == now else [f"{now}"])
