"""A year's figures from the reporter's keyboard to the province's gauge, each at their own browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import dev
from collection.workbook.form import Column
from tests.browser.conftest import served
from tests.collection.workbook.spreadsheet import COLUMNS, FIRST_ROW

PLAN = "/sichuan-htp-14fyp"
PEOPLE = """用户名,姓名,联系电话,席位,地区,处室
liumei,刘梅,,填报人,510700,
chen,陈主任,,审核人,510700,
zhaxi,扎西,,填报人,513300,
luo,罗局长,,审核人,513300,
he,何芳,,填报人,511300,
deng,邓局长,,审核人,511300,
wang,王处长,,省级审核,510000,
zhang,张规划,,规划管理,510000,
sun,孙规划,,规划管理,510000,
"""
PASSWORD = "Keji.2026.tianbao"
OPEN_2024 = """
from datetime import timedelta
from django.utils import timezone
from accounts.acting import command_actor
from accounts.models import User
from areas.rights import rights_of
from collection.rounds import Dates, open_round
from indicators.models import Plan
now, planner = timezone.now(), User.objects.get(username="zhang")
open_round(
    Plan.objects.get(), year=2024, vintage="annual",
    dates=Dates(now, now + timedelta(days=9), now + timedelta(days=9)), by=command_actor(), rights=rights_of(planner),
)
"""
ONWARD = {"import": "用 Excel 表格填报", "dates": "^20\\d\\d-", "person": "刘梅"}
"""Pages reached from the one before by a link of these words."""
A_GAUGE = 5_000
"""Milliseconds within which an accepted figure has moved its gauge."""


@dataclass
class Desk:
    """One person at a browser of their own."""

    page: Page
    site: str

    def goes_to(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}", wait_until="networkidle")

    def opens_the_form(self, year: int) -> None:
        self.goes_to("/work/")
        self.page.locator("main table a", has_text=f"{year}年").first.click()
        self.page.wait_for_load_state("networkidle")

    def types(self, n: int, text: str) -> None:
        """Into the n-th cell, and on with Enter; waits until it is answered."""
        with self.page.expect_response(re.compile("/cells/")):
            self.page.locator("[data-cell]").nth(n).fill(text)
            self.page.locator("[data-cell]").nth(n).press("Enter")

    def pastes(self, n: int, column: list[str]) -> None:
        """A column as a spreadsheet puts it on the clipboard."""
        with self.page.expect_response(re.compile("/cells/")):
            self.page.locator("[data-cell]").nth(n).evaluate(
                """(cell, text) => {
                    const data = new DataTransfer();
                    data.setData('text/plain', text);
                    const options = { clipboardData: data, bubbles: true, cancelable: true };
                    cell.dispatchEvent(new ClipboardEvent('paste', options));
                }""",
                "\n".join(column),
            )

    def clicks(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self.page.wait_for_load_state("networkidle")

    def follows(self, links: str, words: str) -> None:
        self.page.locator(links, has_text=re.compile(words)).first.click()
        self.page.wait_for_load_state("networkidle")

    def says(self, reason: str) -> None:
        self.page.fill("#reason", reason)


@dataclass
class House:
    """A running site with its worker, and the first password of everybody."""

    site: str
    first: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Accounts from the province's table; a round for 2024 is open, that for 2025 is not yet."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    commands = (*dev.DEMO_DATA[:3], ("rebuild_gauges",))
    # Long passwords instead of a second factor, which tests/areas has a look at.
    with served(folder, commands, PASSWORD_PROFILE="asvs") as (site, environment):
        ran = partial(
            subprocess.run,
            cwd=dev.HOUSE,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        manage = [sys.executable, str(dev.HOUSE / "manage.py")]
        out = ran([*manage, "import_users", str(folder / "people.csv")]).stdout
        out += ran([*manage, "create_administrator", "zhao"]).stdout
        ran([*manage, "shell", "-c", OPEN_2024])
        first = dict(re.findall(r"^(\w+): (\S+)$", out, flags=re.MULTILINE))
        worker_command = [sys.executable, "-m", *dev.WORKER, "-P", "threads", "-c", "1"]
        with (folder / "worker.log").open("wb") as log:
            worker = subprocess.Popen(
                worker_command, cwd=dev.HOUSE, env=environment, stdout=log, stderr=log
            )
        yield House(site, first)
        dev.stop(worker)


@pytest.fixture
def desks(browser: Browser, house: House) -> Iterator[Callable[[str], Desk]]:
    """Sit somebody down; at the first time they change the password they were given."""
    contexts = []

    def sit_down(name: str) -> Desk:
        context = browser.new_context(locale="zh-CN")
        contexts.append(context)
        desk = Desk(context.new_page(), house.site)
        _signs_in(desk, name, house.first.pop(name, None))
        return desk

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def anybody(browser: Browser, house: House) -> Iterator[Callable[[], Desk]]:
    """Somebody who is not signed in."""
    context = browser.new_context(locale="zh-CN")
    yield lambda: Desk(context.new_page(), house.site)
    context.close()


def _signs_in(desk: Desk, name: str, first: str | None) -> None:
    page = desk.page
    for password in filter(None, (first, PASSWORD)):
        desk.goes_to("/account/sign-in/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", password)
        desk.clicks("登录")
        if password == first:
            page.fill("[name=oldpassword]", first)
            page.fill("[name=password1]", PASSWORD)
            page.fill("[name=password2]", PASSWORD)
            desk.clicks("修改密码")
    expect(page.locator("h1")).to_have_text("工作台")


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
    _asks_back(province, "高新技术企业数", reason)
    _mends(reporter, reason)
    _sends(head)
    _accepts(province, "绵阳市")
    _sees_the_gauge_move(province, gauge)
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


def test_another_city_sees_nothing_of_it(desks: Callable[[str], Desk]) -> None:
    reporter = desks("liumei")
    reporter.opens_the_form(2024)
    reporter.types(0, "1953.5")
    address = reporter.page.url.removeprefix(reporter.site)
    stranger = desks("zhaxi")
    answer = stranger.page.goto(f"{stranger.site}{address}")
    assert answer is not None
    assert answer.status == 404
    assert "1953.5" not in stranger.page.content()


def test_what_was_typed_while_the_line_was_down_is_saved_when_it_is_up_again(
    desks: Callable[[str], Desk],
) -> None:
    reporter = desks("zhaxi")
    reporter.opens_the_form(2024)
    reporter.page.context.set_offline(True)
    reporter.page.locator("[data-cell]").first.fill("77")
    reporter.page.locator("[data-cell]").first.press("Enter")
    expect(reporter.page.locator("[data-said]")).to_contain_text("未能保存")
    reporter.page.context.set_offline(False)
    expect(reporter.page.locator("[data-said]")).to_have_text("已保存", timeout=20_000)
    reporter.page.reload()
    expect(reporter.page.locator("[data-cell]").first).to_have_value("77")


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        pytest.param(
            "liumei", ["/work/", "form", "import", "/work/rights/", "/account/sessions/"], id="city"
        ),
        pytest.param(
            "zhang", ["/work/rounds/", "round", "dates", "/work/releases/"], id="province"
        ),
        pytest.param("zhao", ["/work/people/", "person"], id="accounts"),
    ],
)
def test_pages_of_work_are_silent_fit_the_telephone_and_have_no_obstacle(
    desks: Callable[[str], Desk], name: str, addresses: list[str]
) -> None:
    desk, complaints = desks(name), list[str]()
    desk.page.on("console", lambda said: complaints.append(said.text))
    for address in addresses:
        if address == "form":
            desk.opens_the_form(2024)
        elif address == "round":
            desk.goes_to("/work/rounds/")
            desk.follows("main li a", "2024年")
        elif address in ONWARD:
            desk.follows("main a", ONWARD[address])
        else:
            desk.goes_to(address)
        found = Axe().run(desk.page).response["violations"]
        assert [
            (address, each["id"], each["nodes"][0]["html"][:160])
            for each in found
            if each["impact"] in ("serious", "critical")
        ] == []
        desk.page.set_viewport_size({"width": 390, "height": 800})
        wide = desk.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address
        desk.page.set_viewport_size({"width": 1280, "height": 800})
    assert complaints == []
