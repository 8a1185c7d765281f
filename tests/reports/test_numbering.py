"""How official documents number and count."""

import pytest

from reports.content.numbering import chinese, counted, numbered
from reports.document import joined


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (46, "四十六"), (99, "九十九")],
)
def test_a_number_is_written_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


@pytest.mark.parametrize(
    ("level", "titles"),
    [(1, ["一、甲", "二、乙"]), (2, ["（一）甲", "（二）乙"]), (3, ["1.甲", "2.乙"])],
)
def test_titles_are_numbered_by_their_level(level: int, titles: list[str]) -> None:
    title = numbered(level)
    assert [title("甲"), title("乙")] == titles


def test_groups_are_counted_in_a_row() -> None:
    assert counted([("提前实现", 2), ("快于预期", 4)]) == "提前实现2项、快于预期4项"
    assert counted([("国家级", 8)], unit="家") == "国家级8家"


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲和乙"), (["甲", "乙", "丙"], "甲、乙和丙")]
)  # fmt: skip
def test_names_are_joined_as_in_a_sentence(names: list[str], said: str) -> None:
    assert joined(names) == said
