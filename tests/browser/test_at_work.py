"""Pages of those who work, in a real browser: whose they are, what holds when the line is down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Route, expect

from tests.browser.desks import Desk

OWN: FilePayload = {
    "name": "台账.csv",
    "mimeType": "text/csv",
    "buffer": "指标,2024年\n高新技术企业数,9\n".encode(),
}
ONWARD = {
    "import": "用 Excel 表格填报",
    "note": "^填写",
    "compared": "比较清单",
    "print": "打印报表",
    "dates": "^20\\d\\d-",
    "person": "刘梅",
}
"""Pages reached from the one before by a link of these words."""


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


def test_from_the_sign_in_to_the_submission_it_takes_two_clicks_and_the_keyboard(
    desks: Callable[[str], Desk],
) -> None:
    """The workbench names the one form that waits; Enter leads from cell to cell."""
    reporter = desks("rong")
    keyboard, cells = reporter.page.keyboard, reporter.page.locator("[data-cell]")
    reporter.opens_the_form(2024)
    expect(cells.first).to_be_focused()
    for _ in range(cells.count()):
        keyboard.type("100")
        keyboard.press("Enter")
    expect(reporter.page.locator("[data-filled]")).to_have_text(str(cells.count()))
    reporter.clicks("提交审核")
    expect(reporter.page.locator("main")).to_contain_text("待本级审核")


def test_a_step_waits_for_what_was_typed_last(desks: Callable[[str], Desk]) -> None:
    """The answer to the last cell is slow, and the button is pressed at once."""
    reporter = desks("su")
    reporter.opens_the_form(2024)
    cells = reporter.page.locator("[data-cell]")
    reporter.pastes(0, ["100"] * (cells.count() - 1))

    def slowly(route: Route) -> None:
        reporter.page.wait_for_timeout(1500)
        route.continue_()

    reporter.page.route("**/cells/", slowly)
    cells.last.fill("100")
    reporter.clicks("提交审核")
    expect(reporter.page.locator("main")).to_contain_text("待本级审核")


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        pytest.param(
            "liumei",
            [
                "/work/",
                "form",
                "import",
                "own",
                "/work/rights/",
                "/account/sessions/",
                "/account/profile/",
                "/work/notes/",
                "note",
                "form",
                "compared",
                "form",
                "print",
            ],
            id="city",
        ),
        pytest.param(
            "wang",
            ["/work/figures/?area=510700&measure=hnte_count&year=2024", "/work/notes/"],
            id="reviewer",
        ),
        pytest.param("shen", ["/work/audit/", "/work/security/"], id="auditor"),
        pytest.param("chen", ["/work/rights/"], id="head"),
        pytest.param(
            "zhang",
            ["/work/rounds/", "round", "dates", "/work/releases/", "/work/history/"],
            id="province",
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
        elif address == "own":
            desk.page.set_input_files("#own-file", OWN)
            desk.clicks("上传并对应")
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
