"""What an entry of the log says was changed, in words: the canonical JSON stays in the CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from accounts.models import AuditEntry
from collection.notes import KIND_WORDS
from collection.refusals import moment
from collection.states import STATE_WORDS
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.models import Measure
from indicators.queries.statements import MARKS

NAMES: Final[Mapping[str, Text]] = {
    "state": Text("状态", "State"),
    "version": Text("版次", "Version"),
    "value": Text("数值", "Value"),
    "raw": Text("填写内容", "Typed"),
    "mark": Text("无数值的原因", "Why there is none"),
    "remark": Text("核实说明", "Explanation"),
    "measure": Text("基础指标", "Measure"),
    "cells": Text("退回项目", "Cells asked back"),
    "proposed_by": Text("提出人", "Proposed by"),
    "full_name": Text("姓名", "Name"),
    "phone": Text("联系电话", "Telephone"),
    "email": Text("电子邮箱", "Mail address"),
    "role": Text("席位", "Seat"),
    "area": Text("地区", "Place"),
    "areas": Text("地区", "Places"),
    "file": Text("文件", "File"),
    "year": Text("年份", "Year"),
    "vintage": Text("数据性质", "Kind of figure"),
    "supplement": Text("补报", "Late figures"),
    "due": Text("报送期限", "Due"),
    "closes": Text("关闭", "Closes"),
    "words": Text("催报内容", "Words"),
    "progress": Text("进展", "Progress"),
    "problems": Text("问题", "Problems"),
    "next_steps": Text("下一步", "Next"),
    "stage": Text("阶段", "Stage"),
    "dated": Text("时间", "Date"),
    "number": Text("编号", "Number"),
    "source": Text("数据来源", "Source"),
    "digest": Text("摘要", "Digest"),
    "last_fact": Text("截至记录", "Up to fact"),
    "code": Text("代码", "Code"),
    "kind": Text("类别", "Kind"),
    "own": Text("自己的表格", "A sheet of one's own"),
    "department": Text("处室", "Department"),
    "user": Text("用户", "User"),
    "ends": Text("结束", "Ends"),
    "until": Text("至", "Until"),
    "reason": Text("理由", "Reason"),
    "return": Text("报表", "Return"),
    "kept": Text("记入", "Recorded"),
    "lines": Text("行数", "Lines"),
    "asked": Text("已确认的疑问", "Questions answered"),
}
WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "state": {state.value: Text(*words) for state, words in STATE_WORDS.items()},
    "mark": {mark.value: words for mark, words in MARKS.items()},
    "vintage": {value: vintage.name for value, vintage in VINTAGES.items()},
    "kind": KIND_WORDS,
}
"""Values that have a name on the screen, by field."""
MOMENTS: Final = ("due", "closes")
MEASURES: Final = ("measure", "cells")


class Line(NamedTuple):
    """One thing that changed; a dash where there was or is nothing."""

    name: Text
    before: Text
    after: Text


def lines_of(entries: Iterable[AuditEntry]) -> dict[int, list[Line]]:
    """By number of the entry; one query for the names of all measures."""
    read = {row.number: (_read(row.before), _read(row.after)) for row in entries}
    ids = {
        pk for pair in read.values() for said in pair for name in MEASURES
        for pk in _listed(said.get(name)) if isinstance(pk, int)
    }  # fmt: skip
    rows = Measure.objects.filter(pk__in=ids).values_list("pk", "name", "name_en")
    measures = {pk: Text(zh, en) for pk, zh, en in rows}
    return {
        number: list(_lines(before, after, measures)) for number, (before, after) in read.items()
    }


def _read(text: str) -> dict[str, Any]:
    said = json.loads(text) if text else None
    return said if isinstance(said, dict) else {}


def _lines(
    before: Mapping[str, Any], after: Mapping[str, Any], measures: Mapping[int, Text]
) -> Iterator[Line]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        # What stayed the same is told only where it says what the entry is about.
        if was != now or name in MEASURES:
            words = (_said(name, value, measures) for value in (was, now))
            yield Line(_name(name, now), *words)


def _name(name: str, value: Any) -> Text:
    if name == "cells" and isinstance(value, int):
        return Text("项数", "Cells")
    return NAMES.get(name, Text(name, name))


def _said(name: str, value: Any, measures: Mapping[int, Text]) -> Text:
    if value in (None, "", []):
        return Text("—", "—")
    if isinstance(value, str) and (words := WORDS.get(name, {}).get(value)):
        return words
    if name in MEASURES and not (name == "cells" and isinstance(value, int)):
        found = [measures.get(pk, Text(str(pk), str(pk))) for pk in _listed(value)]
        return Text("、".join(each.zh for each in found), ", ".join(each.en for each in found))
    return _plain(name, value)


def _plain(name: str, value: Any) -> Text:
    """Yes or no, a moment at +08:00, or what stands there."""
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if name in MOMENTS:
        said = moment(datetime.fromisoformat(said))
    return Text(said, said)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
