# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of resources in the forms in which people copy them: ARNs, image references, clone URLs, addresses.

The name is taken from them, and the partition, the account and the Region that they hold are compared with those of the
policy, because the name alone would mean another resource.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from .._errors import OptionError
from .option_row import Location

__all__ = ["FORMS", "name_in", "without_user"]

_USER = re.compile(r"://[^/@]*@")
_LONGEST = 2048  # characters of an ARN, and more than any of the other forms has
_DNS = r"amazonaws\.(?:com(?:\.cn)?|eu)"
_TAG = r"(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?"  # of an image
_ARN = r"arn:(?P<partition>[^:]*):{service}:(?P<region>[^:]*):(?P<account>[^:]*):{resource}"
_CONSOLE = r"https://(?:(?P<region>[a-z0-9-]+)\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)"


def _arn(service: str, resource: str) -> str:
    return _ARN.format(service=service, resource=resource)


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, forms))


# Sources: the pages on the ARNs of each service in
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html and, for CodeCommit,
# https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html and .../setting-up-git-remote-codecommit.html.
FORMS: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "an ECR repository": _forms(
            _arn("ecr", r"repository/(?P<name>.+)"),
            rf"(?:https?://)?(?P<account>\d{{12}})\.dkr\.ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.{_DNS}/(?P<name>[^:@]+){_TAG}",
            rf"(?:https?://)?(?P<account>\d{{12}})\.dkr-ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.on\.aws/(?P<name>[^:@]+){_TAG}",
            rf"(?P<name>[a-z0-9._/-]+){_TAG}",
        ),
        "an ECS cluster": _forms(
            _arn("ecs", r"cluster/(?P<name>.+)"), rf"{_CONSOLE}/ecs/v2/clusters/(?P<name>[^/?#]+)(?:[/?#].*)?"
        ),
        "a family of ECS task definitions": _forms(_arn("ecs", r"task-definition/(?P<name>[^:]+)(?::.*)?")),
        "a CloudFormation stack": _forms(_arn("cloudformation", r"stack/(?P<name>[^/]+)(?:/.*)?")),
        "a CodeCommit repository": _forms(
            _arn("codecommit", r"(?P<name>.+)"),
            rf"(?:https|ssh)://git-codecommit(?:-fips)?\.(?P<region>[a-z0-9-]+)\.{_DNS}/v1/repos/(?P<name>[^/]+)/?",
            r"codecommit::(?P<region>[a-z0-9-]+)://(?P<name>[^/@]+)",
            r"codecommit://(?P<name>[^/@]+)",
        ),
        "an App Runner service": _forms(_arn("apprunner", r"service/(?P<name>[^/]+)(?:/.*)?")),
        "a bucket": _forms(
            r"arn:(?P<partition>[^:]*):s3:::(?P<name>[^/]+)(?:/(?P<prefix>.*))?",
            r"s3://(?P<name>[^/]+)(?:/(?P<prefix>.*))?",
            rf"https://(?P<name>[^/]+)\.s3[.-](?P<region>[a-z0-9-]+)\.{_DNS}(?:/(?P<prefix>.*))?",
            rf"https://(?P<name>[^/]+)\.s3\.{_DNS}(?:/(?P<prefix>.*))?",
        ),
    }
)


def without_user(value: str) -> str:
    """A URL without the user in front of its host, with whom a password can come; any other text as it is."""
    return _USER.sub("://", value, count=1) if len(value) <= _LONGEST else value


def _check_place(location: Location, where: str, value: str, found: Mapping[str, str | None]) -> None:
    """Fails for a resource that lies elsewhere than the policy. Wildcards are for every place."""
    identity = location.identity
    write = f"write the name {found['name']} if that of this account is meant"
    for what, place in (("partition", identity.partition), ("account", identity.account_id)):
        named = found.get(what)
        if named not in (None, "", "*", place):
            raise OptionError(where, value, f"is in the {what} {named}, and the policy is for {place}", write)
    region = found.get("region")
    if region not in (None, "", "*", *location.regions):
        problem = f"is in the Region {region}, and the policy is for {', '.join(location.regions)}"
        raise OptionError(where, value, problem, f"add the Region to regions, or write the name {found['name']}")


def name_in(location: Location, where: str, value: str, what: str) -> str:
    """The name in a form in which people copy it; the value itself where it is in none of them.

    Args:
        location: where the policy applies.
        where: the full name of the option.
        value: what the user wrote.
        what: the resource with its article, a key of ``FORMS``.

    Raises:
        OptionError: the resource lies elsewhere than the policy, or a bucket comes with a prefix.
    """
    matches = (form.fullmatch(value) for form in FORMS[what] if len(value) <= _LONGEST)
    found = next((match.groupdict() for match in matches if match), None)
    if found is None:
        return value
    _check_place(location, where, value, found)
    prefix = (found.get("prefix") or "").rstrip("*")
    if prefix:
        hint = f"write the name {found['name']}, and the prefix {prefix}"
        raise OptionError(where, value, "names more than a bucket", hint)
    return str(found["name"])
