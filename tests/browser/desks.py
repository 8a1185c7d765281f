"""People at browsers of their own, on a running site with its worker: who they are, what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

PEOPLE = """用户名,姓名,联系电话,席位,地区,处室
liumei,刘梅,,填报人,510700,
chen,陈主任,,审核人,510700,
zhaxi,扎西,,填报人,513300,
luo,罗局长,,审核人,513300,
he,何芳,,填报人,511300,
rong,容静,,填报人,510300,
su,苏和,,填报人,510400,
deng,邓局长,,审核人,511300,
wang,王处长,,省级审核,510000,
zhang,张规划,,规划管理,510000,
sun,孙规划,,规划管理,510000,
chu,初审所,,省级初审,510000,
guo,郭分析,,分析人员,510000,
li,李厅长,,厅领导（只读）,510000,
"""
PASSWORD = "Keji.2026.tianbao"
AUDITOR = """
from accounts import people
from accounts.acting import command_actor
from areas import seating
from areas.models import Area
made = people.make("shen", by=command_actor(), full_name="申审计")
seating.give(made.user, "auditor", Area.objects.get(code="510000"), by=command_actor())
print(f"shen: {made.password}")
"""
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


@dataclass
class Desk:
    """One person at a browser of their own."""

    page: Page
    site: str

    def goes_to(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}")

    def opens_the_form(self, year: int) -> None:
        self.goes_to("/work/")
        with self.page.expect_navigation():
            self.page.locator("main table a", has_text=f"{year}年").first.click()

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
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).first.click()

    def follows(self, links: str, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(links, has_text=re.compile(words)).first.click()

    def says(self, reason: str) -> None:
        self.page.fill("#reason", reason)


@dataclass
class House:
    """A running site with its worker, and the first password of everybody."""

    site: str
    first: dict[str, str]


def signs_in(desk: Desk, name: str, first: str | None) -> None:
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
