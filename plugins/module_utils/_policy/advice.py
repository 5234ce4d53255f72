# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings on the options of a policy: what a user should know that its documents do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .._iam.arn import Arn
from .._plan.finding import Finding, finding
from .._plan.summary import listed
from .advice_types import ADVICE
from .catalogue.section import APPRUNNER, Section
from .catalogue.sections import SECTIONS
from .language.document import Document
from .language.partitions import APPRUNNER_REGIONS, PARTITIONS, REGIONS_SOURCE
from .options import PolicyOptions
from .render import wordings_for
from .unused import unused

__all__ = ["advice"]


class _Note(NamedTuple):
    """A finding that goes with a section in some styles.

    ``message`` may have ``created_roles_boundary`` and ``prefix`` in braces. ``chosen`` is false for a section of which
    only those actions are granted that are always granted.
    """

    id: str
    section: str
    styles: tuple[str, ...]
    message: str
    chosen: bool = True


_SCOPED = ("scoped", "minimal")
_NOTES = (
    _Note(
        id="firelens-needs-boundary",
        section="SectionForFirelensIAMRoleAccess",
        styles=_SCOPED,
        message=(
            "The holder writes the policies of the FireLens roles itself, so it can create such roles, and attach"
            " policies to them, only with the permissions boundary {created_roles_boundary}. App2Container sets no"
            " boundary, so before it runs an administrator has to create the boundary, the policy"
            " service-role/A2CEcsFirelensPolicy and the role A2CEcsFirelensRole with that boundary. The holder can use"
            " whatever the boundary allows."
        ),
    ),
    _Note(
        id="firelens-without-passrole",
        section="SectionForFirelensIAMRoleAccess",
        styles=("documented",),
        message="The roles that these sections create cannot be passed to Amazon ECS or Firehose.",
    ),
    _Note(
        id="eks-roles-reach",
        section="SectionForIAMAccess",
        styles=_SCOPED,
        message=(
            "The holder can create roles named a2c-* and app2container-* with the permissions boundary"
            " {created_roles_boundary}, which has to exist, and attach the AWS managed policies of EKS clusters and"
            " nodes to these roles. App2Container itself sets no boundary, so create the roles before it runs."
        ),
    ),
    _Note(
        id="eks-roles-off",
        section="SectionForIAMAccess",
        styles=_SCOPED,
        message=(
            "App2Container can find the roles of EKS clusters and nodes, but not create them. Set {prefix}eks_roles to"
            " true, or have an administrator create them."
        ),
        chosen=False,
    ),
    _Note(
        id="jenkins-roles-limited",
        section="JenkinsAWS",
        styles=_SCOPED,
        message=(
            "sts:AssumeRole is limited to roles of this account named a2c-* or app2container-*. The guide allows"
            " any role."
        ),
    ),
)

# The options whose default is narrow: the field of templates that they fill, and what all names allow the holder to do.
_REACH: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ecs_clusters": (
            "cluster",
            (
                "change every ECS cluster and service in these Regions, and run tasks there with a command of its own"
                " choice and with the roles of their definitions"
            ),
        ),
        "codecommit_repositories": ("codecommit_repository", "push to every CodeCommit repository in these Regions"),
    }
)

# The options that a style does not use, and why.
_IGNORED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "documented": {
            "secrets": "the guide grants only secrets named a2c/*",
            "secrets_kms_key_arns": "the guide has no statement for keys",
            "codecommit_repositories": "the guide grants every repository",
            "ecs_task_families": "the guide grants every task definition",
            "cloudformation_stacks": "the guide grants only stacks named a2c-*",
            "created_roles_boundary": "the guide has no conditions",
            "commands": "the guide does not distinguish between commands",
            "ec2_key_pairs": "the guide always has this section",
            "eks_roles": "the guide always has this section",
        },
        "scoped": {"commands": "only style minimal is reduced to what commands need"},
        "minimal": {},
    }
)


def _chosen(options: PolicyOptions) -> tuple[Section, ...]:
    return tuple(section for section in SECTIONS if wordings_for(section, options))


def _lacking(options: PolicyOptions) -> dict[str, list[str]]:
    """The options that are set and turn on sections that the policy cannot have, with the Sids of these sections."""
    missing: dict[str, list[str]] = {}
    for section in SECTIONS:
        asked = {when.option for when in section.when if when.holds(options)}
        for option in sorted(asked.intersection(options.customized)):
            if not wordings_for(section, options):
                missing.setdefault(option, []).append(section.sid)
    return missing


def _without_effect(options: PolicyOptions) -> Iterator[Finding]:
    """Options that are set and change nothing, unless the style is the reason; and those that lack some sections."""
    useless = {item.option: item for item in unused(options) if item.option not in _IGNORED[options.style]}
    for option, item in useless.items():
        message = "It changes nothing."
        if item.entries:
            message = f"No action that is granted matches {listed(item.entries)}."
        elif item.needs:
            message = f"{message} It would with {listed(item.needs)}."
        yield finding(ADVICE, "option-without-effect", options.prefix + option, message)
    for option, sids in _lacking(options).items():
        if option not in useless:
            message = (
                f"Style {options.style}, editions {', '.join(options.editions)} and targets"
                f" {', '.join(options.deploy_targets)} have no {', '.join(sids)}."
            )
            yield finding(ADVICE, "option-without-effect", options.prefix + option, message)


