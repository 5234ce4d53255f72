# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates of the catalogue -> texts: ``arn:{partition}:ecs:{region}:…`` becomes one ARN for each Region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product

from .._iam.arn import Arn
from .language.partitions import PARTITIONS
from .options import PolicyOptions

__all__ = ["Fields", "fields", "fill"]

Fields = Mapping[str, tuple[str, ...]]

_FIELD = re.compile(r"\{(\w+)\}")


def _regions_of(arns: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({arn.region for arn in map(Arn.parse, arns) if arn}))


def fields(options: PolicyOptions) -> Fields:
    """The values of every field that a template may have; a field may have no value."""
    keys = tuple(sorted({bucket.kms_key_arn for bucket in options.artifact_buckets if bucket.kms_key_arn}))
    return {
        "partition": (options.partition,),
        "account": (options.account_id,),
        "region": options.regions,
        "dns_suffix": PARTITIONS[options.partition].dns_suffixes,
        "bucket": tuple(sorted({bucket.name for bucket in options.artifact_buckets})),
        "artifact_object": tuple(sorted({f"{bucket.name}/{bucket.prefix}*" for bucket in options.artifact_buckets})),
        "artifact_key": keys,
        "artifact_key_region": _regions_of(keys),
        "repository": options.ecr_repositories,
        "cluster": options.ecs_clusters,
        "task_family": options.ecs_task_families,
        "stack": options.cloudformation_stacks,
        "codecommit_repository": options.codecommit_repositories,
        "apprunner_service": options.apprunner_services,
        "task_execution_role": (options.ecs_task_execution_role,),
        "created_roles_boundary": (options.created_roles_boundary,),
        "secret": options.secrets,
        "secret_key": options.secrets_kms_key_arns,
        "secret_key_region": _regions_of(options.secrets_kms_key_arns),
    }


def _fill_one(template: str, values: Fields) -> tuple[str, ...]:
    """A template with every combination of the values of its fields; none where a field has no value."""
    pieces = _FIELD.split(template)  # text, name, text, name, …, text
    choices = [values[piece] if at % 2 else (piece,) for at, piece in enumerate(pieces)]
    return tuple("".join(combination) for combination in product(*choices))


def fill(templates: Iterable[str], values: Fields) -> tuple[str, ...]:
    """All templates filled in, in stable order, without repetition."""
    return tuple(dict.fromkeys(text for template in templates for text in _fill_one(template, values)))
