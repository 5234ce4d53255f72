# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the roles by topic: what belongs together, in the order in which somebody decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType

__all__ = ["TOPICS", "Topic", "sorted_into"]


@dataclass(frozen=True)
class Topic:
    """Variables that belong together."""

    title: str
    about: str
    patterns: tuple[str, ...]  # of names without the prefix of the role, in the order of the page


# Role -> its topics. Each variable fits the patterns of exactly one of them.
TOPICS: Mapping[str, tuple[Topic, ...]] = MappingProxyType(
    {
        "a2c_iam": (
            Topic(
                "What to manage",
                "Which parts of the access the role manages, and in which account.",
                ("state", "components", "account_id", "assume_role_*", "path"),
            ),
            Topic(
                "What people do",
                "The deploy targets and commands that the policy allows. Begin here.",
                (
                    "policy_deploy_targets",
                    "policy_commands",
                    "policy_style",
                    "policy_editions",
                    "policy_regions",
                    "policy_valid_until",
                    "policy_name",
                ),
            ),
            Topic(
                "Features of App2Container",
                "What the policy allows besides the analysis and deployment of applications.",
                (
                    "policy_metrics",
                    "policy_support_bundles",
                    "policy_remote_workflows",
                    "policy_firelens",
                    "policy_pipeline",
                    "policy_pipeline_source",
                    "policy_byo_vpc",
                ),
            ),
            Topic(
                "Resources that the policy names",
                "Names and patterns that make the policy as narrow as you want it.",
                (
                    "policy_artifact_buckets",
                    "policy_ecr_repositories",
                    "policy_ecs_*",
                    "policy_cloudformation_stacks",
                    "policy_codecommit_repositories",
                    "policy_apprunner_services",
                    "policy_ec2_key_pairs",
                    "policy_eks_roles",
                    "policy_created_roles_boundary",
                    "policy_secrets",
                    "policy_secrets_kms_key_arns",
                ),
            ),
            Topic(
                "Statements of your own",
                "What you add to the policy, and what you take away from it.",
                ("policy_extra_statements", "policy_exclude_actions"),
            ),
            Topic("Group and users", "IAM users and their group.", ("group_name", "users", "purge_members")),
            Topic(
                "People without IAM users",
                "The role for people who sign in elsewhere, see [people.md](people.md).",
                ("general_role_*",),
            ),
            Topic("Worker machines", "Their role and instance profile.", ("worker_*",)),
            Topic("Deployer", "The administrator that runs commands with `--deploy`.", ("deployer_*",)),
            Topic("Access keys", "See [access-keys.md](access-keys.md).", ("access_keys_*",)),
            Topic(
                "Secrets and artifacts",
                "The secrets that App2Container reads, see [remote-workflows.md](remote-workflows.md), and the"
                " [artifact bucket](artifact-bucket.md).",
                ("remote_secrets", "artifact_bucket_*"),
            ),
            Topic(
                "What already exists",
                "How to treat what others made, and what is left over, see [existing-estates.md](existing-estates.md).",
                ("adopt", "purge", "purge_policies", "discovery", "tags", "purge_tags"),
            ),
            Topic(
                "The run",
                "When a run stops, and what it shows and leaves.",
                ("fail_on", "preflight", "show_summary", "fact"),
            ),
        ),
        "a2c_worker": (
            Topic(
                "The profile", "Whose AWS profile it is, and what it contains.", ("state", "user", "home", "profile")
            ),
            Topic("Region and output", "Settings of the profile besides credentials.", ("region", "output")),
            Topic(
                "Credentials",
                "Where the credentials come from, see [worker-machines.md](worker-machines.md).",
                (
                    "credential_source",
                    "credential_process",
                    "sso_*",
                    "login_session",
                    "role_arn",
                    "source_profile",
                    "access_key_id",
                    "secret_access_key",
                    "purge_access_key",
                ),
            ),
            Topic("Deployer", "A second profile, for `--deploy`.", ("deployer_*",)),
            Topic(
                "Checks",
                "Which identity is expected, and whether to check it.",
                ("verify", "require_login", "account_id", "identity", "aws_cli"),
            ),
            Topic(
                "Answers for app2container init",
                "What the summary proposes as answers.",
                ("workspace", "artifact_bucket", "upload_support_bundles", "metrics", "signed_images", "show_summary"),
            ),
        ),
        "a2c_audit": (
            Topic(
                "Reports",
                "What is written, and where.",
                ("directory", "formats", "sarif_anchor", "export_mutes", "show_summary"),
            ),
            Topic(
                "Comparison",
                "What the report is compared with.",
                ("compare", "last_report"),
            ),
            Topic("Failure and acceptance", "For which findings the run fails.", ("fail_*", "suppressions")),
            Topic("Thresholds", "From when on something is a finding.", ("*_days",)),
            Topic(
                "What is read",
                "How much of the account is looked at, and how reads are kept for a later audit.",
                ("regions", "secret_contents", "saved_reads", "save_directory"),
            ),
        ),
    }
)


def sorted_into(topics: Iterable[Topic], names: Iterable[str]) -> dict[str, list[str]]:
    """The titles of the topics, each with the names that fit its patterns, in their order.

    Args:
        topics: the topics of a role.
        names: its variables, without the prefix of the role.
    """
    names = tuple(names)
    return {
        topic.title: list(
            dict.fromkeys(name for pattern in topic.patterns for name in names if fnmatchcase(name, pattern))
        )
        for topic in topics
    }
