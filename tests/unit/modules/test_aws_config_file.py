# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module aws_config_file on real files: what it writes, returns, shows and refuses."""

from __future__ import annotations

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ansible_collections.fleetops.app2container.plugins.modules import aws_config_file
from tests.support.inputs.documented import options_in, spec_of, without
from tests.support.runs.modules import ModuleResult, run_module

SECRET = "madeUp/SecretOfTheNewKey"
OLD = "madeUp/SecretOfTheOldKey"
CONFIG = "# By hand.\n[default]\nRegion =us-west-2\noutput: text\ns3 =\n  a=1\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / ".aws").mkdir()
    return tmp_path / ".aws/config"


def run(path: Any, options: Any = None, *, check: bool = False, **params: Any) -> ModuleResult:
    given = {"path": str(path), "kind": "config", "profiles": [{"name": "default", "options": options}], **params}
    return run_module("aws_config_file", given, check=check, environment={})


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


def test_documentation_and_argument_spec_agree() -> None:
    documented = spec_of(options_in(aws_config_file.DOCUMENTATION))
    assert documented == without(aws_config_file.ARGUMENT_SPEC, "no_log")


@pytest.mark.parametrize("check", [True, False])
def test_options_are_set_and_removed_once_and_shown(path: Path, *, check: bool) -> None:
    path.write_text(CONFIG)
    path.chmod(0o644)
    result = run(path, {"region": "eu-west-1", "output": None, "s3": "x"}, check=check)
    would = "would " if check else ""
    removed = "would remove" if check else "removed"
    assert result["changed"] is True
    assert result["changes"] == [
        {"action": "set", "profile": "default", "option": "region"},
        {"action": "remove", "profile": "default", "option": "output"},
        {"action": "set", "profile": "default", "option": "s3"},
    ]
    assert result["summary"] == [
        f"{path}: profile default: {would}set region, s3; {removed} output.",
        f"{path}: {would}set the mode 0600 instead of 0644.",
    ]
    assert result["diff"] == {
        "before_header": str(path),
        "after_header": str(path),
        "before": "[default]\nregion = us-west-2\noutput = text\ns3 = (several lines)\nthe mode 0644\n",
        "after": "[default]\nregion = eu-west-1\ns3 = x\nthe mode 0600\n",
    }
    assert (path.read_text(), mode(path)) == (
        (CONFIG, "644") if check else ("# By hand.\n[default]\nRegion = eu-west-1\ns3 = x\n", "600")
    )
    again = run(path, {"region": "eu-west-1", "output": None, "s3": "x"}, check=check)
    assert again.changed is check
    if not check:
        assert again["summary"] == [f"{path}: unchanged."]
        assert names(path.parent) == ["config"]


@pytest.mark.parametrize("check", [True, False])
def test_a_secret_is_written_and_nowhere_else(path: Path, *, check: bool) -> None:
    path.write_text(f"[default]\naws_secret_access_key={OLD}\naws_security_token={OLD}\n")
    secrets = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": SECRET, "aws_session_token": None}
    profiles = [{"name": "default", "secret_options": secrets, "options": {"region": "eu-west-1"}}]
    result = run(path, kind="credentials", profiles=profiles, check=check)
    assert result["diff"]["before"].splitlines()[:3] == [
        "[default]",
        "aws_security_token = (not shown)",
        "aws_secret_access_key = (not shown)",
    ]
    assert result["diff"]["after"].splitlines()[:4] == [
        "[default]",
        "region = eu-west-1",
        "aws_access_key_id = (not shown) (new)",
        "aws_secret_access_key = (not shown) (new)",
    ]
    shown = json.dumps(result.result)
    assert not [text for text in (SECRET, OLD, "AKIA") if text in shown]
    if not check:
        held = path.read_text()
        assert f"aws_secret_access_key={SECRET}\n" in held
        assert "token" not in held


def test_a_new_file_is_made_for_its_owner_only(path: Path) -> None:
    with mock.patch("os.umask", return_value=0):
        result = run(path, {"region": "eu-west-1"}, owner=getpass.getuser())
    assert result["summary"] == [f"{path}: profile default: set region."]
    assert (path.read_text(), mode(path)) == ("[default]\nregion = eu-west-1\n", "600")


@pytest.mark.parametrize("held", [False, True], ids=["new", "replaced"])
def test_the_new_content_belongs_to_the_owner(path: Path, *, held: bool) -> None:
    if held:
        path.write_text("[default]\n")
    owner, group = os.getuid() + 1, path.stat().st_gid if held else -1
    with mock.patch("os.chown") as chown:
        assert run(path, {"region": "eu-west-1"}, owner=str(owner)).changed
    assert [given.args[1:] for given in chown.call_args_list] == [(owner, group)]


def test_a_file_is_not_made_for_what_is_to_be_absent(path: Path) -> None:
    assert not run(path, {"region": None}).changed
    assert not path.exists()


