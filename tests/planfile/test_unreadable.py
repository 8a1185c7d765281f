"""Files that are no plan at all: refused before the database is touched (none is at hand here)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from areas.documents import MAX_BYTES, read_file
from areas.problems import Problem, ProblemsFound
from plan_tracker import planfile
from tests.planfile.plans import SMALL, edited, line_of

ALIAS_BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ISSUER = "issuer: 甲省科技厅"


def problem_of(text: str) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("", "E-FILE-EMPTY", None, id="nothing"),
        pytest.param(" \n\t\n", "E-FILE-EMPTY", None, id="blanks"),
        pytest.param("# later\n", "E-FILE-EMPTY", None, id="a comment"),
        pytest.param("\ufeff", "E-FILE-EMPTY", None, id="a byte order mark"),
        pytest.param("- plan\n", "E-FILE-CORRUPT", 1, id="a list"),
        pytest.param("plan", "E-FILE-CORRUPT", 1, id="a word"),
        pytest.param("plan:\n\tslug: x\n", "E-FILE-CORRUPT", 2, id="a tab for indentation"),
        pytest.param("plan:\n  slug: [x\nareas: y\n", "E-FILE-CORRUPT", 3, id="an open bracket"),
        pytest.param("plan: x\n---\nplan: y\n", "E-FILE-CORRUPT", 2, id="two documents"),
        pytest.param("plan: x\nareas: a: b\n", "E-FILE-CORRUPT", 2, id="a colon too many"),
        pytest.param("plan: x\nunits: \x00\n", "E-TXT-CONTROL", 2, id="a NUL"),
        pytest.param("plan: x\n\nunits: \x1b[31m\n", "E-TXT-CONTROL", 3, id="a terminal command"),
        pytest.param('plan: "\\U00110000"', "E-FILE-CORRUPT", 1, id="a character beyond Unicode"),
        pytest.param('plan: "\\UFFFFFFFF"', "E-FILE-CORRUPT", 1, id="a character beyond C"),
        pytest.param(f"%YAML 1.{'9' * 5000}\n---\nplan: x\n", "E-FILE-CORRUPT", 1, id="a version"),
    ],
)
def test_what_is_no_plan_is_refused(text: str, code: str, line: int | None) -> None:
    problem = problem_of(text)
    assert (problem.code, problem.line) == (code, line)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("issuer: !!python/object:os.system x", "tag", id="a Python object"),
        pytest.param("issuer: !!python/object/apply:os.system [ls]", "tag", id="a Python call"),
        pytest.param("issuer: !!binary eHg=", "tag", id="binary data"),
        pytest.param("issuer: !secret x", "tag", id="a tag of one's own"),
        pytest.param("issuer: &x [*x]", "alias", id="a part that contains itself"),
        pytest.param("issuer: *nothing", "alias", id="an alias to nothing"),
    ],
)
def test_a_word_that_commands_is_refused_not_followed(value: str, reason: str) -> None:
    text = edited((ISSUER, value))
    problem = problem_of(text)
    assert (problem.code, problem.line) == ("E-FILE-CORRUPT", line_of(value, text))
    assert reason in problem.en


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        pytest.param(
            ALIAS_BOMB, "CORRUPT", "alias", id="aliases that multiply to 387 million parts"
        ),
        pytest.param("plan: " + "[" * 10_000 + "]" * 10_000, "CORRUPT", "deep", id="lists"),
        pytest.param("plan: " + "{a: " * 10_000 + "x" + "}" * 10_000, "CORRUPT", "deep", id="maps"),
        pytest.param("plan:\n" + "- " * 10_000 + "x\n", "CORRUPT", "deep", id="items on one line"),
        pytest.param(
            "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
            "CORRUPT",
            "deep",
            id="indented",
        ),
        pytest.param("plan: x\n" * (MAX_BYTES // 8 + 1), "SIZE", "4 MB", id="larger than any plan"),
    ],
)
def test_what_would_use_up_the_machine_is_refused_before_it_is_built(
    text: str, code: str, reason: str
) -> None:
    problem = problem_of(text)
    assert problem.code == f"E-FILE-{code}"
    assert reason in problem.en


def test_reading_stops_at_the_first_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bomb is defused while it is read: hardly any of its parts is ever made."""
    made = 0
    compose = yaml.SafeLoader.compose_node

    def counted(*args: Any) -> Any:
        nonlocal made
        made += 1
        return compose(*args)

    monkeypatch.setattr(yaml.SafeLoader, "compose_node", counted)
    problem_of(ALIAS_BOMB)
    assert made < 20


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes("plan:\n  title: 甲省规划\n".encode("gb18030"))
    with pytest.raises(ProblemsFound) as caught:
        read_file(file)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("E-FILE-CORRUPT", 2)
    assert "UTF-8" in problem.en


def test_no_more_of_a_file_is_read_than_a_plan_can_have() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_file(Path("/dev/zero"))
    assert [problem.code for problem in caught.value.problems] == ["E-FILE-SIZE"]


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(SMALL.encode())
    assert read_file(file) == SMALL
