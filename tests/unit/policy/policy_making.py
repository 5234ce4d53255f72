# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy options for tests: made from a few words, drawn at random, and the guide's own statements to compare with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue import actions as facts
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import OPTIONS, PolicyOptions

# Decorators for properties. Wall-clock time says nothing on a busy machine.
PROPERTY = settings(max_examples=40, deadline=None)
SLOW_PROPERTY = settings(max_examples=20, deadline=None)

ACCOUNT = "111122223333"
REGION = "eu-west-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"

FLAGS = tuple(name for name, option in OPTIONS.items() if option.type == "bool")

# Every choice that the guide leaves to its reader, in favour of more sections.
EVERY_CHOICE: Mapping[str, Any] = {
    "artifact_buckets": [{"name": "artifacts"}],
    "pipeline": "codepipeline",
    **dict.fromkeys(FLAGS, True),
}

# The sections that each choice turns on; the others are always there.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "artifact_buckets": ("SectionForS3Access", "SectionForS3ReadAccess"),
    "byo_vpc": ("SectionForByoVPC",),
    "metrics": ("SectionForMetricsService",),
    "support_bundles": ("SectionForUploadSupportBundleService",),
    "remote_workflows": ("SectionForSecretManagerAccess",),
    "firelens": (
        "SectionForFirelensIAMRoleAccess",
        "SectionForFirelensIAMPolicyAccess",
        "SectionForFirelensFirehoseIAMPolicyAccess",
        "SectionForFirelensFirehoseIAMRoleAccess",
        "SectionForFirelensFirehoseStreamsAccess",
        "SectionForFirelensKinesisStreamsAccess",
    ),
    "pipeline": ("SectionForCodeCommitAccess",),
}

GUIDE: dict[str, dict[str, dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "data" / "guide.json").read_text(encoding="utf-8")
)


def guide_actions(edition: str, policy: str, sid: str) -> tuple[str, ...]:
    """The actions that the guide prints in one section."""
    grants = GUIDE[edition][policy][sid]["grants"]
    return tuple(f"{service}:{name}" for service, names in grants.items() for name in names.split())


def expanded(actions: tuple[str, ...]) -> frozenset[str]:
    """Actions with wildcards replaced by what they stand for, in the spelling of AWS."""
    return frozenset(name for action in actions for name in facts.expand(action))


def guide_sections(options: PolicyOptions) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sid and actions of the guide's sections that the options choose, as a reader of the guide would choose them."""
    for edition in options.editions:
        for target in options.deploy_targets:
            for sid in GUIDE[edition][target]:
                if is_chosen(sid, options):
                    yield sid, guide_actions(edition, target, sid)
                elif sid == "SectionForIAMAccess":
                    yield sid, ("iam:GetRole", "iam:ListRoles", "iam:ListRoleTags")  # the reads are always granted
            if target == "apprunner" and options.style != "documented" and options.artifact_buckets:
                for sid in CHOICES["artifact_buckets"]:  # forgotten by the guide
                    yield sid, guide_actions(edition, "ecs", sid)
        if options.pipeline in GUIDE[edition]:
            (sid,) = GUIDE[edition][options.pipeline]
            yield sid, guide_actions(edition, options.pipeline, sid)


def is_chosen(sid: str, options: PolicyOptions) -> bool:
    """Whether the choices turn a section on."""
    if options.style != "documented" and sid in ("SectionForEC2", "SectionForIAMAccess"):
        return options.ec2_key_pairs if sid == "SectionForEC2" else options.eks_roles
    if sid == "SectionForSecretManagerAccess":
        return options.remote_workflows or options.pipeline in ("jenkins", "azure_devops")
    if sid == "SectionForCodeCommitAccess":
        with_jenkins = options.pipeline == "jenkins" and options.pipeline_source == "codecommit"
        return with_jenkins or options.pipeline == "codepipeline"
    option = next((name for name, sids in CHOICES.items() if sid in sids), None)
    return option is None or bool(getattr(options, option))


def make(**params: Any) -> PolicyOptions:
    """Options for one account of the partition aws, for ECS in one Region unless said otherwise."""
    partition = params.pop("partition", "aws")
    region = params.pop("default_region", REGION)
    return PolicyOptions.from_params(
        {"deploy_targets": ["ecs"], **params}, account_id=ACCOUNT, partition=partition, default_region=region
    )


def everything(**params: Any) -> PolicyOptions:
    """Options with every choice of the guide made, for all targets."""
    return make(**{"deploy_targets": ["ecs", "eks", "apprunner"], **EVERY_CHOICE, **params})


def some(values: tuple[str, ...], least: int = 1) -> st.SearchStrategy[list[str]]:
    """Draw different values of a set, in any order."""
    return st.lists(st.sampled_from(values), min_size=least, unique=True)


@st.composite
def params(draw: st.DrawFn, styles: tuple[str, ...] = ("documented", "scoped", "minimal")) -> dict[str, Any]:
    """Draw options as a user may write them; names come from small sets."""
    buckets = st.fixed_dictionaries(
        {"name": st.sampled_from(("artifacts", "other-artifacts"))},
        optional={"prefix": st.sampled_from(("", "team/")), "kms_key_arn": st.just(KEY)},
    )
    return {
        "deploy_targets": draw(some(("ecs", "eks", "apprunner"))),
        "style": draw(st.sampled_from(styles)),
        "editions": draw(some(("original", "current"))),
        "commands": draw(some(tuple(COMMANDS))),
        "regions": draw(some(("eu-west-1", "us-east-1"))),
        "artifact_buckets": draw(st.lists(buckets, max_size=2)),
        "ecr_repositories": draw(some(("*", "java-*"))),
        "ecs_clusters": draw(some(("*", "a2c-*"))),
        "codecommit_repositories": draw(some(("*", "a2c-*"))),
        "apprunner_services": draw(some(("*", "a2c-*"))),
        "secrets": draw(some(("a2c/*", "a2c/host"))),
        "secrets_kms_key_arns": draw(st.sampled_from(([], [KEY]))),
        "pipeline": draw(st.sampled_from(("none", "codepipeline", "jenkins", "azure_devops"))),
        "pipeline_source": draw(st.sampled_from(("codecommit", "git"))),
        **{flag: draw(st.booleans()) for flag in FLAGS},
    }
