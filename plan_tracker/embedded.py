"""What a single machine needs besides the code: a state folder, its own secret key, a broker."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any


def secret_key(folder: Path) -> str:
    """The machine's own key, made on first start and readable by its owner only."""
    file = folder / "secret_key"
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")


def broker_folders(folder: Path) -> dict[str, Any]:
    """Transport options of the file broker; web server and worker share one folder."""
    messages, control = folder / "broker" / "messages", folder / "broker" / "control"
    for path in (messages, control):
        path.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "store_processed": False,
        "polling_interval": 0.2,
    }


def _write_once(file: Path, text: str) -> None:
    """Write a private file whole, or leave the one another process has just written."""
    descriptor, draft = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
