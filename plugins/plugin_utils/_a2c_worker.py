# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role a2c_worker: its variables, checked, as profiles for ``aws_config_file`` and as answers for people. Pure.

Everything that the role evaluates is here, in the types of its argument spec. Secrets are checked and not returned.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import HIDDEN, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.plugin_utils import _credential_process as credential_process
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_worker_sources import (
    ACCESS_KEY,
    INSTANCE_PROFILE,
    LOGIN,
    OPTIONS,
    PROCESS,
    ROLE,
    SOURCES,
    SSO,
)

__all__ = ["plan", "problems"]

Variables = Mapping[str, Any]

PREFIX = "a2c_worker_"
METADATA = "Ec2InstanceMetadata"
# The option of a profile in the file credentials that says which access key the role wrote: only that one is removed
# when another source is chosen. Programs that do not know an option of these files ignore it.
MARK = "app2container_access_key_id"
KEY_OPTIONS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token", MARK)

_PROFILE = (r"[A-Za-z0-9_.@-]+", "must be a profile name", "use only letters, digits and the characters _ . @ -")
_PATH = (r"/[^\x00-\x1f\x7f]*", "must be an absolute path", "")
_ROLE_ARN = (r"arn:[!-~]+:role/[!-~]+", "must be the ARN of a role", "")
_ACCOUNT = (r"[0-9]{12}", "must be the 12 digits of an account ID", "put it in quotes")
_AS_ISSUED = "set it to the value that AWS issued, without spaces or line breaks"
# The forms of the Regions of all partitions, which a new Region has as well.
_REGION = "|".join(partition.regions.pattern for partition in PARTITIONS.values())
# The form of a variable, what is wrong with another value, and what to do.
FORMS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "user": (r"[^\s:/]+", "must be the name of a user", ""),
        "home": _PATH,
        "profile": _PROFILE,
        "region": (_REGION, "must be a Region", "write it as in eu-central-1"),
        "access_key_id": (r"[A-Za-z0-9_]{16,128}", "must be an access key ID", _AS_ISSUED),
        "secret_access_key": (r"[!-~]{16,}", "must be a secret access key", _AS_ISSUED),
        "role_arn": _ROLE_ARN,
        "source_profile": _PROFILE,
        "sso_session": (
            r"[A-Za-z0-9_.-]{1,128}",
            "must be a name",
            "use only letters, digits and the characters _ . -",
        ),
        "sso_start_url": (r"https://[!-~]+", "must be the URL of the AWS access portal", "begin it with https://"),
        "sso_region": (_REGION, "must be a Region", "write it as in eu-central-1"),
        "sso_account_id": _ACCOUNT,
        "sso_role_name": (
            r"(?!AWSReservedSSO_)[\w+=,.@-]{1,32}",
            "must be the name of a permission set",
            "leave out AWSReservedSSO_ and what follows the last _",
        ),
        "login_session": (
            r"arn:[a-z-]+:(?:iam::[0-9]{12}:user|sts::[0-9]{12}:assumed-role)/[!-~]+",
            "must be the ARN of a user or of an assumed role",
            "copy it from the profile that aws login wrote, and do not use the root user",
        ),
        "deployer_profile": _PROFILE,
        "deployer_role_arn": _ROLE_ARN,
        "account_id": _ACCOUNT,
        "identity": (r"[\w+=,.@-]+", "must be the name of a role or user", "leave out the path and the account"),
        "aws_cli": (r"[^\x00-\x1f\x7f]+", "must be the name or the path of the AWS CLI", ""),
        "workspace": _PATH,
        "artifact_bucket": (r"[A-Za-z0-9.-]+", "must be the name of a bucket", ""),
    }
)
# The variables that may be empty or null, which means that they are not set.
OPTIONAL = frozenset(
    {
        *("access_key_id", "secret_access_key", "role_arn", "source_profile", "deployer_role_arn"),
        *("credential_process", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "login_session"),
        *("account_id", "identity", "artifact_bucket"),
    }
)
SECRET = frozenset({"access_key_id", "secret_access_key"})
IF_MISSING = MappingProxyType({"sso_account_id": f"set it, or {PREFIX}account_id"})  # what to do, other than to set it
_SCOPE = re.compile(r"[A-Za-z0-9_.:-]+")