def _ignored(options: PolicyOptions) -> Iterator[Finding]:
    for option, reason in _IGNORED[options.style].items():
        if option in options.customized:
            message = f"Style {options.style} does not use it: {reason}."
            yield finding(ADVICE, "option-ignored-by-style", options.prefix + option, message)
    if options.style == "documented" and any(
        bucket.prefix or bucket.kms_key_arn for bucket in options.artifact_buckets
    ):
        message = "Style documented does not use prefix and kms_key_arn: the guide names whole buckets and no keys."
        yield finding(ADVICE, "option-ignored-by-style", f"{options.prefix}artifact_buckets", message)


def _every_name(options: PolicyOptions) -> Iterator[Finding]:
    """Options with a narrow default that are set to all names."""
    if options.style == "documented":
        return
    templates = "".join(text for section in _chosen(options) for grant in section.grants for text in grant.resources)
    for option, (field, reach) in _REACH.items():
        patterns = getattr(options, option)
        if (
            option in options.customized
            and f"{{{field}}}" in templates
            and any(set(text) == {"*"} for text in patterns)
        ):
            message = f"The pattern * covers every name: the holder can {reach}."
            yield finding(ADVICE, "every-name", options.prefix + option, message)


def _partition_and_regions(options: PolicyOptions) -> Iterator[Finding]:
    lacks = PARTITIONS[options.partition].lacks
    for section in _chosen(options):
        if section.service in lacks:
            message = (
                f"The service is not known to exist in {options.partition}. The section is for this: {section.purpose}"
            )
            yield finding(ADVICE, "not-in-partition", section.sid, message)
    known = PARTITIONS[options.partition].known_regions
    missing = [region for region in options.regions if region in known and region not in APPRUNNER_REGIONS]
    if APPRUNNER in options.deploy_targets and "apprunner" not in lacks and missing:
        yield finding(
            ADVICE, "not-in-region", f"{options.prefix}regions", f"App Runner is not available in {', '.join(missing)}."
        )


def _user_names(options: PolicyOptions) -> Iterator[Finding]:
    """Prefixes with a variable that only requests of IAM users have."""
    for bucket in options.artifact_buckets:
        if "${aws:username}" in bucket.prefix.lower() and options.style != "documented":
            message = (
                f"No role has access to {bucket.name}/{bucket.prefix}, the worker included: only IAM users have a name"
                " in aws:username."
            )
            yield finding(ADVICE, "no-user-name", f"{options.prefix}artifact_buckets", message)


def _named_regions(options: PolicyOptions) -> Iterator[tuple[str, str]]:
    """The Regions that options name, alone or in an ARN, each with the name of its option."""
    arns = {
        "artifact_buckets": tuple(bucket.kms_key_arn for bucket in options.artifact_buckets),
        "secrets": options.secrets,
        "secrets_kms_key_arns": options.secrets_kms_key_arns,
    }
    yield from (("regions", region) for region in options.regions)
    for name, values in arns.items():
        regions = {arn.region for arn in map(Arn.parse, values) if arn}
        yield from ((name, region) for region in sorted(regions.difference(options.regions)))


def _unknown_regions(options: PolicyOptions) -> Iterator[Finding]:
    partition = PARTITIONS[options.partition]
    for name, region in _named_regions(options):
        if region not in partition.known_regions:
            near = partition.nearest(region)
            hint = f" The nearest one is {near}." if near else ""
            message = f"{region} is not among the Regions of {options.partition} in {REGIONS_SOURCE}.{hint}"
            yield finding(ADVICE, "unknown-region", options.prefix + name, message)


def _secrets(options: PolicyOptions, documents: Iterable[Document]) -> Iterator[Finding]:
    sids = tuple(section.sid for section in _chosen(options) if any(map(_is_of_secrets, section.actions)))
    built = (statement for document in documents for statement in document.statements)
    for statement in built if sids else ():
        for arn in map(Arn.parse, statement.resources if statement.sid.startswith(sids) else ()):
            if not arn or arn.service != "secretsmanager":
                continue
            if arn.region not in options.regions:
                message = f"{arn} is not in {', '.join(options.regions)}."
                yield finding(ADVICE, "secret-in-other-region", statement.sid, message)
            if arn.account_id not in (options.account_id, "*"):
                message = f"{arn} is not in {options.account_id}."
                yield finding(ADVICE, "secret-of-other-account", statement.sid, message)


def _is_of_secrets(action: str) -> bool:
    return action.startswith("secretsmanager:")


def _notes(options: PolicyOptions) -> Iterator[Finding]:
    chosen = {section.sid: section.is_chosen(options) for section in _chosen(options)}
    for note in _NOTES:
        if chosen.get(note.section) is note.chosen and options.style in note.styles:
            message = note.message.format(created_roles_boundary=options.created_roles_boundary, prefix=options.prefix)
            yield finding(ADVICE, note.id, note.section, message)


def advice(options: PolicyOptions, documents: Iterable[Document]) -> tuple[Finding, ...]:
    """The findings that follow from the options, each once, in stable order.

    Args:
        options: those that the documents were built from.
        documents: what ``build`` returned for them; their statements say which secrets can be read.
    """
    on_options = (_without_effect, _ignored, _every_name, _user_names, _unknown_regions, _partition_and_regions)
    findings = [finding for rule in on_options for finding in rule(options)]
    return tuple(dict.fromkeys((*findings, *_secrets(options, documents), *_notes(options))))
