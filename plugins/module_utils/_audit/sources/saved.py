# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of an audit from saved answers, without AWS. What they do not hold was not read.

Taken are what the AWS CLI prints, in one document or one for each page, what a run of this collection has saved, and
for the credential report also CSV.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..._account.answers import entities_from
from ..._account.model import Entity
from ..._account.observe import whole_account
from ..._errors import App2ContainerError, OptionError
from ..._iam.arn import Arn
from ..._iam.entities import Identity
from ..facts import Bucket, Fact, SecretFacts, unread
from .account import DETAILS, SUMMARY
from .attempt import attempt
from .credentials import CALL, report_fact
from .keep import LISTS
from .model import AccountRead, Read, Request

__all__ = ["Saved", "load", "saved_account", "saved_facts"]

OFFLINE = "the audit is offline, and its saved reads do not hold this"
READS = {  # option -> the command of the AWS CLI that prints such a file
    "account_details": "aws iam get-account-authorization-details",
    "account_summary": "aws iam get-account-summary",
    "credential_report": "aws iam get-credential-report",
}
BOM = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The content of one file of ``saved_reads``, with its option, its path, and when it was written."""

    option: str
    path: str
    text: str
    written: datetime

    def refused(self, problem: str) -> OptionError:
        """The error for a file that holds something else."""
        return OptionError(f"saved_reads.{self.option}", self.path, problem, f"save what {READS[self.option]} prints")


def load(paths: Mapping[str, str | None]) -> dict[str, Saved]:
    """Reads the files of the option ``saved_reads``: option -> path, empty where there is none.

    Raises:
        OptionError: a file cannot be read.
    """
    return {option: _loaded(option, path) for option, path in paths.items() if path}


def _loaded(option: str, path: str) -> Saved:
    file = Path(path).expanduser()
    try:
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        return Saved(option=option, path=path, text=file.read_text("utf-8").removeprefix(BOM), written=written)
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise OptionError(
            f"saved_reads.{option}", path, problem, "name a file on the machine where the module runs"
        ) from error


def _documents(saved: Saved) -> Iterator[Any]:
    """The JSON documents of a file, one after the other; those in a list, too."""
    decoder, text, at = json.JSONDecoder(), saved.text.strip(), 0
    while at < len(text):
        try:
            document, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise saved.refused(f"is not JSON ({error})") from error
        while at < len(text) and text[at].isspace():
            at += 1
        yield from document if isinstance(document, list) else [document]


def _entities(saved: Saved) -> tuple[Entity, ...]:
    pages = list(_documents(saved))
    if not all(isinstance(page, dict) and not page.keys().isdisjoint(LISTS) for page in pages) or not pages:
        raise saved.refused(f"holds none of {', '.join(LISTS)}")
    if pages[-1].get("IsTruncated"):
        raise saved.refused("is not complete: further pages follow")
    try:
        return tuple(entity for page in pages for entity in entities_from(page))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise saved.refused(f"has another form than AWS's answers ({type(error).__name__}: {error})") from error


def _identity(saved: Mapping[str, Saved], arns: Sequence[str]) -> Identity:
    """The account of the saved answers, as their ARNs say."""
    if not arns:
        given = saved.get("account_details")
        problem = "has no entities, so nobody knows of which account it is" if given else "tells of no account"
        how = "name credential_report, too, which tells of the root user" if given else "name account_details"
        raise OptionError("saved_reads.account_details", given.path if given else None, problem, how)
    try:
        return Identity.of(arns[0])
    except ValueError as error:
        raise App2ContainerError(f"saved_reads: {arns[0]} is no ARN.") from error


def _others(arns: Sequence[str], identity: Identity) -> list[str]:
    """The other accounts that ARNs are of."""
    return sorted({arn.account_id for arn in map(Arn.parse, arns) if arn} - {identity.account_id})


def _check_same_account(
    saved: Mapping[str, Saved], identity: Identity, arns: Sequence[str], reported: Sequence[str]
) -> None:
    """Makes sure that all files are of one account. The summary tells of none.

    Raises:
        OptionError: they are of several.
    """
    details, report, own = "account_details", "credential_report", f"account {identity.account_id}"
    for other in _others(arns, identity):
        raise saved[details].refused(f"holds entities of {own} and of account {other}")
    for other in _others(reported, identity):
        problem = f"is of account {other}, and saved_reads.{details} of {own}"
        raise OptionError(f"saved_reads.{report}", saved[report].path, problem, "name files of the same account")


def saved_account(saved: Mapping[str, Saved]) -> AccountRead:
    """The entities of the account from saved answers.

    Raises:
        OptionError: a file holds something else.
    """
    details = saved.get("account_details")
    nothing: Fact[int] = unread(OFFLINE, calls=("iam:ListInstanceProfiles",))
    entities = _entities(details) if details else ()
    arns = [entity.arn for entity in entities]
    reported = [row.arn for row in saved_report(saved).value or ()]
    identity = _identity(saved, arns or reported)
    _check_same_account(saved, identity, arns, reported)
    if details is None:
        return AccountRead(identity=identity, account=unread(OFFLINE, calls=(DETAILS,)), profiles=nothing)
    account = whole_account(identity, entities)
    read = Fact(value=account, calls=(DETAILS,), read_at=details.written)
    return AccountRead(identity=identity, account=read, profiles=nothing)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def saved_summary(saved: Mapping[str, Saved]) -> Fact[Mapping[str, int]]:
    """The summary of the account."""
    file = saved.get("account_summary")
    if file is None:
        return unread(OFFLINE, calls=(SUMMARY,))
    document = next(_documents(file), None)
    summary = document.get("SummaryMap") if isinstance(document, dict) else None
    if not isinstance(summary, dict) or not all(map(_is_number, summary.values())):
        raise file.refused("holds no SummaryMap with numbers")
    return Fact(value=summary, calls=(SUMMARY,), read_at=file.written)


def saved_report(saved: Mapping[str, Saved]) -> Fact[Any]:
    """The credential report: CSV, or JSON with the CSV in base64 and the time at which it was made."""
    file = saved.get("credential_report")
    if file is None:
        return unread(OFFLINE, calls=(CALL,))
    fact = attempt(lambda: report_fact(_report(file)), CALL)
    if fact.value is None:
        raise file.refused(f"holds no credential report: {fact.reason}")
    return fact


def _report(file: Saved) -> Mapping[str, Any]:
    if not file.text.lstrip().startswith("{"):
        return {"Content": file.text.encode(), "GeneratedTime": file.written}
    answer = next(_documents(file))
    try:
        made = answer.get("GeneratedTime")
        return {
            "Content": base64.b64decode(answer["Content"], validate=True),
            "GeneratedTime": datetime.fromisoformat(made) if made else file.written,
        }
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise file.refused(f"holds no credential report ({type(error).__name__}: {error})") from error


def saved_facts(saved: Mapping[str, Saved], request: Request, read: AccountRead) -> Read:
    """What the checks look at, from saved answers alone.

    Args:
        saved: the files.
        request: what a live run would read.
        read: the entities of the account.

    Raises:
        OptionError: a file holds something else.
    """
    return Read(
        identity=read.identity,
        account=read.account,
        profiles=read.profiles,
        tags=unread(OFFLINE),
        sessions=unread(OFFLINE),
        summary=saved_summary(saved),
        credentials=saved_report(saved),
        last_accessed=unread(OFFLINE),
        instances=unread(OFFLINE),
        account_block=unread(OFFLINE),
        buckets={name: _bucket(name, read.identity) for name in request.buckets},
        secrets={name: _secret(name, kind) for name, kind in request.secrets.items()},
        secrets_found=unread(OFFLINE),
    )


def _bucket(name: str, identity: Identity) -> Bucket:
    return Bucket(
        name=name,
        arn=f"arn:{identity.partition}:s3:::{name}",
        public_access_block=unread(OFFLINE),
        policy=unread(OFFLINE),
        encryption=unread(OFFLINE),
        ownership=unread(OFFLINE),
        versioning=unread(OFFLINE),
        lifecycle=unread(OFFLINE),
    )


def _secret(name: str, kind: str) -> SecretFacts:
    return SecretFacts(
        name=name, arn=name, kind=kind, changed=unread(OFFLINE), policy=unread(OFFLINE), json_keys=unread(OFFLINE)
    )
