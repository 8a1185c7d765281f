"""One file that holds everything that cannot be made again, and the way back from it.

The archive is a zip with `manifest.json` and the database: SQLite's own copy, or PostgreSQL's
dump. Evidence lies in the database, so a file and its row cannot part (ADR 10).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import AuditHead

MANIFEST: Final = "manifest.json"
DATABASE: Final = "database"
FORMAT: Final = 1
PIECE: Final = 2**20


class CannotRestore(Exception):
    """Nothing was replaced; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the archive holds: when and of which kind, and how far the log was then."""

    format: int
    made_at: str
    engine: str
    migrations: list[str]
    audit_number: int
    audit_digest: str
    sha256: str

    @classmethod
    def read(cls, archive: zipfile.ZipFile) -> Manifest:
        try:
            said = json.loads(archive.read(MANIFEST))
            return cls(**said)
        except (KeyError, TypeError, ValueError) as error:
            raise CannotRestore("this is no backup of Plan Tracker: it has no manifest") from error


def back_up(target: Path, *, by: Actor) -> Manifest:
    """Write the archive, whole or not at all, readable by its owner only. The site may run."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy, draft = Path(folder) / DATABASE, Path(folder) / "archive"
        # Read before the copy is made: what it holds is this far at least.
        head = _head()
        _dump(copy)
        manifest = Manifest(
            format=FORMAT, made_at=timezone.now().isoformat(timespec="seconds"),
            engine=connection.vendor, migrations=_migrations(), audit_number=head.number,
            audit_digest=head.digest, sha256=_sha256(copy),
        )  # fmt: skip
        draft.touch(mode=0o600)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            archive.write(copy, DATABASE)
        draft.replace(target)
    _log("backed_up", manifest, by)
    return manifest


@contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive, looked at as far as can be without replacing anything. Raises CannotRestore."""
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotRestore(f"{source} cannot be read as a backup: {error}") from error
    with archive:
        manifest = Manifest.read(archive)
        _refuse_unfit(manifest)
        yield archive, manifest


def restore(source: Path, *, by: Actor) -> Manifest:
    """Put everything back as it was; whoever was signed in then is not any more.

    Raises CannotRestore; then everything is as it was before. That it was restored, and how far
    the log had come before, is the first entry after the old ones.
    """
    before = _head()
    with opened(source) as (archive, manifest), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        with archive.open(DATABASE) as said, copy.open("wb") as written:
            shutil.copyfileobj(said, written, PIECE)
        if _sha256(copy) != manifest.sha256:
            raise CannotRestore("the backup is damaged: its database is not what was written")
        _load(copy)
    connection.close()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    _log("restored", manifest, by, before=before.number, before_digest=before.digest)
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise CannotRestore(f"the backup has format {manifest.format}, this version reads {FORMAT}")
    if manifest.engine != connection.vendor:
        raise CannotRestore(
            f"the backup is of {manifest.engine} and this database is {connection.vendor}"
        )
    known = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    if newer := sorted(set(manifest.migrations) - known):
        raise CannotRestore(
            f"the backup is of a newer version ({newer[0]}); restore it with that version"
        )


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(_sqlite_file()) as said:
            said.execute("VACUUM INTO ?", [str(target)])
        return
    _run("pg_dump", "--format", "custom", "--file", str(target))


def _load(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(copy) as said:
            if [row[0] for row in said.execute("PRAGMA integrity_check")] != ["ok"]:
                raise CannotRestore("the database in the backup is damaged")
            # Page by page into the file that is there: whoever has it open sees one or the other.
            with sqlite3.connect(_sqlite_file()) as target:
                said.backup(target)
        return
    connection.close()
    _run(
        "pg_restore", "--dbname", str(connection.settings_dict["NAME"]), "--clean", "--if-exists",
        "--no-owner", "--single-transaction", "--exit-on-error", str(copy),
    )  # fmt: skip


def _run(program: str, *words: str) -> None:
    """One of PostgreSQL's own programs on our database; the password is in no command line."""
    if (found := shutil.which(program)) is None:
        raise CannotRestore(f"{program} is missing; install PostgreSQL's client programs")
    where = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    said = {name: str(where[key]) for name, key in names.items() if where.get(key)}
    environment = {**os.environ, **said, "PGDATABASE": str(where["NAME"])}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own, with words of ours
        [found, *words], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotRestore(f"{program} failed: {lines[0] if lines else done.returncode}")


def _sqlite_file() -> str:
    return str(connection.settings_dict["NAME"])


def _head() -> AuditHead:
    return AuditHead.objects.first() or AuditHead(number=0, digest=audit.GENESIS)


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _sha256(file: Path) -> str:
    with file.open("rb") as said:
        return hashlib.file_digest(said, "sha256").hexdigest()


def _log(action: str, manifest: Manifest, by: Actor, **more: Any) -> None:
    about = {"made_at": manifest.made_at, "sha256": manifest.sha256, **more}
    with transaction.atomic():
        audit.write(Change(action=action, subject="database", key="1", after=about), by=by)
