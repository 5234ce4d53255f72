# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The groups of organizational units, the variables of hosts, and the key of the cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible.inventory.group import to_safe_group_name
from ansible.template import is_trusted_as_template
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.answers import cache_key
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.groups import (
    UnitGroups,
    unit_groups,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.model import (
    Account,
    Organization,
    State,
    Unit,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.variables import (
    check_template,
    host_variables,
)

MANAGEMENT, MEMBER = "1" * 12, "2" * 12
ROOT = Unit(unit_id="r-0", name="Root")


def tree(*units: tuple[str, str, str]) -> Organization:
    """The organization with units by ID, name and parent."""
    rows = [ROOT, *(Unit(unit_id=unit_id, name=name, parent_id=parent) for unit_id, name, parent in units)]
    return Organization(accounts={}, units={unit.unit_id: unit for unit in rows})


def safe(text: str) -> str:
    """The name of a group, as Ansible makes it for constructed groups."""
    return str(to_safe_group_name(text, force=True, silent=True))


def groups_of(*units: tuple[str, str, str]) -> UnitGroups:
    return unit_groups(tree(*units), safe)


def test_groups_have_the_path_of_the_unit() -> None:
    groups = groups_of(("ou-1", "Workloads", "r-0"), ("ou-2", "Prod EU", "ou-1"), ("ou-3", "Tier-1", "ou-2"))
    assert groups.names == {
        "ou-1": "ou_Workloads",
        "ou-2": "ou_Workloads_Prod_EU",
        "ou-3": "ou_Workloads_Prod_EU_Tier_1",
    }
    assert groups.ambiguous == ()
    assert [*groups.pairs({"ou-3"})] == [
        ("ou_Workloads", "a2c_accounts"),
        ("ou_Workloads_Prod_EU", "ou_Workloads"),
        ("ou_Workloads_Prod_EU_Tier_1", "ou_Workloads_Prod_EU"),
    ]
    assert [*groups.pairs({"r-0", "ou-1"})] == [("ou_Workloads", "a2c_accounts")]
    assert [*groups.pairs({"r-0"})] == []


def test_units_never_share_a_group() -> None:
    """A run for one of them would reach the accounts of the other."""
    groups = groups_of(
        ("ou-1", "Dev", "r-0"), ("ou-2", "1", "ou-1"), ("ou-3", "Dev_1", "r-0"), ("ou-4", "Dev-1", "r-0")
    )
    assert groups.names == {
        "ou-1": "ou_Dev",
        "ou-2": "ou_Dev_1_ou_2",
        "ou-3": "ou_Dev_1_ou_3",
        "ou-4": "ou_Dev_1_ou_4",
    }
    assert groups.ambiguous == ("/Dev/1", "/Dev_1", "/Dev-1")


@given(st.lists(st.text("aA_- /.ß1", min_size=1, max_size=3), unique=True, max_size=8), st.data())
def test_each_unit_has_a_group_of_its_own(names: list[str], data: st.DataObject) -> None:
    ids = [f"ou-root-{number:08}" for number in range(len(names))]
    parents = [data.draw(st.sampled_from(["r-0", *ids[:number]])) for number in range(len(names))]
    groups = groups_of(*zip(ids, names, parents, strict=True))
    assert {*groups.names} == {*ids}
    assert len({*groups.names.values()}) == len(ids)
    assert len([*groups.pairs(ids)]) == len(ids)


def account(account_id: str = MEMBER, **further: Any) -> Account:
    return Account(
        **{
            "account_id": account_id,
            "arn": f"arn:aws:organizations::{MANAGEMENT}:account/o-x/{account_id}",
            "name": "shop",
            "email": "shop@example.com",
            "state": State.ACTIVE,
            "unit_id": "ou-2",
            **further,
        }
    )


def filled(about: Mapping[str, Any]) -> str:
    return f"arn:{about['account_partition']}:iam::{about['account_id']}:role/a2c/Provisioner"


def variables(*accounts: Account, caller: str = MANAGEMENT, template: Any = filled) -> dict[str, dict[str, Any]]:
    organization = tree(("ou-1", "Workloads", "r-0"), ("ou-2", "Production", "ou-1"))
    return host_variables(organization, accounts, caller, template)


def only(found: Account, **settings: Any) -> dict[str, Any]:
    """Return the variables of one account."""
    return variables(found, **settings)[found.account_id]


def test_a_host_has_these_variables() -> None:
    assert variables(account(tags={"env": "test"})) == {
        MEMBER: {
            "a2c_iam_account_id": MEMBER,
            "a2c_iam_assume_role_arn": f"arn:aws:iam::{MEMBER}:role/a2c/Provisioner",
            "account_email": "shop@example.com",
            "account_id": MEMBER,
            "account_is_management": False,
            "account_name": "shop",
            "account_ou_id": "ou-2",
            "account_ou_path": "/Workloads/Production",
            "account_partition": "aws",
            "account_state": "ACTIVE",
            "account_tags": {"env": "test"},
            "ansible_connection": "local",
            "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        }
    }


@pytest.mark.parametrize(
    ("account_id", "caller", "assumes"),
    [
        (MANAGEMENT, MANAGEMENT, False),
        (MANAGEMENT, MEMBER, True),
        (MEMBER, MANAGEMENT, True),
        (MEMBER, MEMBER, True),
    ],
)
def test_no_role_leads_to_the_management_account_from_within(account_id: str, caller: str, *, assumes: bool) -> None:
    host = only(account(account_id), caller=caller)
    assert ("a2c_iam_assume_role_arn" in host) is assumes


def test_without_the_option_there_is_no_role_and_without_reading_no_tags() -> None:
    host = only(account(), template=lambda _about: "")
    assert {"a2c_iam_assume_role_arn", "account_tags"}.isdisjoint(host)


def test_other_partitions_have_their_arns() -> None:
    arn = f"arn:aws-us-gov:organizations::{MANAGEMENT}:account/o-x/{MEMBER}"
    host = only(account(arn=arn))
    assert host["a2c_iam_assume_role_arn"] == f"arn:aws-us-gov:iam::{MEMBER}:role/a2c/Provisioner"


@pytest.mark.parametrize(
    "text",
    ["{{ lookup('pipe', 'id') }}", "{% if true %}", "#jinja2: variable_start_string:'[%'\n[% x %]", "a\n", "<b>"],
)
def test_what_others_write_is_never_a_template(text: str) -> None:
    host = only(account(name=text, tags={text: text, "env": "test"}))
    assert not is_trusted_as_template(host["account_name"])
    assert [is_trusted_as_template(name) for name in host["account_tags"]] == [False, True]
    assert not is_trusted_as_template(host["account_tags"][text])
    assert is_trusted_as_template(host["account_tags"]["env"])  # else Ansible wraps it where it shows it
    assert is_trusted_as_template(host["ansible_python_interpreter"])


@pytest.mark.parametrize(
    ("arn", "message"),
    [
        (f"arn:aws:iam::{MANAGEMENT}:role/Reader", f"assume_role_arn: the ARN must be in account {MEMBER}"),
        (f"arn:aws-cn:iam::{MEMBER}:role/Reader", "assume_role_arn: the ARN must be in the partition"),
        (f"arn:aws:iam::{MEMBER}:user/ada", "assume_role_arn: the ARN must name a role, not a user"),
        ("Reader", "assume_role_arn: is not an IAM ARN"),
    ],
)
def test_a_role_that_leads_elsewhere_is_refused(arn: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        variables(account(), template=lambda _about: arn)


def test_one_role_for_all_accounts_is_refused() -> None:
    """In other inventory plugins of AWS, an option of this name is the role that reads."""
    check_template(None)
    check_template("arn:aws:iam::{{ account_id }}:role/Reader")
    with pytest.raises(OptionError, match=r"lead every host to the same account.* set with organization_role_arn"):
        check_template(f"arn:aws:iam::{MANAGEMENT}:role/Reader")


OPTIONS: dict[str, Any] = {"profile": "one", "organization_role_arn": "role", "states": ["ACTIVE"], "tag_filters": {}}


@pytest.mark.parametrize(
    ("changed", "shares"),
    [
        ({}, True),
        ({"states": ["SUSPENDED"]}, True),  # all accounts are cached
        ({"secret_key": "other", "access_key": "other"}, True),  # new credentials of the same account
        ({"profile": "two"}, False),
        ({"organization_role_arn": None}, False),
        ({"endpoint_url": "http://localhost"}, False),
        ({"tags": True}, False),
        ({"tag_filters": {"env": None}}, False),
    ],
)
def test_who_shares_a_cache(changed: dict[str, Any], *, shares: bool) -> None:
    keys = {cache_key(MANAGEMENT, OPTIONS.get), cache_key(MANAGEMENT, {**OPTIONS, **changed}.get)}
    assert (len(keys) == 1) is shares
    assert cache_key(MEMBER, OPTIONS.get) not in keys


def test_tags_are_those_of_the_accounts_that_were_left() -> None:
    one, other = ({**OPTIONS, "tags": True, "states": states} for states in (["ACTIVE"], ["SUSPENDED"]))
    assert cache_key(MEMBER, one.get) != cache_key(MEMBER, other.get)
