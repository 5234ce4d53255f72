# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of the credentials of a worker machine: what the files have for each, and after a change of the source.

The variables go through the same functions as in the role, up to the texts of the two files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest
import yaml
from botocore.configloader import load_config

from ansible_collections.fleetops.app2container.plugins.module_utils._profile_files.change import change_of
from ansible_collections.fleetops.app2container.plugins.module_utils._profile_files.options import FileOptions
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_worker import MARK, plan, problems
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import read_variables
from tests.support.emulator.servers import CHECKOUT
from tests.support.inputs.bad_values import ARNS, TEXTS
from tests.support.scenarios.thorough import some

ROLE = CHECKOUT / "roles/a2c_worker"
SPEC: dict[str, Any] = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text())["argument_specs"]["main"][
    "options"
]
SECRET = "madeUpSecret/Of+AnAccessKey0123456789ABC"
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
ROLE_ARN = "arn:aws:iam::123456789012:role/app2container/Worker"
HELPER = '/usr/local/bin/aws_signing_helper credential-process --certificate "/etc/my certificates/a.pem"'
USER_ARN = "arn:aws:iam::123456789012:user/ada"
PORTAL = {"credential_source": "sso", "account_id": "123456789012", "sso_role_name": "App2Container"}
START = {"sso_start_url": "https://d-1.awsapps.com/start", "sso_region": "eu-west-1"}
OWN = "region = eu-central-1\noutput = json\n"


class Files(NamedTuple):
    """The texts of the two files; empty where there is none."""

    config: str = ""
    credentials: str = ""


# For each choice, its variables and what follows the Region and the output format in the two files of a new machine.
SESSION = "\n[sso-session {}]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-west-1\n"
CHOICES: Mapping[str, tuple[dict[str, Any], Files]] = {
    "instance_profile": ({}, Files()),
    "access_key": (
        {"credential_source": "access_key", "access_key_id": KEY_ID, "secret_access_key": SECRET},
        Files("", f"[default]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n{MARK} = {KEY_ID}\n"),
    ),
    "role": (
        {"credential_source": "role", "role_arn": ROLE_ARN},
        Files(f"role_arn = {ROLE_ARN}\ncredential_source = Ec2InstanceMetadata\n"),
    ),
    "role of a profile": (
        {"credential_source": "role", "role_arn": ROLE_ARN, "source_profile": "base"},
        Files(f"role_arn = {ROLE_ARN}\nsource_profile = base\n"),
    ),
    "process": (
        {"credential_source": "process", "credential_process": HELPER},
        Files(f"credential_process = {HELPER}\n"),
    ),
    "sso": (
        {**PORTAL, **START},
        Files(
            "sso_session = app2container\nsso_account_id = 123456789012\nsso_role_name = App2Container\n"
            f"{SESSION.format('app2container')}sso_registration_scopes = sso:account:access\n"
        ),
    ),
    "sso of another session": (
        {**PORTAL, **START, "sso_session": "corp", "sso_registration_scopes": "a:b,c", "sso_account_id": 111122223333},
        Files(
            "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = App2Container\n"
            f"{SESSION.format('corp')}sso_registration_scopes = a:b,c\n"
        ),
    ),
    "login": ({"credential_source": "login"}, Files()),
    "login as a user": (
        {"credential_source": "login", "login_session": USER_ARN},
        Files(f"login_session = {USER_ARN}\n"),
    ),
}
# What others have in the files.
FOREIGN = Files(
    "# By hand.\n[default]\ncli_pager =\n\n[profile audit]\nsso_session = audit\nsso_account_id=1\n\n"
    "[sso-session audit]\n# of the auditors\nsso_region = us-east-1\n",
    "[audit]\naws_access_key_id = AKIAAUDIT00000000000\naws_secret_access_key = secretOfTheAuditors\n",
)


UNSET = {"options": None, "secret_options": None, "only_if_equal": None}
COMMON = {"path": "/f", "owner": None, "sso_sessions": None, "purge_sso_sessions": True, "remove_empty": True}


