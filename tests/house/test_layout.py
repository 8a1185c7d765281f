"""How the house is built: small functions, imports downwards, no hidden doors."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import HOUSE

APPS = (
    "plan_tracker",
    "accounts",
    "areas",
    "indicators",
    "collection",
    "domains",
    "regions",
    "tasks",
    "reports",
)
FOLDERS = (*APPS, "tests", "benchmarks")
SOURCES = sorted(
    [
        *(path for folder in FOLDERS for path in (HOUSE / folder).rglob("*.py")),
        *HOUSE.glob("*.py"),
    ]
)
WRITTEN = [path for path in SOURCES if "migrations" not in path.parts]
PRODUCT = [path for path in WRITTEN if path.relative_to(HOUSE).parts[0] in APPS]

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.stmt) -> str:
    return f"{path.relative_to(HOUSE)}:{node.lineno}"


def functions(paths: list[Path]) -> Iterator[tuple[Path, Function]]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield path, node


def imports(paths: list[Path]) -> Iterator[tuple[Path, ast.Import | ast.ImportFrom, str]]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                yield from ((path, node, f"{node.module}.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((path, node, alias.name) for alias in node.names)


def test_no_function_is_over_50_lines() -> None:
    lengths = {
        place(path, node): (node.end_lineno or node.lineno) - node.lineno + 1
        for path, node in functions(WRITTEN)
    }
    assert {where: length for where, length in lengths.items() if length > 50} == {}


def test_no_file_is_over_400_lines() -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert {where: length for where, length in lengths.items() if length > 400} == {}


def test_no_import_is_hidden_in_a_function() -> None:
    hidden = {
        place(path, inner)
        for path, node in functions(WRITTEN)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_nothing_happens_behind_the_back_of_a_change() -> None:
    """No Django signals and no overridden save: a change is the function that makes it.

    Only rows that are never changed override it, to refuse.
    """
    signals = {
        place(path, node)
        for path, node, name in imports(PRODUCT)
        if name.startswith(("django.dispatch", "django.db.models.signals"))
    }
    own = [path for path in PRODUCT if path != HOUSE / "accounts/added.py"]
    overridden = {place(path, node) for path, node in functions(own) if node.name == "save"}
    assert signals | overridden == set()


def test_background_work_is_called_a_job() -> None:
    assert [str(path) for path in PRODUCT if path.name == "tasks.py"] == []


@pytest.mark.parametrize("vague", ["utils", "helpers", "services", "manager", "misc", "common"])
def test_a_module_is_named_for_what_it_does(vague: str) -> None:
    assert [str(path) for path in PRODUCT if vague in path.stem] == []


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [
        pytest.param("templates", "*.html", 120, id="templates"),
        pytest.param("static/js", "*.js", 80, id="scripts"),
    ],
)
def test_what_the_browser_gets_is_made_of_small_files(folder: str, pattern: str, most: int) -> None:
    files = sorted((HOUSE / folder).rglob(pattern))
    assert files
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > most} == {}


def test_no_template_reaches_outside_or_writes_scripts_and_styles_inline() -> None:
    for path in (HOUSE / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for forbidden in ("<style", " style=", "onclick=", "onload=", "//cdn", 'src="http'):
            assert forbidden not in text, f"{forbidden} in {path.name}"


def test_the_import_contract_holds() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    held = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert held.returncode == 0, held.stdout


def test_the_import_contract_covers_every_app() -> None:
    command = [
        sys.executable,
        "-c",
        "from plan_tracker.settings import INSTALLED_APPS as apps; print(*apps)",
    ]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    ours = {app for app in listed.stdout.split() if (HOUSE / app).is_dir()}
    assert ours == set(APPS)
