# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the role a2c_worker: what is refused, in which words, and what becomes of the others."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_worker import FORMS, OPTIONAL, plan, problems
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_worker_sources import OPTIONS, SOURCES
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import (
    read_variables,
    unknown_variables,
)
from tests.support.emulator.servers import CHECKOUT

ROLE = CHECKOUT / "roles/a2c_worker"
SPEC: dict[str, Any] = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text())["argument_specs"]["main"][
    "options"
]
ROLE_ARN = "arn:aws:iam::123456789012:role/app2container/Worker"
SECRET = "madeUpSecret/Of+AnAccessKey0123456789ABC"
KEY = {"credential_source": "access_key", "access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": SECRET}
SSO = {
    "credential_source": "sso",
    "account_id": "123456789012",
    "sso_start_url": "https://d-1234567890.awsapps.com/start",
    "sso_region": "eu-west-1",
    "sso_role_name": "App2Container",
}
METADATA = "Ec2InstanceMetadata"


def read(**given: Any) -> dict[str, Any]:
    """The variables, converted as the role does it, with a Region where a test names none."""
    values = {f"a2c_worker_{name}": value for name, value in {"region": "eu-central-1", **given}.items()}
    found = read_variables(SPEC, values)
    assert not found.errors
    return dict(found.values)


def refused(**given: Any) -> list[str]:
    return list(problems(SPEC, read(**given)))


