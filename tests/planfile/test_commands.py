"""manage.py load_plan and export_plan: what they print, and how they refuse."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Plan
from tests.planfile.plans import SMALL, edited, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "jia.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def said(*command: str, verbosity: int = 1) -> str:
    out = StringIO()
    call_command(*command, stdout=out, verbosity=verbosity)
    return out.getvalue()


def refusal(*command: str) -> list[str]:
    with pytest.raises(CommandError) as caught:
        said(*command)
    return str(caught.value).splitlines()


def test_load_plan_says_how_much_it_did(file: Path) -> None:
    assert said("load_plan", str(file)).startswith("jia-plan: 47 created, ")
    assert said("load_plan", str(file)) == "jia-plan: 0 created, 0 changed, 0 dropped\n"


def test_load_plan_names_each_change_when_asked(file: Path) -> None:
    said("load_plan", str(file))
    file.write_text(edited(("name: 乙市", "name: 乙城")), encoding="utf-8")
    printed = said("load_plan", str(file), verbosity=2).splitlines()
    assert printed == ["changed area yi: name", "jia-plan: 0 created, 1 changed, 0 dropped"]


def test_load_plan_prints_every_error_with_its_place_and_both_languages(file: Path) -> None:
    text = edited(("value: 15.50", "value: .nan"), ("    adds_to: jia", "    height: 3"))
    file.write_text(text, encoding="utf-8")
    first, second, last = refusal("load_plan", str(file))
    assert first == (
        f"{file}: line {line_of('    height: 3', text)}, areas[2].height: E-FILE-UNKNOWN "
        "没有这一项“height”，请核对拼写 / There is no entry called 'height'; check the spelling"
    )
    assert second == (
        f"{file}: line {line_of('        value: .nan', text)}, indicators[1].targets[0].value: "
        "E-NUM-FINITE 数值过大或不是有限数 / The number is too large or not finite"
    )
    assert last == "2 errors; nothing was changed"
    assert not Plan.objects.exists()


def test_load_plan_says_which_file_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    assert refusal("load_plan", str(missing)) == [f"{missing}: No such file or directory"]


def test_load_plan_does_not_read_a_folder(tmp_path: Path) -> None:
    assert refusal("load_plan", str(tmp_path)) == [f"{tmp_path}: Is a directory"]


def test_load_plan_refuses_a_file_in_another_encoding(file: Path) -> None:
    file.write_bytes(SMALL.encode("gb18030"))
    first, last = refusal("load_plan", str(file))
    assert first.startswith(f"{file}: line 3: E-FILE-CORRUPT")
    assert last == "1 error; nothing was changed"


def test_export_plan_prints_the_file(file: Path) -> None:
    said("load_plan", str(file))
    assert said("export_plan", "jia-plan") == SMALL


def test_export_plan_names_the_stored_plans_when_it_does_not_know_one(file: Path) -> None:
    said("load_plan", str(file))
    assert refusal("export_plan", "yi") == ["there is no plan 'yi'; stored plans: jia-plan"]


def test_export_plan_says_so_when_no_plan_is_stored() -> None:
    assert refusal("export_plan", "yi") == ["there is no plan 'yi'; stored plans: none"]
