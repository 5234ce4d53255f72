# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each command of App2Container needs: its sections, the actions of them, and how that is known.

This is for commands without ``--deploy``: a deployment needs an administrator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .section import When
from .sections import SECTIONS

__all__ = [
    "COMMANDS",
    "DOCUMENTED",
    "INFERRED",
    "NOT_REQUIRED",
    "OBSERVED",
    "Need",
    "checked_needs",
    "needed_actions",
    "needs",
]

# How a need is known: AWS documents it, it shows in published output of the command, or it follows from these.
DOCUMENTED, OBSERVED, INFERRED = "documented", "observed", "inferred"

# Actions that are granted although commands work without them: they clean up after a failure, or set tags.
NOT_REQUIRED = frozenset({"ecs:TagResource", "s3:AbortMultipartUpload"})


@dataclass(frozen=True, kw_only=True)
class Need:
    """A section that a command uses where the options turn it on.

    Args:
        section: its Sid. The section says for which deployment targets it exists.
        actions: those that the command uses; none means all of them.
        basis: one of ``DOCUMENTED``, ``OBSERVED`` and ``INFERRED``.
        when: options of which one makes the command use the section; none means always.
    """

    section: str
    actions: tuple[str, ...] = ()
    basis: str = DOCUMENTED
    when: tuple[When, ...] = ()


def _s3(names: str, basis: str) -> Need:
    return Need(section="SectionForS3Access", actions=tuple(f"s3:{name}" for name in names.split()), basis=basis)


def _ecr(names: str, basis: str) -> Need:
    return Need(section="SectionForECRAccess", actions=tuple(f"ecr:{name}" for name in names.split()), basis=basis)


_SECRETS = Need(section="SectionForSecretManagerAccess")
# https://docs.aws.amazon.com/app2container/latest/UserGuide/cmd-generate-pipeline.html
_PIPELINE_SECRETS = replace(
    _SECRETS, when=(When(option="pipeline", value="jenkins"), When(option="pipeline", value="azure_devops"))
)
_STACKS = Need(section="SectionForCloudFormation", basis=INFERRED)

# Consent at `init` makes every command send metrics, and a failed one a support bundle.
_EVERY_COMMAND = (Need(section="SectionForMetricsService"), Need(section="SectionForUploadSupportBundleService"))

_OWN_NEEDS: dict[str, tuple[Need, ...]] = {
    "init": (_s3("ListAllMyBuckets GetBucketLocation GetBucketAcl ListBucket", INFERRED),),
    "remote configure": (
        Need(
            section="SectionForSecretManagerAccess",
            actions=("secretsmanager:DescribeSecret",),
            basis=INFERRED,
        ),
    ),
    "inventory": (),
    "analyze": (),
    "remote inventory": (_SECRETS,),
    "remote analyze": (_SECRETS,),
    "remote extract": (_SECRETS,),
    "extract": (_s3("PutObject", DOCUMENTED), _s3("GetBucketLocation", INFERRED)),
    "containerize": (_s3("GetObject", DOCUMENTED), _s3("GetBucketLocation", INFERRED)),
    "generate app-deployment": (
        _s3("PutObject", OBSERVED),
        _s3("GetBucketLocation", INFERRED),
        _ecr("DescribeRepositories CreateRepository TagResource", OBSERVED),
        # https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
        _ecr(
            "BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload GetAuthorizationToken InitiateLayerUpload"
            " PutImage UploadLayerPart",
            DOCUMENTED,
        ),
        Need(section="SectionForECRAccess2"),
        Need(section="SectionForECSWriteAccess", actions=("ecs:RegisterTaskDefinition",), basis=OBSERVED),
        Need(section="SectionForPassRoleToECS", basis=OBSERVED),
        Need(section="SectionForByoVPC", basis=INFERRED),
        Need(section="SectionForEC2", basis=INFERRED),
        Need(section="SectionForEKS", basis=INFERRED),
        Need(section="SectionForIAMAccess", basis=INFERRED),
        Need(section="SectionForFirelensIAMRoleAccess", basis=INFERRED),
        Need(section="SectionForFirelensIAMPolicyAccess", basis=INFERRED),
        Need(section="SectionForFirelensFirehoseIAMPolicyAccess", basis=INFERRED),
        Need(section="SectionForFirelensFirehoseIAMRoleAccess", basis=INFERRED),
        Need(section="SectionForFirelensFirehoseStreamsAccess", basis=INFERRED),
        Need(section="SectionForFirelensKinesisStreamsAccess", basis=INFERRED),
        _STACKS,
    ),
    "generate pipeline": (
        Need(section="SectionForCodeCommitAccess"),
        Need(
            section="SectionForECSReadAccess",
            actions=(
                "ecs:DescribeClusters",
                "ecs:DescribeServices",
                "ecs:DescribeTaskDefinition",
                "ecs:ListClusters",
                "ecs:ListServices",
            ),
            basis=INFERRED,
        ),
        Need(
            section="SectionForAppRunnerAccess",
            actions=("apprunner:DescribeService", "apprunner:ListServices"),
            basis=INFERRED,
        ),
        _STACKS,
        _PIPELINE_SECRETS,
        Need(section="AzureDevOpsAWS"),
        Need(section="JenkinsAWS"),
    ),
    "upgrade": (),
    "upload-support-bundle": (),
}

_ACTIONS = {section.sid: section.actions for section in SECTIONS}


def checked_needs(needs_of: Mapping[str, tuple[Need, ...]]) -> Mapping[str, tuple[Need, ...]]:
    """The needs of commands as they are, each of a section of the catalogue and of actions that the section has.

    Raises:
        ValueError: a section or an action that is not there would be needed in vain.
    """
    for command, found in needs_of.items():
        for need in found:
            unknown = set(need.actions).difference(_ACTIONS.get(need.section, ()))
            if need.section not in _ACTIONS or unknown:
                message = f"{command}: the catalogue has no {', '.join(sorted(unknown)) or 'section'} in {need.section}"
                raise ValueError(message)
    return MappingProxyType(needs_of)


# In the order of the guide.
COMMANDS: Mapping[str, tuple[Need, ...]] = checked_needs(
    {command: (*own, *_EVERY_COMMAND) for command, own in _OWN_NEEDS.items()}
)


def needs(section: str, commands: Iterable[str], options: object = None) -> tuple[Need, ...]:
    """What the commands need of one section, with some options or, without them, with any."""
    found = (need for command in commands for need in COMMANDS[command] if need.section == section)
    return tuple(
        need for need in found if options is None or not need.when or any(when.holds(options) for when in need.when)
    )


def needed_actions(
    section: str, offered: Iterable[str], commands: Iterable[str], options: object = None
) -> tuple[str, ...]:
    """Of the actions that a section offers, those that the commands need, sorted. Same options as ``needs``."""
    wanted = needs(section, commands, options)
    return tuple(
        sorted({action for action in offered for need in wanted if not need.actions or action in need.actions})
    )
