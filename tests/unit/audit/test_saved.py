# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved answers as facts: what the AWS CLI and other tools write, and files that hold something else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.keep import Kept, save
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.model import Request
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.saved import (
    load,
    saved_account,
    saved_facts,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from tests.support.builders import IDENTITY, desired

MADE = datetime(2026, 1, 1, tzinfo=UTC)
USER = {
    "UserName": "ada",
    "Path": "/",
    "Arn": "arn:aws:iam::111122223333:user/ada",
    "GroupList": [],
    "UserPolicyList": [],
}
ROLE: dict[str, Any] = {
    "RoleName": "Worker",
    "Path": "/",
    "Arn": "arn:aws:iam::111122223333:role/Worker",
    "CreateDate": "2026-01-01 00:00:00+00:00",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
    "RolePolicyList": [],
    "InstanceProfileList": [],
    "RoleLastUsed": {"LastUsedDate": "2026-01-01T00:00:00Z", "Region": "eu-west-1"},
}
OF_AWS = {
    "PolicyName": "AdministratorAccess",
    "Path": "/",
    "Arn": "arn:aws:iam::aws:policy/AdministratorAccess",
    "PolicyVersionList": [],
}
FIRST: dict[str, Any] = {"UserDetailList": [USER], "GroupDetailList": [], "IsTruncated": True, "Marker": "x"}
LAST: dict[str, Any] = {"RoleDetailList": [ROLE], "Policies": [OF_AWS], "IsTruncated": False}
WHOLE = {**FIRST, **LAST}
CSV = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,"
    + "".join(
        f"access_key_{slot}_{what},"
        for slot in (1, 2)
        for what in ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
    )
    + "cert_1_active,cert_2_active\n"
    + "<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,N/A,N/A,true,"
    + "false,N/A,N/A,N/A,N/A," * 2
    + "false,false\n"
)
REPORT = {"Content": base64.b64encode(CSV.encode()).decode(), "GeneratedTime": MADE.isoformat()}
REQUEST = Request(desired=desired(), buckets=("b",), secrets={"s": "linux"})


def files(folder: Path, **texts: str) -> dict[str, Any]:
    paths = {}
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths[name] = str(path)
    return load(paths)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(WHOLE),
        json.dumps([FIRST, LAST]),
        json.dumps(FIRST, indent=2) + "\n" + json.dumps(LAST, indent=2),
        "\ufeff" + json.dumps(WHOLE) + "\n",
    ],
    ids=["merged", "list-of-pages", "pages-one-after-the-other", "of-windows"],
)
def test_account_details(tmp_path: Path, text: str) -> None:
    read = saved_account(files(tmp_path, account_details=text))
    role = read.account.known.role("Worker")
    assert read.identity == IDENTITY
    assert role
    assert (role.last_used, role.created, role.use_read) == (MADE, MADE, True)
    assert {ref.name for ref in read.account.known} == {"ada", "Worker"}
    assert read.account.known.complete
    assert read.account.read_at == datetime.fromtimestamp((tmp_path / "account_details").stat().st_mtime, UTC)


@pytest.mark.parametrize("text", [CSV, json.dumps(REPORT)], ids=["csv", "json"])
def test_the_other_files(tmp_path: Path, text: str) -> None:
    summary = json.dumps({"SummaryMap": {"AccountMFAEnabled": 1}})
    saved = files(tmp_path, account_details=json.dumps(WHOLE), account_summary=summary, credential_report=text)
    found = saved_facts(saved, REQUEST, saved_account(saved))
    assert found.summary.value == {"AccountMFAEnabled": 1}
    assert [row.user for row in found.credentials.known] == ["<root_account>"]
    written = datetime.fromtimestamp((tmp_path / "credential_report").stat().st_mtime, UTC)
    assert found.credentials.read_at == (MADE if text != CSV else written)


def test_an_account_without_entities_is_that_of_the_report(tmp_path: Path) -> None:
    read = saved_account(files(tmp_path, account_details='{"UserDetailList": []}', credential_report=CSV))
    assert read.identity == IDENTITY
    assert (list(read.account.known), read.account.known.complete) == ([], True)


def test_what_files_do_not_hold_was_not_read(tmp_path: Path) -> None:
    saved = files(tmp_path, credential_report=CSV)
    read = saved_account(saved)
    found = saved_facts(saved, REQUEST, read)
    names = ("account", "profiles", "tags", "summary", "last_accessed", "instances", "secrets_found")
    facts = [*(getattr(found, name) for name in names), found.buckets["b"].policy, found.secrets["s"].changed]
    assert read.identity == IDENTITY
    assert {(fact.value, fact.reason, fact.asked) for fact in facts} == {
        (None, "the audit is offline, and its saved reads do not hold this", True)
    }


@pytest.mark.parametrize(
    ("option", "text", "problem"),
    [
        ("account_details", "{", "is not JSON"),
        ("account_details", "", "holds none of"),
        ("account_details", '{"Users": []}', "holds none of"),
        ("account_details", json.dumps(FIRST), "is not complete"),
        ("account_details", '{"UserDetailList": [{}]}', "has another form than AWS's answers"),
        ("account_details", '{"UserDetailList": []}', "has no entities"),
        ("account_summary", "[]", "holds no SummaryMap"),
        ("account_summary", '{"SummaryMap": {"Users": "many"}}', "holds no SummaryMap"),
        ("credential_report", "user,arn\nada,x\n", "holds no credential report"),
        ("credential_report", '{"Content": "?"}', "holds no credential report"),
    ],
)
def test_files_with_something_else(tmp_path: Path, option: str, text: str, problem: str) -> None:
    saved = files(tmp_path, **{"account_details": json.dumps(WHOLE), option: text})
    with pytest.raises(OptionError, match=f"(?s)saved_reads.{option}.*{problem}"):
        saved_facts(saved, REQUEST, saved_account(saved))


def test_pages_of_two_accounts(tmp_path: Path) -> None:
    other = json.dumps(LAST).replace("111122223333", "444455556666")
    problem = r"saved_reads.account_details: holds entities of account 111122223333 and of account 444455556666"
    with pytest.raises(OptionError, match=problem):
        saved_account(files(tmp_path, account_details=json.dumps(FIRST) + other))


@pytest.mark.parametrize("text", [CSV, json.dumps(REPORT)], ids=["csv", "json"])
def test_files_of_two_accounts(tmp_path: Path, text: str) -> None:
    other = json.dumps(WHOLE).replace("111122223333", "444455556666")
    problem = (
        r"saved_reads.credential_report: is of account 111122223333, and saved_reads.account_details of account"
        r" 444455556666, got '.*'; name files of the same account\."
    )
    with pytest.raises(OptionError, match=problem):
        saved_account(files(tmp_path, account_details=other, credential_report=text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"saved_reads.account_summary.*No such file"):
        load({"account_details": None, "account_summary": str(tmp_path / "none")})


def test_files_are_replaced_and_never_half_written(tmp_path: Path) -> None:
    kept = Kept(summary={"Users": 1})
    kept.page(WHOLE)
    paths = save(str(tmp_path), "111122223333", kept.texts())
    assert save(str(tmp_path), "111122223333", kept.texts()) == paths
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "111122223333-account_details.json",
        "111122223333-account_summary.json",
    ]
    details = json.loads(Path(paths["account_details"]).read_text("utf-8"))
    assert details == {
        name: WHOLE[name] for name in ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    }
    with pytest.raises(OptionError, match="save_directory"):
        save(str(tmp_path / "none"), "111122223333", {"account_summary": "{}"})
