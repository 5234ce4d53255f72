# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secret of an access key is in its store and nowhere else, whatever Ansible is told to show, log and keep."""

from __future__ import annotations

import base64
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.key_stores import KEY_STORES, PASSWORD, Secrets, VaultFiles
from tests.support.runs.playbooks import CALLBACK_PLUGINS, INVENTORY, command_line
from tests.support.scenarios.thorough import some
from tests.support.strict.remote import clear_faults, issued_keys, journal_of, kill_when_dead, set_faults

SECONDS = 100
ROLE = {"name": "fleetops.app2container.a2c_iam", "tasks_from": "access_keys"}
PLAY: list[dict[str, Any]] = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {
                "block": [{"ansible.builtin.include_role": ROLE}],
                "rescue": [{"ansible.builtin.debug": {"var": "ansible_failed_result"}}],
            },
            {"ansible.builtin.debug": {"var": "__a2c_iam_access_keys_result"}},
            {"ansible.builtin.set_fact": {"kept": "{{ __a2c_iam_access_keys_result }}", "cacheable": True}},
        ],
    }
]

MODULE_RUNS: Mapping[str, Mapping[str, str]] = {
    "in the process of the task": {},
    "in its own process": {"ANSIBLE_DEBUG_BOTOCORE_LOGS": "1", "ANSIBLE_KEEP_REMOTE_FILES": "1"},
}


def pieces(secret: str) -> Iterator[str]:
    """Give what the secret may look like: whole or in part, and encoded in the usual ways."""
    half = len(secret) // 2
    yield from (secret[:half], secret[half:], secret.encode().hex(), quote(secret, safe=""))
    for shift in range(3):  # base64 of a text that has it somewhere inside
        yield base64.b64encode(bytes(shift) + secret.encode()).decode()[4 if shift else 0 : -4]


def hits(secrets: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """Return where a secret is found: the id of its key, and the name of the text."""
    return [
        f"{key_id} in {name}"
        for name, text in texts.items()
        for key_id, secret in secrets.items()
        if any(piece in text for piece in pieces(secret))
    ]


class Scene:
    """A folder that takes all that Ansible writes, and runs in it that show as much as can be shown.

    A module runs in the process of its task, or in one of its own if it is to be debugged.
    """

    def __init__(self, account: Account, kind: str, folder: Path, module_runs: str) -> None:
        self.account, self.folder = account, folder
        self.module_runs = module_runs
        self.store = KEY_STORES[kind](folder / "keys")
        self.runs = 0
        self.debug = True
        account.client("iam").create_user(UserName="ada")

    @property
    def results(self) -> Path:
        """The file that the last run writes its results to."""
        return self.folder / f"results{self.runs}.jsonl"

    @property
    def environment(self) -> dict[str, str]:
        """All that a run keeps goes into the folder, and it keeps all that it can."""
        folders = {name: self.folder / name for name in ("home", "tmp", "local", "remote", "cache")}
        for folder in folders.values():
            folder.mkdir(exist_ok=True)
        return {
            **self.account.environment,
            "ANSIBLE_CACHE_PLUGIN": "jsonfile",
            "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(folders["cache"]),
            "ANSIBLE_CALLBACKS_ENABLED": "task_results",
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACK_PLUGINS),
            "ANSIBLE_DEBUG": str(self.debug),
            "ANSIBLE_LOCAL_TEMP": str(folders["local"]),
            "ANSIBLE_LOG_PATH": str(self.folder / "log"),
            "ANSIBLE_LOG_VERBOSITY": "5",
            "ANSIBLE_REMOTE_TEMP": str(folders["remote"]),
            "ANSIBLE_VERBOSITY": "5",
            "HOME": str(folders["home"]),
            "TASK_RESULTS_FILE": str(self.results),
            "TMPDIR": str(folders["tmp"]),
            **MODULE_RUNS[self.module_runs],
        }

    def start(self, *, check: bool = False, **variables: Any) -> psutil.Popen:
        """Start a run."""
        (self.folder / "play.yml").write_text(yaml.safe_dump(PLAY))
        settings = {
            "a2c_iam_users": [{"name": "ada"}],
            "a2c_iam_access_keys_enabled": True,
            **self.store.variables("ada"),
        }
        (self.folder / "variables.yml").write_text(yaml.safe_dump({**settings, **variables}))
        self.runs += 1
        command = command_line(
            self.folder / "play.yml",
            extra_vars=self.folder / "variables.yml",
            inventory=INVENTORY,
            check=check,
            diff=True,
        )
        with (
            (self.folder / f"stdout{self.runs}").open("wb") as stdout,
            (self.folder / f"stderr{self.runs}").open("wb") as stderr,
        ):
            return psutil.Popen([*command, "-vvvv"], cwd=CHECKOUT, env=self.environment, stdout=stdout, stderr=stderr)

    def play(self, **options: Any) -> dict[str, Any]:
        """Run to the end, and return what the module returned."""
        assert self.start(**options).wait(SECONDS) == 0, self.output()
        return self.returned()

    def returned(self) -> dict[str, Any]:
        """Return what the module returned in the last run."""
        lines = [json.loads(line) for line in self.results.read_text().splitlines()]
        (task,) = [line["result"] for line in lines if line.get("action") == "fleetops.app2container.access_keys"]
        (result,) = task["results"]  # one slice of users
        assert not {"module_stdout", "module_stderr", "warnings", "deprecations"} & result.keys()
        return dict(result)

    def output(self) -> str:
        """Return what all runs have said."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("std*")))

    def texts(self) -> dict[str, str]:
        """Return all that is left of the runs, the files of the store included, which are encrypted."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        kept = {str(path.relative_to(self.folder)): path.read_text(errors="replace") for path in files}
        return {**kept, "names": "\n".join(map(str, files)), "journal": json.dumps(journal_of(self.account))}

    def leaves_no_trace(self, secrets: int) -> None:
        """So many keys were made, and none of their secrets is anywhere."""
        issued = issued_keys(self.account)
        assert len(issued) == secrets
        assert hits(issued, self.texts()) == []


