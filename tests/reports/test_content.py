"""What the reports say of the shipped plan, in the form and words of official assessments."""

from __future__ import annotations

import re

import pytest

from reports.content.facts import Kind
from reports.document import Annex, Grid, Heading, LineChart, Paragraph, Report
from tests.reports.conftest import WHOLE
from tests.reports.reading import headings, row, said, table

pytestmark = pytest.mark.django_db
Reports = dict[Kind, Report]


CHAPTERS = {
    Kind.ANNUAL: [
        "一、评估依据与方法", "二、规划实施总体情况", "三、主要指标完成情况", "四、重点任务进展",
        "五、重点领域与重点区域进展", "六、保障措施落实情况", "七、存在问题及原因分析", "八、下一步对策建议",
    ],
    Kind.MIDTERM: [
        "一、评估依据与方法", "二、规划实施总体情况", "三、主要指标完成情况", "四、重点任务进展",
        "五、重点领域与重点区域进展", "六、保障措施落实情况", "七、规划后半程形势分析",
        "八、存在问题及原因分析", "九、下一步对策建议",
    ],
    Kind.FINAL: [
        "一、评估依据与方法", "二、总体判断", "三、主要指标完成情况", "四、重点任务进展",
        "五、重点领域与重点区域进展", "六、保障措施落实情况", "七、典型案例", "八、主要经验",
        "九、存在问题及原因分析", "十、对下一个五年规划的建议",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", list(CHAPTERS))
def test_each_report_has_the_chapters_of_its_kind(reports: Reports, kind: Kind) -> None:
    assert headings(reports[kind]) == CHAPTERS[kind]


@pytest.mark.parametrize("kind", list(WHOLE))
def test_no_heading_stands_without_anything_under_it(reports: Reports, kind: Kind) -> None:
    parts = reports[kind].parts
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if isinstance(part, Heading):
            deeper = isinstance(after, Heading) and after.level > part.level
            assert deeper or isinstance(after, Paragraph | Grid | LineChart), part.text
        if isinstance(part, Annex):
            assert isinstance(after, Heading | Paragraph | Grid), part.title


def test_the_final_report_carries_its_annexes(reports: Reports) -> None:
    annexes = [(p.no, p.title) for p in reports[Kind.FINAL].parts if isinstance(p, Annex)]
    assert annexes == [
        (1, "主要指标完成情况表"), (2, "分市（州）情况"), (3, "指标解释、口径、数据来源与修订说明"),
        (4, "有关指标的说明"),
    ]  # fmt: skip


def test_the_main_table_has_every_year_and_both_rates_apart(reports: Reports) -> None:
    grid = table(reports[Kind.FINAL], "主要指标完成情况总表")
    assert [column.title for column in grid.columns] == [
        "序号", "指标", "计量单位", "2021年", "2022年", "2023年", "2024年", "2025年", "2025年目标",
        "属性", "目标完成率", "增量完成进度", "评价", "数据状态",
    ]  # fmt: skip
    assert len(grid.rows) == 10
    assert row(grid, "高新技术企业数") == {
        "序号": "3", "指标": "高新技术企业数", "计量单位": "家", "2021年": "10247", "2022年": "≈14500",
        "2023年": "—", "2024年": "≈18000", "2025年": "—", "2025年目标": "≥16000", "属性": "预期性",
        "目标完成率": "112.5%\n（2024年）", "增量完成进度": "134.8%\n（2024年）",
        "评价": "数据暂缺\n（2024年：提前实现）", "数据状态": "待公布；最新为2024年快报数",
    }  # fmt: skip


def test_groups_of_a_status_are_discussed_apart_with_figures(reports: Reports) -> None:
    found = headings(reports[Kind.FINAL], 2)
    assert "（一）按最新可得数据评价为“提前实现”的指标（2项）" in found
    text = said(reports[Kind.FINAL], about="瞪羚企业数")
    for words in ("规划基期（2021年）为152家", "2025年目标不低于400家（预期性）", "2022年为214家",
                  "较2021年增长40.8%", "增量完成进度25.0%", "评价为“基本符合预期”"):  # fmt: skip
        assert words in text


def test_what_is_not_settled_is_hedged(reports: Reports) -> None:
    assert "2024年初步统计，约18000家" in said(reports[Kind.FINAL], about="高新技术企业数")
    assert "初步统计" not in said(reports[Kind.FINAL], about="瞪羚企业数")


def test_a_percentage_moves_by_points_and_from_both_baselines(reports: Reports) -> None:
    text = said(reports[Kind.FINAL], about="基础研究经费占全社会研发经费比重")
    assert "较规划基期值提高0.01个百分点" in text
    assert "较核实基期值（4.8%）提高1.11个百分点" in text
    assert "暂不评价（基期存疑）" in text


def test_a_shortfall_is_stated_as_a_gap_and_nobody_is_blamed(reports: Reports) -> None:
    text = said(reports[Kind.FINAL])
    assert "距2025年目标（不低于2.4%）尚差0.26个百分点" in text
    assert "失败" not in text
    assert "责任部门：四川省统计局、四川省科学技术厅" in text


@pytest.mark.parametrize("kind", [*WHOLE, Kind.BRIEF])
def test_numbers_and_dates_are_written_as_official_documents_write_them(
    reports: Reports, kind: Kind
) -> None:
    """No mark between thousands, no sign where a sentence has a word, dates in words."""
    text = said(reports[kind])
    assert not re.search(r"\d,\d{3}|[≈≥]\d|>\d|\d{4}-\d\d-\d\d", text)
    assert "截至2025年9月30日" in text or kind is not Kind.FINAL


def test_tables_and_pictures_are_numbered_in_order(reports: Reports) -> None:
    parts = reports[Kind.FINAL].parts
    tables = [p.caption.split(" ")[0] for p in parts if isinstance(p, Grid)]
    charts = [p.caption.split(" ")[0] for p in parts if isinstance(p, LineChart)]
    assert tables == [f"表{n}" for n in range(1, len(tables) + 1)]
    assert charts == [f"图{n}" for n in range(1, len(charts) + 1)]
    assert len(charts) == 6


def test_only_the_mid_term_report_looks_ahead(reports: Reports) -> None:
    assert "年均需增：62家" in said(reports[Kind.MIDTERM], about="瞪羚企业数")
    assert "年均需增" not in said(reports[Kind.FINAL])


def test_a_report_of_a_year_knows_nothing_of_later_ones(reports: Reports) -> None:
    for kind in (Kind.ANNUAL, Kind.MIDTERM):
        body = [p for p in reports[kind].parts if isinstance(p, Grid)]
        titles = {column.title for grid in body for column in grid.columns}
        assert "2024年" not in titles
        assert "18000" not in said(reports[kind])
        assert "2024年11月28日" not in said(reports[kind]), "a step of 2024"


def test_quotas_and_totals_are_never_one_rate(reports: Reports) -> None:
    grid = table(reports[Kind.FINAL], "重点任务量化指标完成情况")
    filed = row(grid, "每年备案瞪羚企业")
    assert (filed["目标"], filed["进展"]) == ("每年≥50家", "已到期4年，至少达标2年")
    assert row(grid, "每年新增创新平台")["进展"] == "—", "none is known, which is not none met"


def test_every_measure_promised_is_accounted_for(reports: Reports) -> None:
    grid = table(reports[Kind.FINAL], "保障措施落实情况")
    ethics = row(grid, "规范科技伦理")
    assert ethics["落实情况"] == "已落实"
    assert "2023年2月6日" in ethics["依据"]
    assert sum(cells[2].text == "尚未掌握公开进展" for cells in grid.rows) == 15


def test_special_projects_stand_with_their_domains(reports: Reports) -> None:
    grid = table(reports[Kind.FINAL], "重点领域及重大科技专项进展")
    assert len(grid.rows) == 10
    assert row(grid, "装备制造")["重大科技专项"] == "智能装备重大科技专项；轨道交通重大科技专项"


def test_the_notes_a_reader_must_know_are_there(reports: Reports) -> None:
    text = said(reports[Kind.FINAL])
    assert "指标2不是指标1与工业营业收入之比（高新技术产业营业收入占工业营业收入比重）" in text
    assert "指标9基期值与统计公报不一致" in text
    assert "瞪羚企业年度任务与总目标不衔接" in text


def test_what_was_revised_is_listed_with_what_counts(reports: Reports) -> None:
    rows = [
        tuple(c.text for c in cells) for cells in table(reports[Kind.FINAL], "数据修订情况").rows
    ]
    assert [(r[2], r[3], r[5]) for r in rows] == [
        ("≈26000亿元", "快报数", ""), ("≈27000亿元", "年报数", "采用")
    ]  # fmt: skip


def test_the_brief_has_the_ten_and_what_needs_attention(reports: Reports) -> None:
    found = reports[Kind.BRIEF]
    assert headings(found) == ["一、总体情况", "二、需要关注"]
    assert len(table(found, "主要指标完成情况").rows) == 10
    assert not found.contents


def test_from_what_stands_now_it_is_a_draft(reports: Reports) -> None:
    found = reports[Kind.FINAL]
    assert (found.label, found.number) == ("草稿·内部资料", "SICHUAN-HTP-14FYP-FINAL-2025-DRAFT")
    assert found.facts == ("数据版本：系统现有数据（未发布）",)
