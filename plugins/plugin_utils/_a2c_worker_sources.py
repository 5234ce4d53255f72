# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the credentials of the profile of a worker machine can come from: one row for each source. Pure data.

The options are those of the AWS SDKs and Tools Reference Guide, settings reference. ``login_session`` is what
``aws login`` writes (aws-cli, customizations/login/login.py), which refuses a profile that has another source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["ACCESS_KEY", "INSTANCE_PROFILE", "LOGIN", "OPTIONS", "PROCESS", "ROLE", "SOURCES", "SSO", "Source"]

INSTANCE_PROFILE, ACCESS_KEY, ROLE = "instance_profile", "access_key", "role"
PROCESS, SSO, LOGIN = "process", "sso", "login"


@dataclass(frozen=True)
class Source:
    """A source of credentials. Names of variables are without the prefix of the role.

    Attributes:
        remedy: what to do if AWS reports another identity, or none, with placeholders for variables.
        needs: the variables without which the source cannot be.
        options: the options of the profile, and the variables that have their values.
        login: the command with which a person logs in; empty if nobody has to.
        no_login: a pattern of what the AWS CLI says if nobody is logged in.
        unproven: whether it is unknown if App2Container can use the profile.
    """

    remedy: str
    needs: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    login: str = ""
    no_login: str = ""
    unproven: bool = True


SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        INSTANCE_PROFILE: Source(
            remedy=(
                "Attach the expected instance profile to the EC2 instance. If {directory}/credentials contains an "
                "access key for the profile, remove it: the access key takes precedence over the instance profile."
            ),
            unproven=False,
        ),
        ACCESS_KEY: Source(
            remedy=(
                "Set a2c_worker_access_key_id and a2c_worker_secret_access_key to an active access key of the expected "
                "identity."
            ),
            needs=("access_key_id", "secret_access_key"),
            unproven=False,
        ),
        ROLE: Source(
            remedy=(
                "Set a2c_worker_role_arn to a role that the instance profile, or the profile a2c_worker_source_profile,"
                " can assume."
            ),
            needs=("role_arn",),
            options=MappingProxyType({"role_arn": "role_arn", "source_profile": "source_profile"}),
        ),
        PROCESS: Source(
            remedy=(
                "When {user} runs the command of a2c_worker_credential_process, it must print credentials of the "
                "expected identity as JSON: {credential_process}"
            ),
            needs=("credential_process",),
            options=MappingProxyType({"credential_process": "credential_process"}),
        ),
        SSO: Source(
            remedy=(
                "Check a2c_worker_sso_account_id and a2c_worker_sso_role_name, and that the person who logs in is "
                "assigned to them. To log in again, run as {user}: {login_command}"
            ),
            needs=("sso_start_url", "sso_region", "sso_account_id", "sso_role_name"),
            options=MappingProxyType(
                {
                    "sso_session": "sso_session",
                    "sso_account_id": "sso_account_id",
                    "sso_role_name": "sso_role_name",
                }
            ),
            login="{aws_cli} sso login --profile {profile} --use-device-code",
            no_login="Error loading SSO Token|SSO session associated|retrieving token from sso|aws sso login",
        ),
        LOGIN: Source(
            remedy=(
                "Log in as the expected identity, with version 2.32.0 or newer of the AWS CLI. Run as {user}: "
                "{login_command}"
            ),
            options=MappingProxyType({"login_session": "login_session"}),
            login="{aws_cli} login --profile {profile} --remote",
            no_login="Error loading login session token|aws login|Unable to locate credentials",
        ),
    }
)

# All options that choose a source: those of the rows, and those with which others choose one. The AWS CLI would prefer
# some of them to what the profile should have, or refuse it.
OPTIONS: tuple[str, ...] = (
    *dict.fromkeys(option for source in SOURCES.values() for option in source.options),
    *("credential_source", "sso_start_url", "sso_region", "web_identity_token_file"),
)
