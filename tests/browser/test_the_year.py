"""A year's figures from the reporter's keyboard to the province's gauge, each at their own browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from collection.workbook.form import Column
from tests.browser.desks import Desk
from tests.collection.workbook.spreadsheet import COLUMNS, FIRST_ROW

PLAN = "/sichuan-htp-14fyp"
A_GAUGE = 5_000
"""Milliseconds within which an accepted figure has moved its gauge."""


def _fills_in(reporter: Desk) -> None:
    reporter.opens_the_form(2025)
    cells = reporter.page.locator("[data-cell]")
    reporter.types(0, "１，９５３．５")
    expect(reporter.page.locator("[data-said-of]").first).to_contain_text("已按“1953.5”保存")
    reporter.types(1, "12家")
    expect(reporter.page.locator("[data-said-of]").nth(1)).to_contain_text("数值后有单位")
    reporter.pastes(1, ["100"] * (cells.count() - 1))
    expect(reporter.page.locator("[data-filled]")).to_have_text(str(cells.count()))
    reporter.clicks("提交审核")


def _asks_back(province: Desk, row: str, reason: str) -> None:
    province.opens_the_form(2025)
    province.page.locator("tr", has_text=row).first.locator("[name=cells]").check()
    province.says(reason)
    province.clicks("退回修改")


def _mends(reporter: Desk, reason: str) -> None:
    """Fails a hard check on the way, and mends that too."""
    wrong = "不应大于“企业法人单位数”"
    reporter.opens_the_form(2025)
    expect(reporter.page.locator(".cell-asked")).to_contain_text(reason)
    reporter.types(3, "660")
    expect(reporter.page.locator("main")).to_contain_text(wrong)
    reporter.clicks("提交审核")
    expect(reporter.page.locator("main")).to_contain_text("未通过强制性审核")
    reporter.opens_the_form(2025)
    reporter.types(4, "5000")
    expect(reporter.page.locator("main")).not_to_contain_text(wrong)
    reporter.clicks("提交审核")


def _sends(head: Desk, year: int = 2025) -> None:
    head.opens_the_form(year)
    head.clicks("审核并上报")


def _accepts(province: Desk, city: str, year: int = 2025) -> None:
    province.goes_to("/work/")
    province.page.locator("main table a", has_text=f"{city}{year}年").first.click()
    province.clicks("审核通过")


def _brings_in(reporter: Desk, folder: Path) -> None:
    """Takes the form away, fills it in with a spreadsheet, brings it back and confirms."""
    reporter.opens_the_form(2025)
    reporter.page.get_by_role("link", name="用 Excel 表格填报").click()
    with reporter.page.expect_download() as taken:
        reporter.page.get_by_role("link", name="下载 Excel 填报表").click()
    path = folder / "填报表.xlsx"
    taken.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(FIRST_ROW, FIRST_ROW + 20):
        sheet.cell(row, COLUMNS[Column.VALUE]).value = 80
    book.save(path)
    reporter.page.set_input_files("[name=file]", path)
    reporter.clicks("上传并核对")
    expect(reporter.page.locator("main")).to_contain_text("新填 20")
    reporter.clicks("确认导入（20 项）")
    expect(reporter.page.locator("main")).to_contain_text("导入 20 项")
    reporter.opens_the_form(2025)
    reporter.clicks("提交审核")


def _explains(reporter: Desk, explanation: str) -> None:
    """A figure far from last year's is sent only once it is explained."""
    reporter.opens_the_form(2025)
    count = reporter.page.locator("[data-cell]").count()
    reporter.pastes(0, ["180", *["100"] * (count - 1)])
    expect(reporter.page.locator("[data-filled]")).to_have_text(str(count))
    reporter.clicks("提交审核")
    expect(reporter.page.locator("main")).to_contain_text("核实说明")
    reporter.opens_the_form(2025)
    with reporter.page.expect_response(re.compile("/cells/")):
        reporter.page.locator("[name^=remark-]").first.fill(explanation)
        reporter.page.locator("[name^=remark-]").first.press("Tab")
    reporter.clicks("提交审核")