def test_check_mode_needs_no_directory(tmp_path: Path) -> None:
    path = tmp_path / "none/.aws/config"
    assert run(path, {"region": "x"}, check=True).changed
    assert names(tmp_path) == []
    failed = run(path, {"region": "x"})
    assert failed["msg"] == f"path: cannot read or write {path}: No such file or directory."


def test_a_link_is_followed_to_a_file_of_the_owner(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles"
    target.write_text("[default]\n")
    path.symlink_to(target)
    assert run(path, {"region": "x"})["path"] == str(target)
    assert path.is_symlink()
    assert target.read_text() == "[default]\nregion = x\n"


def test_a_link_to_a_file_of_somebody_else_is_refused(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    target.write_text("[default]\n")
    path.symlink_to(target)
    failed = run(path, {"region": "x"}, owner=str(os.getuid() + 1))
    assert failed["msg"] == (
        f"path: is a link to {target}, which belongs to another user, got '{path}'; remove the link, or change the "
        "owner of the file."
    )
    assert target.read_text() == "[default]\n"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"path": ".aws/config"}, "path: must be an absolute path, got '.aws/config'."),
        ({"profiles": []}, "profiles: must not be an empty list, got []; name at least one."),
        (
            {"profiles": [{"name": ""}]},
            "profiles[0].name: must be a profile name, got ''; use only letters, digits and the characters _.@+/-.",
        ),
        (
            {"profiles": [{"name": "a"}, {"name": "a"}]},
            "profiles[1].name: occurs more than once, got 'a'; give each profile once.",
        ),
        (
            {"profiles": [{"name": "DEFAULT"}], "kind": "credentials"},
            "profiles[0].name: means all profiles in this file, got 'DEFAULT'; use default.",
        ),
        (
            {"profiles": [{"name": "a", "options": {"region": ""}}]},
            "profiles[0].options.region: must not be empty, got ''; use null to remove the option.",
        ),
        (
            {"profiles": [{"name": "a", "options": {"region": "x\n[default]"}}]},
            (
                "profiles[0].options.region: must be one line without control characters or spaces around it, got "
                "'x\\n[default]'."
            ),
        ),
        (
            {"profiles": [{"name": "a", "options": {"a=b": "x"}}]},
            "profiles[0].options: must have names of options, got 'a=b'; use letters, digits and the characters _.-.",
        ),
        (
            {"profiles": [{"name": "a", "options": {"Region": "x", "region": "x"}}]},
            "profiles[0].options: occurs more than once in different case, got 'region'; remove one of them.",
        ),
        (
            {"profiles": [{"name": "a", "options": {"region": ["x"]}}]},
            "profiles[0].options.region: must be a text, a whole number or a boolean, got ['x'].",
        ),
        (
            {"profiles": [{"name": "a", "options": {"aws_secret_access_key": SECRET}}]},
            (
                "profiles[0].options.aws_secret_access_key: is a secret, got a value that is not shown; move it to "
                "secret_options."
            ),
        ),
        (
            {"profiles": [{"name": "a", "secret_options": {"aws_secret_access_key": f"{SECRET}\n"}}]},
            (
                "profiles[0].secret_options.aws_secret_access_key: must be one line without control characters or "
                "spaces around it, got a value that is not shown."
            ),
        ),
        (
            {"profiles": [{"name": "a", "options": {"b": "x"}, "secret_options": {"B": "y"}}]},
            "profiles[0].options: is also in secret_options, got 'b'; remove one of the two.",
        ),
        (
            {"profiles": [{"name": "a", "only_if_equal": ["b", "b"]}]},
            "profiles[0].only_if_equal: must be the names of two options, got ['b', 'b'].",
        ),
        (
            {"sso_sessions": [{"name": "a b"}]},
            (
                "sso_sessions[0].name: must be the name of an SSO session, got 'a b'; use only letters, digits and the "
                "characters _.@+/-."
            ),
        ),
        (
            {"sso_sessions": [{"name": "a"}, {"name": "a"}]},
            "sso_sessions[1].name: occurs more than once, got 'a'; give each SSO session once.",
        ),
        (
            {"sso_sessions": [{"name": "a", "options": {"sso_region": ""}}]},
            "sso_sessions[0].options.sso_region: must not be empty, got ''; use null to remove the option.",
        ),
        (
            {"kind": "credentials", "sso_sessions": [{"name": "a"}]},
            (
                "sso_sessions: are in a file of the kind config only, got [{'name': 'a', 'options': None}]; set kind to"
                " config."
            ),
        ),
        ({"owner": "nobody-here"}, "owner: is not a user of this machine, got 'nobody-here'; create the user first."),
    ],
)
def test_what_cannot_be_is_refused(path: Path, params: dict[str, Any], message: str) -> None:
    path.write_text(CONFIG)
    assert run(**{"path": path, **params})["msg"] == message
    assert path.read_text() == CONFIG