def test_the_forms_are_of_variables() -> None:
    assert {f"a2c_worker_{name}" for name in {*FORMS, *OPTIONAL}} <= SPEC.keys()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"region": ""}, "a2c_worker_region: must be a Region, got ''; write it as in eu-central-1."),
        ({"region": "Frankfurt"}, "a2c_worker_region: must be a Region, got 'Frankfurt'; write it as in eu-central-1."),
        (
            {"region": "eu-central-1a"},
            "a2c_worker_region: must be a Region, got 'eu-central-1a'; write it as in eu-central-1.",
        ),
        (
            {"profile": ""},
            "a2c_worker_profile: must be a profile name, got ''; use only letters, digits and the characters _ . @ -.",
        ),
        (
            {"profile": "a]\n[b"},
            (
                "a2c_worker_profile: must be a profile name, got 'a]\\n[b'; use only letters, digits and the characters"
                " _ . @ -."
            ),
        ),
        ({"profile": "deployer"}, "a2c_worker_deployer_profile: must differ from a2c_worker_profile, got 'deployer'."),
        ({"home": ""}, "a2c_worker_home: must be an absolute path, got ''."),
        ({"home": "home/bob"}, "a2c_worker_home: must be an absolute path, got 'home/bob'."),
        ({"home": "~bob"}, "a2c_worker_home: must be an absolute path, got '~bob'."),
        ({"workspace": "app2container"}, "a2c_worker_workspace: must be an absolute path, got 'app2container'."),
        ({"user": ""}, "a2c_worker_user: must be the name of a user, got ''."),
        ({"aws_cli": ""}, "a2c_worker_aws_cli: must be the name or the path of the AWS CLI, got ''."),
        (
            {"account_id": "1234"},
            "a2c_worker_account_id: must be the 12 digits of an account ID, got '1234'; put it in quotes.",
        ),
        (
            {"identity": ROLE_ARN},
            (
                f"a2c_worker_identity: must be the name of a role or user, got '{ROLE_ARN}'; leave out the path and the"
                " account."
            ),
        ),
        (
            {"credential_source": "role"},
            "a2c_worker_role_arn: must be the ARN of a role when a2c_worker_credential_source is role, got None.",
        ),
        (
            {"deployer_role_arn": "Deployer"},
            "a2c_worker_deployer_role_arn: must be the ARN of a role, got 'Deployer'.",
        ),
        (
            {**KEY, "access_key_id": ""},
            (
                "a2c_worker_access_key_id: must be an access key ID when a2c_worker_credential_source is access_key,"
                " got None; set it to the value that AWS issued, without spaces or line breaks."
            ),
        ),
        (
            {**KEY, "secret_access_key": f"{SECRET}\n"},
            (
                "a2c_worker_secret_access_key: must be a secret access key when a2c_worker_credential_source is"
                " access_key, got a value that is not shown; set it to the value that AWS issued, without spaces or"
                " line breaks."
            ),
        ),
        (
            {"credential_source": "role", "role_arn": ROLE_ARN, "source_profile": "default"},
            (
                "a2c_worker_source_profile: must differ from a2c_worker_profile, which would assume its role with"
                " itself, got 'default'."
            ),
        ),
        (
            {"credential_source": "process"},
            (
                "a2c_worker_credential_process: must be a command when a2c_worker_credential_source is process, got"
                " None."
            ),
        ),
        (
            {"credential_process": "./helper"},
            (
                "a2c_worker_credential_process: must begin with the absolute path of a program, or with a name without"
                " slashes, got './helper'; write it as in /usr/local/bin/aws_signing_helper credential-process."
            ),
        ),
        (
            {"credential_process": f"/opt/keys {SECRET}"},
            (
                "a2c_worker_credential_process: must not contain a secret, got a value that is not shown; let the"
                " command read the secret from a file or a vault."
            ),
        ),
        (
            {"credential_process": "aws configure export-credentials --profile own", "profile": "own"},
            (
                "a2c_worker_credential_process: must not export the credentials of own, the profile that has the"
                " command, got 'aws configure export-credentials --profile own'."
            ),
        ),
        (
            {**SSO, "sso_start_url": None},
            (
                "a2c_worker_sso_start_url: must be the URL of the AWS access portal when a2c_worker_credential_source"
                " is sso, got None."
            ),
        ),
        (
            {**SSO, "sso_start_url": "d-1234567890.awsapps.com/start"},
            (
                "a2c_worker_sso_start_url: must be the URL of the AWS access portal when a2c_worker_credential_source"
                " is sso, got 'd-1234567890.awsapps.com/start'; begin it with https://."
            ),
        ),
        (
            {**SSO, "sso_region": ""},
            ("a2c_worker_sso_region: must be a Region when a2c_worker_credential_source is sso, got None."),
        ),
        (
            {**SSO, "account_id": None},
            (
                "a2c_worker_sso_account_id: must be the 12 digits of an account ID when a2c_worker_credential_source is"
                " sso, got None; set it, or a2c_worker_account_id."
            ),
        ),
        (
            {**SSO, "sso_role_name": "AWSReservedSSO_App2Container_0123456789abcdef"},
            (
                "a2c_worker_sso_role_name: must be the name of a permission set when a2c_worker_credential_source is"
                " sso, got 'AWSReservedSSO_App2Container_0123456789abcdef'; leave out AWSReservedSSO_ and what follows"
                " the last _."
            ),
        ),
        (
            {"sso_session": "a b"},
            "a2c_worker_sso_session: must be a name, got 'a b'; use only letters, digits and the characters _ . -.",
        ),
        (
            {"sso_registration_scopes": []},
            (
                "a2c_worker_sso_registration_scopes: must be a list of scopes of IAM Identity Center, got []; write it"
                " as in sso:account:access."
            ),
        ),
        (
            {"login_session": "arn:aws:iam::123456789012:root"},
            (
                "a2c_worker_login_session: must be the ARN of a user or of an assumed role, got"
                " 'arn:aws:iam::123456789012:root'; copy it from the profile that aws login wrote, and do not use the"
                " root user."
            ),
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(given: dict[str, Any], message: str) -> None:
    assert refused(**given) == [message]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(refused(region="", profile="", home="")) == 3


@pytest.mark.parametrize(
    "region", ["eu-central-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1", "cn-north-1", "xx-central-12"]
)
def test_a_region_of_any_partition_is_accepted_and_a_new_one_too(region: str) -> None:
    assert refused(region=region) == []


@pytest.mark.parametrize("name", sorted(OPTIONAL))
@pytest.mark.parametrize("value", ["", None])
def test_what_is_optional_may_be_empty(name: str, value: Any) -> None:
    assert refused(**{name: value}) == []


def test_an_unknown_variable_is_told_with_the_nearest_one() -> None:
    assert list(unknown_variables("a2c_worker", SPEC, ["a2c_worker_acount_id", "a2c_workers", "a2c_worker_hosts"])) == [
        "a2c_worker_acount_id: the role a2c_worker has no such variable; did you mean a2c_worker_account_id?"
    ]


FLAGS = sorted(name.removeprefix("a2c_worker_") for name, option in SPEC.items() if option["type"] == "bool")


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize(
    ("given", "value"),
    [
        *((text, False) for text in ("false", "False", "no", "No", "off", "0", 0, False)),
        *((text, True) for text in ("true", "True", "yes", "Yes", "on", "1", 1, True)),
    ],
)
def test_every_form_of_a_boolean_is_converted(name: str, given: Any, value: bool) -> None:  # noqa: FBT001
    planned = plan(SPEC, read(**{name: given}))
    assert planned[name] is value
    assert planned["answers"].get(name, value) is value


@pytest.mark.parametrize("given", ["own:a, own:b", '["own:a", "own:b"]', ["own:a", "own:b"]])
def test_scopes_are_a_list_in_every_form(given: Any) -> None:
    (session,) = plan(SPEC, read(**SSO, sso_registration_scopes=given))["sso_sessions"]
    assert session["options"]["sso_registration_scopes"] == "own:a,own:b"


def test_nothing_of_a_source_is_needed_to_remove_the_profile() -> None:
    for source in SOURCES:
        assert refused(credential_source=source, state="absent") == []


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_not_known_of_app2container_is_told(source: str) -> None:
    given = {**KEY, **SSO, "role_arn": ROLE_ARN, "credential_process": "/opt/keys", "credential_source": source}
    lines = plan(SPEC, read(**given))["lines"]
    told = [line for line in lines if line.startswith("It is not known whether App2Container can use")]
    assert len(told) == (source not in {"instance_profile", "access_key"})


def test_the_command_to_log_in_can_be_copied() -> None:
    planned = plan(SPEC, read(**SSO, aws_cli="/opt/my tools/aws", profile="own"))
    assert planned["source"]["login_command"] == "'/opt/my tools/aws' sso login --profile own --use-device-code"


def test_a_number_is_taken_for_an_account_id() -> None:
    assert plan(SPEC, read(account_id=123456789012))["account_id"] == "123456789012"


@pytest.mark.parametrize(
    ("given", "profiles"),
    [
        ({}, {"default": (None, None, None)}),
        (KEY, {"default": (None, None, None)}),
        ({"role_arn": ROLE_ARN, "source_profile": "x"}, {"default": (None, None, None)}),
        ({"credential_source": "role", "role_arn": ROLE_ARN}, {"default": (ROLE_ARN, None, METADATA)}),
        (
            {"credential_source": "role", "role_arn": ROLE_ARN, "source_profile": "x"},
            {"default": (ROLE_ARN, "x", None)},
        ),
        (
            {"deployer_role_arn": ROLE_ARN},
            {"default": (None, None, None), "deployer": (ROLE_ARN, None, METADATA)},
        ),
        (
            {**KEY, "deployer_role_arn": ROLE_ARN},
            {"default": (None, None, None), "deployer": (ROLE_ARN, "default", None)},
        ),
    ],
)
def test_profiles(given: dict[str, Any], profiles: dict[str, tuple[str | None, ...]]) -> None:
    names = ("role_arn", "source_profile", "credential_source")
    nothing = dict.fromkeys(OPTIONS)
    assert plan(SPEC, read(**given))["profiles"] == [
        {
            "name": name,
            "options": {
                "region": "eu-central-1",
                "output": "json",
                **nothing,
                **dict(zip(names, values, strict=True)),
            },
        }
        for name, values in profiles.items()
    ]


def test_the_plan_has_no_secret() -> None:
    planned = plan(SPEC, read(**KEY, home="/home/bob/"))
    assert SECRET not in repr(planned)
    assert not {"access_key_id", "secret_access_key"} & planned.keys()
    assert planned["directory"] == "/home/bob/.aws"
