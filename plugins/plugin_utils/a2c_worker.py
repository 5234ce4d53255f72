# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role a2c_worker: its variables, checked, as profiles for ``aws_config_file`` and as answers for people. Pure.

Everything that the role evaluates is here, in the types of its argument spec. Secrets are checked and not returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import HIDDEN, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS

__all__ = ["plan", "problems"]

Variables = Mapping[str, Any]

PREFIX = "a2c_worker_"
INSTANCE_PROFILE, ACCESS_KEY, ROLE = "instance_profile", "access_key", "role"
METADATA = "Ec2InstanceMetadata"

_PROFILE = (r"[A-Za-z0-9_.@-]+", "must be a profile name", "use only letters, digits and the characters _ . @ -")
_PATH = (r"/[^\x00-\x1f\x7f]*", "must be an absolute path", "")
_ROLE_ARN = (r"arn:[!-~]+:role/[!-~]+", "must be the ARN of a role", "")
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
        "deployer_profile": _PROFILE,
        "deployer_role_arn": _ROLE_ARN,
        "account_id": (r"[0-9]{12}", "must be the 12 digits of an account ID", "put it in quotes"),
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
        *("account_id", "identity", "artifact_bucket"),
    }
)
# What else a source of credentials needs.
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {INSTANCE_PROFILE: (), ACCESS_KEY: ("access_key_id", "secret_access_key"), ROLE: ("role_arn",)}
)
SECRET = frozenset({"access_key_id", "secret_access_key"})


def _values(spec: Mapping[str, Any], given: Variables) -> dict[str, Any]:
    """The values of all variables by their names without the prefix; None for what is not set."""
    values = {name: given.get(name, option.get("default")) for name, option in spec.items()}
    short = {name.removeprefix(PREFIX): value for name, value in values.items()}
    return {name: None if name in OPTIONAL and value == "" else value for name, value in short.items()}


def problems(spec: Mapping[str, Any], given: Variables) -> Iterator[str]:
    """Messages on values that cannot be, each with the variable.

    Args:
        spec: the options of the argument spec of the role.
        given: the variables that are set, converted.
    """
    values = _values(spec, given)
    source = values["credential_source"]
    for name, (form, problem, hint) in FORMS.items():
        value = values[name]
        needed = name in NEEDED[source]
        if value is None and name in OPTIONAL and not needed:
            continue
        if value is None or not re.fullmatch(form, value):
            because = f" when {PREFIX}credential_source is {source}" if needed else ""
            shown = HIDDEN if name in SECRET and value is not None else value
            yield str(OptionError(PREFIX + name, shown, problem + because, hint))
    if values["profile"] == values["deployer_profile"]:
        problem = f"must differ from {PREFIX}profile"
        yield str(OptionError(f"{PREFIX}deployer_profile", values["deployer_profile"], problem))
    if source == ROLE and values["source_profile"] == values["profile"]:
        problem = f"must differ from {PREFIX}profile, which would assume its role with itself"
        yield str(OptionError(f"{PREFIX}source_profile", values["source_profile"], problem))


def plan(spec: Mapping[str, Any], given: Variables) -> dict[str, Any]:
    """What the role does and shows, without secrets.

    Args:
        spec: the options of the argument spec of the role.
        given: the variables that are set, converted, and without problems.

    Returns:
        All values by their short names, apart from secrets; with ``profiles`` for ``aws_config_file``, and with the
        answers for ``app2container init`` as values (``answers``) and as lines (``lines``).
    """
    values = _values(spec, given)
    answers = _answers(values)
    return {
        **{name: value for name, value in values.items() if name not in SECRET},
        "directory": f"{values['home'].rstrip('/')}/.aws",
        "profiles": _profiles(values),
        "answers": answers,
        "lines": _lines(values["user"], answers),
    }


def _profiles(values: Variables) -> list[dict[str, Any]]:
    """The profiles of the file config. An option without a value is removed."""
    common = {"region": values["region"], "output": values["output"]}
    is_role, is_instance = values["credential_source"] == ROLE, values["credential_source"] == INSTANCE_PROFILE
    own = {
        **common,
        "role_arn": values["role_arn"] if is_role else None,
        "source_profile": values["source_profile"] if is_role else None,
        "credential_source": METADATA if is_role and not values["source_profile"] else None,
    }
    deployer = {
        **common,
        "role_arn": values["deployer_role_arn"],
        "source_profile": None if is_instance else values["profile"],
        "credential_source": METADATA if is_instance else None,
    }
    found = [{"name": values["profile"], "options": own}]
    if values["deployer_role_arn"]:
        found.append({"name": values["deployer_profile"], "options": deployer})
    return found


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


def _lines(user: str, answers: Mapping[str, Any]) -> list[str]:
    """The answers as people read them."""

    def yes(name: str) -> str:
        return "yes" if answers[name] else "no"

    return [
        f"Run app2container init as {user}. Give these answers, whatever defaults it proposes:",
        f"Workspace: {answers['workspace']}",
        f"AWS profile: {answers['profile']}",
        f"S3 bucket: {answers['bucket'] or 'none (leave it empty)'}",
        f"Use the EC2 instance profile: {yes('use_instance_profile')}",
        f"Upload logs when a command fails: {yes('upload_support_bundles')}",
        f"Report usage metrics: {yes('metrics')}",
        f"Use signed images only: {yes('signed_images')}",
    ]