def test_an_unreadable_file_is_left_as_it_is_and_not_shown(path: Path) -> None:
    path.write_text(f"[default]\n{OLD}\n")
    failed = run(path, {"region": "x"})
    assert failed["msg"] == (
        f"{path}: line 2: is neither a section nor an option with = or :; mend the line, the AWS CLI cannot read the "
        "file. Nothing was changed."
    )
    assert path.read_text() == f"[default]\n{OLD}\n"


def test_a_directory_is_refused(path: Path) -> None:
    path.mkdir()
    assert run(path, {"region": "x"})["msg"] == f"path: must be a file, got '{path}'; move away what is there."


def test_a_failure_while_writing_leaves_the_old_file(path: Path) -> None:
    path.write_text(CONFIG)
    with mock.patch.object(Path, "replace", side_effect=OSError(28, "No space left on device")):
        failed = run(path, {"region": "x"})
    assert failed["msg"] == f"path: cannot read or write {path}: No space left on device."
    assert path.read_text() == CONFIG
    assert names(path.parent) == ["config"]


SESSION = "[default]\nsso_session = a\n\n[sso-session a]\nsso_region = x\nsso_start_url = y\n\n# End.\n[profile b]\n"


@pytest.mark.parametrize("check", [True, False])
def test_a_session_is_replaced_by_another_and_shown(path: Path, *, check: bool) -> None:
    path.write_text(SESSION)
    path.chmod(0o600)
    sessions = [{"name": "new", "options": {"sso_region": "z"}}]
    given: dict[str, Any] = {"sso_sessions": sessions, "purge_sso_sessions": True, "check": check}
    result = run(path, {"sso_session": "new"}, **given)
    would, removed = ("would set", "would remove") if check else ("set", "removed")
    assert result["changes"] == [
        {"action": "set", "profile": "default", "option": "sso_session"},
        {"action": "set", "sso_session": "new", "option": "sso_region"},
        {"action": "remove", "sso_session": "a", "option": "sso_start_url"},
        {"action": "remove", "sso_session": "a", "option": "sso_region"},
    ]
    assert result["summary"] == [
        f"{path}: profile default: {would} sso_session.",
        f"{path}: SSO session new: {would} sso_region.",
        f"{path}: SSO session a: {removed} sso_start_url, sso_region.",
    ]
    assert (result["diff"]["before"], result["diff"]["after"]) == (
        "[default]\nsso_session = a\n[sso-session a]\nsso_start_url = y\nsso_region = x\n",
        "[default]\nsso_session = new\n[sso-session new]\nsso_region = z\n",
    )
    after = "[default]\nsso_session = new\n\n# End.\n[profile b]\n\n[sso-session new]\nsso_region = z\n"
    assert path.read_text() == (SESSION if check else after)
    assert run(path, {"sso_session": "new"}, **given).changed is check


def test_a_session_stays_unless_it_may_go(path: Path) -> None:
    path.write_text(SESSION)
    assert run(path, {"sso_session": None}).changed
    assert "[sso-session a]\nsso_region = x\n" in path.read_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[default]\na = 1\n", ""),
        ("[b]\n\n[default]\na = 1\n\n[c]\n", "[b]\n\n[c]\n"),
        ("[default]\na = 1\n\n[c]\n", "[c]\n"),
        ("[default]\n# why\na = 1\n[c]\n", "# why\n[c]\n"),
        ("[default]\na = 1\nb = 2\n", "[default]\nb = 2\n"),
        ("[x]\ny = 1\n[default]\n  a = 1\n  [c]\n", "[x]\ny = 1\n[default]\n  [c]\n"),  # it would belong to y
        ("[profile default]\na=2\n[default]\na = 1\n", "[profile default]\na=2\n[default]\n"),  # it would count
        ("[default]\n", "[default]\n"),
    ],
)
def test_a_section_that_loses_its_last_option_goes_with_it(path: Path, before: str, after: str) -> None:
    path.write_text(before)
    assert run(path, {"a": None}, remove_empty=True).changed
    assert path.read_text() == after
    assert not run(path, {"a": None}, remove_empty=True).changed


@pytest.mark.parametrize(
    ("held", "applies"),
    [
        ("mark = 1\nkey = 1\n", True),
        ("mark = 1\nkey = 2\n", False),
        ("key = 1\n", False),
        ("mark = 1\n", False),
    ],
)
def test_a_change_on_a_condition(path: Path, held: str, *, applies: bool) -> None:
    path.write_text(f"[default]\n{held}")
    profiles = [{"name": "default", "options": {"key": None, "mark": None}, "only_if_equal": ["Mark", "key"]}]
    result = run(path, profiles=profiles)
    assert (result.changed, result["kept"]) == (applies, [] if applies else ["default"])
    assert (path.read_text(), mode(path)) == (("[default]\n", "600") if applies else (f"[default]\n{held}", "644"))


def test_it_needs_no_aws_sdk() -> None:
    program = (
        "import sys; sys.modules['boto3'] = sys.modules['botocore'] = None;"
        "import ansible_collections.fleetops.app2container.plugins.modules.aws_config_file"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