def test_the_tasks_of_the_role_give_the_same() -> None:
    tasks = [task for path in sorted((ROLE / "tasks").iterdir()) for task in yaml.safe_load(path.read_text())]
    files = [task[module] for task in tasks for module in task if module.endswith(".aws_config_file")]
    given = {file["kind"]: file for file in files}
    assert {kind: [name for name in COMMON if file.get(name) is True] for kind, file in given.items()} == {
        "config": ["purge_sso_sessions", "remove_empty"],
        "credentials": ["remove_empty"],
    }


@cache
def options_of(given: tuple[tuple[str, Any], ...]) -> tuple[FileOptions, FileOptions]:
    """Return the options of the module for the two files, as the tasks of the role give them."""
    values = {f"a2c_worker_{name}": value for name, value in (("region", "eu-central-1"), *given)}
    read = read_variables(SPEC, values)
    assert not read.errors
    assert not list(problems(SPEC, read.values))
    planned = plan(SPEC, read.values)
    removal, secrets, key = planned["credentials"], planned["credentials"]["removed"], dict(given)
    if removal["writes"]:
        key_id = key["access_key_id"]
        new = {"aws_access_key_id": key_id, "aws_secret_access_key": key["secret_access_key"], MARK: key_id}
        secrets = {**secrets, **new}
    credentials = {
        **UNSET,
        "name": planned["profile"],
        "secret_options": secrets,
        "only_if_equal": None if removal["writes"] else removal["only_if_equal"],
    }
    config = [{**UNSET, **profile} for profile in planned["profiles"]]
    return (
        FileOptions.from_params(
            {**COMMON, "kind": "config", "profiles": config, "sso_sessions": planned["sso_sessions"]}
        ),
        FileOptions.from_params({**COMMON, "kind": "credentials", "profiles": [credentials]}),
    )


def converge(files: Files, **given: Any) -> tuple[Files, list[str]]:
    """Return the files after the role has run with these variables, and the profiles whose access key it kept."""
    config, credentials = options_of(tuple(given.items()))
    first, second = change_of(files.config, config), change_of(files.credentials, credentials)
    return Files(first.text, second.text), second.kept


