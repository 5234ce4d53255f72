# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ARNs of a service look like, and which condition keys there are: their types, and how many values they have.

The facts on services are in ``services_data``, which is generated; those on the global keys are kept here by hand, as
no data set has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..language.patterns import can_meet
from . import services_data

__all__ = [
    "ALWAYS_SENT",
    "GLOBAL_KEYS_SOURCE",
    "KeyFacts",
    "arn_forms",
    "is_cross_service",
    "is_key",
    "key_facts",
    "known_key_prefix",
    "owners",
]

GLOBAL_KEYS_SOURCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"


class KeyFacts(NamedTuple):
    """A condition key.

    ``kind`` is ``String``, ``ARN``, ``Bool``, ``Numeric``, ``Date`` or ``IPAddress``. ``several`` tells whether a
    request may have several values of it, and is None where AWS does not say.
    """

    kind: str
    several: bool | None


# Type -> names. A name that ends with a slash is followed by the key of a tag. Three dots mark keys of several values.
_GLOBAL: Mapping[str, str] = {
    "String": "AssumedRoot CalledViaAWSMCP CalledViaFirst CalledViaLast Ec2InstanceSourceVpc FederatedProvider"
    " PrincipalAccount PrincipalOrgID PrincipalOrgMasterAccountId PrincipalServiceName PrincipalTag/ PrincipalType"
    " Referer RequestTag/ RequestedRegion ResourceAccount ResourceOrgID ResourceTag/ SourceAccount SourceIdentity"
    " SourceOrgID SourceOwner SourceVpc SourceVpce UserAgent UserId UserName VpceAccount VpceOrgID",
    "String...": "CalledVia PrincipalOrgPaths PrincipalServiceNamesList ResourceOrgPaths SourceOrgPaths TagKeys"
    " VpceOrgPaths",
    "ARN": "ChatbotSourceArn PrincipalArn SignInSessionArn SourceArn SourceVpcArn",
    "Bool": "IsMcpServiceAction MultiFactorAuthPresent PrincipalIsAWSService SecureTransport ViaAWSMCPService"
    " ViaAWSService",
    "Numeric": "MultiFactorAuthAge",
    "Date": "CurrentTime EpochTime TokenIssueTime",
    "IPAddress": "Ec2InstanceSourcePrivateIPv4 SourceIp VpcSourceIp",
}
# Keys of one service that requests to others have, too: the same page, "Cross-service condition keys".
_CROSS_SERVICE: Mapping[str, str] = {
    "String": "ec2:RoleDelivery glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId",
    "ARN": "codebuild:BuildArn codebuild:ProjectArn ec2:SourceInstanceARN lambda:SourceFunctionArn"
    " ssm:SourceInstanceARN",
}
# Keys of several values that every request of their action has.
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
ALWAYS_SENT = frozenset(
    f"route53:changeresourcerecordsets{name}" for name in ("actions", "normalizedrecordnames", "recordtypes")
)
# What AWS names beside the templates of its service data, and where.
_FURTHER_FORMS: Mapping[str, str] = {
    "acm-pca": "--",  # https://docs.aws.amazon.com/privateca/latest/userguide/UsingTemplates.html
    "cloudformation": "R-",  # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry-public.html
    "resource-explorer-2": "R-",  # the service's views, as in the managed policy CloudWatchApplicationSignalsFullAccess
    "ssm": "R-",  # .../systems-manager/latest/userguide/parameter-store-public-parameters.html
}

_MARKS = ("${", "<", "tag-key")


def _template(name: str) -> tuple[str, bool]:
    """The fixed start of a key's name in lower case, and whether something follows it."""
    at = min((name.find(mark) for mark in _MARKS if mark in name), default=-1)
    return (name.lower(), name.endswith("/")) if at < 0 else (name[:at].lower(), True)


def _read_keys() -> tuple[dict[str, KeyFacts], dict[str, KeyFacts]]:
    """Keys by whole name, and by the start of it."""
    whole: dict[str, KeyFacts] = {}
    starts: dict[str, KeyFacts] = {}
    rows = [
        (kind.removesuffix("..."), kind.endswith("..."), f"aws:{name}")
        for kind, names in _GLOBAL.items()
        for name in names.split()
    ]
    rows += [(kind, False, name) for kind, names in _CROSS_SERVICE.items() for name in names.split()]
    for prefix, kinds in services_data.CONDITION_KEYS.items():
        for kind, names in kinds.items():
            several = kind.startswith("ArrayOf")
            rows += [(kind.removeprefix("ArrayOf"), several, f"{prefix}:{name}") for name in names.split()]
    for kind, several, key in rows:
        start, open_end = _template(key)
        (starts if open_end else whole)[start] = KeyFacts(kind=kind, several=several)
    return whole, starts


_WHOLE, _STARTS = map(MappingProxyType, _read_keys())
_EVERYWHERE = frozenset(name.lower() for names in _CROSS_SERVICE.values() for name in names.split())
_PREFIXES = frozenset({"aws", *services_data.CONDITION_KEYS})
_USUAL: Mapping[str, str] = MappingProxyType(
    {service: form for form, services in services_data.ARN_FORMS.items() for service in services.split()}
)


@lru_cache(maxsize=1024)
def key_facts(key: str) -> KeyFacts | None:
    """What is known of a condition key in any letter case; None for one that is not in the tables."""
    lower = key.lower()
    if lower in _WHOLE:
        return _WHOLE[lower]
    fitting = [start for start in _STARTS if lower.startswith(start) and len(lower) > len(start)]
    return _STARTS[max(fitting, key=len)] if fitting else None


def is_key(documented: str, key: str) -> bool:
    """Tells whether a documented condition key is this one; ``ecr:ResourceTag/${TagKey}`` stands for every tag."""
    start, open_end = _template(documented)
    lower = key.lower()
    return lower.startswith(start) and len(lower) > len(start) if open_end else lower == start


def is_cross_service(key: str) -> bool:
    """Tells whether requests to other services than that of its prefix have a key, too."""
    return key.lower() in _EVERYWHERE


def known_key_prefix(key: str) -> bool:
    """Tells whether the tables have every key with the prefix of this one."""
    return key.lower().partition(":")[0] in _PREFIXES


def owners(service: str) -> frozenset[str] | None:
    """The services in the ARNs that the actions of a service act on, usually itself; None if it is not known."""
    lower = service.lower()
    if lower in services_data.OWNERS:
        return frozenset(services_data.OWNERS[lower].split())
    return frozenset({lower}) if lower in _USUAL else None


def arn_forms(service: str, resource: str) -> frozenset[str]:
    """Which of Region and account the ARN of a resource may have: ``RA``, ``R-``, ``-A``, ``--``.

    Args:
        service: that of the ARN.
        resource: the last part of the ARN, which may have wildcards.

    Returns:
        Nothing for a service that is not known.
    """
    usual = _USUAL.get(service)
    if usual is None:
        return frozenset()
    further = services_data.FURTHER_FORMS.get(service, {})
    forms = {form for form, kinds in further.items() if any(can_meet(resource, kind) for kind in kinds.split())}
    return frozenset({usual, *forms, _FURTHER_FORMS.get(service, usual)})
