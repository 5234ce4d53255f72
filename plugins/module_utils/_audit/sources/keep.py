# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what AWS answered in a live run, and saves it as files that a later run and other tools read.

The files are what ``aws iam get-account-authorization-details``, ``get-account-summary`` and
``get-credential-report`` print. They hold no secrets, but the whole set-up of the account.
"""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ..._errors import OptionError

__all__ = ["LISTS", "Kept", "save"]

LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")  # of GetAccountAuthorizationDetails


@dataclass
class Kept:
    """What AWS answered, as it is. What was not read is None."""

    details: dict[str, list[Any]] | None = None
    summary: Mapping[str, int] | None = None
    report: Mapping[str, Any] | None = field(default=None, repr=False)

    def page(self, answer: Mapping[str, Any]) -> None:
        """Keeps a page of GetAccountAuthorizationDetails."""
        if self.details is None:
            self.details = {name: [] for name in LISTS}
        for name in LISTS:
            self.details[name] += answer.get(name, ())

    def texts(self) -> dict[str, str]:
        """What was read, as JSON, by the option of ``saved_reads`` that takes its path."""
        summary = None if self.summary is None else {"SummaryMap": dict(self.summary)}
        report = self.report and {name: self.report[name] for name in ("Content", "ReportFormat", "GeneratedTime")}
        given = {"account_details": self.details, "account_summary": summary, "credential_report": report}
        return {
            name: json.dumps(content, default=_text, indent=2) + "\n"
            for name, content in given.items()
            if content is not None
        }


def _text(value: datetime | bytes) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value.isoformat()


def save(directory: str, account_id: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Writes files that their owner alone may read, each whole or not at all. Not to be called in check mode.

    Args:
        directory: an existing directory.
        account_id: the account, with which the names of the files begin.
        texts: what to write, by name.

    Returns:
        The paths, by name.

    Raises:
        OptionError: the directory cannot be written to.
    """
    folder = Path(directory).expanduser()
    try:
        return {name: str(_written(folder / f"{account_id}-{name}.json", text)) for name, text in texts.items()}
    except OSError as error:
        problem = f"cannot be written to ({error.strerror or error})"
        raise OptionError("save_directory", directory, problem, "name an existing directory of your own") from error


def _written(path: Path, text: str) -> Path:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(text)
            file.close()
            Path(file.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(file.name).unlink()
            raise
    return path