@pytest.fixture(params=some(MODULE_RUNS, every=2))
def module_runs(request: pytest.FixtureRequest) -> str:
    """Give each way in which a module can run."""
    return str(request.param)


@pytest.fixture
def scene(aws: Account, module_runs: str, request: pytest.FixtureRequest) -> Iterator[Scene]:
    """Give a scene with the store that a test names, in a folder with a short path: Ansible puts a socket there."""
    with tempfile.TemporaryDirectory(prefix="a2c") as folder:
        yield Scene(aws, request.param, Path(folder), module_runs)


KEPT = {"cache/*localhost", "log", "stdout1", "results1.jsonl"}
SENT = "remote/*/AnsiballZ_access_keys.py"
EVERY_STORE = pytest.mark.parametrize("scene", some(KEY_STORES, every=3), indirect=True)


def kept(scene: Scene) -> set[str]:
    """Return what has been kept by the runs."""
    return {name for name in (*KEPT, SENT) if any(path.stat().st_size for path in scene.folder.glob(name))}


@EVERY_STORE
def test_issue_check_and_rotation_show_no_secret(scene: Scene) -> None:
    first = scene.play()
    planned = scene.play(check=True, a2c_iam_access_keys_max_age_days=0)
    rotated = scene.play(a2c_iam_access_keys_max_age_days=0, a2c_iam_access_keys_verify=True)
    assert rotated["api_calls"]["sts:GetCallerIdentity"] == 2  # with the new key too
    assert [step["action"] for step in planned["changes"]] == [step["action"] for step in rotated["changes"]]
    assert kept(scene) == (KEPT | {SENT} if MODULE_RUNS[scene.module_runs] else KEPT)  # else there is nothing to search
    scene.leaves_no_trace(2)
    held = scene.store.held(scene.account, rotated["access_keys"][0]["place"])
    assert hits(issued_keys(scene.account), {"the store": json.dumps(held)}) == [
        f"{rotated['access_keys'][0]['access_key_id']} in the store"
    ]
    assert first["access_keys"][0]["access_key_id"] != rotated["access_keys"][0]["access_key_id"]


