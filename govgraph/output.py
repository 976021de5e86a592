"""The output folder, looked at before the work: an hour of reading is not lost to a folder that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

from extract.errors import GovGraphError


def check_folder(out: Path) -> None:
    """Raises GovGraphError where `out` neither is a folder that can be written to nor can become one."""
    existing = next(folder for folder in (out, *out.absolute().parents) if os.path.lexists(folder))
    if not existing.is_dir():
        raise GovGraphError(f"{existing}: is no folder; the output needs one")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise GovGraphError(f"{existing}: cannot be written to by this user")