def _values(spec: Mapping[str, Any], given: Variables) -> dict[str, Any]:
    """The values of all variables by their names without the prefix; None for what is not set."""
    values = {name: given.get(name, option.get("default")) for name, option in spec.items()}
    short = {name.removeprefix(PREFIX): value for name, value in values.items()}
    found = {name: None if name in OPTIONAL and value == "" else value for name, value in short.items()}
    if found["credential_source"] == SSO and found["sso_account_id"] is None:
        found["sso_account_id"] = found["account_id"]
    return found


def problems(spec: Mapping[str, Any], given: Variables) -> Iterator[str]:
    """Messages on values that cannot be, each with the variable.

    Args:
        spec: the options of the argument spec of the role.
        given: the variables that are set, converted.
    """
    values = _values(spec, given)
    source = values["credential_source"]
    needs = SOURCES[source].needs if values["state"] == "present" else ()
    for name, (form, problem, hint) in FORMS.items():
        value = values[name]
        needed = name in needs
        if value is None and name in OPTIONAL and not needed:
            continue
        if value is None or not re.fullmatch(form, value):
            because = f" when {PREFIX}credential_source is {source}" if needed else ""
            missing = IF_MISSING.get(name, hint if name in SECRET else "")
            shown = HIDDEN if name in SECRET and value is not None else value
            yield str(OptionError(PREFIX + name, shown, problem + because, missing if value is None else hint))
    yield from map(str, _source_errors(values, needs))
    if values["profile"] == values["deployer_profile"]:
        problem = f"must differ from {PREFIX}profile"
        yield str(OptionError(f"{PREFIX}deployer_profile", values["deployer_profile"], problem))


def _source_errors(values: Variables, needs: Collection[str]) -> Iterator[OptionError]:
    """What is wrong with values that a form cannot describe."""
    if values["credential_source"] == ROLE and values["source_profile"] == values["profile"]:
        problem = f"must differ from {PREFIX}profile, which would assume its role with itself"
        yield OptionError(f"{PREFIX}source_profile", values["source_profile"], problem)
    command = values["credential_process"]
    if command is None and "credential_process" in needs:
        problem = f"must be a command when {PREFIX}credential_source is {PROCESS}"
        yield OptionError(f"{PREFIX}credential_process", command, problem)
    found = None if command is None else credential_process.problem_of(command, values["profile"])
    if found:
        problem, hint, is_secret = found
        yield OptionError(f"{PREFIX}credential_process", HIDDEN if is_secret else command, problem, hint)
    scopes = values["sso_registration_scopes"]
    if not scopes or not all(map(_SCOPE.fullmatch, scopes)):
        problem = "must be a list of scopes of IAM Identity Center"
        yield OptionError(f"{PREFIX}sso_registration_scopes", scopes, problem, "write it as in sso:account:access")


def plan(spec: Mapping[str, Any], given: Variables) -> dict[str, Any]:
    """What the role does and shows, without secrets.

    Args:
        spec: the options of the argument spec of the role.
        given: the variables that are set, converted, and without problems.

    Returns:
        All values by their short names, apart from secrets; with ``profiles`` and ``sso_sessions`` for the file config
        and ``credentials`` for the file credentials, as ``aws_config_file`` takes them apart from a key to write; with
        what to check and to tell of the source (``source``); and with the answers for ``app2container init`` as values
        (``answers``) and as lines (``lines``).
    """
    values = _values(spec, given)
    directory = f"{values['home'].rstrip('/')}/.aws"
    answers = _answers(values)
    return {
        **{name: value for name, value in values.items() if name not in SECRET},
        "directory": directory,
        **_config(values),
        "credentials": _credentials(values),
        "source": _source({**values, "directory": directory}),
        "answers": answers,
        "lines": _lines(values, answers),
    }