@pytest.mark.thorough
@EVERY_STORE
def test_a_store_that_fails_after_the_key_was_made_shows_no_secret(scene: Scene) -> None:
    if scene.store.write_fault:
        set_faults(scene.account, dict(scene.store.write_fault))
        failed = scene.play()
    else:
        set_faults(scene.account, {"kind": "delay", "operations": ["CreateAccessKey"], "seconds": 3})
        process = scene.start()
        until_recorded(scene.account)
        scene.store.folder.rename(scene.folder / "moved")  # after it was found to be writable
        assert process.wait(SECONDS) == 0, scene.output()
        failed = scene.returned()
    assert [step["action"] for step in failed["failed_changes"]] == ["issue"]
    assert scene.account.client("iam").list_access_keys(UserName="ada")["AccessKeyMetadata"] == []
    scene.leaves_no_trace(1)


def until_recorded(account: Account) -> None:
    """Wait until the intent to make a key is recorded."""
    end = time.monotonic() + SECONDS
    while not any(entry["action"] == "iam:TagUser" for entry in journal_of(account)):
        assert time.monotonic() < end
        time.sleep(0.05)


CRASHES: Mapping[str, dict[str, Any]] = {
    "the key is made": {"kind": "die-after", "operations": ["CreateAccessKey"]},
    "the key is about to be recorded": {"kind": "die-before", "operations": ["TagUser"], "call": 2},
}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("scene", "moment"),
    some(
        [(Secrets.kind, "the key is made"), *((store, "the key is about to be recorded") for store in KEY_STORES)],
        every=4,
    ),
    indirect=["scene"],
)
def test_a_crash_leaves_no_secret(scene: Scene, moment: str) -> None:
    set_faults(scene.account, CRASHES[moment])
    kill_when_dead(scene.account, scene.start())
    scene.leaves_no_trace(1)
    clear_faults(scene.account)
    settled = scene.play()
    (key,) = scene.account.client("iam").list_access_keys(UserName="ada")["AccessKeyMetadata"]
    assert key["AccessKeyId"] == settled["access_keys"][0]["access_key_id"]
    held = scene.store.held(scene.account, settled["access_keys"][0]["place"])
    assert held["aws_secret_access_key"] == issued_keys(scene.account)[key["AccessKeyId"]]
    scene.leaves_no_trace(2 if moment == "the key is made" else 1)


@pytest.mark.thorough
@pytest.mark.parametrize("scene", [VaultFiles.kind], indirect=True)
def test_the_password_of_a_vault_is_not_shown(scene: Scene) -> None:
    scene.debug = False  # it makes Ansible show all options of all tasks
    made = scene.play(a2c_iam_access_keys_store=scene.store.options)
    held = scene.store.held(scene.account, made["access_keys"][0]["place"])
    assert held["aws_secret_access_key"] == issued_keys(scene.account)[held["aws_access_key_id"]]
    where = {Path(name).name for name, text in scene.texts().items() if PASSWORD in text}
    # Where the test has written it, and where Ansible itself keeps the options of a module as it was told to.
    assert where == {"password", "variables.yml"} | {Path(name).name for name in kept(scene) & {SENT}}


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    secret = {"AKIA": "wJalr/XUtnFEMI+K7MDENGbPxRfiCYEXAMPLEKEY"}
    whole = secret["AKIA"]
    shown = {
        "plain": f'"{whole}"',
        "part": whole[:30],
        "url": quote(f"key={whole}&", safe=""),
        "base64": base64.b64encode(f"a:{whole}".encode()).decode(),
        "hex": f"key {whole}".encode().hex(),
    }
    assert hits(secret, shown) == [f"AKIA in {name}" for name in shown]
    assert hits(secret, {"nothing": str(tmp_path)}) == []
