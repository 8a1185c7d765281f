"""Settings are read strictly, and every one of them is documented."""

import ast
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from dev import HOUSE
from plan_tracker import embedded
from plan_tracker.environment import Environment


def refusal(environment: Environment) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.refuse_if_wrong()
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("yes", "X is 'yes'; use 'true' or 'false'", id="another word"),
        pytest.param("True", "X is 'True'; use 'true' or 'false'", id="another case"),
        pytest.param("1", "X is '1'; use 'true' or 'false'", id="a number"),
    ],
)
def test_a_flag_is_never_guessed(monkeypatch: pytest.MonkeyPatch, text: str, line: str) -> None:
    monkeypatch.setenv("X", text)
    environment = Environment()
    assert environment.flag("X", default=False) is False
    assert refusal(environment) == line


@pytest.mark.parametrize(("text", "read"), [("true", True), ("false", False), ("", True)])
def test_a_flag_says_true_or_false_and_empty_is_absent(
    monkeypatch: pytest.MonkeyPatch, text: str, read: bool
) -> None:
    monkeypatch.setenv("X", text)
    environment = Environment()
    assert environment.flag("X", default=True) is read
    environment.refuse_if_wrong()


@pytest.mark.parametrize("text", ["-1", "1.5", "1e3", "½", "１２", "a year"])
def test_a_whole_number_is_plain_digits(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("X", text)
    environment = Environment()
    assert environment.whole_number("X", 7) == 7
    assert refusal(environment) == f"X is {text!r}; use a whole number, 0 or more"


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a.example.cn, ,b.example.cn,")
    assert Environment().listed("X") == ["a.example.cn", "b.example.cn"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:geheim@h/name",
        "postgres://u:geheim@h/",
        "u:geheim@h",
        "postgres://u:geheim@h:x/n",
    ],
)
def test_a_refused_database_address_keeps_its_password_to_itself(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("X", address)
    environment = Environment()
    assert environment.database("X", "sqlite:////tmp/x")["NAME"] == "/tmp/x"
    assert "postgres://user:password@host:5432/name" in refusal(environment)
    assert "geheim" not in refusal(environment)


@pytest.mark.parametrize("address", ["amqp://u:geheim@h", "redis://", "h:6379"])
def test_a_broker_is_redis(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("X", address)
    environment = Environment()
    assert environment.broker("X") == ""
    assert "redis://:password@host:6379/0" in refusal(environment)
    assert "geheim" not in refusal(environment)


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "yes")
    monkeypatch.setenv("Y", "prod")
    environment = Environment()
    environment.flag("X", default=False)
    environment.choice("Y", ["embedded", "production"], "embedded")
    assert refusal(environment).splitlines() == [
        "X is 'yes'; use 'true' or 'false'",
        "Y is 'prod'; use 'embedded' or 'production'",
    ]


def test_the_settings_read_and_the_settings_documented_are_the_same() -> None:
    tree = ast.parse((HOUSE / "plan_tracker" / "settings.py").read_text(encoding="utf-8"))
    read = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "environment"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    page = (HOUSE / "docs" / "deployment.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE))
    assert read == documented


def test_the_machines_own_secret_key_is_private_long_and_stays(tmp_path: Path) -> None:
    key = embedded.secret_key(tmp_path)
    assert len(key) >= 50
    assert embedded.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_starting_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as together:
        keys = set(together.map(lambda _: embedded.secret_key(tmp_path), range(8)))
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("mail", "imap://h", "smtp+tls://u:p@mail.example.cn:587"),
        ("mail", "smtp://", "smtp+ssl://u:p@mail.example.cn:465"),
        ("web_address", "file:///etc/passwd", "https://sms.example.cn/send"),
    ],
)
def test_ways_out_are_addresses_of_their_kind_and_their_secrets_are_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, right: str
) -> None:
    monkeypatch.setenv("X", wrong)
    environment = Environment()
    assert not getattr(environment, name)("X")
    assert wrong not in refusal(environment)
    monkeypatch.setenv("X", right)
    assert getattr(Environment(), name)("X")