def _config(values: Variables) -> dict[str, Any]:
    """The profiles and SSO sessions of the file config. An option without a value is removed."""
    present = values["state"] == "present"
    common = {"region": values["region"], "output": values["output"]}
    found = [{"name": values["profile"], "options": {**common, **_own_options(values)}}]
    if values["deployer_role_arn"]:
        is_instance = values["credential_source"] == INSTANCE_PROFILE
        chosen = _assumed(values["deployer_role_arn"], None if is_instance else values["profile"])
        found.append({"name": values["deployer_profile"], "options": {**common, **dict.fromkeys(OPTIONS), **chosen}})
    sessions = []
    if present and values["credential_source"] == SSO:
        options = {name: values[name] for name in ("sso_start_url", "sso_region")}
        scopes = ",".join(values["sso_registration_scopes"])
        sessions = [{"name": values["sso_session"], "options": {**options, "sso_registration_scopes": scopes}}]
    if not present:
        found = [{**profile, "options": dict.fromkeys(profile["options"])} for profile in found]
    return {"profiles": found, "sso_sessions": sessions}


def _own_options(values: Variables) -> dict[str, Any]:
    """The options of the profile that choose its source."""
    source = values["credential_source"]
    chosen = {option: values[name] for option, name in SOURCES[source].options.items()}
    if source == ROLE:
        chosen = _assumed(values["role_arn"], values["source_profile"])
    found = {**dict.fromkeys(OPTIONS), **chosen}
    if source == LOGIN and not values["login_session"] and values["state"] == "present":
        del found["login_session"]  # aws login writes it
    return found


def _assumed(role_arn: str, source_profile: str | None) -> dict[str, Any]:
    """The options of a profile that assumes a role, by default with the credentials of the instance profile."""
    return {
        "role_arn": role_arn,
        "source_profile": source_profile,
        "credential_source": None if source_profile else METADATA,
    }


def _credentials(values: Variables) -> dict[str, Any]:
    """What to do with the file credentials: whether a key is written, and which options are removed on which terms."""
    return {
        "writes": values["state"] == "present" and values["credential_source"] == ACCESS_KEY,
        "removed": dict.fromkeys(KEY_OPTIONS),
        "only_if_equal": None if values["purge_access_key"] else ["aws_access_key_id", MARK],
    }


def _source(values: Variables) -> dict[str, Any]:
    """What to tell of the source of the credentials, and what to check."""
    source = SOURCES[values["credential_source"]]
    login = source.login.format_map({**values, "aws_cli": shlex.quote(values["aws_cli"])})
    command = values["credential_process"] if values["credential_source"] == PROCESS else None
    return {
        "remedy": source.remedy.format_map({**values, "login_command": login}),
        "login_command": login,
        "no_login": source.no_login,
        "program": credential_process.program_of(command) if command else None,
    }


def _answers(values: Variables) -> dict[str, Any]:
    return {
        "workspace": values["workspace"],
        "profile": values["profile"],
        "bucket": values["artifact_bucket"] or "",
        "use_instance_profile": values["credential_source"] == INSTANCE_PROFILE,
        "upload_support_bundles": values["upload_support_bundles"],
        "metrics": values["metrics"],
        "signed_images": values["signed_images"],
    }


def _lines(values: Variables, answers: Mapping[str, Any]) -> list[str]:
    """The answers as people read them."""

    def yes(name: str) -> str:
        return "yes" if answers[name] else "no"

    source = values["credential_source"]
    unproven = (
        f"It is not known whether App2Container can use a profile with the credential source {source}: try init and"
        " extract first. If it cannot, give it temporary credentials: docs/worker-machines.md of the collection."
    )
    return [
        f"Run app2container init as {values['user']}. Give these answers, whatever defaults it proposes:",
        f"Workspace: {answers['workspace']}",
        f"AWS profile: {answers['profile']}",
        f"S3 bucket: {answers['bucket'] or 'none (leave it empty)'}",
        f"Use the EC2 instance profile: {yes('use_instance_profile')}",
        f"Upload logs when a command fails: {yes('upload_support_bundles')}",
        f"Report usage metrics: {yes('metrics')}",
        f"Use signed images only: {yes('signed_images')}",
        *([unproven] if SOURCES[source].unproven else []),
    ]