def botocore_reads(config: str) -> dict[str, Any]:
    """Return what botocore reads from the text of a file config."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(config)
        file.flush()
        found: dict[str, Any] = load_config(file.name)
    return found


@pytest.mark.parametrize("name", CHOICES)
def test_the_files_of_a_new_machine(name: str) -> None:
    variables, expected = CHOICES[name]
    files, kept = converge(Files(), **variables)
    assert files == Files(f"[default]\n{OWN}{expected.config}", expected.credentials)
    assert kept == []
    found = botocore_reads(files.config)
    assert found["profiles"]["default"]["region"] == "eu-central-1"
    session = found["profiles"]["default"].get("sso_session")
    assert list(found["sso_sessions"]) == ([] if session is None else [session])


@pytest.mark.parametrize(("former", "latter"), some(product(CHOICES, repeat=2), every=2))
@pytest.mark.parametrize("start", [Files(), FOREIGN])
@pytest.mark.parametrize("deployer", [None, ROLE_ARN])
def test_nothing_of_a_former_source_is_left(former: str, latter: str, start: Files, deployer: str | None) -> None:
    common = {"deployer_role_arn": deployer}
    before, _kept = converge(start, **CHOICES[former][0], **common)
    after, kept = converge(before, **CHOICES[latter][0], **common)
    alone, _kept = converge(start, **CHOICES[latter][0], **common)
    if (former, latter) == ("login as a user", "login"):  # somebody has logged in, which stays
        assert f"login_session = {USER_ARN}\n" in after.config
        after = after._replace(config=after.config.replace(f"login_session = {USER_ARN}\n", ""))
    assert (after, kept) == (alone, [])
    assert converge(alone, **CHOICES[latter][0], **common) == (alone, [])


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("start", [Files(), FOREIGN])
@pytest.mark.parametrize("deployer", [None, ROLE_ARN])
def test_absent_leaves_what_others_have(name: str, start: Files, deployer: str | None) -> None:
    variables = {**CHOICES[name][0], "deployer_role_arn": deployer}
    files, _kept = converge(start, **variables)
    assert converge(files, **variables, state="absent") == (start, [])
    assert converge(start, **variables, state="absent") == (start, [])


@pytest.mark.parametrize("name", [name for name in CHOICES if name != "access_key"])
@pytest.mark.parametrize(
    "held",
    [
        f"[default]\naws_access_key_id = AKIASOMEBODY00000000\naws_secret_access_key = {SECRET}\n",
        f"[default]\naws_access_key_id = AKIASOMEBODY00000000\n{MARK} = {KEY_ID}\n",
        "[default]\naws_session_token = x\n",
    ],
)
def test_a_key_of_somebody_else_goes_only_where_that_is_asked_for(name: str, held: str) -> None:
    start = Files("", f"{held}\n[other]\na = b\n")
    files, kept = converge(start, **CHOICES[name][0])
    assert (files.credentials, kept) == (start.credentials, ["default"])
    files, kept = converge(start, **CHOICES[name][0], purge_access_key=True)
    assert (files.credentials, kept) == ("[other]\na = b\n", [])


def test_a_session_that_another_profile_uses_stays() -> None:
    variables = CHOICES["sso"][0]
    start, _kept = converge(Files("[profile other]\nsso_session = app2container\n"), **variables)
    files, _kept = converge(start)
    assert SESSION.format("app2container").strip() in files.config
    start = start._replace(config=start.config.replace("[profile other]\n", "[profile other]\n#"))
    assert converge(start)[0].config == f"[profile other]\n#sso_session = app2container\n\n[default]\n{OWN}"


def test_a_session_with_other_options_keeps_them() -> None:
    start, _kept = converge(Files(), **CHOICES["sso"][0])
    start = start._replace(config=f"{start.config}own = x\n")
    assert converge(start)[0].config == f"[default]\n{OWN}\n[sso-session app2container]\nown = x\n"


def test_what_others_chose_a_source_with_goes() -> None:
    start = Files("[default]\nsso_start_url = x\nsso_region = y\nweb_identity_token_file = /z\nmfa_serial = m\n")
    assert converge(start)[0].config == "[default]\nmfa_serial = m\n" + OWN


# The variables whose texts get into the files, the choice for which they count, and the option that has them.
WRITTEN = {
    "credential_process": ("process", "credential_process"),
    "login_session": ("login", "login_session"),
    "role_arn": ("role", "role_arn"),
    "source_profile": ("role", "source_profile"),
    "sso_account_id": ("sso", "sso_account_id"),
    "sso_region": ("sso", "sso_region"),
    "sso_registration_scopes": ("sso", "sso_registration_scopes"),
    "sso_role_name": ("sso", "sso_role_name"),
    "sso_session": ("sso", "sso_session"),
    "sso_start_url": ("sso", "sso_start_url"),
}


TRIED = (
    *(text for text in (*TEXTS, *ARNS) if 0 < len(text) < 1000),
    *("/opt/helper --flag", "https://example.com/start", "eu-west-3", "1" * 12, USER_ARN),
)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_wrong_text_is_refused_or_written_as_it_is(name: str) -> None:
    choice, option = WRITTEN[name]
    accepted = 0
    for text in TRIED:
        given = {**CHOICES[choice][0], name: text}
        values = {f"a2c_worker_{key}": value for key, value in {"region": "eu-central-1", **given}.items()}
        read = read_variables(SPEC, values)
        if not read.errors and not list(problems(SPEC, read.values)):
            files, _kept = converge(Files(), **given)
            assert converge(files, **given)[0] == files, text
            found = botocore_reads(files.config)
            profile = found["profiles"]["default"]
            held = {**profile, **found["sso_sessions"].get(profile.get("sso_session"), {})}
            accepted += 1
            wanted = ",".join(read.values[f"a2c_worker_{name}"]) if name.endswith("scopes") else text
            assert held.get(option) == wanted, text
    assert accepted