def _remarks(institute: Desk, words: str) -> None:
    """省级初审 says what it thinks and decides nothing."""
    institute.opens_the_form(2025)
    expect(institute.page.get_by_role("button", name="审核通过")).to_have_count(0)
    institute.page.fill("#comment-text", words)
    institute.clicks("发表意见")
    expect(institute.page.locator("#comments")).to_contain_text(words)


def _is_on_record(auditor: Desk) -> None:
    auditor.goes_to("/work/audit/?what=审核通过")
    expect(auditor.page.locator("main")).to_contain_text("王处长")
    auditor.goes_to("/work/audit/?what=发布")
    expect(auditor.page.locator("main")).to_contain_text("孙规划")


def _sees_the_gauge_move(official: Desk, address: str, figure: str = "660家") -> None:
    for _ in range(A_GAUGE // 500):
        official.goes_to(address)
        if figure in official.page.locator("main").inner_text():
            break
        official.page.wait_for_timeout(500)
    expect(official.page.locator("main")).to_contain_text(figure)


def _a_year_before(desks: Callable[[str], Desk], province: Desk) -> None:
    """南充's figures of 2024, to compare with."""
    reporter = desks("he")
    reporter.opens_the_form(2024)
    reporter.pastes(0, ["100"] * reporter.page.locator("[data-cell]").count())
    reporter.clicks("提交审核")
    _sends(desks("deng"), 2024)
    _accepts(province, "南充市", 2024)


def _two_more_cities(desks: Callable[[str], Desk], province: Desk, folder: Path) -> None:
    """甘孜 by workbook, 南充 with an explanation the province reads."""
    explanation = "两家龙头企业迁入"
    _brings_in(desks("zhaxi"), folder)
    _sends(desks("luo"))
    _accepts(province, "甘孜藏族自治州")
    _explains(desks("he"), explanation)
    _sends(desks("deng"))
    province.opens_the_form(2025)
    expect(province.page.locator("main")).to_contain_text(explanation)
    _accepts(province, "南充市")
    _sees_the_gauge_move(province, f"{PLAN}/places/513300/?year=2025", "80家")
    # Nothing is published while a gauge is being computed.
    _sees_the_gauge_move(province, f"{PLAN}/places/511300/?year=2025", "180亿元")


def test_a_year_of_three_cities_from_the_keyboard_to_the_public_gauge(
    desks: Callable[[str], Desk], anybody: Callable[[], Desk], tmp_path: Path
) -> None:
    gauge, reason = f"{PLAN}/places/510700/?year=2025", "与快报数相差较大，请核实"
    planner = desks("zhang")
    planner.goes_to("/work/rounds/")
    planner.clicks("下达")
    expect(planner.page.locator("main")).to_contain_text("22")

    reporter, head, province = desks("liumei"), desks("chen"), desks("wang")
    _a_year_before(desks, province)
    _fills_in(reporter)
    _sends(head)
    _remarks(desks("chu"), "口径请以省统计局为准")
    _asks_back(province, "高新技术企业数", reason)
    _mends(reporter, reason)
    _sends(head)
    _accepts(province, "绵阳市")
    _sees_the_gauge_move(province, gauge)
    for name in ("guo", "li"):  # who decides nothing sees it before it is public
        reader = desks(name)
        reader.goes_to(gauge)
        expect(reader.page.locator("main")).to_contain_text("660家")
    _two_more_cities(desks, province, tmp_path)

    public = anybody()
    public.goes_to(gauge)
    expect(public.page.locator("main")).not_to_contain_text("660家")
    planner.goes_to("/work/releases/")
    planner.clicks("提出发布")
    second = desks("sun")
    second.goes_to("/work/releases/")
    second.clicks("确认发布")
    public.goes_to(gauge)
    expect(public.page.locator("main")).to_contain_text("660家")
    expect(public.page.locator("footer")).to_contain_text("发布第2号")
    _is_on_record(desks("shen"))
