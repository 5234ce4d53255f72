# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue: complete, consistent in itself, and the same as the guide."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy import render
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import ACTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section import (
    EDITIONS,
    TARGETS,
    Grant,
    Section,
    Wording,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import (
    ALL_ACTIONS,
    SECTIONS,
    checked_sections,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.patterns import can_meet
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.templates import fields as template_fields
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.templates import fill
from tests.unit.policy.policy_making import GUIDE, KEY, everything, expanded, guide_actions
from tools import generate_policy_docs

OPTIONS = everything(
    artifact_buckets=[{"name": "artifacts", "kms_key_arn": KEY}], secrets_kms_key_arns=[KEY], pipeline="jenkins"
)
BY_SID = {section.sid: section for section in SECTIONS}
GRANTS = [
    pytest.param(section, grant, id=section.sid + grant.suffix) for section in SECTIONS for grant in section.grants
]
WORDINGS = [
    pytest.param(section, wording, id=section.sid + wording.label)
    for section in SECTIONS
    for wording in section.wordings
]
PIPELINE_POLICIES = {"azure_devops", "jenkins"}
PIPELINE_SIDS = {"AzureDevOpsAWS", "JenkinsAWS"}


def test_every_documented_sid_is_there_once() -> None:
    documented = {sid for edition in GUIDE.values() for policy in edition.values() for sid in policy}
    assert sorted(documented) == sorted(section.sid for section in SECTIONS if section.in_guide)


@pytest.mark.parametrize(
    ("edition", "policy"), [(edition, policy) for edition, policies in GUIDE.items() for policy in policies]
)
def test_sections_hold_the_documented_actions(edition: str, policy: str) -> None:
    """For each edition and target, exactly one wording holds exactly the actions that the guide prints."""
    targets = TARGETS if policy in PIPELINE_POLICIES else (policy,)
    for section in SECTIONS:
        for target in targets:
            worded = [
                set(wording.actions)
                for wording in section.wordings
                if edition in wording.editions and target in wording.targets
            ]
            printed = (
                [set(guide_actions(edition, policy, section.sid))] if section.sid in GUIDE[edition][policy] else []
            )
            if (section.sid in PIPELINE_SIDS) is (policy in PIPELINE_POLICIES):
                assert worded == printed or section.sid not in GUIDE[edition][policy], section.sid


def test_the_differences_between_the_editions() -> None:
    """What the reference counts: the current edition adds 14 actions and 11 Sids, and drops one action."""
    sids = {edition: {sid for policy in GUIDE[edition].values() for sid in policy} for edition in EDITIONS}
    actions = {
        edition: expanded(
            tuple(
                action
                for policy, policy_sids in GUIDE[edition].items()
                for sid in policy_sids
                for action in guide_actions(edition, policy, sid)
            )
        )
        for edition in EDITIONS
    }
    assert len(sids["current"] - sids["original"]) == 11
    assert sids["original"] - sids["current"] == set()
    assert len(actions["current"] - actions["original"]) == 14
    assert actions["original"] - actions["current"] == {"execute-api:Invoke"}


def test_sids_are_alphanumeric_and_unique() -> None:
    scoped = [section.sid + grant.suffix for section in SECTIONS for grant in section.grants]
    documented = [section.sid + wording.label for section in SECTIONS for wording in section.wordings]
    assert all(re.fullmatch("[A-Za-z0-9]+", sid) for sid in (*scoped, *documented))
    assert {sid for sid in scoped if scoped.count(sid) > 1} == {"SectionForECRAccess2"}  # the same statement twice
    for section in SECTIONS:
        labels = [wording.label for wording in section.wordings]
        assert len(set(labels)) == len(labels)
        assert labels[0] == ""


@pytest.mark.parametrize(("section", "wording"), WORDINGS)
def test_wordings(section: Section, wording: Wording) -> None:
    assert expanded(wording.actions) <= set(section.actions)
    assert set(wording.editions) <= set(EDITIONS)
    assert set(wording.targets) <= set(TARGETS)
    assert not set(wording.targets) & set(wording.scoped_targets)
    assert fill(wording.resources, template_fields(OPTIONS))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.sid)
def test_every_action_is_granted_somewhere(section: Section) -> None:
    """In the scoped style each documented action has a statement on a resource type that it can act on."""
    for action in section.actions:
        service = action.partition(":")[0]
        types = {f"{service}:{kind.name}" for kind in ACTIONS[action].resource_types} or {"*"}
        anywhere = any(action in grant.also_on_any for grant in section.grants)
        typed = types & {grant.on for grant in section.grants if not grant.only or action in grant.only}
        assert anywhere or typed, action


@pytest.mark.parametrize(("section", "grant"), GRANTS)
def test_grants(section: Section, grant: Grant) -> None:
    """Every statement has its own kind of resources, actions of the section, and fields that have values."""
    assert {*grant.only, *grant.also_on_any} <= set(section.actions)
    for action, needed_by in grant.adds:
        assert action not in section.actions
        assert set(needed_by) <= set(section.actions)
    resources = fill(grant.resources, template_fields(OPTIONS))
    assert resources
    assert all(fill(values, template_fields(OPTIONS)) for _operator, _key, values in grant.conditions)
    if grant.on == "*":
        assert resources == ("*",)
    elif grant.on:
        (template,) = {
            kind.arn
            for action in section.actions
            for kind in ACTIONS[action].resource_types
            if f"{action.partition(':')[0]}:{kind.name}" == grant.on
        }
        assert all(can_meet(resource, template) for resource in resources)
    else:
        assert grant.adds or grant.also_on_any
    assert not grant.also_on_any or resources == ("*",)


def test_conditions_use_keys_that_the_actions_have() -> None:
    """A condition on a key that a request never carries would take the action away."""
    global_keys = {"aws:RequestedRegion", "aws:ResourceAccount"}
    for section in SECTIONS:
        for grant in section.grants:
            actions = {name for name, _needed_by in grant.adds} | {
                action
                for action in section.actions
                if (action in grant.only if grant.only else grant.on in ("*", "s3:bucket"))
            }
            for _operator, key, _values in grant.conditions:
                keys = [ACTIONS[action].condition_keys for action in actions]
                assert key in global_keys or all(key in known for known in keys), (section.sid, key)


def test_options_of_sections_exist() -> None:
    for section in SECTIONS:
        for when in section.when:
            assert hasattr(OPTIONS, when.option)


def test_services_that_a_partition_lacks_are_named_by_a_section() -> None:
    named = {section.service for section in SECTIONS if section.service}
    assert {service for partition in PARTITIONS.values() for service in partition.lacks} == named


def test_all_actions() -> None:
    added = {"ecs:TagResource", "iam:PassRole", "kms:Decrypt", "kms:GenerateDataKey", "s3:AbortMultipartUpload"}
    assert set(ALL_ACTIONS) == {action for section in SECTIONS for action in section.actions} | added
    assert list(ALL_ACTIONS) == sorted(ALL_ACTIONS)


def test_every_section_says_what_it_is_for() -> None:
    for section in SECTIONS:
        assert section.purpose.endswith(".")
        assert section.source.startswith("https://docs.aws.amazon.com/")
        assert section.scoping.startswith("https://docs.aws.amazon.com/")


def test_editions_and_targets_have_to_be_stated() -> None:
    """A default would grant an edition or target that is added later whatever its rows say of the others."""
    stated = {*Wording._fields} - {*Wording._field_defaults}
    assert stated >= {"editions", "targets"}


ROW = BY_SID["SectionForEKS"]


@pytest.mark.parametrize(
    ("wording", "grant", "message"),
    [
        ({"actions": ("lambda:GetFunctoin",)}, {}, "unknown action lambda:GetFunctoin"),
        ({"actions": ("lambda:Gett*",)}, {}, r"unknown action lambda:Gett\*"),
        ({}, {"only": ("iam:GetRoles",)}, "unknown action iam:GetRoles"),
        ({}, {"adds": (("iam:PassRoll", ("iam:GetRole",)),)}, "unknown action iam:PassRoll"),
        ({"targets": ("lambda",)}, {}, "targets"),
        ({"targets": ()}, {}, "targets"),
        ({"scoped_targets": ("lambda",)}, {}, "targets"),
        ({"editions": ("next",)}, {}, "editions"),
        ({"editions": ()}, {}, "editions"),
    ],
)
def test_wrong_rows_are_refused(wording: dict[str, Any], grant: dict[str, Any], message: str) -> None:
    row = ROW._replace(
        wordings=(ROW.wordings[0]._replace(**wording),), grants=(ROW.grants[0]._replace(**grant), ROW.grants[1])
    )
    with pytest.raises(ValueError, match=f"^SectionForEKS: {message}"):
        checked_sections([ROW, row])


# A section that the guide does not have: where a row of one would stand.
UNDOCUMENTED = ROW._replace(
    sid="SectionForListing",
    source="https://docs.aws.amazon.com/eks/latest/userguide/what-is-eks.html",
    wordings=(ROW.wordings[0]._replace(targets=(), scoped_targets=("eks",)),),
)


def test_a_section_that_the_guide_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in no documented policy, and in scoped ones like any other. The documentation says where it is from."""
    assert checked_sections([UNDOCUMENTED]) == (UNDOCUMENTED,)
    monkeypatch.setattr(render, "SECTIONS", (UNDOCUMENTED,))
    for target, style, sids in (
        ("eks", "documented", []),
        ("ecs", "scoped", []),
        ("eks", "scoped", ["SectionForListingRole", "SectionForListingFunction"]),
    ):
        statements = render.rendered(everything(deploy_targets=[target], style=style))
        assert [statement.sid for statement in statements] == sids
    page = "\n".join(generate_policy_docs.section_lines(UNDOCUMENTED))
    assert "* Style `documented`: nothing. The guide has no such section.\n* Style `scoped`, for `eks`:\n" in page
    assert f"[the section]({UNDOCUMENTED.source})" in page


def test_a_section_that_the_guide_does_not_have_is_not_documented_for_a_target() -> None:
    with pytest.raises(ValueError, match=r"^SectionForListing: targets .* use scoped_targets$"):
        checked_sections([UNDOCUMENTED._replace(wordings=ROW.wordings)])
